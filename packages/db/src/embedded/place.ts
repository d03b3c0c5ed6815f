import { createHash } from "node:crypto";
import { chmod, lstat, mkdir, readFile, realpath, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { canReach, databaseAccount, ownUid, type Account } from "./account.ts";

export interface Place {
  /** The folder the caller named: the lock and the list of users are here. */
  readonly dataDir: string;
  /** Password and cluster, the account's own; below dataDir, or elsewhere when the account cannot reach that. */
  readonly server: string;
  readonly cluster: string;
  readonly password: string;
  readonly log: string;
  readonly account: Account | undefined;
}

const exists = async (path: string): Promise<boolean> => {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
};

/** Creates a folder others may pass through but not list; one that exists keeps its rights. */
const passage = async (folder: string, mode: number): Promise<void> => {
  const first = await mkdir(folder, { recursive: true, mode });
  // The umask may have taken rights away, and only a new folder is ours to change.
  if (first !== undefined) await chmod(folder, mode);
};

/** In a folder that everybody may write to, somebody else may have been there first. */
const isOurs = async (folder: string): Promise<boolean> => {
  const stats = await lstat(folder);
  const uid = ownUid();
  return stats.isDirectory() && (uid === undefined || (stats.uid === uid && (stats.mode & 0o022) === 0));
};

/** A folder outside the project for what the project's folder cannot hold. */
export const sharedFolder = async (account: Account | undefined): Promise<string> => {
  const temporary = join(tmpdir(), `handrail-${ownUid() ?? "user"}`);
  const candidates = ownUid() === 0 ? ["/var/lib/handrail", temporary] : [temporary];
  const tried: string[] = [];
  for (const folder of candidates) {
    try {
      await passage(folder, 0o711);
      if ((await isOurs(folder)) && canReach(folder, account)) return folder;
      tried.push(`${folder}: not ours, or out of reach`);
    } catch (error) {
      tried.push(`${folder}: ${(error as Error).message}`); // the next candidate may do
    }
  }
  throw new Error(`No folder the database's account can reach (${tried.join("; ")}).`);
};

const recordedHome = async (dataDir: string): Promise<string | undefined> => {
  const file = join(dataDir, "location");
  if (!(await exists(file))) return undefined;
  const home = (await readFile(file, "utf8")).trim();
  if (await exists(home)) return home;
  throw new Error(`The data of ${dataDir} were in ${home}, which is gone. Remove ${file} to begin with empty data.`);
};

const chooseHome = async (dataDir: string, account: Account | undefined): Promise<string> => {
  const recorded = await recordedHome(dataDir);
  if (recorded !== undefined) return recorded;
  if (canReach(dataDir, account)) return dataDir;
  if (await exists(join(dataDir, "server"))) {
    throw new Error(
      `The account ${account?.uid} cannot reach the data in ${dataDir}: a folder above it is closed to it.`,
    );
  }
  const name = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  const home = join(await sharedFolder(account), name);
  await passage(home, 0o711);
  await writeFile(join(dataDir, "location"), `${home}\n`);
  return home;
};

/** Says where things are, and creates the folders (not the cluster). Call it with the lock held. */
export const findPlace = async (dataDir: string): Promise<Place> => {
  const real = await realpath(dataDir);
  const probable = (await recordedHome(real)) ?? real;
  const account = databaseAccount(join(probable, "server"));
  const home = await chooseHome(real, account);
  const server = join(home, "server");
  return {
    dataDir: real,
    server,
    cluster: join(server, "cluster"),
    password: join(server, "password"),
    // Not in the account's own folder: root opens it, and must not follow a link planted there.
    log: join(home, "server.log"),
    account,
  };
};

/** As root the account must be able to pass; otherwise the folder is nobody else's business. */
export const createDataDir = (dataDir: string): Promise<void> => passage(dataDir, ownUid() === 0 ? 0o711 : 0o700);
