import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createTestDatabase, type TestDatabase } from "../testing.ts";

let database: TestDatabase;
let admin: postgres.Sql;

beforeAll(async () => {
  database = await createTestDatabase({ demo: true });
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
});

afterAll(async () => {
  await admin?.end();
  await database?.drop();
});

class RolledBack extends Error {}

/** The constraint that refuses `change`, or how many rows it changed; nothing of it stays. */
const refusalOf = async (change: string): Promise<string | number> => {
  let changed = 0;
  try {
    await admin.begin(async (tx) => {
      changed = (await tx.unsafe(change)).count;
      throw new RolledBack();
    });
  } catch (error) {
    if (error instanceof RolledBack) return changed;
    if (error instanceof postgres.PostgresError && error.code === "23514") return error.constraint_name ?? "";
    throw error;
  }
  return changed;
};

/** What a row says when something is complete, what it must say then, and the constraint that holds it to it. */
const rules = [
  {
    constraint: "exit_recommendations_decided",
    table: "exit_recommendations",
    set: "decision = 'accepted', decided_at = now(), decided_by = (select id from users u where u.tenant_id = r.tenant_id limit 1)",
    column: "reason",
  },
  {
    constraint: "sessions_cancelled_with_reason",
    table: "sessions",
    set: "status = 'cancelled'",
    column: "cancelled_reason",
  },
  {
    constraint: "case_entries_withdrawn",
    table: "case_entries",
    set: "withdrawn_at = now(), withdrawn_by = (select id from users u where u.tenant_id = r.tenant_id limit 1)",
    column: "withdrawn_reason",
  },
  {
    constraint: "cases_closed_with_notes",
    table: "cases",
    set: "status = 'closed', closed_at = now()",
    column: "resolution_notes",
  },
  {
    constraint: "enrollments_ended_with_reason",
    table: "enrollments",
    set: "status = 'withdrawn', withdrawn_at = now()",
    column: "exit_reason",
  },
  {
    constraint: "interventions_cancelled_with_reason",
    table: "interventions",
    set: "status = 'cancelled'",
    column: "status_reason",
  },
  { constraint: "case_entries_update", table: "case_entries", set: "kind = 'update'", column: "update_text" },
] as const;

const one = (table: string): string =>
  `(r.tenant_id, r.id) = (select tenant_id, id from ${table} order by tenant_id, id limit 1)`;

const change = ({ table, set, column }: (typeof rules)[number], value: string): string =>
  `update ${table} r set ${set}, ${column} = ${value} where ${one(table)}`;

describe("what is complete says why", () => {
  it.each(rules)("$constraint", async (rule) => {
    expect(await refusalOf(change(rule, "null"))).toBe(rule.constraint);
    expect(await refusalOf(change(rule, "''"))).toBe(rule.constraint);
    expect(await refusalOf(change(rule, "'  '"))).toBe(rule.constraint);
    expect(await refusalOf(change(rule, "'Said plainly.'"))).toBe(1);
  });

  it("case_entries_meeting", async () => {
    for (const column of ["meeting_date", "absence_reason", "intervention_notes", "action_plan"])
      expect(
        await refusalOf(`update case_entries r set ${column} = null where (r.tenant_id, r.id) =
          (select tenant_id, id from case_entries where kind = 'meeting' order by tenant_id, id limit 1)`),
      ).toBe("case_entries_meeting");
  });

  it("case_entries_status", async () => {
    expect(
      await refusalOf(`update case_entries r set kind = 'status', status_to = null where ${one("case_entries")}`),
    ).toBe("case_entries_status");
  });
});
