import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { startServer } from "../server.ts";

const roles = `handrail_refused_${randomUUID().slice(0, 8)}`;
const password = randomUUID();

let database: TestDatabase;
let admin: postgres.Sql;
let dataDir: string;

const databaseName = (): string => new URL(database.adminUrl).pathname.slice(1);

/** A connection that row-level security would not hold, and the words by which the start names it. */
const wrong = [
  { kind: "superuser", make: (role: string) => [`alter role ${role} superuser`], says: "it is a superuser" },
  { kind: "bypassing", make: (role: string) => [`alter role ${role} bypassrls`], says: "it has BYPASSRLS" },
  {
    kind: "owner",
    make: (role: string) => [`alter table closures owner to ${role}`],
    says: "it owns 1 tables or may become their owner",
  },
  {
    kind: "member",
    make: (role: string) => [`grant handrail_owner to ${role} with inherit false`],
    says: "tables or may become their owner",
  },
  {
    kind: "temporary",
    make: (role: string) => [`grant temporary on database ${databaseName()} to ${role}`],
    says: "it may make objects of its own in this database",
  },
] as const;

const nameOf = (kind: string): string => `${roles}_${kind}`;

const urlOf = (kind: string): string => {
  const url = new URL(database.adminUrl);
  url.username = nameOf(kind);
  url.password = password;
  return url.href;
};

beforeAll(async () => {
  database = await createTestDatabase();
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  dataDir = await mkdtemp(join(tmpdir(), "handrail-refused-"));
  for (const { kind, make } of wrong) {
    await admin.unsafe(`create role ${nameOf(kind)} login password '${password}'`);
    for (const statement of make(nameOf(kind))) await admin.unsafe(statement);
  }
});

afterAll(async () => {
  for (const { kind } of wrong) {
    await admin.unsafe(`reassign owned by ${nameOf(kind)} to handrail_owner`);
    await admin.unsafe(`drop owned by ${nameOf(kind)}`);
    await admin.unsafe(`drop role ${nameOf(kind)}`);
  }
  await admin.end();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const optionsWith = (databases: TestDatabase["urls"]) => ({
  databases,
  dataDir,
  keyringFile: inject("keyringFile"),
  port: 0,
  host: "127.0.0.1",
  logLevel: "silent",
});

const connections = ["api", "worker", "auth", "vault"] as const;
const cases = connections.flatMap((connection) => wrong.map(({ kind, says }) => ({ connection, kind, says })));

const openConnections = async (): Promise<number> => {
  const [row] = await admin<{ n: number }[]>`
    select count(*)::int as n from pg_stat_activity
     where datname = current_database() and application_name like 'handrail-%'`;
  return row?.n ?? -1;
};

describe("the start", () => {
  it.each(cases)("is refused with $kind as the $connection connection", async ({ connection, kind, says }) => {
    const attempt = startServer(optionsWith({ ...database.urls, [connection]: urlOf(kind) }));
    const error = await attempt.then(
      async (server) => {
        await server.close();
        return new Error("It started");
      },
      (reason: unknown) => reason,
    );
    expect(String(error)).toContain(`the ${connection} connection signs in as "${nameOf(kind)}"`);
    expect(String(error)).toContain(says);
    expect(String(error)).not.toContain(password);
  });

  it("leaves no connection behind when it is refused", async () => {
    await expect.poll(openConnections, { timeout: 20_000 }).toBe(0);
  });

  it("succeeds with the four roles that the migration made", async () => {
    const server = await startServer(optionsWith(database.urls));
    const isReady = async (): Promise<number> => (await fetch(`${server.url}/health/ready`)).status;
    try {
      await expect.poll(isReady, { timeout: 20_000 }).toBe(200);
    } finally {
      await server.close();
    }
  });

  it("ends the process with a code other than 0, and says why", async () => {
    const { urls } = database;
    const child = spawn(process.execPath, ["--import", "tsx", resolve(import.meta.dirname, "../main.ts")], {
      cwd: resolve(import.meta.dirname, "../.."),
      env: {
        PATH: process.env["PATH"],
        HANDRAIL_DATA_DIR: dataDir,
        PORT: "0",
        API_DATABASE_URL: database.adminUrl,
        WORKER_DATABASE_URL: urls.worker,
        AUTH_DATABASE_URL: urls.auth,
        VAULT_DATABASE_URL: urls.vault,
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const code = await new Promise<number | null>((done) => child.once("exit", done));
    expect(code).toBe(1);
    expect(said).toContain("Handrail will not start");
    expect(said).toContain("it is a superuser");
    expect(said).not.toContain(new URL(database.adminUrl).password);
  });
});
