import { dayIn } from "@handrail/domain/kernel/time";
import { timeIn } from "@handrail/domain/kernel/zone-clock";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";

import { createTestDatabase, type TestDatabase } from "../testing.ts";
import { memoryKeyring } from "../vault/keyring.ts";
import { alder } from "./alder.ts";
import { calendarOf } from "./days.ts";
import { demoIds, seedDemo } from "./demo.ts";
import { nameOf } from "./names.ts";
import { planSessions } from "./sessions.ts";

let database: TestDatabase;
let admin: postgres.Sql;

const connect = (): void => {
  admin = postgres(database.adminUrl, { max: 2, onnotice: () => undefined });
};
const leave = async (): Promise<void> => {
  await admin.end();
  await database.drop();
};
const numberOf = async (found: PromiseLike<readonly postgres.Row[]>): Promise<number> =>
  Number((await found)[0]?.["n"]);
const sessionOf = async (key: string) => {
  const [session] = await admin`
    select s.start_time, s.end_time, s.status, s.facilitator_id, count(*)::int as students,
        count(*) filter (where a.status = 'scheduled')::int as unmarked
      from sessions s join attendance_records a on a.session_id = s.id
     where s.id = ${demoIds.session("alder", key, "today")} group by s.tenant_id, s.id`;
  return session;
};

