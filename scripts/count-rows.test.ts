import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";

import { createTestDatabase, type TestDatabase } from "../packages/db/src/testing.ts";
import { countRows, differences } from "./count-rows.ts";

let full: TestDatabase;
let empty: TestDatabase;
beforeAll(async () => {
  [full, empty] = [await createTestDatabase({ demo: true }), await createTestDatabase()];
});
afterAll(async () => {
  await full.drop();
  await empty.drop();
});

const counted = async (url: string): Promise<ReadonlyMap<string, number>> => {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await countRows(sql);
  } finally {
    await sql.end();
  }
};

test("a dump that left the rows behind differs in every table that had some, and says so", async () => {
  const [expected, found] = [await counted(full.adminUrl), await counted(empty.adminUrl)];
  expect(differences(expected, expected)).toEqual([]);
  const lines = differences(expected, found);
  expect(lines).toContain(`public.students: ${expected.get("public.students") ?? 0} rows, restored 0`);
  expect(lines).toContain(`vault.identities: ${expected.get("vault.identities") ?? 0} rows, restored 0`);
  expect(expected.get("public.students")).toBeGreaterThan(100);
});

test("a table that is missing differs, also when it was empty", () => {
  expect(differences(new Map([["public.closures", 0]]), new Map())).toEqual([
    "public.closures: 0 rows, restored no table",
  ]);
});

test("a role that row-level security holds is refused instead of counting what it may see", async () => {
  await expect(counted(full.urls.worker)).rejects.toThrow("it does not see all rows");
});
