import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import postgres from "postgres";

import { findBinaries } from "./binaries.ts";
import { ensureCluster, readPassword } from "./cluster.ts";
import { keepRunning } from "./keep.ts";
import { withLock } from "./lock.ts";
import { follow, sizeOf } from "./log.ts";
import { createDataDir, findPlace, type Place } from "./place.ts";
import { isAlive } from "./process.ts";
import { findPostmaster, launch, shutDown, waitReady, type Postmaster } from "./server.ts";
import { addUser, hasLivingUsers, removeUser } from "./users.ts";

export interface EmbeddedOptions {
  /** Created when missing. When the database's account cannot reach it, a file `location` in it says where the data are. */
  readonly dataDir: string;
  /** Default true. False gives up the safety of the data for speed: for tests. */
  readonly durable?: boolean;
  /** Server settings over the defaults. They take effect when this call starts the server, not when it joins one. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Default false. True starts the server anew when it died and this handle still needs it. */
  readonly keep?: boolean;
  readonly onLog?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** As the superuser `postgres`, in the database `handrail`. */
  readonly url: string;
  readonly pid: number;
  readonly port: number;
  /** Gives the server up; the last living user's call shuts it down and waits for that. */
  stop(): Promise<void>;
}

const defaults = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  password_encryption: "scram-sha-256",
  max_connections: "120",
  shared_buffers: "128MB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  // Nothing personal in the log. The text of an error may quote a value ("invalid input syntax for type
  // date: ..."), so statements and their errors stay out; what the server says of itself is kept.
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_parameter_max_length: "0",
  log_parameter_max_length_on_error: "0",
  log_error_verbosity: "terse",
};

const hasty = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

const settingsOf = ({ durable = true, settings = {} }: EmbeddedOptions): readonly string[] =>
  Object.entries({ ...defaults, ...(durable ? {} : hasty), ...settings }).map(([name, value]) => `${name}=${value}`);

const urlOf = (server: Postmaster, password: string, database: string): string =>
  `postgres://postgres:${password}@127.0.0.1:${server.port}/${database}`;

const ensureDatabase = async (url: string, seconds: number): Promise<void> => {
  const sql = postgres(url, { max: 1, connect_timeout: seconds, fetch_types: false, onnotice: () => undefined });
  try {
    const [found] = await sql`select 1 from pg_database where datname = 'handrail'`;
    if (found === undefined) await sql`create database handrail`;
  } finally {
    await sql.end({ timeout: 5 });
  }
};

/** A server may live already: another user's, or one whose process was killed. One that is ending is waited for. */
const join = async (place: Place): Promise<Postmaster | undefined> => {
  const found = await findPostmaster(place);
  if (found === undefined || found.ready) return found;
  const ready = await waitReady(place, () => isAlive(found.pid));
  return ready ?? findPostmaster(place);
};

const startNew = async (place: Place, options: EmbeddedOptions): Promise<Postmaster> => {
  const binaries = await findBinaries(place.account);
  await ensureCluster(place, binaries, options.durable ?? true);
  return launch(place, binaries, settingsOf(options));
};

const dyingMs = 1_000;

/** A process that was killed a moment ago still stands there, and does not answer. */
const isGoneSoon = async (pid: number): Promise<boolean> => {
  const started = performance.now();
  while (isAlive(pid)) {
    if (performance.now() - started > dyingMs) return false;
    await delay(10);
  }
  return true;
};

/** A server without living users that does not answer is of no use to anybody: end it and start anew. */
const joinOrStart = async (place: Place, options: EmbeddedOptions): Promise<Postmaster> => {
  const joined = await join(place);
  if (joined !== undefined) {
    try {
      await ensureDatabase(urlOf(joined, await readPassword(place), "postgres"), 5);
      return joined;
    } catch (error) {
      if ((await hasLivingUsers(place.dataDir)) && !(await isGoneSoon(joined.pid))) throw error;
      await shutDown(place, { answers: false });
    }
  }
  const server = await startNew(place, options);
  try {
    await ensureDatabase(urlOf(server, await readPassword(place), "postgres"), 30);
    return server;
  } catch (error) {
    await shutDown(place, { answers: false });
    throw error;
  }
};

const begin = async (options: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const place = await findPlace(options.dataDir);
  const logStart = await sizeOf(place.log);
  const server = await joinOrStart(place, options);
  const password = await readPassword(place);
  const user = await addUser(place.dataDir);
  const unfollow = options.onLog === undefined ? undefined : follow(place.log, logStart, options.onLog);
  const unkeep =
    options.keep === true
      ? keepRunning(server, {
          start: () => withLock(place.dataDir, () => joinOrStart(place, options)),
          say: (line) => (options.onLog ?? console.error)(line),
        })
      : undefined;
  let stopped: Promise<void> | undefined;
  const leave = async (): Promise<void> => {
    await unkeep?.();
    await withLock(place.dataDir, async () => {
      await removeUser(user);
      if (!(await hasLivingUsers(place.dataDir))) await shutDown(place, { answers: true });
    });
    await unfollow?.();
  };
  return {
    url: urlOf(server, password, "handrail"),
    pid: server.pid,
    port: server.port,
    stop: () => (stopped ??= leave()),
  };
};

/**
 * Starts PostgreSQL on the folder, or joins the one that runs on it. Several processes, and several calls in
 * one, may use a folder together: see users.ts for who stops it.
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const dataDir = resolve(options.dataDir);
  await createDataDir(dataDir);
  return withLock(dataDir, () => begin({ ...options, dataDir }));
};
