import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";

import type { Account } from "./account.ts";
import type { HolderTask } from "./holder.fixture.ts";
import { removeEmbedded } from "./remove.ts";

/** For the tests of this folder: child processes that hold a server, and folders that go away afterwards. */
interface Said {
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  readonly bin: string;
  readonly error: string;
  readonly interrupted: boolean;
}

export interface Holder {
  readonly child: ChildProcess;
  /** The next line it says. */
  next(): Promise<Partial<Said>>;
  /** Ends it in order, and waits. */
  end(): Promise<void>;
  kill(): Promise<void>;
}

const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const fixture = fileURLToPath(new URL("./holder.fixture.ts", import.meta.url));

export interface HolderSetup {
  readonly env?: NodeJS.ProcessEnv;
  readonly account?: Account | undefined;
}

export const hold = (task: HolderTask, { env, account }: HolderSetup = {}): Holder => {
  const child = spawn(process.execPath, ["--import", loader, fixture, JSON.stringify(task)], {
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  });
  const exited = once(child, "exit");
  // A holder that could not start has ended by itself: the word to end then finds nobody.
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    child,
    next: async () => {
      const line = await lines.next();
      if (line.done === true) throw new Error("The holder ended without a word");
      return JSON.parse(line.value) as Partial<Said>;
    },
    end: async () => {
      child.stdin.end("end\n");
      await exited;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
};

export const until = async (what: string, condition: () => boolean | Promise<boolean>): Promise<void> => {
  const started = performance.now();
  while (!(await condition())) {
    if (performance.now() - started > 30_000) throw new Error(`Never happened: ${what}`);
    await delay(5);
  }
};

/** A data folder that does not exist yet; `open` lets other accounts pass through the folder above it. */
export const freshFolder = async ({ open }: { readonly open: boolean }) => {
  const above = await mkdtemp(join(tmpdir(), "handrail-embedded-"));
  if (open) await chmod(above, 0o755);
  const dataDir = join(above, "data");
  return {
    above,
    dataDir,
    remove: async (): Promise<void> => {
      await removeEmbedded(dataDir);
      await rm(above, { recursive: true, force: true });
    },
  };
};
