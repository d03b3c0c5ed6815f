import { demoIds } from "@handrail/db/seed/ids";
import postgres from "postgres";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";
import { meeting, on, refusalOf, student, user, type Client } from "./casework.fixture.ts";

let world: World;
let admin: postgres.Sql;
let reyes: Client;
let park: Client;
const interventionId = demoIds.intervention("alder", "reading-boost");
beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  reyes = (await world.signIn("reyes@alder.example")).client;
  park = (await world.signIn("park@alder.example")).client;
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

/** A case in which Reading Boost was agreed on, or a bus pass. */
const agreed = async (place: number, { by = reyes, support = true } = {}) => {
  const { caseId } = await by.casework.recordMeeting.mutate(
    meeting({
      studentId: student(place),
      rootCause: "other",
      actions: [{ what: "support", ownerId: user("reyes"), ...(support ? { interventionId } : {}) }],
    }),
  );
  const [action] = (await by.casework.one.query({ caseId })).actions;
  return { caseId, actionId: action?.id ?? "" };
};
const actionOf = async (caseId: string) => (await reyes.casework.one.query({ caseId })).actions[0];
const enrolled = async (place: number) =>
  admin<{ id: string; rows: number }[]>`
    select e.id, (select count(*)::int from attendance_records a where a.enrollment_id = e.id) as rows from enrollments e
     where e.intervention_id = ${interventionId} and e.student_id = ${student(place)} and e.status = 'active'`;

it("support that was agreed on becomes an enrolment, once, and the action is done", async () => {
  const { caseId, actionId } = await agreed(75);
  const input = { ...on(caseId), actionId, version: 1 };
  const answers = await Promise.all([
    reyes.casework.enrolAction.mutate(input),
    reyes.casework.enrolAction.mutate(input),
  ]);
  expect(answers[1]).toEqual(answers[0]);
  const [row, ...more] = await enrolled(75);
  expect(more).toEqual([]);
  expect(row?.rows).toBeGreaterThan(0);
  expect(answers[0]).toMatchObject({ caseId, actionId, version: 2, enrollmentId: row?.id });
  expect(await actionOf(caseId)).toMatchObject({ enrollmentId: row?.id, done: { by: { id: user("reyes") } } });
  const again = await reyes.casework.enrolAction.mutate({ ...input, mutationId: newId() });
  expect(again).toMatchObject({ version: 2, enrollmentId: row?.id });
});

it("who is enrolled already is found there", async () => {
  await reyes.interventions.enroll.mutate({
    mutationId: newId(),
    interventionId,
    students: [student(76)],
    source: "manual",
    onClash: "leave_out",
    whenFull: "refuse",
  });
  const { caseId, actionId } = await agreed(76);
  const { enrollmentId } = await reyes.casework.enrolAction.mutate({ ...on(caseId), actionId, version: 1 });
  expect(await enrolled(76)).toMatchObject([{ id: enrollmentId }]);
});

it("what stands against it is named, and nothing of it is kept", async () => {
  const { caseId, actionId } = await agreed(77);
  const refused = async (by = reyes, change: object = {}) =>
    refusalOf(by.casework.enrolAction.mutate({ ...on(caseId), actionId, version: 1, ...change }));
  const left = async () => ({ action: await actionOf(caseId), enrolled: await enrolled(77) });
  const before = await left();
  expect(before).toMatchObject({ action: { done: null, enrollmentId: null }, enrolled: [] });
  expect(await refused(reyes, { version: 9 })).toMatchObject({ situation: "STALE_VERSION", field: "version" });
  expect(await refused(park)).toMatchObject({ situation: "NOT_FOUND" });

  const [held] = await admin<
    { capacity: number | null }[]
  >`select capacity from interventions where id = ${interventionId}`;
  await admin`update interventions set capacity = (select count(*) from enrollments e
    where e.intervention_id = interventions.id and e.status = 'active') where id = ${interventionId}`;
  expect(await refused()).toMatchObject({ situation: "INTERVENTION_FULL", field: "interventionId" });
  await admin`update interventions set capacity = ${held?.capacity ?? null} where id = ${interventionId}`;

  await admin`update interventions set status = 'completed' where id = ${interventionId}`;
  expect(await refused()).toMatchObject({ situation: "INTERVENTION_CLOSED" });
  await admin`update interventions set status = 'active' where id = ${interventionId}`;
  expect(await left()).toEqual(before);

  const pass = await agreed(78, { support: false });
  expect(
    await refusalOf(reyes.casework.enrolAction.mutate({ ...on(pass.caseId), actionId: pass.actionId, version: 1 })),
  ).toMatchObject({ situation: "INVALID_INPUT", field: "interventionId" });
});

it("agreed on and enrolled in one step: both are there, or neither", async () => {
  const { caseId, actionId } = await agreed(79, { support: false });
  const [entry] = (await reyes.casework.one.query({ caseId })).entries;
  const input = (change: object = {}) => ({
    ...on(caseId),
    entryId: entry?.id ?? "",
    what: "a place in the group",
    ownerId: user("reyes"),
    interventionId,
    enrol: { onClash: "refuse" as const, whenFull: "refuse" as const },
    ...change,
  });
  const add = (change: object = {}, by = reyes) => by.casework.addAction.mutate(input(change));
  const actions = async () => (await reyes.casework.one.query({ caseId })).actions.filter(({ id }) => id !== actionId);
  const waiting = async () => admin`
    select status from waiting_list where intervention_id = ${interventionId} and student_id = ${student(79)}`;

  const [held] = await admin<
    { capacity: number | null }[]
  >`select capacity from interventions where id = ${interventionId}`;
  const taken = admin`(select count(*) from enrollments e where e.intervention_id = interventions.id and e.status = 'active')`;
  await admin`update interventions set capacity = ${taken} where id = ${interventionId}`;
  expect(await refusalOf(add())).toMatchObject({ situation: "INTERVENTION_FULL", field: "interventionId" });
  expect(await refusalOf(add({ interventionId: null }))).toMatchObject({ situation: "INVALID_INPUT" });
  expect({ actions: await actions(), waiting: [...(await waiting())] }).toEqual({ actions: [], waiting: [] });

  const queued = await add({ enrol: { onClash: "refuse", whenFull: "wait" } });
  expect(queued).toMatchObject({ version: 1, enrollmentId: null });
  expect(await waiting()).toEqual([{ status: "waiting" }]);
  expect(await actions()).toMatchObject([{ id: queued.actionId, done: null, enrollmentId: null }]);
  const still = { ...on(caseId), actionId: queued.actionId, version: 1 };
  expect(await refusalOf(reyes.casework.enrolAction.mutate(still))).toMatchObject({ situation: "INTERVENTION_FULL" });
  expect(await reyes.casework.enrolAction.mutate({ ...still, mutationId: newId(), whenFull: "wait" })).toMatchObject({
    version: 1,
    enrollmentId: null,
  });

  await admin`update interventions set capacity = ${held?.capacity ?? null} where id = ${interventionId}`;
  const both = await add();
  const [row] = await enrolled(79);
  expect(both).toMatchObject({ version: 2, enrollmentId: row?.id });
  expect((await actions()).find(({ id }) => id === both.actionId)).toMatchObject({
    enrollmentId: row?.id,
    done: { by: { id: user("reyes") } },
  });
  expect(await waiting()).toEqual([{ status: "enrolled" }]);
});
