import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";

import {
  newMutation,
  openAdmin,
  overlaps,
  refusalOf,
  student,
  wrongCounters,
  type Client,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

const interventionId = demoIds.intervention("alder", "reading-boost");

let world: World;
let admin: postgres.Sql;
let reyes: Client;
beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  reyes = (await world.signIn("reyes@alder.example")).client;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const enrolledAs = async (studentId: string) => {
  const { enrollments } = await reyes.interventions.get.query({ interventionId });
  const row = enrollments.find((one) => one.studentId === studentId);
  if (row === undefined) throw new Error("Never enrolled");
  return row;
};
const end = async (studentId: string) => {
  const { id: enrollmentId, version } = await enrolledAs(studentId);
  await reyes.interventions.endEnrollment.mutate({
    mutationId: newMutation(),
    interventionId,
    enrollmentId,
    version,
    as: "withdrawn",
    reason: "The wrong row.",
  });
  return { interventionId, enrollmentId, studentId, version: version + 1 };
};
const takeBack = (ended: Awaited<ReturnType<typeof end>>) =>
  reyes.interventions.restoreEnrollment.mutate({ mutationId: newMutation(), ...ended });
/** Where the student is expected and booked from now on. */
const toCome = (studentId: string) => admin`
  select a.session_id, a.expectation, coalesce(b.active, false) as booked from attendance_records a
    join sessions s on s.id = a.session_id
    left join bookings b on b.session_id = a.session_id and b.resource_id = a.student_id
   where s.intervention_id = ${interventionId} and s.end_time > now() and a.student_id = ${studentId} order by 1`;

test("an ending taken back leaves everything as it was: the enrolment, who is expected where, whose time is taken", async () => {
  const who = student(0);
  const [session] = await admin<{ id: string }[]>`
    select a.session_id as id from attendance_records a join sessions s on s.id = a.session_id
     where s.intervention_id = ${interventionId} and s.start_time > now() and a.student_id = ${who} limit 1`;
  // Excused from one of them before: that was no part of the ending, and is not taken back with it.
  const excused = session?.id ?? "";
  await admin`update attendance_records set expectation = 'not_expected' where session_id = ${excused} and student_id = ${who}`;
  await admin`update bookings set active = false where session_id = ${excused} and resource_id = ${who}`;
  await admin`update attendance_rollups set expected = expected - 1 where source_id = ${interventionId} and student_id = ${who}`;
  const [before, rows] = [await enrolledAs(who), await toCome(who)];
  const ended = await end(who);
  expect(await toCome(who)).not.toEqual(rows);
  await takeBack(ended);
  expect(await enrolledAs(who)).toEqual({ ...before, version: before.version + 2 });
  expect(await toCome(who)).toEqual(rows);
  expect(await wrongCounters(admin)).toEqual([]);
  expect(await overlaps(admin)).toEqual([]);
  expect(await refusalOf(takeBack(ended))).toMatchObject({ situation: "ALREADY_DECIDED" });
});

test("a time that was taken meanwhile, and a place, are in the way", async () => {
  const who = student(3);
  const ended = await end(who);
  await admin`
    insert into bookings (tenant_id, id, session_id, resource_kind, resource_id, during)
    select s.tenant_id, gen_random_uuid(), (select id from sessions o where o.intervention_id <> ${interventionId} limit 1),
        'student', ${who}, tstzrange(s.start_time, s.end_time)
      from sessions s where s.intervention_id = ${interventionId} and s.start_time > now() order by s.start_time limit 1`;
  expect(await refusalOf(takeBack(ended))).toMatchObject({ situation: "SESSION_CLASH" });
  await admin`delete from bookings b using sessions s where s.id = b.session_id and b.resource_id = ${who}
    and s.intervention_id <> ${interventionId} and upper(b.during) > now() and b.during <> tstzrange(s.start_time, s.end_time)`;
  const [limit] = await admin<{ capacity: number }[]>`select capacity from interventions where id = ${interventionId}`;
  await admin`update interventions set capacity = (select count(*) from enrollments
    where intervention_id = ${interventionId} and status = 'active') where id = ${interventionId}`;
  expect(await refusalOf(takeBack(ended))).toMatchObject({ situation: "INTERVENTION_FULL" });
  await admin`update interventions set capacity = ${limit?.capacity ?? null} where id = ${interventionId}`;
  await takeBack(ended);
  expect((await enrolledAs(who)).status).toBe("active");
});

test("after ten minutes, or once the student was enrolled again, it stays ended", async () => {
  const [other] = await admin<{ id: string }[]>`
    select student_id as id from enrollments where intervention_id = ${interventionId} and status = 'active'
      and student_id not in (${student(0)}, ${student(3)}) order by id limit 1`;
  const ended = await end(other?.id ?? "");
  await admin`update enrollments set withdrawn_at = withdrawn_at - interval '11 minutes' where id = ${ended.enrollmentId}`;
  expect(await refusalOf(takeBack(ended))).toMatchObject({ situation: "UNDO_OVER" });
  await reyes.interventions.enroll.mutate({
    mutationId: newMutation(),
    interventionId,
    students: [ended.studentId],
    source: "manual",
    onClash: "refuse",
    whenFull: "refuse",
  });
  expect(await refusalOf(takeBack(ended))).toMatchObject({ situation: "ALREADY_DECIDED" });
});
