import { readFileSync, realpathSync, statSync, type Stats } from "node:fs";
import { dirname } from "node:path";

/** Who the database runs as when this process is root, which PostgreSQL refuses to run as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export const ownUid = (): number | undefined => process.getuid?.();

const accountNamed = (name: string): Account | undefined => {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((candidate) => candidate.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return Number(uid) > 0 && Number(gid) > 0 ? { uid: Number(uid), gid: Number(gid) } : undefined;
};

const ownerOf = (folder: string): Account | undefined => {
  const stats = statSync(folder, { throwIfNoEntry: false });
  return stats === undefined || stats.uid === 0 ? undefined : { uid: stats.uid, gid: stats.gid };
};

/**
 * `undefined` for an ordinary user, who runs the database directly.
 * Data that exist already keep the account they belong to, whatever accounts have appeared since.
 */
export const databaseAccount = (existingData: string): Account | undefined => {
  if (ownUid() !== 0) return undefined;
  const account = ownerOf(existingData) ?? accountNamed("postgres") ?? accountNamed("nobody");
  if (account === undefined) {
    throw new Error(
      "PostgreSQL does not run as root, and neither the account `postgres` nor `nobody` exists. " +
        "Run this as an ordinary user, or set DATABASE_URL.",
    );
  }
  return account;
};

const mayEnter = (stats: Stats, account: Account): boolean => {
  if (stats.uid === account.uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === account.gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
};

/** Whether the account may pass through every folder down to this one (which must exist). */
export const canReach = (folder: string, account: Account | undefined): boolean => {
  if (account === undefined) return true;
  let here = realpathSync(folder);
  for (;;) {
    if (!mayEnter(statSync(here), account)) return false;
    const parent = dirname(here);
    if (parent === here) return true;
    here = parent;
  }
};
