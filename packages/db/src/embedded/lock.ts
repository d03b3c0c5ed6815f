import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { isSameProcess, markOf, parseMark, printMark } from "./process.ts";

const patience = 120_000;

const read = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

/** Moves a dead holder's lock aside; puts it back when it turned out to be a new one. */
const clearDead = async (file: string, seen: string): Promise<void> => {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return; // another waiter cleared it
    throw error;
  }
  try {
    if ((await read(aside)) !== seen) await link(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(aside, { force: true });
  }
};

interface LockOptions {
  readonly patienceMs: number;
  readonly refusal: (pid: number) => string;
}

/** Takes the file; answers how to give it back. A process that died holds nothing. */
const hold = async (file: string, options: LockOptions): Promise<() => Promise<void>> => {
  const nonce = randomUUID();
  const mine = `${printMark(markOf(process.pid))}${nonce}\n`;
  const draft = `${file}.${nonce}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    await take(file, draft, options);
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await read(file)) === mine) await rm(file, { force: true });
  };
};

/**
 * Runs one start or stop at a time, over processes and within one.
 * The lock only keeps starters out of each other's way. Should two ever pass it together (one clears a
 * dead holder's lock in the instant a third one takes it), PostgreSQL's own lock in the cluster still
 * lets one server run, and the rename of a new cluster succeeds once.
 */
export const withLock = async <T>(dataDir: string, work: () => Promise<T>): Promise<T> => {
  const file = join(dataDir, "lock");
  const giveBack = await hold(file, {
    patienceMs: patience,
    refusal: (pid) => `Process ${pid} has been starting or stopping the database for too long (${file}).`,
  });
  try {
    return await work();
  } finally {
    await giveBack();
  }
};

/**
 * Keeps the data folder for one server: keyring and audit anchors are written by one process. Waits for a server that is
 * ending; answers how to leave. Processes that do not see each other (in containers) are kept apart by the database.
 */
export const holdFolder = async (dataDir: string, patienceMs = 10_000): Promise<() => Promise<void>> => {
  await mkdir(dataDir, { recursive: true });
  return hold(join(dataDir, "server.lock"), {
    patienceMs,
    refusal: (pid) =>
      `Handrail will not start: process ${pid} serves from the data folder ${dataDir}. Stop it first, or set HANDRAIL_DATA_DIR to a folder of its own.`,
  });
};

const take = async (file: string, draft: string, { patienceMs, refusal }: LockOptions): Promise<void> => {
  const started = performance.now();
  for (;;) {
    try {
      await link(draft, file); // appears with its content, or not at all
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const seen = await read(file);
    if (seen === undefined) continue;
    const holder = parseMark(seen);
    if (holder === undefined || !isSameProcess(holder)) {
      await clearDead(file, seen);
      continue;
    }
    if (performance.now() - started > patienceMs) throw new Error(refusal(holder.pid));
    await delay(20);
  }
};
