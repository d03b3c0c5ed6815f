import { demoIds } from "@handrail/db/seed/ids";
import { addDays } from "@handrail/domain/kernel/time";
import { timeIn } from "@handrail/domain/kernel/zone-clock";
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
let sessionIds: readonly string[] = [];
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
beforeEach(async () => {
  await clearPlan(admin);
  ({ sessionIds } = await scheduled(reyes, readingBoost, [pattern()]));
});

const nth = (index: number): string => sessionIds[index] ?? "";
const coming = async () => {
  const { rows } = await reyes.sessions.ofIntervention.query({ interventionId: readingBoost, when: "coming" });
  return rows;
};
const rowOf = async (sessionId: string) => {
  const row = (await coming()).find(({ id }) => id === sessionId);
  if (row === undefined) throw new Error("The session is not to come.");
  return row;
};
const cancelled = (sessionId: string, more: { version?: number; scope?: "one" | "following" | "all" } = {}) =>
  reyes.sessions.cancel.mutate({
    mutationId: newMutation(),
    sessionId,
    version: 1,
    scope: "one",
    reason: "Snow",
    ...more,
  });
const clock = (row: { startsAt: string }): string => timeIn("Europe/London", row.startsAt);
const isWhole = async (): Promise<void> => {
  expect(await wrongCounters(admin)).toEqual([]);
  expect(await overlaps(admin)).toEqual([]);
};
const claimsOf = async (sessionId: string): Promise<number> => {
  const [row] = await admin<{ n: number }[]>`
    select count(*)::int as n from bookings b join sessions s on s.id = b.session_id
     where b.session_id = ${sessionId} and b.active and b.during = tstzrange(s.start_time, s.end_time)`;
  return row?.n ?? 0;
};

describe("moving", () => {
  const to = (sessionId: string, more: object = {}) => ({
    mutationId: newMutation(),
    sessionId,
    version: 1,
    day: mondayIn(1),
    time: "11:00",
    durationMinutes: 45,
    locationId: room4,
    ...more,
  });

  test("takes everyone's time along, and whoever saw an older version is told", async () => {
    const answer = await reyes.sessions.move.mutate(to(nth(0)));
    expect(answer.sessions).toEqual([{ sessionId: nth(0), version: 2 }]);
    const row = await rowOf(nth(0));
    expect([clock(row), row.version]).toEqual(["11:00", 2]);
    expect(Date.parse(row.endsAt) - Date.parse(row.startsAt)).toBe(45 * 60_000);
    expect(await claimsOf(nth(0))).toBe(10);
    await isWhole();
    const stale = await refusalOf(reyes.sessions.move.mutate(to(nth(0), { time: "12:00" })));
    expect(stale).toMatchObject({ situation: "STALE_VERSION", details: { version: 2, startsAt: row.startsAt } });
  });

  test("onto a taken time is refused by name; into the past too", async () => {
    await scheduled(reyes, mentors, [pattern({ localTime: "11:15", locationId: null })]);
    const refusal = await refusalOf(reyes.sessions.move.mutate(to(nth(0))));
    expect(refusal).toMatchObject({ situation: "SESSION_CLASH", details: { title: "Attendance Mentors" } });
    expect(clock(await rowOf(nth(0)))).toBe("09:30");
    const past = await refusalOf(reyes.sessions.move.mutate(to(nth(0), { day: "2020-01-06" })));
    expect(past.situation).toBe("INVALID_INPUT");
    const check = await reyes.sessions.checkSlot.query({
      sessionId: nth(0),
      day: mondayIn(1),
      time: "11:00",
      durationMinutes: 45,
      locationId: room4,
      facilitatorId: person("okafor"),
    });
    expect(check).toMatchObject({ state: "clash", clashes: [{ kind: "student" }, { kind: "staff" }] });
    expect(check.alternatives[0]).toMatchObject({ day: mondayIn(1), time: "10:30" });
  });
});

