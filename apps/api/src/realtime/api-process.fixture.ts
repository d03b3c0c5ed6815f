import { fork } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

import type { TestDatabase } from "@handrail/db/testing";
import { inject } from "vitest";

/** An API in a process of its own, which can be killed. */
export interface Api {
  readonly url: string;
  /** What it has logged. */
  readonly lines: readonly string[];
  end(signal: NodeJS.Signals): Promise<void>;
}

interface ApiOptions {
  readonly dataDir: string;
  readonly database: TestDatabase;
  readonly env: Readonly<Record<string, string>>;
}

const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

export const startApi = async ({ dataDir, database: { urls }, env }: ApiOptions): Promise<Api> => {
  await mkdir(dataDir, { recursive: true });
  await copyFile(inject("keyringFile"), join(dataDir, "keyring.json"));
  const child = fork(resolve(import.meta.dirname, "../main.ts"), {
    execArgv: ["--import", loader],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    env: {
      ...process.env,
      API_DATABASE_URL: urls.api,
      WORKER_DATABASE_URL: urls.worker,
      AUTH_DATABASE_URL: urls.auth,
      VAULT_DATABASE_URL: urls.vault,
      HANDRAIL_DATA_DIR: dataDir,
      PORT: "0",
      LOG_LEVEL: "info",
      ...env,
    },
  });
  const { stdout } = child;
  if (stdout === null) throw new Error("The API's log cannot be read.");
  const lines: string[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The API ended with ${code}.`)));
    createInterface({ input: stdout }).on("line", (line) => {
      lines.push(line);
      const { port: found } = JSON.parse(line) as { port?: number };
      if (found !== undefined) resolve(found);
    });
  });
  return {
    lines,
    url: `http://127.0.0.1:${port}`,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    },
  };
};
