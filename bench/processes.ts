import { fork, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { join, resolve } from "node:path";

import type { BenchWorld } from "./world.ts";

const root = resolve(import.meta.dirname, "..");

export interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((done) => (child.exitCode === null ? child.once("exit", () => done()) : done()));

const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });

/** The built product as its own process. */
export const startProduct = async (world: BenchWorld): Promise<Running> => {
  const port = await freePort();
  const child = fork(join(root, "apps/api/dist/main.js"), {
    env: {
      // A benchmark is one person in a great hurry.
      CALLS_PER_PERSON: "1000000000",
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      HOST: "127.0.0.1",
      LOG_LEVEL: "error",
      HANDRAIL_DATA_DIR: world.dataDir,
      HANDRAIL_WEB_DIR: join(root, "apps/web/dist"),
      API_DATABASE_URL: world.urls.api,
      WORKER_DATABASE_URL: world.urls.worker,
      AUTH_DATABASE_URL: world.urls.auth,
      VAULT_DATABASE_URL: world.urls.vault,
    },
  });
  await new Promise<void>((done, fail) => {
    child.once("message", () => done());
    child.once("exit", (code) => fail(new Error(`The server ended with ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill("SIGTERM");
      await ended(child);
    },
  };
};

export const startBare = async (file: string, env: Record<string, string>): Promise<Running> => {
  const child = fork(join(import.meta.dirname, file), {
    env: { ...process.env, ...env, NODE_ENV: "production" },
    execArgv: ["--import", "tsx"],
  });
  const port = await new Promise<number>((done, fail) => {
    child.once("message", (message) => done((message as { port: number }).port));
    child.once("exit", (code) => fail(new Error(`${file} ended with ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill("SIGTERM");
      await ended(child);
    },
  };
};
