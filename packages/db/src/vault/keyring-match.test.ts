import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, it } from "vitest";

import { openPool, type Pool } from "../client.ts";
import { createTestDatabase, type TestDatabase } from "../testing.ts";
import { loadMatchingKeyring } from "./keyring-match.ts";

let database: TestDatabase;
let admin: postgres.Sql;
let pool: Pool;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  pool = openPool({ url: database.urls.vault, name: "keyring", max: 1 });
  folder = await mkdtemp(join(tmpdir(), "handrail-keyring-"));
});

afterAll(async () => {
  await pool.end();
  await admin.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

it("makes a keyring for an empty database, and from then on takes that one alone", async () => {
  const path = join(folder, "first.json");
  const first = await loadMatchingKeyring({ path, pool });
  expect((await loadMatchingKeyring({ path, pool })).primary).toBe(first.primary);
  await expect(loadMatchingKeyring({ path: join(folder, "lost.json"), pool })).rejects.toThrow(
    `the keyring ${join(folder, "lost.json")} is missing`,
  );
  expect(await readdir(folder)).toEqual(["first.json"]);
  const other = join(folder, "other.json");
  await copyFile(inject("keyringFile"), other);
  await expect(loadMatchingKeyring({ path: other, pool })).rejects.toThrow("is not the one of this database");
});

it("does not replace a lost keyring of names that were sealed before the database kept a mark", async () => {
  await admin`update app.keyring set fingerprint = null`;
  const lost = join(folder, "lost.json");
  await expect(loadMatchingKeyring({ path: lost, pool })).rejects.toThrow("is missing");
  const path = join(folder, "first.json");
  await loadMatchingKeyring({ path, pool });
  expect(await admin`select 1 from app.keyring where fingerprint is not null`).toHaveLength(1);
});
