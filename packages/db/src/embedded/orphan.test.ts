import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import postgres from "postgres";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { databaseAccount } from "./account.ts";
import { freshFolder, hold, until } from "./holder.ts";
import { isAlive } from "./process.ts";
import { startEmbedded } from "./start.ts";

let folder: Awaited<ReturnType<typeof freshFolder>>;
let dataDir: string;

beforeEach(async () => {
  folder = await freshFolder({ open: true });
  dataDir = folder.dataDir;
});
afterEach(() => folder.remove());

const count = async (url: string): Promise<unknown> => {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    await sql`create table if not exists marks (n int)`;
    await sql`insert into marks values (1)`;
    return (await sql`select count(*)::int as n from marks`)[0]?.["n"];
  } finally {
    await sql.end();
  }
};

const orphan = async (): Promise<{ readonly url: string; readonly pid: number }> => {
  const holder = hold({ start: { dataDir } });
  const { url = "", pid = 0 } = await holder.next();
  expect(await count(url)).toBe(1);
  await holder.kill();
  expect(isAlive(pid)).toBe(true);
  return { url, pid };
};

describe("a parent killed with -9", () => {
  it("leaves a server that the next start adopts and may stop", async () => {
    const left = await orphan();
    const server = await startEmbedded({ dataDir });
    expect({ url: server.url, pid: server.pid }).toEqual(left);
    expect(await count(server.url)).toBe(2);
    await server.stop();
    expect(isAlive(left.pid)).toBe(false);
  });

  it("leaves a stale file when the server was killed too; nothing committed is lost, the port stays", async () => {
    const left = await orphan();
    process.kill(left.pid, "SIGKILL");
    await until("the server is gone", () => !isAlive(left.pid));
    const server = await startEmbedded({ dataDir });
    expect(server.pid).not.toBe(left.pid);
    expect(server.url).toBe(left.url);
    expect(await count(server.url)).toBe(2);
    await server.stop();
  });

  it("leaves a server that hangs: it is ended and a new one started", async () => {
    const left = await orphan();
    process.kill(left.pid, "SIGSTOP");
    const server = await startEmbedded({ dataDir });
    expect(server.pid).not.toBe(left.pid);
    expect(isAlive(left.pid)).toBe(false);
    expect(await count(server.url)).toBe(2);
    await server.stop();
  });

  it("leaves a number that passes to another process of the same account: cleared, and that one is left alone", async () => {
    const left = await orphan();
    const file = join(dataDir, "server", "cluster", "postmaster.pid");
    const text = await readFile(file, "utf8");
    process.kill(left.pid, "SIGKILL");
    await until("the server is gone", () => !isAlive(left.pid));
    const account = databaseAccount(join(dataDir, "server"));
    const other = spawn("sleep", ["600"], account === undefined ? {} : { uid: account.uid, gid: account.gid });
    try {
      await writeFile(file, text.replace(/^\d+/, String(other.pid)));
      const server = await startEmbedded({ dataDir });
      expect(await count(server.url)).toBe(2);
      await server.stop();
      expect(isAlive(other.pid ?? 0)).toBe(true);
    } finally {
      other.kill("SIGKILL");
    }
  });
});
