import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
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

/**
 * Runs one start or stop at a time, over processes and within one.
 * The lock only keeps starters out of each other's way. Should two ever pass it together (one clears a
 * dead holder's lock in the instant a third one takes it), PostgreSQL's own lock in the cluster still
 * lets one server run, and the rename of a new cluster succeeds once.
 */
export const withLock = async <T>(dataDir: string, work: () => Promise<T>): Promise<T> => {
  const file = join(dataDir, "lock");
  const nonce = randomUUID();
  const mine = `${printMark(markOf(process.pid))}${nonce}\n`;
  const draft = `${file}.${nonce}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    await take(file, draft);
  } finally {
    await rm(draft, { force: true });
  }
  try {
    return await work();
  } finally {
    if ((await read(file)) === mine) await rm(file, { force: true });
  }
};

const take = async (file: string, draft: string): Promise<void> => {
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
    if (performance.now() - started > patience) {
      throw new Error(`Process ${holder.pid} has been starting or stopping the database for too long (${file}).`);
    }
    await delay(20);
  }
};
