import { open, rename, rm, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

import type { Place } from "./place.ts";

const enough = 10 * 1024 * 1024;

/**
 * The server writes to a file and not to a pipe: it may outlive the process that started it.
 * One older file is kept.
 */
export const openLog = async ({ log }: Place) => {
  const size = await sizeOf(log);
  if (size > enough) {
    await rm(`${log}.old`, { force: true });
    await rename(log, `${log}.old`);
  }
  return open(log, "a", 0o600);
};

export const sizeOf = async (file: string): Promise<number> => {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
};

export const readFrom = async (file: string, start: number): Promise<Buffer> => {
  const size = await sizeOf(file);
  if (size <= start) return Buffer.alloc(0);
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - start), 0, size - start, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

/** Hands on each full line written after `start`; returns a function that hands on the rest and ends. */
export const follow = (file: string, start: number, onLine: (line: string) => void): (() => Promise<void>) => {
  let position = start;
  const ended = new AbortController();
  const pass = async (last: boolean): Promise<void> => {
    const bytes = await readFrom(file, position);
    const end = last ? bytes.length : bytes.lastIndexOf(10) + 1;
    position += end;
    for (const line of bytes.subarray(0, end).toString("utf8").split("\n")) if (line !== "") onLine(line);
  };
  const loop = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      await pass(false);
      // Aborting rejects the wait, and the loop's condition then ends it.
      await delay(200, undefined, { ref: false, signal: ended.signal }).catch(() => undefined);
    }
    await pass(true);
  };
  // A log that cannot be read must not take the server's user down; the error is its last line.
  const done = loop().catch((error: unknown) => onLine(`log unreadable: ${String(error)}`));
  return async () => {
    ended.abort();
    await done;
  };
};
