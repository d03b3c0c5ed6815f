import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { freshFolder, hold, until } from "./holder.ts";
import { isAlive } from "./process.ts";
import { removeEmbedded } from "./remove.ts";
import { startEmbedded } from "./start.ts";

let folder: Awaited<ReturnType<typeof freshFolder>>;
let dataDir: string;

beforeEach(async () => {
  folder = await freshFolder({ open: true });
  dataDir = folder.dataDir;
});
afterEach(() => folder.remove());

const query = async (url: string, text: string) => {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    return await sql.unsafe(text).values();
  } finally {
    await sql.end();
  }
};
const setting = async (url: string, name: string) => (await query(url, `show ${name}`))[0]?.[0];
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe("a first start", () => {
  it("gives a closed server with the database, and keeps the data over restarts", async () => {
    const first = await startEmbedded({ dataDir, settings: { shared_buffers: "64MB" } });
    expect(first.url).toBe(`postgres://postgres:${new URL(first.url).password}@127.0.0.1:${first.port}/handrail`);
    expect(new URL(first.url).password.length).toBeGreaterThanOrEqual(32);
    await query(first.url, "create table kept as select 7 as n");
    const shown = {
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      password_encryption: "scram-sha-256",
      log_parameter_max_length: "0",
      log_parameter_max_length_on_error: "0",
      log_error_verbosity: "terse",
      timezone: "UTC",
      jit: "off",
      max_connections: "120",
      shared_buffers: "64MB",
      fsync: "on",
    };
    for (const [name, value] of Object.entries(shown))
      expect([name, await setting(first.url, name)]).toEqual([name, value]);
    const open = "select count(*)::int from pg_hba_file_rules where auth_method <> 'scram-sha-256'";
    expect(await query(first.url, open)).toEqual([[0]]);
    const wrong = first.url.replace(/:[^:@]+@/, ":wrong@");
    await expect(query(wrong, "select 1")).rejects.toMatchObject({ code: "28P01" });
    expect(await modeOf(join(dataDir, "server", "cluster"))).toBe(0o700);
    expect(await modeOf(join(dataDir, "server", "password"))).toBe(0o600);
    // Names beyond ASCII fold and sort alike on every system.
    expect(await query(first.url, "select 'ÄRZTIN' ilike 'ärztin', lower('ÉÖ')")).toEqual([[true, "éö"]]);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    await first.stop();

    const second = await startEmbedded({ dataDir });
    expect(second.pid).not.toBe(first.pid);
    expect(await query(second.url, "select n from kept")).toEqual([[7]]);
    await second.stop();
  });

  it("gives up durability when asked, for tests", async () => {
    const server = await startEmbedded({ dataDir, durable: false });
    for (const name of ["fsync", "synchronous_commit", "full_page_writes"]) {
      expect([name, await setting(server.url, name)]).toEqual([name, "off"]);
    }
    await server.stop();
  });

  it("hands on the log's lines, none of which quotes a value", async () => {
    const lines: string[] = [];
    const server = await startEmbedded({ dataDir, durable: false, onLog: (line) => lines.push(line) });
    await query(server.url, "create table people (name text unique)");
    await query(server.url, "insert into people values ('CNRY-a')");
    const failing = {
      "23505": "insert into people values ('CNRY-a')",
      "22P02": "select 'CNRY-b'::int",
      "42P01": "select 'CNRY-c' from nowhere",
    };
    for (const [code, text] of Object.entries(failing)) {
      await expect(query(server.url, text)).rejects.toMatchObject({ code });
    }
    await server.stop();
    expect(lines.join("\n")).toContain("ready to accept connections");
    expect(lines.join("\n")).toContain("database system is shut down");
    expect(await readFile(join(dataDir, "server.log"), "utf8")).not.toContain("CNRY");
  });

  it("creates the database again when it was dropped", async () => {
    const first = await startEmbedded({ dataDir, durable: false });
    await query(first.url.replace(/handrail$/, "postgres"), "drop database handrail");
    await first.stop();
    const second = await startEmbedded({ dataDir, durable: false });
    expect(await query(second.url, "select current_database()")).toEqual([["handrail"]]);
    await second.stop();
  });
});

