import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { isSameProcess, markOf, parseMark, printMark } from "./process.ts";

/*
 * Who stops the server: the last living user. Each handle leaves a file with its process; stop() takes its
 * own away and stops the server only when no file of a living process is left. So nobody stops it under
 * another, and a process that was killed counts for nothing. Call all of these with the lock held.
 */
const folderOf = (dataDir: string): string => join(dataDir, "users");

export const addUser = async (dataDir: string): Promise<string> => {
  const folder = folderOf(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, randomUUID());
  await writeFile(file, printMark(markOf(process.pid)), { mode: 0o600 });
  return file;
};

export const hasLivingUsers = async (dataDir: string): Promise<boolean> => {
  const folder = folderOf(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let living = false;
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const mark = parseMark(await readFile(file, "utf8"));
    if (mark !== undefined && isSameProcess(mark)) living = true;
    else await rm(file, { force: true });
  }
  return living;
};

export const removeUser = (file: string): Promise<void> => rm(file, { force: true });
