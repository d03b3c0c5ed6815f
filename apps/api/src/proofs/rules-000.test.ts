import { createHash } from "node:crypto";

import { openPool, type Pool } from "@handrail/db/client";
import { demoIds } from "@handrail/db/seed/ids";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../testing/world.ts";
import { person, student, tenantId } from "./school.fixture.ts";

// What the source document of interventions says must hold, held by the database itself: plain SQL, by the role that the
// server has, in the name of somebody who may do everything. Each rule has a statement that keeps it and one that does not.

let world: World;
let api: Pool;
let tokenHash: Buffer;
beforeAll(async () => {
  world = await startWorld();
  const { cookie } = await world.signIn("reyes@alder.example");
  tokenHash = createHash("sha256")
    .update(cookie.slice(cookie.indexOf("=") + 1))
    .digest();
  api = openPool({ url: world.database.urls.api, name: "rules", max: 1 });
  const admin = openPool({ url: world.database.adminUrl, name: "rules-rows", max: 1 });
  await admin`
    insert into exit_recommendations (tenant_id, id, intervention_id, student_id, enrollment_id, outcome, evidence)
    select tenant_id, gen_random_uuid(), intervention_id, student_id, id, 'exit', '{}' from enrollments
     where id = ${enrolment} on conflict do nothing`;
  await admin.end();
});
afterAll(async () => {
  await api?.end();
  await world?.close();
});

class RolledBack extends Error {}

/** What refuses the statement: a constraint, or a missing right; else how many rows it changed. Nothing of it stays. */
const outcomeOf = async (statement: string): Promise<string | number> => {
  let changed = 0;
  try {
    await api.begin(async (tx) => {
      await tx`select * from app.begin(${tokenHash})`;
      changed = (await tx.unsafe(statement)).count;
      await tx`set constraints all immediate`;
      throw new RolledBack();
    });
  } catch (error) {
    if (error instanceof RolledBack) return changed;
    if (error instanceof postgres.PostgresError) return error.constraint_name ?? error.code;
    throw error;
  }
  return changed;
};

const readingBoost = demoIds.intervention("alder", "reading-boost");
const session = demoIds.session("alder", "reading-boost", "today");
const enrolment = demoIds.enrollment("alder", "reading-boost", 0);
const enrolled = student(0);
const besides = student(75);

/** Another claim on the time of what a session to come has booked, so many days after it. */
const claim =
  (kind: "staff" | "room" | "student") =>
  (days: number): string =>
    `
  insert into bookings (tenant_id, id, session_id, resource_kind, resource_id, during)
  select b.tenant_id, gen_random_uuid(), '${session}', b.resource_kind, b.resource_id,
      tstzrange(lower(b.during) + interval '${days} days' + interval '5 minutes', upper(b.during) + interval '${days} days')
    from bookings b where b.resource_kind = '${kind}' and b.active order by upper(b.during) desc, b.id limit 1`;

const makeSession = (values: { facilitator?: string; room?: string; ends?: string }): string => `
  insert into sessions (tenant_id, id, kind, intervention_id, number, start_time, end_time, facilitator_id, location_id)
  values (app.tenant_id(), gen_random_uuid(), 'intervention', '${readingBoost}', 99, now() + interval '1 day',
    now() + interval '1 day' + interval '${values.ends ?? "30 minutes"}', ${values.facilitator ?? "null"}, ${values.room ?? "null"})`;

const expectAt = (who: string, enrollment: string | null, expectation = "expected"): string => `
  insert into attendance_records (tenant_id, id, session_id, student_id, enrollment_id, expectation)
  select s.tenant_id, gen_random_uuid(), s.id, '${who}', ${enrollment === null ? "null" : `'${enrollment}'`}, '${expectation}'
    from sessions s where s.tenant_id = app.tenant_id() and s.intervention_id = '${readingBoost}'
     and not exists (select 1 from attendance_records a where a.session_id = s.id and a.student_id = '${who}')
   limit 1`;

const note = (who: string, on: string, say = "'Reads aloud.'"): string => `
  insert into progress_notes (tenant_id, id, intervention_id, student_id, enrollment_id, note, measured_on, entered_by)
  values (app.tenant_id(), gen_random_uuid(), '${readingBoost}', '${who}', '${enrolment}', ${say}, ${on}, app.user_id())`;

/** Recommends an exit for an enrolment that has, or has not, a recommendation waiting. */
const recommend = (isWaiting: boolean): string => `
  insert into exit_recommendations (tenant_id, id, intervention_id, student_id, enrollment_id, outcome, evidence)
  select e.tenant_id, gen_random_uuid(), e.intervention_id, e.student_id, e.id, 'exit', '{}'
    from enrollments e where ${isWaiting} = exists (
      select 1 from exit_recommendations r where r.enrollment_id = e.id and r.decision = 'pending')
   order by e.id limit 1`;