describe("the demo", () => {
  beforeAll(async () => {
    database = await createTestDatabase({ demo: true });
    connect();
  });
  afterAll(leave);

  it("has a session that runs, one that follows, one that was held and one that was not taken", async () => {
    const now = inject("demoNow");
    const running = await sessionOf("reading-boost");
    expect(running).toMatchObject({
      status: "scheduled",
      facilitator_id: demoIds.user("alder", "okafor"),
      students: 8,
      unmarked: 8,
    });
    expect([running?.["start_time"] <= new Date(now), running?.["end_time"] > new Date(now)]).toEqual([true, true]);
    const next = await sessionOf("maths-fluency");
    expect(next).toMatchObject({ facilitator_id: demoIds.user("alder", "ito"), students: 30, unmarked: 30 });
    expect(Number(next?.["start_time"]) - Date.parse(now)).toBeGreaterThan(20 * 60_000);
    expect(Number(next?.["start_time"]) - Date.parse(now)).toBeLessThan(30 * 60_000);
  });

  it("counts what its marks say", async () => {
    const differences = await admin`
      with counted as (
        select s.intervention_id as source_id, a.student_id, count(*)::int as expected,
            count(*) filter (where a.status = 'present')::int as present, count(*) filter (where a.status = 'tardy')::int as tardy,
            count(*) filter (where a.status = 'excused')::int as excused, count(*) filter (where a.status = 'absent')::int as absent,
            coalesce(sum(a.minutes_attended), 0)::int as minutes
          from attendance_records a join sessions s on s.id = a.session_id where a.expectation <> 'not_expected' group by 1, 2)
      select * from counted c full join attendance_rollups r on r.source_id = c.source_id and r.student_id = c.student_id
       where (c.expected, c.present, c.tardy, c.excused, c.absent, c.minutes)
         is distinct from (r.expected, r.present, r.tardy, r.excused, r.absent, r.minutes)`;
    expect(differences).toHaveLength(0);
    const shares = await admin`
      select i.name, sum(r.present + r.tardy)::float / sum(r.present + r.tardy + r.excused + r.absent) as share
        from attendance_rollups r join interventions i on i.id = r.source_id group by 1 order by 2`;
    expect(shares[0]).toMatchObject({ name: "Attendance Mentors" });
    expect(shares[0]?.["share"]).toBeLessThan(0.65);
    expect(shares[1]?.["share"]).toBeGreaterThan(0.8);
  });

  it("has the two schools with their people, students and sessions", async () => {
    const sizes = await admin`
      select t.name, t.kind, (select count(*)::int from users u where u.tenant_id = t.id) as people,
          (select count(*)::int from students s where s.tenant_id = t.id) as students,
          (select count(*)::int from interventions i where i.tenant_id = t.id and i.status = 'active') as interventions,
          (select count(distinct display_code)::int from students s where s.tenant_id = t.id) as codes
        from tenants t where is_demo order by name`;
    expect(sizes.map((row) => ({ ...row }))).toEqual([
      { name: "Alder Street School", kind: "school", people: 8, students: 120, interventions: 6, codes: 120 },
      { name: "Cedar Music School", kind: "music_school", people: 2, students: 12, interventions: 1, codes: 12 },
    ]);
    const held = admin`select count(*)::int as n from sessions where status = 'completed'`;
    expect(await numberOf(held)).toBeGreaterThan(200);
    const responsible = admin`select count(*)::int as n from student_staff where user_id = ${demoIds.user("alder", "park")}`;
    expect(await numberOf(responsible)).toBe(24);
    expect(await numberOf(admin`select count(*)::int as n from outbox_events`)).toBe(0);
  });

  it("books staff, room and students of every session", async () => {
    const unbooked = await admin`
      select s.id from sessions s
       where (select array_agg(b.resource_id order by b.resource_id) from bookings b
               where b.session_id = s.id and b.active and b.during = tstzrange(s.start_time, s.end_time))
         is distinct from (select array_agg(r order by r) from (
           select s.facilitator_id as r union select s.location_id
           union select a.student_id from attendance_records a where a.session_id = s.id) wanted)`;
    expect(unbooked).toHaveLength(0);
  });

  it("holds names in the vault and nowhere else", async () => {
    const dump = await admin`
      select string_agg(query_to_xml(format('select * from public.%I', relname), true, true, '')::text, '') as text
        from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
    const text = String(dump[0]?.["text"]);
    expect(text).toContain("KESTREL-41");
    const found = Array.from({ length: 120 }, (_, place) => nameOf(place).full).filter((name) => text.includes(name));
    expect(found).toEqual([]);
    expect(await numberOf(admin`select count(*)::int as n from vault.identities where subject_kind = 'student'`)).toBe(
      264,
    );
    expect(new Set(Array.from({ length: 120 }, (_, place) => nameOf(place).full)).size).toBe(120);
  });
});

describe("loading it", () => {
  const hashPassword = (password: string) => Promise.resolve(`hash of ${password.length}`);
  const load = (now: string) => seedDemo(database.adminUrl, { now, keyring: memoryKeyring(), hashPassword });

  beforeEach(async () => {
    database = await createTestDatabase();
    connect();
  });
  afterEach(leave);

  it("twice, at once and again, leaves one demo", async () => {
    const now = new Date().toISOString();
    const [first] = await Promise.all([load(now), load(now)]);
    expect(first.accounts).toHaveLength(10);
    expect(first.accounts[0]).toEqual({
      email: "okafor@alder.example",
      role: "facilitator",
      tenant: "Alder Street School",
    });
    expect(await load(now)).toEqual(first);
    expect(await numberOf(admin`select count(*)::int as n from tenants`)).toBe(2);
  });
});

describe("sessions around a moment", () => {
  it.each([
    ["just after midnight", "2026-11-21T00:02:00.000Z"],
    ["just before midnight on a Sunday in summer", "2026-07-05T22:58:00.000Z"],
    ["as the clocks go forward", "2026-03-29T00:55:00.000Z"],
    ["as the clocks go back", "2026-10-25T00:55:00.000Z"],
    ["on a Wednesday", "2026-11-18T10:12:00.000Z"],
  ])("%s: one runs, one follows, and nobody and no room is in two places", (_name, now) => {
    const calendar = calendarOf(dayIn(alder.zone, now));
    const planned = planSessions(alder, { now, calendar });
    const running = planned.filter((one) => one.startsAt <= now && now < one.endsAt);
    expect(running.map((one) => one.id)).toEqual([demoIds.session("alder", "reading-boost", "today")]);
    const next = planned.filter((one) => one.startsAt > now).sort((a, b) => a.startsAt.localeCompare(b.startsAt))[0];
    expect(next?.id).toBe(demoIds.session("alder", "maths-fluency", "today"));
    expect(planned.filter((one) => one.isHeld && one.endsAt > now)).toEqual([]);
    const inOrder = [...planned].sort((a, b) => a.startsAt.localeCompare(b.startsAt));
    const overlaps = inOrder.filter((one, index) => (inOrder[index - 1]?.endsAt ?? "") > one.startsAt);
    expect(overlaps).toEqual([]);
    // What is not about "now" keeps to its local time on both sides of a change of the clocks.
    const times = planned
      .filter(({ id, intervention }) => intervention.key === "maths-fluency" && id !== next?.id)
      .map((one) => timeIn(alder.zone, one.startsAt));
    expect(new Set(times)).toEqual(new Set(["10:15"]));
  });

  it("leaves a closure free, and opens the school on the weekday of today", async () => {
    database = await createTestDatabase();
    connect();
    try {
      await seedDemo(database.adminUrl, {
        now: "2026-11-22T00:02:00.000Z",
        keyring: memoryKeyring(),
        hashPassword: () => Promise.resolve("hash"),
      });
      const open =
        await admin`select weekday from operating_days where school_id = ${demoIds.school("alder")} order by 1`;
      expect(open.map((row) => Number(row["weekday"]))).toEqual([1, 2, 3, 4, 5, 7]);
      const closed = admin`
        select count(*)::int as n from sessions s join closures c on c.tenant_id = s.tenant_id
         where (s.start_time at time zone 'Europe/London')::date between c.starts_on and c.ends_on`;
      expect(await numberOf(closed)).toBe(0);
      expect(await numberOf(admin`select count(*)::int as n from closures`)).toBe(4);
    } finally {
      await leave();
    }
  });
});
