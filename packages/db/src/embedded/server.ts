import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { findBinaries, type Binaries } from "./binaries.ts";
import { openLog, readFrom, sizeOf } from "./log.ts";
import type { Place } from "./place.ts";
import { commandOf, isAlive } from "./process.ts";
import { run, spawnOptions } from "./run.ts";

/** What postmaster.pid says: who runs on this cluster, where it listens, whether it answers. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const pidFile = (place: Place): string => join(place.cluster, "postmaster.pid");

const readPidFile = async (place: Place): Promise<Postmaster | undefined> => {
  try {
    const lines = (await readFile(pidFile(place), "utf8")).split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
};

/** A number may have passed to another process: a server names its cluster on its command line. */
const isPostmaster = (pid: number, place: Place): boolean => {
  if (!(pid > 0) || !isAlive(pid)) return false;
  const command = commandOf(pid);
  // Where no command line can be read, PostgreSQL's own check of the file has to do.
  return command === "" ? true : command.includes(place.cluster);
};

/**
 * The server that lives on the cluster, if any. A file left by a dead one is cleared: PostgreSQL does so
 * by itself, except when the number has passed to another process of the same account.
 */
export const findPostmaster = async (place: Place): Promise<Postmaster | undefined> => {
  const found = await readPidFile(place);
  if (found === undefined) return undefined;
  if (isPostmaster(found.pid, place)) return found;
  await rm(pidFile(place), { force: true });
  return undefined;
};

const listenBriefly = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.on("error", () => resolve(undefined)); // taken
    probe.listen(port, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });

/** The port of last time when it is free, so that clients of a server that was killed find the next one. */
const freePort = async (last: number | undefined): Promise<number> => {
  const port = (last === undefined ? undefined : await listenBriefly(last)) ?? (await listenBriefly(0));
  if (port === undefined) throw new Error("No free port on 127.0.0.1.");
  return port;
};

const lastPort = async (place: Place): Promise<number | undefined> => {
  try {
    const options = await readFile(join(place.cluster, "postmaster.opts"), "utf8");
    const port = /port=(\d+)/.exec(options)?.[1];
    return port === undefined ? undefined : Number(port);
  } catch {
    return undefined; // first start
  }
};

const patience = 120_000;

/** Waits until it accepts connections; undefined when it ended before that. */
export const waitReady = async (place: Place, isRunning: () => boolean): Promise<Postmaster | undefined> => {
  const started = performance.now();
  while (isRunning()) {
    const found = await readPidFile(place);
    if (found?.ready === true && isPostmaster(found.pid, place)) return found;
    if (performance.now() - started > patience) throw new Error(`PostgreSQL does not become ready; see ${place.log}`);
    await delay(10);
  }
  return undefined;
};

/** Passing states: the port was taken meanwhile, or children of a killed server still hold its memory. */
const isPortTaken = /could not bind|could not create any TCP/;
const isMemoryHeld = /shared memory block/;

/** Starts the server in a process group of its own: a Ctrl-C at the terminal reaches only the caller. */
export const launch = async (place: Place, binaries: Binaries, settings: readonly string[]): Promise<Postmaster> => {
  let port = await freePort(await lastPort(place));
  for (let attempt = 1; ; attempt += 1) {
    const log = await openLog(place);
    const from = await sizeOf(place.log);
    const args = ["-D", place.cluster, "-c", `port=${port}`, ...settings.flatMap((setting) => ["-c", setting])];
    const child = spawn(join(binaries.bin, "postgres"), args, {
      ...spawnOptions(place.server, place.account),
      stdio: ["ignore", log.fd, log.fd],
      detached: true,
    });
    let running = true;
    const failure = new Promise<Error | undefined>((resolve) => {
      child.on("error", (error) => {
        running = false;
        resolve(error);
      });
      child.on("exit", () => {
        running = false;
        resolve(undefined);
      });
    });
    child.unref();
    await log.close();
    const ready = await waitReady(place, () => running);
    if (ready !== undefined) return ready;
    const error = await failure;
    const said = (await readFrom(place.log, from)).toString("utf8").trim();
    if (attempt === 20 || !(isPortTaken.test(said) || isMemoryHeld.test(said))) {
      throw new Error(`PostgreSQL did not start: ${error?.message ?? said}`, { cause: error });
    }
    await delay(100);
    // Memory is let go in a moment, and then the clients of the last server should find this one.
    port = await freePort(isPortTaken.test(said) ? undefined : port);
  }
};

type Step = readonly [signal: NodeJS.Signals, seconds: number];

const harsh: readonly Step[] = [
  ["SIGQUIT", 5],
  ["SIGKILL", 10],
];
/** Fast shutdown: sessions are ended, everything is written. Harsher when that takes too long. */
const fast: readonly Step[] = [["SIGINT", 60], ...harsh];

export const shutDown = async (place: Place, { answers }: { readonly answers: boolean }): Promise<void> => {
  for (const [signal, seconds] of answers ? fast : harsh) {
    const found = await findPostmaster(place);
    if (found === undefined) return;
    if (process.platform === "win32") {
      // There are no signals there; the program knows the server's own door.
      const program = join((await findBinaries(place.account)).bin, "pg_ctl");
      await run({ program, args: ["stop", "-m", "fast", "-D", place.cluster], folder: place.server });
      return;
    }
    process.kill(found.pid, signal);
    const started = performance.now();
    while (isAlive(found.pid) && performance.now() - started < seconds * 1000) await delay(10);
  }
  // Also clears the file that a killed one leaves.
  const left = await findPostmaster(place);
  if (left !== undefined) throw new Error(`PostgreSQL (process ${left.pid}) does not end.`);
};
