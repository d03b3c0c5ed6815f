import { demoIds } from "@handrail/db/seed/ids";
import { addDays } from "@handrail/domain/kernel/time";
import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import {
  newMutation,
  openAdmin,
  overlaps,
  person,
  refusalOf,
  student,
  tenantId,
  wrongCounters,
  type Client,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";
import { clearPlan, mondayIn, pattern, readingBoost, room4, scheduled } from "./schedule.fixture.ts";

let world: World;
let admin: postgres.Sql;
let reyes: Client;
const mentors = demoIds.intervention("alder", "attendance-mentors");

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  reyes = (await world.signIn("reyes@alder.example")).client;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});
beforeEach(() => clearPlan(admin));

const counts = async (interventionId = readingBoost) => {
  const [row] = await admin<{ sessions: number; rows: number; bookings: number }[]>`
    select count(*)::int as sessions,
      (select count(*)::int from attendance_records a join sessions x on x.id = a.session_id
        where x.intervention_id = ${interventionId} and x.end_time > now()) as rows,
      (select count(*)::int from bookings b join sessions x on x.id = b.session_id
        where x.intervention_id = ${interventionId} and x.end_time > now() and b.active) as bookings
      from sessions s where s.intervention_id = ${interventionId} and s.end_time > now()`;
  return row;
};

describe("the preview", () => {
  test("names every occurrence and why one is not possible", async () => {
    const closed = addDays(mondayIn(2), 2);
    await admin`insert into closures (tenant_id, id, school_id, starts_on, ends_on, reason)
      values (${tenantId}, ${newMutation()}, ${demoIds.school("alder")}, ${closed}, ${closed}, 'Snow day')`;
    const preview = await reyes.sessions.previewSchedule.query({
      interventionId: readingBoost,
      patterns: [pattern({ recurrence: "FREQ=WEEKLY;BYDAY=MO,WE,SU" })],
      choices: [{ pattern: 0, occursOn: mondayIn(3), to: null }],
    });
    const states = new Map(preview.occurrences.map(({ occursOn, state }) => [occursOn, state]));
    expect(preview).toMatchObject({ zone: "Europe/London", students: 8, count: 6, crowded: [] });
    expect(states.get(mondayIn(1))).toBe("ok");
    expect(states.get(closed)).toBe("closed");
    expect(states.get(mondayIn(3))).toBe("left_out");
    // Whoever runs this on a Sunday finds a school that is open on Sundays.
    expect(["not_operating", "ok"]).toContain(states.get(addDays(mondayIn(1), 6)));
    const closedOne = preview.occurrences.find(({ occursOn }) => occursOn === closed);
    expect(closedOne).toMatchObject({ reason: "Snow day" });
    expect(closedOne?.alternatives[0]).toMatchObject({ day: addDays(closed, 1), time: "09:30" });
  });

  test("names clashes of staff, room and student, and what is near and free", async () => {
    const { sessionIds } = await scheduled(reyes, mentors, [pattern({ endsOn: addDays(mondayIn(1), 1) })]);
    expect(sessionIds).toHaveLength(1);
    const preview = await reyes.sessions.previewSchedule.query({
      interventionId: readingBoost,
      patterns: [pattern({ localTime: "09:45" })],
      choices: [],
    });
    const first = preview.occurrences[0];
    expect(first).toMatchObject({ state: "clash", clashCount: 3 });
    expect(first?.clashes).toMatchObject([
      { kind: "student", resourceId: student(3), title: "Attendance Mentors", sessionId: sessionIds[0] },
      { kind: "staff", name: "Ms Okafor", title: "Attendance Mentors" },
      { kind: "room", name: "Room 4", title: "Attendance Mentors" },
    ]);
    expect(first?.alternatives.map(({ day, time }) => [day, time])).toEqual([
      [mondayIn(1), "10:00"],
      [mondayIn(1), "10:15"],
      [addDays(mondayIn(1), 1), "09:45"],
      [addDays(mondayIn(1), 3), "09:45"],
    ]);
    expect(preview.occurrences.slice(1).every(({ state }) => state === "ok")).toBe(true);
  });

  test("warns of a room that is too small", async () => {
    await admin`update locations set capacity = 7 where tenant_id = ${tenantId} and id = ${room4}`;
    const preview = await reyes.sessions.previewSchedule.query({
      interventionId: readingBoost,
      patterns: [pattern()],
      choices: [],
    });
    await admin`update locations set capacity = 14 where tenant_id = ${tenantId} and id = ${room4}`;
    expect(preview.crowded).toEqual([{ pattern: 0, room: "Room 4", capacity: 7 }]);
  });

  test("is for those who may plan it, with people and rooms of their own school", async () => {
    const plan = { interventionId: readingBoost, patterns: [pattern()], choices: [] };
    const okafor = (await world.signIn("okafor@alder.example")).client;
    expect(await refusalOf(okafor.sessions.previewSchedule.query(plan))).toMatchObject({ situation: "NOT_ALLOWED" });
    const bell = (await world.signIn("bell@cedar.example")).client;
    expect(await refusalOf(bell.sessions.previewSchedule.query(plan))).toMatchObject({ situation: "NOT_FOUND" });
    const foreign = [pattern({ facilitatorId: demoIds.user("cedar", "moreau") })];
    expect(await refusalOf(reyes.sessions.previewSchedule.query({ ...plan, patterns: foreign }))).toMatchObject({
      situation: "NOT_FOUND",
    });
  });
});