const decide = (set: string): string => `
  update exit_recommendations set ${set} where id = (
    select id from exit_recommendations where decision = 'pending' order by id limit 1)`;

const set = (table: string, values: string, where = ""): string => `
  update ${table} set ${values} where id = (select id from ${table} where true ${where} order by id limit 1)`;

interface Rule {
  readonly rule: string;
  readonly refusedBy: string;
  readonly kept: string;
  readonly broken: string;
}

const overlaps: readonly Rule[] = (["staff", "room", "student"] as const).map((kind) => ({
  rule: `the time of one ${kind} is claimed once`,
  refusedBy: "bookings_no_clash",
  kept: claim(kind)(300),
  broken: claim(kind)(0),
}));

const sessionRules: readonly Rule[] = [
  {
    rule: "a session has claimed the time of its facilitator",
    refusedBy: "sessions_claim_their_time",
    kept: makeSession({}),
    broken: makeSession({ facilitator: `'${person("okafor")}'` }),
  },
  {
    rule: "a session has claimed its room",
    refusedBy: "sessions_claim_their_time",
    kept: makeSession({}),
    broken: makeSession({ room: `'${demoIds.room("alder", "Room 4")}'` }),
  },
  {
    rule: "a session ends after it begins",
    refusedBy: "sessions_in_order",
    kept: makeSession({}),
    broken: makeSession({ ends: "-5 minutes" }),
  },
];

const enrolmentRules: readonly Rule[] = [
  {
    rule: "whoever is expected is enrolled",
    refusedBy: "attendance_records_enrolled",
    kept: expectAt(besides, null, "guest"),
    broken: expectAt(besides, null),
  },
  {
    rule: "the enrolment is the student's own",
    refusedBy: "attendance_records_of_enrollment",
    kept: set("attendance_records", "version = version + 1", `and student_id = '${enrolled}'`),
    broken: expectAt(besides, enrolment),
  },
  {
    rule: "a row stays with its enrolment",
    refusedBy: "attendance_records_of_enrollment",
    kept: set("attendance_records", "enrollment_id = enrollment_id", `and session_id = '${session}'`),
    broken: set(
      "attendance_records",
      `enrollment_id = (select id from enrollments where intervention_id <> '${readingBoost}' limit 1)`,
      `and session_id = '${session}' and expectation = 'expected'`,
    ),
  },
  {
    rule: "a student is on a roster once",
    refusedBy: "attendance_records_one_per_student",
    kept: expectAt(besides, null, "guest"),
    broken: `insert into attendance_records (tenant_id, id, session_id, student_id, expectation)
      values (app.tenant_id(), gen_random_uuid(), '${session}', '${enrolled}', 'guest')`,
  },
  {
    rule: "progress is of somebody enrolled on its day",
    refusedBy: "progress_notes_enrolled",
    kept: note(enrolled, "current_date"),
    broken: note(enrolled, "current_date - 4000"),
  },
  {
    rule: "progress is of the enrolment's own student",
    refusedBy: "progress_notes_enrolled",
    kept: note(enrolled, "current_date"),
    broken: note(besides, "current_date"),
  },
  {
    rule: "progress says something",
    refusedBy: "progress_notes_say_something",
    kept: note(enrolled, "current_date"),
    broken: note(enrolled, "current_date", "'  '"),
  },
  {
    rule: "a student is enrolled once at a time",
    refusedBy: "enrollments_one_active",
    kept: `insert into enrollments (tenant_id, id, intervention_id, student_id, source)
      values (app.tenant_id(), gen_random_uuid(), '${readingBoost}', '${besides}', 'manual')`,
    broken: `insert into enrollments (tenant_id, id, intervention_id, student_id, source)
      values (app.tenant_id(), gen_random_uuid(), '${readingBoost}', '${enrolled}', 'manual')`,
  },
  {
    rule: "an enrolment that ended says when",
    refusedBy: "enrollments_ended",
    kept: set("enrollments", "status = 'exited', exit_reason = 'Done', withdrawn_at = now()", "and status = 'active'"),
    broken: set("enrollments", "status = 'exited', exit_reason = 'Done'", "and status = 'active'"),
  },
];

const exitRules: readonly Rule[] = [
  {
    rule: "one recommendation waits for each enrolment",
    refusedBy: "exit_recommendations_one_pending",
    kept: recommend(false),
    broken: recommend(true),
  },
  {
    rule: "what a recommendation rests on stays as it was",
    refusedBy: "exit_recommendations_frozen",
    kept: decide("decision = 'accepted', decided_by = app.user_id(), decided_at = now(), reason = 'Reached it.'"),
    broken: decide("evidence = '{}'"),
  },
  {
    rule: "a decision has a person and a reason",
    refusedBy: "exit_recommendations_decided",
    kept: decide("decision = 'declined', decided_by = app.user_id(), decided_at = now(), reason = 'Not yet.'"),
    broken: decide("decision = 'declined', decided_at = now(), reason = 'Not yet.'"),
  },
  {
    rule: "a criterion looks at something",
    refusedBy: "exit_criteria_window",
    kept: set("exit_criteria", '"window" = 3'),
    broken: set("exit_criteria", '"window" = 0'),
  },
  {
    rule: "what was logged stays logged",
    refusedBy: "42501",
    kept: "select id from audit_logs limit 1",
    broken: "delete from audit_logs",
  },
];

