import { randomUUID } from "node:crypto";
import { link, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

const isWindows = process.platform === "win32";

const hasCode = (error: unknown, code: string): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === code;

/** The file, unless others may read it too. */
export const readClosed = async (path: string): Promise<string> => {
  const file = await open(path, "r");
  try {
    const { mode } = await file.stat();
    // Windows has no such bits: there the folder of the account protects it.
    if (!isWindows && (mode & 0o077) !== 0)
      throw new Error(`The keyring ${path} can be read by others. Allow its owner alone: chmod 600.`);
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
};

const writeWhole = async (path: string, text: string): Promise<void> => {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** The name survives a crash too; Windows cannot open a folder for that. */
const syncFolder = async (folder: string): Promise<void> => {
  if (isWindows) return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Puts another text in the file's place, whole or not at all. */
export const replace = async (path: string, text: string): Promise<void> => {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeWhole(draft, text);
    await rename(draft, path);
    await syncFolder(dirname(path));
  } finally {
    await rm(draft, { force: true });
  }
};

/**
 * Reads the file, or makes it first. It appears whole or not at all, and of two first starts one wins and both read
 * what it wrote: a link, unlike a rename, never replaces.
 */
export const readOrCreate = async (path: string, content: () => Promise<string>): Promise<string> => {
  try {
    return await readClosed(path);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) throw error;
  }
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeWhole(draft, await content());
    await link(draft, path);
    await syncFolder(folder);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readClosed(path);
};
