import { randomBytes, randomUUID } from "node:crypto";
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import type { Binaries } from "./binaries.ts";
import type { Place } from "./place.ts";
import { run } from "./run.ts";

const draftMark = ".new-";

const give = async (path: string, { account }: Place): Promise<void> => {
  if (account !== undefined) await chown(path, account.uid, account.gid);
};

/** With the lock held nobody is at work on a draft: what is there was left by a start that was killed. */
const sweepDrafts = async (place: Place): Promise<void> => {
  const home = dirname(place.server);
  for (const name of await readdir(home)) {
    if (!name.startsWith(`${basename(place.server)}${draftMark}`)) continue;
    // An initdb that outlived its parent may still write there for a moment: try again.
    await rm(join(home, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
};

/** Names compare and fold by Unicode on every system alike: the built-in locale, where there is one. */
const localeArgs = (major: number): readonly string[] =>
  major >= 17 ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : ["--locale=C.UTF-8"];

const create = async (place: Place, binaries: Binaries, durable: boolean): Promise<void> => {
  const draft = `${place.server}${draftMark}${randomUUID()}`;
  const password = join(draft, basename(place.password));
  await mkdir(draft, { mode: 0o700 });
  try {
    await writeFile(password, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
    await give(password, place);
    await give(draft, place);
    await run({
      program: join(binaries.bin, "initdb"),
      args: [
        `--pgdata=${join(draft, basename(place.cluster))}`,
        "--username=postgres",
        "--auth=scram-sha-256",
        `--pwfile=${password}`,
        "--encoding=UTF8",
        ...localeArgs(binaries.major),
        ...(durable ? [] : ["--no-sync"]),
      ],
      folder: draft,
      account: place.account,
    });
    // The password and the cluster it opens appear together, or not at all.
    await rename(draft, place.server);
  } catch (error) {
    await rm(draft, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    throw error;
  }
};

const majorOfData = async (place: Place): Promise<number | undefined> => {
  try {
    return Number((await readFile(join(place.cluster, "PG_VERSION"), "utf8")).trim());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

/** Creates the cluster when there is none, and refuses one that these binaries cannot open. */
export const ensureCluster = async (place: Place, binaries: Binaries, durable: boolean): Promise<void> => {
  await sweepDrafts(place);
  const major = await majorOfData(place);
  if (major === undefined) return create(place, binaries, durable);
  if (major !== binaries.major) {
    throw new Error(
      `The data in ${place.cluster} were made by PostgreSQL ${major}, and the programs here are PostgreSQL ` +
        `${binaries.major}. Set HANDRAIL_PG_BIN to the programs of PostgreSQL ${major}, or move ${place.server} ` +
        "away and load a dump of it into the new server.",
    );
  }
};

export const readPassword = async (place: Place): Promise<string> => {
  try {
    return (await readFile(place.password, "utf8")).trim();
  } catch (error) {
    throw new Error(`The password of ${place.cluster} is missing: ${place.password} cannot be read.`, { cause: error });
  }
};