const choices: readonly Rule[] = (
  [
    ["interventions", "status", "draft", "interventions_status"],
    ["programs", "frequency", "daily", "programs_frequency"],
    ["programs", "location_type", "gym", "programs_location_type"],
    ["programs", "progress_metric", "percent", "programs_progress_metric"],
    ["enrollments", "source", "risk_list", "enrollments_source"],
    ["exit_criteria", "threshold_type", "attendance", "exit_criteria_threshold_type"],
    ["exit_criteria", "comparator", "lt", "exit_criteria_comparator"],
    ["communication_log", "status", "sent", "communication_log_status"],
    ["communication_log", "channel", "letter", "communication_log_channel"],
  ] as const
).map(([table, column, value, refusedBy]) => ({
  rule: `${table}.${column} is one of those named`,
  refusedBy,
  kept: set(table, `${column} = '${value}'`),
  broken: set(table, `${column} = 'nowhere'`),
}));

describe("the database refuses", () => {
  it.each([...overlaps, ...sessionRules, ...enrolmentRules, ...exitRules, ...choices])(
    "$rule",
    async ({ refusedBy, kept, broken }) => {
      expect(await outcomeOf(kept)).toBe(1);
      expect(await outcomeOf(broken)).toBe(refusedBy);
    },
  );
});

interface Plan {
  readonly "Index Name"?: string;
  readonly Plans?: readonly Plan[];
}
const indexesOf = (plan: Plan): string[] => [
  ...(plan["Index Name"] === undefined ? [] : [plan["Index Name"]]),
  ...(plan.Plans ?? []).flatMap(indexesOf),
];

describe("the access patterns have their indexes", () => {
  // In a school so small any index will do: here are years of others' sessions and enrolments.
  beforeAll(async () => {
    const admin = openPool({ url: world.database.adminUrl, name: "rules-years", max: 1 });
    await admin`
      insert into sessions (tenant_id, id, kind, intervention_id, number, start_time, end_time, facilitator_id)
      select ${tenantId}, gen_random_uuid(), 'intervention', ${readingBoost}, n, now() + n * interval '2 minutes',
          now() + n * interval '2 minutes' + interval '30 minutes', ${person("ito")}
        from generate_series(1, 5000) n`;
    await admin`
      insert into enrollments (tenant_id, id, intervention_id, student_id, source, status, withdrawn_at, exit_reason)
      select i.tenant_id, gen_random_uuid(), i.id, st.id, 'manual', 'exited', now(), 'Done'
        from interventions i join students st on st.tenant_id = i.tenant_id, generate_series(1, 10) n`;
    await admin`analyze sessions, enrollments`;
    await admin.end();
  });
  it.each([
    {
      pattern: "sessions of a facilitator by date",
      index: "sessions_by_facilitator",
      columns: "(tenant_id, facilitator_id, start_time)",
      query: `select id from sessions where tenant_id = app.tenant_id() and facilitator_id = '${person("okafor")}'
        and start_time >= now() and start_time < now() + interval '7 days' order by start_time`,
    },
    {
      pattern: "enrolments of a student",
      index: "enrollments_by_student",
      columns: "(tenant_id, student_id, status)",
      query: `select intervention_id from enrollments where tenant_id = app.tenant_id() and student_id = '${enrolled}'
        and status in ('active', 'exited')`,
    },
    {
      pattern: "what a student attended of an intervention",
      index: "attendance_rollups_one_per_student",
      columns: "(tenant_id, source_kind, source_id, student_id)",
      query: `select present, tardy, absent, excused from attendance_rollups where tenant_id = app.tenant_id()
        and source_kind = 'intervention' and source_id = '${readingBoost}' and student_id = '${enrolled}'`,
    },
  ])("$pattern", async ({ index, columns, query }) => {
    const [definition] = await api<{ columns: string }[]>`
      select substring(indexdef from '\\([^)]*\\)') as columns from pg_indexes where indexname = ${index}`;
    expect(definition?.columns).toBe(columns);
    const plan = await api.begin(async (tx) => {
      await tx`select * from app.begin(${tokenHash})`;
      await tx`set local enable_seqscan = off`;
      const [row] = await tx.unsafe(`explain (format json) ${query}`);
      const found: unknown = row?.["QUERY PLAN"];
      return (typeof found === "string" ? JSON.parse(found) : found) as [{ Plan: Plan }];
    });
    expect(indexesOf(plan[0].Plan)).toContain(index);
  });
});
