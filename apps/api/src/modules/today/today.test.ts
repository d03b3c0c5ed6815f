import { demoIds } from "@handrail/db/seed/ids";
import { addDays } from "@handrail/domain/kernel/time";
import postgres from "postgres";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let today: string;
const student = (place: number): string => demoIds.student("alder", place);

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 2, onnotice: () => undefined });
  const [row] = await admin<{ day: string }[]>`select (now() at time zone 'Europe/London')::date::text as day`;
  today = row?.day ?? "";
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

const readBy = async (email: string, scope: "mine" | "school" = "mine") =>
  (await world.signIn(email)).client.today.read.query({ scope });

/** Every session of the student in the last weeks as it is given, so that only the latest days count. */
const missLately = async (studentId: string, days: number): Promise<void> => {
  await admin`update attendance_records set status = 'present', minutes_late = null, minutes_attended = 30 where student_id = ${studentId} and status <> 'scheduled'`;
  await admin`
    update attendance_records set status = 'absent', minutes_attended = 0 where id in (
      select a.id from attendance_records a join sessions s on s.id = a.session_id
       where a.student_id = ${studentId} and a.status <> 'scheduled' and (s.start_time at time zone 'Europe/London')::date in (
         select distinct (o.start_time at time zone 'Europe/London')::date from attendance_records b join sessions o on o.id = b.session_id
          where b.student_id = ${studentId} and b.status <> 'scheduled' order by 1 desc limit ${days}))`;
};

describe("worth a look", () => {
  it("names who is often absent and was not met, with the days, until somebody meets them", async () => {
    const studentId = student(52);
    await admin`update cases set deleted_at = now() where student_id = ${studentId}`;
    await missLately(studentId, 5);
    // All others are there: this one cannot be hidden by them.
    await admin`update attendance_records set status = 'present', minutes_late = null, minutes_attended = 30 where student_id <> ${studentId} and status in ('absent', 'excused', 'tardy')`;
    const { client } = await world.signIn("park@alder.example");
    const hintOf = async () =>
      (await client.today.read.query({ scope: "mine" })).hints.find(
        (hint) => hint.rule === "absent_without_meeting" && hint.studentId === studentId,
      );
    const hint = await hintOf();
    expect(hint?.reason).toMatch(/^absent on 5 of the last \d+ school days; no meeting yet$/);
    expect(hint?.days).toHaveLength(5);
    expect(hint?.displayCode).toMatch(/^[A-Z]+-\d+$/);

    await client.casework.recordMeeting.mutate({
      mutationId: newId(),
      studentId,
      meetingDate: today,
      absenceReason: "Ill.",
      rootCause: "health",
      interventionNotes: "Better now.",
      actionPlan: "A note from home.",
      followUpDate: null,
      urgency: "low",
      ifActive: "join",
    });
    expect(await hintOf()).toBeUndefined();
  });

  it("shows nothing of it to whoever has nothing to do with the student", async () => {
    const studentId = student(116);
    for (const email of ["okafor@alder.example", "novak@alder.example", "bell@cedar.example"]) {
      const { hints } = await readBy(email, "school");
      expect(hints.every((hint) => hint.studentId !== studentId)).toBe(true);
    }
  });

  it("puts a hint off for two weeks, for this person alone, and counts what was followed", async () => {
    const { client } = await world.signIn("haddad@alder.example");
    const before = await client.today.read.query({ scope: "school" });
    const [hint] = before.hints;
    if (hint === undefined) throw new Error("The demo school has nothing worth a look");
    const { rule, subject, studentId } = hint;
    const answer = { rule, subjectKind: subject.kind, subjectId: subject.id, studentId };
    const snoozed = await client.today.answerHint.mutate({ mutationId: newId(), ...answer, answer: "snoozed" });
    expect(snoozed.until).toBe(addDays(today, 14));
    const isThere = (hints: typeof before.hints): boolean =>
      hints.some((one) => one.rule === rule && one.subject.id === subject.id && one.studentId === studentId);
    expect(isThere((await client.today.read.query({ scope: "school" })).hints)).toBe(false);
    expect(isThere((await readBy("lindqvist@alder.example", "school")).hints)).toBe(true);
    await client.today.answerHint.mutate({ mutationId: newId(), ...answer, answer: "open" });
    expect(isThere((await client.today.read.query({ scope: "school" })).hints)).toBe(true);
    await client.today.answerHint.mutate({ mutationId: newId(), ...answer, answer: "snoozed" });
    await client.today.answerHint.mutate({ mutationId: newId(), ...answer, answer: "accepted" });
    const counted =
      await admin`select answer, count(*)::int as count from hint_answers group by answer order by answer`;
    expect(counted.map((row) => row["answer"])).toEqual(["accepted", "snoozed"]);
  });

  it("puts off one student of an intervention, and names the next", async () => {
    const { client } = await world.signIn("lindqvist@alder.example");
    const belowAim = async () =>
      (await client.today.read.query({ scope: "school" })).hints.filter(({ rule }) => rule === "below_aim");
    const [first] = await belowAim();
    if (first?.studentId == null) throw new Error("Nobody in the demo is below the aim");
    // Everybody in that intervention, and nobody elsewhere.
    await admin`update progress_verdicts set finding = 'below', is_undelivered = (intervention_id <> ${first.subject.id})`;
    await client.today.answerHint.mutate({
      mutationId: newId(),
      rule: "below_aim",
      subjectKind: "intervention",
      subjectId: first.subject.id,
      studentId: first.studentId,
      answer: "snoozed",
    });
    const now = await belowAim();
    expect(now.map(({ subject }) => subject.id)).toContain(first.subject.id);
    expect(now.map(({ studentId }) => studentId)).not.toContain(first.studentId);
  });
});