describe("several users of one folder", () => {
  it("two starts at once in one process share the server until the last stops", async () => {
    const [one, two] = await Promise.all([
      startEmbedded({ dataDir, durable: false }),
      startEmbedded({ dataDir, durable: false }),
    ]);
    expect(two.url).toBe(one.url);
    await one.stop();
    expect(await query(two.url, "select 1")).toEqual([[1]]);
    await two.stop();
    expect(isAlive(one.pid)).toBe(false);
  });

  it("one that is killed is started anew for whoever keeps it, at the same address, and stays ended after the stop", async () => {
    const lines: string[] = [];
    const kept = await startEmbedded({
      dataDir,
      durable: false,
      // What was committed outlives the kill.
      settings: { synchronous_commit: "on" },
      keep: true,
      onLog: (line) => lines.push(line),
    });
    await query(kept.url, "create table kept as select 7 as n");
    process.kill(kept.pid, "SIGKILL");
    await until("it answers again", () => lines.some((line) => line.includes("was started anew")));
    expect(await query(kept.url, "select n from kept")).toEqual([[7]]);
    await kept.stop();
    const next = await startEmbedded({ dataDir, durable: false });
    expect(next.pid).not.toBe(kept.pid);
    await next.stop();
  });

  it("so do two first starts in two processes, whichever of them ends first", async () => {
    const holders = [
      hold({ start: { dataDir, durable: false } }),
      hold({ start: { dataDir, durable: false } }),
    ] as const;
    const [one, two] = await Promise.all([holders[0].next(), holders[1].next()]);
    expect(one.error ?? two.error).toBeUndefined();
    expect(two).toEqual(one);
    await holders[0].end();
    expect(await query(two.url ?? "", "select 1")).toEqual([[1]]);
    expect(await removeEmbedded(dataDir)).toBe(false);
    await holders[1].end();
    expect(isAlive(two.pid ?? 0)).toBe(false);
  });

  it("a killed user does not keep the server alive, and does not take it from the others", async () => {
    const holder = hold({ start: { dataDir, durable: false } });
    const said = await holder.next();
    const mine = await startEmbedded({ dataDir, durable: false });
    expect(mine.pid).toBe(said.pid);
    await holder.kill();
    expect(await query(mine.url, "select 1")).toEqual([[1]]);
    await mine.stop();
    expect(isAlive(mine.pid)).toBe(false);
  });

  it("a Ctrl-C for the holder's process group does not reach the server", async () => {
    const holder = hold({ start: { dataDir, durable: false } });
    const said = await holder.next();
    process.kill(-(holder.child.pid ?? 0), "SIGINT");
    expect(await holder.next()).toEqual({ interrupted: true });
    expect(await query(said.url ?? "", "select 1")).toEqual([[1]]);
    await holder.end();
    expect(isAlive(said.pid ?? 0)).toBe(false);
  });
});

describe("what must be refused or cleared", () => {
  it("refuses data of another major version, and says what to do", async () => {
    const server = await startEmbedded({ dataDir, durable: false });
    await server.stop();
    const file = join(dataDir, "server", "cluster", "PG_VERSION");
    const version = await readFile(file, "utf8");
    await writeFile(file, "12\n");
    await expect(startEmbedded({ dataDir })).rejects.toThrow(/made by PostgreSQL 12.*HANDRAIL_PG_BIN/s);
    await writeFile(file, version);
  });

  it("leaves nothing half made when it is killed during initdb", async () => {
    const holder = hold({ start: { dataDir } });
    const drafts = async () =>
      (await readdir(dataDir).catch((): string[] => [])).filter((name) => name.startsWith("server.new-"));
    await until("initdb began", async () => {
      const [draft] = await drafts();
      return draft !== undefined && (await readdir(join(dataDir, draft)).catch((): string[] => [])).includes("cluster");
    });
    await holder.kill();
    expect(await readdir(dataDir)).not.toContain("server");
    const server = await startEmbedded({ dataDir, durable: false });
    expect(await query(server.url, "select 1")).toEqual([[1]]);
    expect(await drafts()).toEqual([]);
    await server.stop();
  });
});
