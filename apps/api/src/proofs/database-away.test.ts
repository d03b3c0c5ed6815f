import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startEmbedded, type EmbeddedPostgres } from "@handrail/db/embedded/start";
import { migrateDatabase } from "@handrail/db/migrate";
import { urlOf } from "@handrail/db/roles";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { startServer, type Server } from "../server.ts";

let folder: string;
let database: EmbeddedPostgres;
let server: Server;

const optionsFor = async (name: string) => {
  const dataDir = join(folder, name);
  const keyringFile = join(folder, `${name}.json`);
  await copyFile(inject("keyringFile"), keyringFile);
  return {
    databases: {
      api: urlOf(database.url, "handrail_api"),
      worker: urlOf(database.url, "handrail_worker"),
      auth: urlOf(database.url, "handrail_auth"),
      vault: urlOf(database.url, "handrail_vault"),
    },
    dataDir,
    keyringFile,
    port: 0,
    host: "127.0.0.1",
    logLevel: "silent",
  };
};

const signIn = () =>
  fetch(`${server.url}/trpc/access.signIn`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "nobody@alder.example", password: "not the password" }),
  });
const ready = async (): Promise<number> => (await fetch(`${server.url}/health/ready`)).status;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-away-"));
  database = await startEmbedded({
    dataDir: join(folder, "postgres"),
    durable: false,
    keep: true,
    onLog: () => undefined,
  });
  await migrateDatabase(database.url);
  server = await startServer(await optionsFor("first"));
});

afterAll(async () => {
  await server.close();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("a second server", () => {
  it("is refused on the data folder of the first, and says so", async () => {
    await expect(startServer(await optionsFor("first"))).rejects.toThrow(
      `serves from the data folder ${join(folder, "first")}`,
    );
  });

  it("is refused on its database without Redis, and says so", async () => {
    await expect(startServer(await optionsFor("second"))).rejects.toThrow(
      "another Handrail server works on this database",
    );
  });

  it("that comes while the first is ending waits for it, and serves", async () => {
    const next = startServer(await optionsFor("first"));
    await server.close();
    server = await next;
    await expect.poll(ready, { timeout: 20_000 }).toBe(200);
  });
});

describe("a database that", () => {
  it("hangs holds no request and no readiness, and everything goes on when it answers again", async () => {
    const admin = postgres(database.url, { max: 1, onnotice: () => undefined });
    const rows = await admin<{ pid: number }[]>`
      select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;
    await admin.end();
    const stopped = [database.pid, ...rows.map(({ pid }) => pid)];
    for (const pid of stopped) process.kill(pid, "SIGSTOP");
    try {
      const started = performance.now();
      const [answer, readiness] = await Promise.all([signIn(), ready()]);
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toBe("2");
      expect(await answer.json()).toMatchObject({ error: { data: { situation: "BUSY" } } });
      expect(readiness).toBe(503);
      // Three seconds of patience, a second between two looks, and room for a busy machine.
      expect(performance.now() - started).toBeLessThan(8_000);
      const rest = await fetch(`${server.url}/api/interventions/meetings/`);
      expect([rest.status, rest.headers.get("retry-after")]).toEqual([503, "2"]);
      expect(await rest.json()).toMatchObject({ code: "BUSY" });
    } finally {
      for (const pid of stopped) process.kill(pid, "SIGCONT");
    }
    await expect.poll(ready, { timeout: 20_000 }).toBe(200);
    await expect.poll(async () => (await signIn()).status, { timeout: 20_000 }).toBe(401);
  });

  it("is killed comes back by itself, and the server is ready again", async () => {
    process.kill(database.pid, "SIGKILL");
    await expect.poll(ready, { timeout: 10_000 }).toBe(503);
    await expect.poll(ready, { timeout: 60_000 }).toBe(200);
    // Still the only server of this database.
    await expect
      .poll(async () => String(await startServer(await optionsFor("second")).catch((error: unknown) => error)), {
        timeout: 40_000,
      })
      .toContain("another Handrail server works on this database");
  });
});