describe("next", () => {
  it("holds every follow-up that is due, also of very many, the oldest first, and none of other people's", async () => {
    await admin`
      insert into cases select (jsonb_populate_record(null::cases, to_jsonb(one) || jsonb_build_object(
          'id', gen_random_uuid(), 'student_id', st.id, 'root_cause', 'other', 'status', 'open', 'escalated_to', null,
          'follow_up_date', ${today}::text, 'created_by', ${demoIds.user("alder", "park")}::text))).*
        from (select * from cases where tenant_id = ${demoIds.tenant("alder")} and status = 'open' and deleted_at is null limit 1) one,
          lateral (select id from students where tenant_id = one.tenant_id and id not in (
            select student_id from cases where root_cause = 'other' and status <> 'closed') order by id limit 60) st`;
    const own = await readBy("park@alder.example");
    const due = await admin<{ id: string; due: string }[]>`
      select id, follow_up_date::text as due from cases
       where status <> 'closed' and deleted_at is null and follow_up_date <= ${today} and tenant_id = ${demoIds.tenant("alder")}
         and (created_by = ${demoIds.user("alder", "park")} or escalated_to = ${demoIds.user("alder", "park")}
           or id in (select case_id from case_team where user_id = ${demoIds.user("alder", "park")}))
       order by follow_up_date, id`;
    expect(due.length).toBeGreaterThanOrEqual(60);
    expect(own.followUps.map(({ caseId, dueOn }) => ({ id: caseId, due: dueOn }))).toEqual([...due]);
    const school = await readBy("reyes@alder.example", "school");
    expect(school).toMatchObject({ scope: "school", maySeeSchool: true });
    expect(school.followUps.length).toBeGreaterThanOrEqual(own.followUps.length);
    expect(await readBy("okafor@alder.example", "school")).toMatchObject({
      scope: "mine",
      maySeeSchool: false,
      followUps: [],
    });
  });

  it("tells of something good", async () => {
    const { good } = await readBy("reyes@alder.example", "school");
    expect(good?.reason).toMatch(/^there at \d+ of \d+ sessions of /);
  });
});
