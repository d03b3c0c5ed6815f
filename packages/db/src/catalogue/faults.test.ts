import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createTestDatabase, type TestDatabase } from "../testing.ts";
import { catalogueFaults, inspectCatalogue } from "./faults.ts";
import { planted } from "./planted.fixture.ts";

let database: TestDatabase;
let admin: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase();
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
});

afterAll(async () => {
  await admin.end();
  await database.drop();
});

class RolledBack extends Error {}

/** The faults that the check names with `plant` in place; nothing of it stays. */
const faultsWith = async (plant: string): Promise<string[]> => {
  let faults: string[] = [];
  const attempt = admin.begin(async (tx) => {
    await tx.unsafe(plant);
    faults = await catalogueFaults(tx);
    throw new RolledBack();
  });
  await expect(attempt).rejects.toBeInstanceOf(RolledBack);
  return faults;
};

describe("the catalogue check", () => {
  it("walks every table of a migrated database and finds nothing", async () => {
    const { tables, findings } = await inspectCatalogue(admin);
    expect(findings).toEqual([]);
    expect(tables.length).toBeGreaterThanOrEqual(40);
    expect(tables).toEqual(expect.arrayContaining(["public.students", "vault.identities", "auth.sessions"]));
  });

  it.each(planted)("finds: $found", async ({ plant, found }) => {
    expect(await faultsWith(plant)).toContain(found);
  });

  it("is clean again after all of them", async () => {
    expect(await catalogueFaults(admin)).toEqual([]);
  });

  it("has no complaint about a table made as the migrations make one", async () => {
    const faults = await faultsWith(`
      create table public.planted (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));
      alter table public.planted owner to handrail_owner;
      call app.protect('public.planted', 'select, insert, update')`);
    expect(faults).toEqual([]);
  });
});