describe("a series", () => {
  const change = (sessionId: string, more: object = {}) => ({
    mutationId: newMutation(),
    sessionId,
    version: 1,
    scope: "following" as const,
    shiftDays: 1,
    time: "10:00",
    durationMinutes: 30,
    locationId: room4,
    facilitatorId: person("ito"),
    ...more,
  });

  test("from one session on it goes on otherwise, as a series of its own", async () => {
    const answer = await reyes.sessions.changeSeries.mutate(change(nth(4)));
    expect(answer.sessions).toHaveLength(4);
    const rows = await coming();
    expect(rows).toHaveLength(8);
    expect(rows.map(clock)).toEqual(rows.map((_row, index) => (index < 4 ? "09:30" : "10:00")));
    expect(rows.slice(4).every(({ facilitator }) => facilitator === "Mr Ito")).toBe(true);
    expect(rows[4]?.startsAt.slice(0, 10)).toBe(addDays(mondayIn(3), 1));
    const series = await admin<{ starts: string; ends: string; n: number }[]>`
      select r.starts_on::text as starts, r.ends_on::text as ends, count(s.id)::int as n from session_series r
        join sessions s on s.series_id = r.id where s.id = any (${[...sessionIds]}::uuid[]) group by r.starts_on, r.ends_on order by 1`;
    expect(series).toEqual([
      { starts: mondayIn(1), ends: addDays(mondayIn(3), -1), n: 4 },
      { starts: mondayIn(3), ends: addDays(mondayIn(4), 6), n: 4 },
    ]);
    await isWhole();
  });

  test("a series may move over its own old places; what has marks stays where it was", async () => {
    await admin`update attendance_records set status = 'absent', minutes_attended = 0, recorded_at = now()
      where session_id = ${nth(0)} and student_id = ${student(0)}`;
    await admin`update attendance_rollups set absent = absent + 1 where source_id = ${readingBoost} and student_id = ${student(0)}`;
    const answer = await reyes.sessions.changeSeries.mutate(
      change(nth(1), { scope: "all", shiftDays: 2, time: "09:30", facilitatorId: person("okafor") }),
    );
    expect(answer).toMatchObject({ untouched: 1 });
    expect(answer.sessions).toHaveLength(7);
    expect((await rowOf(nth(0))).version).toBe(1);
    await isWhole();
  });

  test("what would come to lie on a closed day is left out with the reason; what keeps its time stays", async () => {
    const tuesday = addDays(mondayIn(3), 1);
    await admin`
      insert into closures (tenant_id, id, school_id, starts_on, ends_on, reason)
      select ${tenantId}, gen_random_uuid(), id, ${tuesday}, ${tuesday}, 'Staff training' from schools
       where tenant_id = ${tenantId}`;
    const answer = await reyes.sessions.changeSeries.mutate(change(nth(2)));
    expect(answer).toMatchObject({ leftOut: 1, untouched: 0 });
    expect(answer.sessions).toHaveLength(6);
    const rows = await coming();
    const left = rows.filter(({ status }) => status === "cancelled");
    expect(left).toMatchObject([{ id: nth(4), cancelledReason: "School closed: Staff training", version: 2 }]);
    expect(await claimsOf(nth(4))).toBe(0);
    expect(await claimsOf(nth(5))).toBe(10);
    await isWhole();

    // A day that was closed after it was planned: another room is no reason to cancel.
    const wednesday = addDays(mondayIn(1), 2);
    await admin`
      insert into closures (tenant_id, id, school_id, starts_on, ends_on, reason)
      select ${tenantId}, gen_random_uuid(), id, ${wednesday}, ${wednesday}, 'Snow' from schools
       where tenant_id = ${tenantId}`;
    const other = await reyes.sessions.changeSeries.mutate(
      change(nth(0), { scope: "all", shiftDays: 0, time: "09:30", locationId: null, facilitatorId: person("okafor") }),
    );
    expect(other).toMatchObject({ leftOut: 0 });
    expect((await rowOf(nth(1))).status).toBe("scheduled");
  });

  test("others of the series may come to lie where the one was that is left out", async () => {
    const friday = addDays(mondayIn(1), 4);
    await admin`
      insert into closures (tenant_id, id, school_id, starts_on, ends_on, reason)
      select ${tenantId}, gen_random_uuid(), id, ${friday}, ${friday}, 'Founders day' from schools
       where tenant_id = ${tenantId}`;
    const shift = { scope: "all", shiftDays: 2, time: "09:30", facilitatorId: person("okafor") };
    const answer = await reyes.sessions.changeSeries.mutate(change(nth(0), shift));
    expect(answer).toMatchObject({ leftOut: 1 });
    expect((await rowOf(nth(1))).status).toBe("cancelled");
    expect((await rowOf(nth(0))).startsAt.slice(0, 10)).toBe(addDays(mondayIn(1), 2));
    await isWhole();
  });

  test("a time at which the school is never open is refused, and everything stays", async () => {
    const refusal = await refusalOf(reyes.sessions.changeSeries.mutate(change(nth(0), { time: "03:00" })));
    expect(refusal).toMatchObject({ situation: "INVALID_INPUT" });
    expect(refusal.message).toMatch(/^No session can be held then\. Outside school hours, \d\d:\d\d to \d\d:\d\d\.$/);
    expect((await coming()).map(({ version }) => version)).toEqual(Array(8).fill(1));
  });

  test("a clash of one of them leaves all of them", async () => {
    await scheduled(reyes, mentors, [
      pattern({ localTime: "10:15", startsOn: mondayIn(4), locationId: null, recurrence: "FREQ=WEEKLY;BYDAY=TU" }),
    ]);
    const refusal = await refusalOf(reyes.sessions.changeSeries.mutate(change(nth(0), { scope: "all" })));
    expect(refusal).toMatchObject({ situation: "SESSION_CLASH", details: { title: "Attendance Mentors" } });
    expect((await coming()).map(({ version }) => version)).toEqual(Array(8).fill(1));
  });
});

