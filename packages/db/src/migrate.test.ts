import { randomUUID } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { is } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";

import { migrateDatabase, migrationsFolder } from "./migrate.ts";
import * as access from "./schema/access.ts";
import * as apiTokens from "./schema/api-tokens.ts";
import * as attendance from "./schema/attendance.ts";
import * as audit from "./schema/audit.ts";
import * as auth from "./schema/auth.ts";
import * as casework from "./schema/casework.ts";
import * as communications from "./schema/communications.ts";
import * as interventions from "./schema/interventions.ts";
import * as jobs from "./schema/jobs.ts";
import * as notifications from "./schema/notifications.ts";
import * as outbox from "./schema/outbox.ts";
import * as privacy from "./schema/privacy.ts";
import * as progress from "./schema/progress.ts";
import * as sessions from "./schema/sessions.ts";
import * as students from "./schema/students.ts";
import * as tenancy from "./schema/tenancy.ts";
import { createTestDatabase, type TestDatabase } from "./testing.ts";

interface Journal {
  entries: { idx: number; tag: string; when: number }[];
}

const readJournal = async (): Promise<Journal> =>
  JSON.parse(await readFile(join(migrationsFolder, "meta/_journal.json"), "utf8")) as Journal;

/** The migrations as they were after the first `count` of them. */
const earlierFolder = async (count: number): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "handrail-migrations-"));
  await cp(migrationsFolder, folder, { recursive: true });
  const journal = await readJournal();
  await writeFile(
    join(folder, "meta/_journal.json"),
    JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }),
  );
  return folder;
};

const modules = [
  access,
  apiTokens,
  attendance,
  audit,
  auth,
  casework,
  communications,
  interventions,
  jobs,
  notifications,
  outbox,
  privacy,
  progress,
  sessions,
  students,
  tenancy,
];
const tables = modules.flatMap((module) => Object.values(module).filter((value) => is(value, PgTable)));

describe("the migrations", () => {
  let database: TestDatabase;
  let admin: postgres.Sql;
  beforeAll(async () => {
    database = await createTestDatabase({ demo: true });
    admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  });
  afterAll(async () => {
    await admin.end();
    await database.drop();
  });

  it("are one line, in order of time", async () => {
    const { entries } = await readJournal();
    expect(entries.map((entry) => entry.idx)).toEqual(entries.map((_, index) => index));
    expect(entries.map((entry) => entry.when)).toEqual(entries.map((entry) => entry.when).toSorted((a, b) => a - b));
  });

  it("leave a database with rows alone when there is nothing to do", async () => {
    const count = () =>
      admin`select (select count(*) from attendance_records) as marks, (select count(*) from audit_logs) as lines`;
    const before = await count();
    await migrateDatabase(database.adminUrl);
    expect(await count()).toEqual(before);
  });

  it("made every table and column that the schema in code names, and no other", async () => {
    expect(tables.length).toBeGreaterThan(30);
    for (const table of tables) {
      const { name, schema = "public", columns } = getTableConfig(table);
      const rows = await admin<{ column_name: string; is_nullable: string }[]>`
        select column_name, is_nullable from information_schema.columns where table_schema = ${schema} and table_name = ${name}`;
      const inDatabase = Object.fromEntries(rows.map((row) => [row.column_name, row.is_nullable === "YES"]));
      const inCode = Object.fromEntries(columns.map((column) => [toSnakeCase(column.name), !column.notNull]));
      expect({ [name]: inDatabase }).toEqual({ [name]: inCode });
    }
    const [known] = await admin<{ count: number }[]>`
      select count(*)::int as count from pg_tables where schemaname in ('public', 'auth', 'vault')`;
    expect(known?.count).toBe(tables.length);
  });
});

describe("a migration over rows that are there already", () => {
  it("seals audit lines that were written before the seal existed", async () => {
    const name = `handrail_test_${randomUUID().replaceAll("-", "")}`;
    const server = postgres(inject("adminUrl"), { max: 1, onnotice: () => undefined });
    await server.unsafe(`create database ${name}`);
    const url = new URL(inject("adminUrl"));
    url.pathname = `/${name}`;
    const folder = await earlierFolder(2);
    const db = postgres(url.href, { max: 1, onnotice: () => undefined });
    try {
      await migrateDatabase(url.href, { folder });
      const tenant = randomUUID();
      await db`insert into audit_logs (tenant_id, id, action, entity_type, entity_id, request_id)
        select ${tenant}, gen_random_uuid(), 'SignedIn', 'user', gen_random_uuid(), 'r' from generate_series(1, 5)`;
      await migrateDatabase(url.href);
      await db`select * from app.seal(100)`;
      const rows = await db<{ seq: string }[]>`select seq from audit_logs order by seq`;
      expect(rows.map((row) => Number(row.seq))).toEqual([1, 2, 3, 4, 5]);
      const [verdict] = await db`select first_bad_seq from app.verify_audit()`;
      expect(verdict?.["first_bad_seq"]).toBeNull();
    } finally {
      await db.end();
      await server.unsafe(`drop database if exists ${name} with (force)`);
      await server.end();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
