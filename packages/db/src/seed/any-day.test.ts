import postgres from "postgres";
import { expect, it } from "vitest";

import { createTestDatabase } from "../testing.ts";
import { memoryKeyring } from "../vault/keyring.ts";
import { demoIds, seedDemo } from "./demo.ts";

// The demo is made for the moment it is loaded. What it shows must not depend on the weekday, the month or the hour.

const alder = demoIds.tenant("alder");
const user = (key: string): string => demoIds.user("alder", key);

interface Shown {
  readonly running: string[];
  readonly next: string[];
  readonly [count: string]: unknown;
}

const shownAt = async (admin: postgres.Sql, now: string): Promise<Shown> => {
  const [row] = await admin<Shown[]>`
    with moment as (select ${now}::timestamptz as now, (${now}::timestamptz at time zone 'Europe/London')::date as day),
      own as (select s.* from sessions s where s.tenant_id = ${alder} and s.status = 'scheduled')
    select
      (select array_agg(s.facilitator_id::text) from own s, moment m where s.start_time <= m.now and s.end_time > m.now) as running,
      (select array_agg(s.facilitator_id::text) from own s, moment m
        where s.start_time > m.now and s.start_time <= m.now + interval '30 minutes') as next,
      (select count(*)::int from own s, moment m where s.end_time < m.now and s.start_time > m.now - interval '14 days') as "rosters not taken",
      (select count(*)::int from own s, moment m where s.start_time > m.now and s.substituted_for is not null
         and s.facilitator_id <> s.substituted_for) as substitutes,
      (select count(distinct r.intervention_id)::int from exit_recommendations r join enrollments e on e.id = r.enrollment_id and e.status = 'active'
         where r.tenant_id = ${alder} and r.decision = 'pending') as "interventions with exits",
      (select count(*)::int from exit_recommendations where tenant_id <> ${alder} and decision = 'pending') as "exits of the other school",
      (select count(*)::int from progress_verdicts where tenant_id = ${alder} and finding = 'below') as "below the aim",
      (select count(*)::int from cases c, moment m where c.tenant_id = ${alder} and c.created_by = ${user("park")}
         and c.status <> 'closed' and c.follow_up_date < m.day - 7) as "follow-ups long overdue",
      (select count(*)::int from cases c, moment m where c.tenant_id = ${alder} and c.status <> 'closed' and c.follow_up_date > m.day) as "follow-ups to come",
      (select count(*)::int from case_student_counters where tenant_id = ${alder} and person_id is null
         and meetings >= 2 and active > 0 and improving = 0) as recurring,
      (select count(*)::int from cases where tenant_id = ${alder} and status = 'escalated') as escalated,
      (select count(*)::int from closures c, moment m where c.tenant_id = ${alder} and c.starts_on < m.day) as "closures before",
      (select count(*)::int from closures c, moment m where c.tenant_id = ${alder} and c.starts_on > m.day) as "closures to come",
      (select count(*)::int from closures c, moment m where c.tenant_id = ${alder} and m.day between c.starts_on and c.ends_on) as "closed today",
      (select count(*)::int from operating_days o, moment m where o.tenant_id = ${alder} and o.weekday = extract(isodow from m.day)) as "open today",
      (select count(*)::int from terms t, moment m where t.tenant_id = ${alder} and m.day between t.starts_on and t.ends_on) as terms,
      (select array_agg(distinct type order by type) from notifications where tenant_id = ${alder}) as told,
      (select count(*)::int from notifications n, moment m where n.created_at > m.now) as "told in the future",
      (select count(*)::int from case_entries e, moment m where e.created_at > m.now or e.meeting_date > m.day) as "entries in the future",
      (select count(*)::int from progress_notes n, moment m where n.measured_on > m.day or n.entered_at > m.now) as "points in the future",
      (select count(*)::int from sessions s, moment m where s.status = 'completed' and s.end_time > m.now) as "held in the future",
      (select count(*)::int from (
        select 1 from case_entries where tenant_id = ${alder} and kind = 'meeting' group by case_id having count(*) > count(distinct intervention_notes)) x) as "cases that repeat themselves",
      (select count(distinct absence_reason)::int from case_entries where tenant_id = ${alder} and kind = 'meeting') as "things said"`;
  if (row === undefined) throw new Error("Counting gives a row.");
  return row;
};

const noon = (day: string): string => `${day}T12:00:00.000Z`;

it.each([
  ["a Monday", noon("2026-11-30")],
  ["a Tuesday at two in the morning", "2026-12-01T02:00:00.000Z"],
  ["a Wednesday at nine in the evening", "2026-12-02T21:00:00.000Z"],
  ["a Thursday", noon("2026-12-03")],
  ["a Friday", noon("2026-12-04")],
  ["a Saturday", noon("2026-12-05")],
  ["a Sunday", noon("2026-12-06")],
  ["31 December at 23:50", "2026-12-31T23:50:00.000Z"],
  ["1 January at 00:05", "2027-01-01T00:05:00.000Z"],
  ["29 February", noon("2028-02-29")],
  ["the minute before the clocks go forward", "2026-03-29T00:55:00.000Z"],
  ["the minute before the clocks go back", "2026-10-25T00:55:00.000Z"],
])("%s: the demo shows everything", { timeout: 120_000 }, async (_name, now) => {
  const database = await createTestDatabase();
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  try {
    const hashPassword = (): Promise<string> => Promise.resolve("hash");
    await seedDemo(database.adminUrl, { now, keyring: memoryKeyring(), hashPassword });
    const shown = await shownAt(admin, now);
    expect(shown).toMatchObject({
      running: [user("okafor")],
      next: [user("ito")],
      "rosters not taken": 1,
      substitutes: 1,
      "interventions with exits": 2,
      escalated: 1,
      "closures before": 1,
      "closures to come": 1,
      "closed today": 0,
      "open today": 1,
      terms: 1,
      "told in the future": 0,
      "entries in the future": 0,
      "points in the future": 0,
      "held in the future": 0,
      "cases that repeat themselves": 0,
    });
    expect(shown["told"]).toEqual(
      expect.arrayContaining(["case_escalated", "exit_recommended", "follow_up_overdue", "mention"]),
    );
    const atLeastOne = [
      "exits of the other school",
      "below the aim",
      "follow-ups long overdue",
      "follow-ups to come",
      "recurring",
    ];
    expect(atLeastOne.filter((name) => Number(shown[name]) < 1)).toEqual([]);
    expect(shown["things said"]).toBeGreaterThan(12);
  } finally {
    await admin.end();
    await database.drop();
  }
});