describe("cancelling", () => {
  test("frees everyone's time, and restoring claims it again for those enrolled by then", async () => {
    await cancelled(nth(0));
    expect(await claimsOf(nth(0))).toBe(0);
    expect(await rowOf(nth(0))).toMatchObject({ status: "cancelled", cancelledReason: "Snow", version: 2 });
    await reyes.interventions.enroll.mutate({
      mutationId: newMutation(),
      interventionId: readingBoost,
      students: [student(75)],
      source: "manual",
      onClash: "refuse",
      whenFull: "refuse",
    });
    const restore = { mutationId: newMutation(), interventionId: readingBoost, sessionIds: [nth(0)] };
    await reyes.sessions.restore.mutate(restore);
    expect(await rowOf(nth(0))).toMatchObject({ status: "scheduled", expected: 9, version: 3 });
    expect(await claimsOf(nth(0))).toBe(11);
    await isWhole();
  });

  test("a time that was taken meanwhile refuses the way back, by name", async () => {
    await cancelled(nth(0));
    await scheduled(reyes, mentors, [pattern({ endsOn: mondayIn(1), facilitatorId: person("ito") })]);
    const refusal = await refusalOf(
      reyes.sessions.restore.mutate({
        mutationId: newMutation(),
        interventionId: readingBoost,
        sessionIds: [nth(0)],
      }),
    );
    expect(refusal).toMatchObject({ situation: "SESSION_CLASH", details: { title: "Attendance Mentors" } });
    await isWhole();
  });

  test("all of a series at once, and a session with marks not at all", async () => {
    await admin`update attendance_records set status = 'present', minutes_attended = 30, recorded_at = now()
      where session_id = ${nth(7)} and student_id = ${student(0)}`;
    const marked = await refusalOf(cancelled(nth(7)));
    expect(marked).toMatchObject({ situation: "SESSION_FINISHED" });
    const answer = await cancelled(nth(2), { scope: "following" });
    expect([answer.sessions.length, answer.untouched]).toEqual([5, 1]);
    const okafor = (await world.signIn("okafor@alder.example")).client;
    const refused = okafor.sessions.restore.mutate({
      mutationId: newMutation(),
      interventionId: readingBoost,
      sessionIds: [nth(2)],
    });
    expect(await refusalOf(refused)).toMatchObject({ situation: "NOT_ALLOWED" });
  });

  test("a cancelled session is made up for once, at a free time, and linked", async () => {
    await cancelled(nth(0));
    const makeUp = (time: string) =>
      reyes.sessions.makeUp.mutate({
        mutationId: newMutation(),
        sessionId: nth(0),
        day: addDays(mondayIn(1), 1),
        time,
        durationMinutes: 30,
        locationId: room4,
        facilitatorId: person("okafor"),
      });
    const { sessions } = await makeUp("09:30");
    const row = await rowOf(sessions[0]?.sessionId ?? "");
    expect(row).toMatchObject({ expected: 8, isInSeries: false, makesUpFor: (await rowOf(nth(0))).startsAt });
    expect((await rowOf(nth(0))).hasMakeUp).toBe(true);
    expect(await refusalOf(makeUp("12:00"))).toMatchObject({ situation: "ALREADY_DECIDED" });
    await isWhole();
  });
});

describe("another facilitator", () => {
  test("leads one session when free; the first one's place is kept until it is theirs again", async () => {
    const staff = await reyes.sessions.freeStaff.query({ sessionId: nth(0) });
    expect(staff.find(({ id }) => id === person("ito"))?.busyWith).toBeNull();
    const give = (name: string, version: number) =>
      reyes.sessions.substitute.mutate({
        mutationId: newMutation(),
        sessionId: nth(0),
        version,
        facilitatorId: person(name),
      });
    await give("ito", 1);
    expect(await rowOf(nth(0))).toMatchObject({ facilitator: "Mr Ito", substitutedFor: "Ms Okafor" });
    await give("okafor", 2);
    expect(await rowOf(nth(0))).toMatchObject({ facilitator: "Ms Okafor", substitutedFor: null });
    await isWhole();
  });

  test("who is busy is not taken, and who leads no sessions does not exist", async () => {
    // Two who have no student in common: only Mr Ito would be in two places.
    await scheduled(reyes, demoIds.intervention("alder", "check-in"), [
      pattern({
        facilitatorId: person("ito"),
        locationId: null,
        startsOn: addDays(mondayIn(1), 2),
        endsOn: addDays(mondayIn(1), 2),
      }),
    ]);
    const staff = await reyes.sessions.freeStaff.query({ sessionId: nth(1) });
    expect(staff.find(({ id }) => id === person("ito"))?.busyWith).toMatchObject({ title: "Check-in/Check-out" });
    const give = (name: string) =>
      reyes.sessions.substitute.mutate({
        mutationId: newMutation(),
        sessionId: nth(1),
        version: 1,
        facilitatorId: person(name),
      });
    expect(await refusalOf(give("ito"))).toMatchObject({
      situation: "SESSION_CLASH",
      details: { kind: "staff", name: "Mr Ito", title: "Check-in/Check-out" },
    });
    expect(await refusalOf(give("novak"))).toMatchObject({ situation: "NOT_FOUND" });
  });
});
