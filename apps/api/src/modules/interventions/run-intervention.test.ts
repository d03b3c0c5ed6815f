import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import {
  newMutation,
  openAdmin,
  overlaps,
  person,
  refusalOf,
  situationOf,
  student,
  tenantId,
  wrongCounters,
  type Client,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let reyes: Client;
let okafor: Client;

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  reyes = (await world.signIn("reyes@alder.example")).client;
  okafor = (await world.signIn("okafor@alder.example")).client;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const programId = async (): Promise<string> => {
  const [row] = await admin<{ id: string }[]>`
    select p.id from programs p join interventions i on i.id = ${demoIds.intervention("alder", "reading-boost")}
      join programs o on o.tenant_id = i.tenant_id and o.id = i.program_id
     where p.line_id = o.line_id and p.status = 'published'`;
  if (row === undefined) throw new Error("The demo has Reading Boost.");
  return row.id;
};

const planned = {
  name: "Phonics in the morning",
  objective: "Read short words.",
  ownerStaffId: "",
  startDate: "2026-09-01",
  endDate: null,
  capacity: 2,
  plannedSessions: 24,
  plannedMinutes: 720,
};

const makeOne = async (): Promise<string> => {
  const made = await reyes.interventions.create.mutate({
    mutationId: newMutation(),
    programId: await programId(),
    fields: { ...planned, ownerStaffId: person("reyes") },
    team: [{ userId: person("okafor"), teamRole: "support" }],
  });
  return made.interventionId;
};

const enroll = (interventionId: string, students: string[], whenFull: "refuse" | "wait" = "refuse") =>
  reyes.interventions.enroll.mutate({
    mutationId: newMutation(),
    interventionId,
    students,
    source: "manual",
    onClash: "refuse",
    whenFull,
  });

const get = (interventionId: string) => reyes.interventions.get.query({ interventionId });

describe("a new intervention", () => {
  test("is a draft of its program's version, seen by its team and changed by its owner", async () => {
    const interventionId = await makeOne();
    expect(await get(interventionId)).toMatchObject({
      status: "draft",
      version: 1,
      fields: { name: planned.name, capacity: 2 },
      program: { version: 1, latest: 1 },
      team: [{ name: "Ms Okafor", teamRole: "support" }],
      mayManage: true,
    });
    expect((await okafor.interventions.get.query({ interventionId })).mayManage).toBe(false);
    const ito = (await world.signIn("ito@alder.example")).client;
    expect(await situationOf(ito.interventions.get.query({ interventionId }))).toBe("NOT_FOUND");
    expect(
      await situationOf(
        okafor.interventions.change.mutate({
          mutationId: newMutation(),
          interventionId,
          changes: { name: "Mine" },
          seen: { name: planned.name },
        }),
      ),
    ).toBe("NOT_ALLOWED");
  });

  test("two who change it at once lose nothing: other fields are joined, the same field is told", async () => {
    const interventionId = await makeOne();
    const haddad = (await world.signIn("haddad@alder.example")).client;
    const change = (client: Client, changes: object, seen: object) =>
      client.interventions.change.mutate({ mutationId: newMutation(), interventionId, changes, seen });
    await change(reyes, { name: "Phonics at nine" }, { name: planned.name });
    await change(haddad, { capacity: 5 }, { capacity: 2 });
    const refusal = await refusalOf(change(haddad, { name: "Phonics at ten" }, { name: planned.name }));
    expect(refusal).toMatchObject({ situation: "STALE_VERSION", details: { fields: "name" } });
    await change(haddad, { name: "Phonics at ten" }, { name: "Phonics at nine" });
    expect((await get(interventionId)).fields).toMatchObject({ name: "Phonics at ten", capacity: 5 });
    expect(await situationOf(change(reyes, { endDate: "2026-08-01" }, { endDate: null }))).toBe("INVALID_INPUT");
  });
});

describe("places", () => {
  test("who finds none waits in order, and the first is offered the place that is freed", async () => {
    const interventionId = await makeOne();
    const first = await enroll(interventionId, [60, 61, 62, 63].map(student));
    expect(first.results.map(({ situation }) => situation)).toEqual([
      null,
      null,
      "INTERVENTION_FULL",
      "INTERVENTION_FULL",
    ]);
    await enroll(interventionId, [student(63)], "wait");
    await enroll(interventionId, [student(62)], "wait");
    const page = await get(interventionId);
    expect(page.waiting.map(({ studentId }) => studentId)).toEqual([student(63), student(62)]);
    const [enrolled] = page.enrollments;
    if (enrolled === undefined) throw new Error("Two are enrolled.");
    const leave = (as: "withdrawn" | "exited", version: number) =>
      reyes.interventions.endEnrollment.mutate({
        mutationId: newMutation(),
        interventionId,
        enrollmentId: enrolled.id,
        version,
        as,
        reason: "Moved to another group.",
      });
    expect(await situationOf(leave("withdrawn", 7))).toBe("STALE_VERSION");
    await leave("exited", enrolled.version);
    const events = await admin`
      select event_type, payload->>'studentId' as student from outbox_events
       where aggregate_id = ${interventionId} and event_type in ('InterventionPlaceFreed', 'InterventionExited') order by event_type`;
    expect(events).toMatchObject([
      { event_type: "InterventionExited", student: enrolled.studentId },
      { event_type: "InterventionPlaceFreed", student: student(63) },
    ]);
    await enroll(interventionId, [student(63)]);
    expect((await get(interventionId)).waiting.map(({ studentId }) => studentId)).toEqual([student(62)]);
    expect(
      await situationOf(
        reyes.interventions.change.mutate({
          mutationId: newMutation(),
          interventionId,
          changes: { capacity: 1 },
          seen: { capacity: 2 },
        }),
      ),
    ).toBe("INTERVENTION_FULL");
  });
});

describe("its status", () => {
  type Move = readonly [from: "draft" | "active" | "cancelled", to: "active" | "completed" | "cancelled"];
  const setStatus = (interventionId: string, [from, to]: Move, more: object = {}) =>
    reyes.interventions.setStatus.mutate({ mutationId: newMutation(), interventionId, from, to, ...more });
  const social = demoIds.intervention("alder", "social-skills");
  const open = async (): Promise<{ scheduled: number; bookings: number; active: number }> => {
    const [row] = await admin<{ scheduled: number; bookings: number; active: number }[]>`
      select count(*) filter (where s.status = 'scheduled' and s.start_time > now())::int as scheduled,
          (select count(*)::int from bookings b join sessions o on o.id = b.session_id
            where o.intervention_id = ${social} and b.active and o.start_time > now()) as bookings,
          (select count(*)::int from enrollments e where e.intervention_id = ${social} and e.status = 'active') as active
        from sessions s where s.tenant_id = ${tenantId} and s.intervention_id = ${social}`;
    if (row === undefined) throw new Error("Counting gives a row.");
    return row;
  };

  test("moves that are none are refused with the reason; one that is over asks for one", async () => {
    const interventionId = await makeOne();
    expect(await refusalOf(setStatus(interventionId, ["draft", "completed"]))).toMatchObject({
      situation: "IMPOSSIBLE_MOVE",
      message: "It has not started: start it first, or cancel it.",
    });
    expect(await situationOf(setStatus(interventionId, ["draft", "cancelled"]))).toBe("INVALID_INPUT");
    await setStatus(interventionId, ["draft", "active"]);
    expect(await situationOf(setStatus(interventionId, ["draft", "active"]))).toBe("STALE_VERSION");
    expect(await situationOf(setStatus(interventionId, ["active", "completed"]))).toBe("INVALID_INPUT");
    await setStatus(interventionId, ["active", "completed"], { reason: "All reached their goals." });
    const exited = await admin`
      select 1 from enrollments e where e.intervention_id = ${interventionId} and e.status = 'exited' and not exists (
        select 1 from exit_recommendations r where r.enrollment_id = e.id and r.decision = 'accepted')`;
    expect(exited).toEqual([]);
    expect((await get(interventionId)).waiting).toEqual([]);
    expect(await situationOf(enroll(interventionId, [student(60)]))).toBe("INTERVENTION_CLOSED");
  });

  test("cancelling frees all that was to come; reactivating brings it back, whole or not at all", async () => {
    const before = await open();
    expect(before.scheduled).toBeGreaterThan(0);
    await setStatus(social, ["active", "cancelled"], { reason: "Dr Sen is away." });
    expect(await open()).toEqual({ scheduled: 0, bookings: 0, active: 0 });
    expect(await wrongCounters(admin)).toEqual([]);
    // Meanwhile another session takes the room at the time of one of them.
    const [taken] = await admin<{ id: string }[]>`
      with s as (select * from sessions where intervention_id = ${social} and status = 'cancelled' and start_time > now()
        order by start_time limit 1),
      o as (insert into sessions (tenant_id, id, kind, intervention_id, number, start_time, end_time, location_id)
        select tenant_id, gen_random_uuid(), 'intervention', ${demoIds.intervention("alder", "reading-boost")}, 99, start_time,
          end_time, location_id from s returning *)
      insert into bookings (tenant_id, id, session_id, resource_kind, resource_id, during)
      select tenant_id, gen_random_uuid(), id, 'room', location_id, tstzrange(start_time, end_time) from o returning session_id as id`;
    const refusal = await refusalOf(setStatus(social, ["cancelled", "active"]));
    expect(refusal).toMatchObject({
      situation: "SESSION_CLASH",
      details: { sessionId: taken?.id, kind: "room", title: "Reading Boost" },
    });
    expect(await open()).toEqual({ scheduled: 0, bookings: 0, active: 0 });
    await admin`update bookings set active = false where session_id = ${taken?.id ?? ""}`;
    await setStatus(social, ["cancelled", "active"]);
    expect(await open()).toEqual(before);
    expect(await overlaps(admin)).toEqual([]);
    expect(await wrongCounters(admin)).toEqual([]);
  });
});

describe("programs", () => {
  test("a new version leaves what runs as it is, and says that it is out", async () => {
    const interventionId = await makeOne();
    const id = await programId();
    const draft = await reyes.interventions.draftNextVersion.mutate({ mutationId: newMutation(), programId: id });
    expect(draft).toMatchObject({ version: 2, status: "draft" });
    const same = await reyes.interventions.draftNextVersion.mutate({ mutationId: newMutation(), programId: id });
    expect(same.programId).toBe(draft.programId);
    const { program: whole } = await reyes.interventions.program.query({ programId: draft.programId });
    const { plannedWeeks, rootCauses, exitDefaults, frequency } = whole;
    const seen = { plannedWeeks, rootCauses, exitDefaults, frequency };
    const change = (changes: object) =>
      reyes.interventions.changeProgram.mutate({
        mutationId: newMutation(),
        programId: draft.programId,
        changes,
        seen,
      });
    await change({
      plannedWeeks: 20,
      rootCauses: ["academic", "family"],
      exitDefaults: [
        {
          thresholdType: "progress",
          metric: "",
          comparator: "gte",
          targetValue: 90,
          window: 3,
          windowUnit: "points",
        },
      ],
    });
    expect(await situationOf(change({ frequency: "daily" }))).toBe("INVALID_INPUT");
    await reyes.interventions.publishProgram.mutate({ mutationId: newMutation(), programId: draft.programId });
    expect((await get(interventionId)).program).toMatchObject({ version: 1, latest: 2, latestId: draft.programId });
    const { versions } = await reyes.interventions.program.query({ programId: draft.programId });
    expect(versions.map(({ status }) => status)).toEqual(["published", "retired"]);
    const made = await reyes.interventions.create.mutate({
      mutationId: newMutation(),
      programId: draft.programId,
      fields: { ...planned, ownerStaffId: person("reyes") },
      team: [],
    });
    const criteria =
      await admin`select threshold_type, target_value from exit_criteria where intervention_id = ${made.interventionId}`;
    expect(criteria).toMatchObject([{ threshold_type: "progress", target_value: 90 }]);
    const suggested = await reyes.interventions.suggest.query({ rootCause: "family" });
    expect(suggested.programs.map((one) => one.id)).toContain(draft.programId);
    expect(suggested.interventions.map((one) => one.id)).toContain(made.interventionId);
    expect(
      await situationOf(okafor.interventions.publishProgram.mutate({ mutationId: newMutation(), programId: id })),
    ).toBe("NOT_ALLOWED");
    const library = await reyes.interventions.programs.query({ text: "reading", status: "published" });
    expect(library.rows).toMatchObject([{ id: draft.programId, version: 2, draftId: null }]);
  });
});

describe("goals", () => {
  test("are for those who take part, one of a measure at a time", async () => {
    const interventionId = await makeOne();
    const goal = (studentId: string, more: object = {}) => ({
      mutationId: newMutation(),
      interventionId,
      goal: null,
      studentId,
      measure: "Words a minute",
      unit: "words",
      higherIsBetter: true,
      baseline: null,
      startsOn: "2026-09-01",
      target: 90,
      targetOn: "2026-12-18",
      status: "active" as const,
      ...more,
    });
    expect(await situationOf(reyes.interventions.saveGoal.mutate(goal(student(65))))).toBe("NOT_ENROLLED");
    await enroll(interventionId, [student(65)]);
    const { goalId } = await reyes.interventions.saveGoal.mutate(goal(student(65)));
    expect(await situationOf(reyes.interventions.saveGoal.mutate(goal(student(65))))).toBe("ALREADY_DECIDED");
    await reyes.interventions.saveGoal.mutate(goal(student(65), { goal: { id: goalId, version: 1 }, target: 100 }));
    expect(
      await situationOf(reyes.interventions.saveGoal.mutate(goal(student(65), { goal: { id: goalId, version: 1 } }))),
    ).toBe("STALE_VERSION");
    expect((await get(interventionId)).goals).toMatchObject([{ target: 100, baseline: null, version: 2 }]);
  });
});
