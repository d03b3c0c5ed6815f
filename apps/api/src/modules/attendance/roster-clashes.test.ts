import type postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";

import { addSession, night, openAdmin, student } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const place = 0;
const at = night(4);

/** A session of another intervention that expects the student without holding their time, as a withdrawn claim leaves it. */
const besides = async (startsIn: number, expectation: "expected" | "not_expected" = "expected"): Promise<string> => {
  const id = await addSession(admin, { intervention: "maths-fluency", facilitator: "ito", startsIn });
  await admin`
    insert into attendance_records (tenant_id, id, session_id, student_id, enrollment_id, expectation)
    select e.tenant_id, gen_random_uuid(), ${id}, e.student_id, e.id, ${expectation}
      from enrollments e join sessions s on s.tenant_id = e.tenant_id and s.id = ${id}
     where e.student_id = ${student(place)} and e.status = 'active' limit 1`;
  return id;
};

test("a roster names what expects its students at the same time, and nothing else", async () => {
  const { client } = await world.signIn("okafor@alder.example");
  const sessionId = await addSession(admin, {
    intervention: "reading-boost",
    facilitator: "okafor",
    startsIn: at,
    students: [place, 3],
  });
  const clashes = async () => (await client.attendance.roster.query({ sessionId })).clashes;
  expect(await clashes()).toEqual([]);

  const overlapping = await besides(at + 20);
  // Right behind it, and one that does not expect them.
  await besides(at + 30);
  await besides(at + 10, "not_expected");
  const [times] = await admin<{ startsAt: Date; endsAt: Date }[]>`
    select start_time as "startsAt", end_time as "endsAt" from sessions where id = ${overlapping}`;
  expect(await clashes()).toEqual([
    {
      studentId: student(place),
      title: "Maths Fluency",
      startsAt: new Date(times?.startsAt ?? 0).toISOString(),
      endsAt: new Date(times?.endsAt ?? 0).toISOString(),
    },
  ]);

  await admin`update sessions set status = 'cancelled', cancelled_reason = 'A trip' where id = ${overlapping}`;
  expect(await clashes()).toEqual([]);
});

test("a claim on the student's time counts without a row, and an ended enrolment does not", async () => {
  const { client } = await world.signIn("okafor@alder.example");
  const startsIn = night(6);
  const sessionId = await addSession(admin, {
    intervention: "reading-boost",
    facilitator: "okafor",
    startsIn,
    students: [3],
  });
  await admin`update bookings set active = false where session_id = ${sessionId} and resource_kind = 'student'`;
  const other = await addSession(admin, { intervention: "maths-fluency", facilitator: "ito", startsIn: startsIn + 5 });
  const clashes = async () => (await client.attendance.roster.query({ sessionId })).clashes;
  await admin`
    insert into bookings (tenant_id, id, session_id, resource_kind, resource_id, during)
    select tenant_id, gen_random_uuid(), id, 'student', ${student(3)}, tstzrange(start_time, end_time)
      from sessions where id = ${other}`;
  expect(await clashes()).toMatchObject([{ studentId: student(3), title: "Maths Fluency" }]);

  await admin`update bookings set active = false where session_id = ${other}`;
  await admin`
    insert into attendance_records (tenant_id, id, session_id, student_id, enrollment_id, expectation)
    select e.tenant_id, gen_random_uuid(), ${other}, e.student_id, e.id, 'expected' from enrollments e
     where e.student_id = ${student(3)} and e.status = 'active' limit 1`;
  expect(await clashes()).toHaveLength(1);
  await admin`update enrollments set status = 'withdrawn', withdrawn_at = now(), exit_reason = 'moved' where id =
    (select enrollment_id from attendance_records where session_id = ${other})`;
  expect(await clashes()).toEqual([]);
});