describe("saving", () => {
  test("makes sessions, rosters, claims and counters, and one event", async () => {
    const { sessionIds, version } = await scheduled(reyes, readingBoost, [pattern()]);
    expect(sessionIds).toHaveLength(8);
    expect(await counts()).toEqual({ sessions: 8, rows: 64, bookings: 80 });
    expect(await wrongCounters(admin)).toEqual([]);
    expect(await overlaps(admin)).toEqual([]);
    const events = await admin<{ payload: { sessions: unknown[] } }[]>`
      select payload from outbox_events where event_type = 'InterventionSessionScheduled'
        and aggregate_id = ${readingBoost} and aggregate_version = ${version}`;
    expect(events).toHaveLength(1);
    const [roster] = sessionIds.map((sessionId) => reyes.attendance.roster.query({ sessionId }));
    expect((await roster)?.rows).toHaveLength(8);
  });

  test("a time of day stays what it is when the clocks change", async () => {
    const { sessionIds } = await scheduled(reyes, readingBoost, [
      pattern({ startsOn: "2027-03-24", endsOn: "2027-03-31", recurrence: "FREQ=WEEKLY;BYDAY=WE" }),
    ]);
    const rows = await admin<{ at: string }[]>`
      select to_char(start_time at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at from sessions
       where id = any (${sessionIds}::uuid[]) order by start_time`;
    expect(rows.map(({ at }) => at)).toEqual(["2027-03-24 09:30", "2027-03-31 08:30"]);
  });

  test("a clash that came up since the preview is named, and nothing is saved", async () => {
    const plan = { interventionId: readingBoost, patterns: [pattern()], choices: [] };
    const { count } = await reyes.sessions.previewSchedule.query(plan);
    await scheduled(reyes, mentors, [pattern({ startsOn: mondayIn(4), locationId: null, localTime: "09:15" })]);
    const refusal = await refusalOf(reyes.sessions.schedule.mutate({ ...plan, mutationId: newMutation(), count }));
    expect(refusal).toMatchObject({ situation: "SESSION_CLASH", status: 409 });
    expect(refusal.details).toMatchObject({ occursOn: mondayIn(4), title: "Attendance Mentors" });
    expect(await counts()).toEqual({ sessions: 0, rows: 0, bookings: 0 });
    const alternative = { pattern: 0, occursOn: mondayIn(4), to: { day: mondayIn(4), time: "10:00" } };
    const left = { pattern: 0, occursOn: addDays(mondayIn(4), 2), to: null };
    const saved = await reyes.sessions.schedule.mutate({
      ...plan,
      choices: [alternative, left],
      mutationId: newMutation(),
      count: count - 1,
    });
    expect(saved.sessionIds).toHaveLength(count - 1);
  });

  test("a day that closed since the preview is told, and the same intent twice has one effect", async () => {
    const plan = { interventionId: readingBoost, patterns: [pattern()], choices: [] };
    const stale = await refusalOf(reyes.sessions.schedule.mutate({ ...plan, mutationId: newMutation(), count: 9 }));
    expect(stale).toMatchObject({ situation: "STALE_VERSION", details: { promised: 9, possible: 8 } });
    const input = { ...plan, mutationId: newMutation(), count: 8 };
    const [first, second] = await Promise.all([
      reyes.sessions.schedule.mutate(input),
      reyes.sessions.schedule.mutate(input),
    ]);
    expect(second).toEqual(first);
    expect(await counts()).toMatchObject({ sessions: 8 });
  });

  test("two sessions of one schedule may not overlap", async () => {
    const plan = {
      interventionId: readingBoost,
      patterns: [pattern(), pattern({ localTime: "09:45", facilitatorId: person("ito"), locationId: null })],
      choices: [],
    };
    const preview = await reyes.sessions.previewSchedule.query(plan);
    expect(preview.occurrences.every(({ state }) => state === "clash")).toBe(true);
    const refusal = await refusalOf(reyes.sessions.schedule.mutate({ ...plan, mutationId: newMutation(), count: 8 }));
    expect(refusal).toMatchObject({ situation: "SESSION_CLASH", details: { kind: "self" } });
  });
});
