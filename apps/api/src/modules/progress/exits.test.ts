import { demoIds } from "@handrail/db/seed/ids";
import { addDays } from "@handrail/domain/kernel/time";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { recordPoint, recordReady } from "../../proofs/points.fixture.ts";
import { newMutation, openAdmin, person, refusalOf, student, type Client } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let reyes: Client;
let okafor: Client;
let today: string;
const readingBoost = demoIds.intervention("alder", "reading-boost");
const mathsFluency = demoIds.intervention("alder", "maths-fluency");
const soon = { timeout: 20_000, interval: 100 };

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  reyes = (await world.signIn("reyes@alder.example")).client;
  okafor = (await world.signIn("okafor@alder.example")).client;
  today = (await reyes.progress.grid.query({ interventionId: readingBoost })).today;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const pending = async (interventionId = readingBoost) =>
  (await reyes.progress.decisions.query({ show: "pending", interventionId })).rows;
const pendingOf = async (place: number, interventionId = readingBoost) =>
  (await pending(interventionId)).find(({ studentId }) => studentId === student(place));

const point = (place: number, value: number, { daysAgo = 0 } = {}) =>
  recordPoint(reyes, { interventionId: readingBoost, place, value, measuredOn: addDays(today, -daysAgo) });

const decide = (row: { id: string; version: number }, decision: "accepted" | "declined", by = reyes) =>
  by.progress.decide.mutate({
    mutationId: newMutation(),
    interventionId: readingBoost,
    recommendationId: row.id,
    version: row.version,
    decision,
    reason: "Agreed with the family.",
  });

describe("an exit", () => {
  test("is recommended with its evidence as soon as the last point that was missing lands, and its owner is told", async () => {
    expect(await pendingOf(7)).toBeUndefined();
    for (const [daysAgo, value] of [
      [2, 91],
      [1, 93],
      [0, 95],
    ] as const)
      await point(7, value, { daysAgo });
    await expect
      .poll(() => pendingOf(7), soon)
      .toMatchObject({
        outcome: "exit",
        mayDecide: true,
        evidence: { criteria: [{ value: 91, words: "Words at least 90 in all of the last 3 points" }] },
      });
    const [told] = await admin<{ recipient: string }[]>`
      select recipient_id as recipient from notifications where type = 'exit_recommended' and student_id = ${student(7)}`;
    expect(told?.recipient).toBe(person("reyes"));
    const [line] = await admin<{ enrolled: string; actor: string | null }[]>`
      select (select status from enrollments where id = ${demoIds.enrollment("alder", "reading-boost", 7)}) as enrolled, actor_id as actor
        from audit_logs where action = 'ExitRecommended' and subject_id = ${student(7)}`;
    expect(line).toEqual({ enrolled: "active", actor: null });
  });

  test("whose evidence is corrected away is superseded, and recommended anew when it is there again", async () => {
    const before = await pendingOf(7);
    await point(7, 70);
    await expect.poll(() => pendingOf(7), soon).toBeUndefined();
    const [row] = await admin<
      { decision: string }[]
    >`select decision from exit_recommendations where id = ${before?.id ?? ""}`;
    expect(row?.decision).toBe("superseded");
    if (before !== undefined)
      expect(await refusalOf(decide(before, "accepted"))).toMatchObject({ situation: "ALREADY_DECIDED" });
    await point(7, 96);
    await expect.poll(async () => (await pendingOf(7))?.id, soon).toMatch(/./);
    expect((await pendingOf(7))?.id).not.toBe(before?.id);
  });

  test("declined stays on record with its reason, and the same evidence is not brought up again", async () => {
    const row = await pendingOf(7);
    if (row === undefined) throw new Error("It was recommended.");
    expect(await refusalOf(decide(row, "declined", okafor))).toMatchObject({ situation: "NOT_ALLOWED" });
    await decide(row, "declined");
    expect(await refusalOf(decide(row, "accepted"))).toMatchObject({ situation: "ALREADY_DECIDED" });
    await point(7, 97);
    // The next evaluation of this intervention has to come and go: another student's shows that it did.
    for (const daysAgo of [2, 1, 0]) await point(26, 94, { daysAgo });
    await expect.poll(() => pendingOf(26), soon).toBeDefined();
    expect(await pendingOf(7)).toBeUndefined();
    const { rows } = await reyes.progress.decisions.query({ show: "decided", interventionId: readingBoost });
    expect(rows).toMatchObject([
      { id: row.id, decision: "declined", reason: "Agreed with the family.", decidedBy: "Mr Reyes", mayDecide: false },
    ]);
  });

  test("put off stays so for the one person until the day, and can be undone", async () => {
    const row = await pendingOf(26);
    if (row === undefined) throw new Error("It was recommended.");
    const putOff = (until: string | null, by = reyes) =>
      by.progress.putOff.mutate({
        mutationId: newMutation(),
        interventionId: readingBoost,
        recommendationId: row.id,
        until,
      });
    const mayDecideAll = (await world.signIn("lindqvist@alder.example")).client;
    const seenBy = async (by: Client) =>
      (await by.progress.decisions.query({ show: "pending", interventionId: readingBoost })).rows.find(
        ({ id }) => id === row.id,
      )?.putOffUntil;
    const onToday = async () =>
      (await reyes.today.read.query({ scope: "mine" })).decisions.some(
        ({ recommendationId }) => recommendationId === row.id,
      );
    expect(await onToday()).toBe(true);
    for (const until of [today, addDays(today, -1), addDays(today, 61)])
      expect(await refusalOf(putOff(until))).toMatchObject({ situation: "INVALID_INPUT" });
    expect(await refusalOf(putOff(addDays(today, 7), okafor))).toMatchObject({ situation: "NOT_ALLOWED" });

    await putOff(addDays(today, 7));
    await putOff(addDays(today, 3));
    expect(await seenBy(reyes)).toBe(addDays(today, 3));
    expect(await onToday()).toBe(false);
    expect(await seenBy(mayDecideAll)).toBeNull();

    // The day has come.
    await admin`update hint_answers set until = ${today} where rule = 'exit_decision' and subject_id = ${row.id}`;
    expect(await seenBy(reyes)).toBeNull();
    expect(await onToday()).toBe(true);

    await putOff(addDays(today, 1));
    await putOff(null);
    expect(await seenBy(reyes)).toBeNull();
  });

  test("accepted by two at once happens once: decided first, then exited, with what is to come released", async () => {
    const place = 30;
    await recordReady(reyes, { interventionId: readingBoost, place });
    await expect.poll(() => pendingOf(place), soon).toBeDefined();
    const row = await pendingOf(place);
    if (row === undefined) throw new Error("It was recommended.");
    const answers = await Promise.allSettled([decide(row, "accepted"), decide(row, "accepted")]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [enrollment] = await admin<{ status: string; reason: string; bookings: number }[]>`
      select e.status, e.exit_reason as reason, (select count(*)::int from bookings b join sessions s on s.id = b.session_id
          where b.active and b.resource_id = ${student(place)} and s.intervention_id = ${readingBoost} and s.start_time > now()) as bookings
        from enrollments e where e.id = ${demoIds.enrollment("alder", "reading-boost", place)}`;
    expect(enrollment).toEqual({ status: "exited", reason: "Agreed with the family.", bookings: 0 });
    const actions = await admin<{ action: string }[]>`
      select action from audit_logs where subject_id = ${student(place)} and action in ('ExitDecided', 'InterventionExited', 'InterventionEnrollmentChanged')
       order by id`;
    expect(actions.map(({ action }) => action)).toEqual([
      "ExitDecided",
      "InterventionEnrollmentChanged",
      "InterventionExited",
    ]);
  });
});

describe("criteria", () => {
  const fields = {
    thresholdType: "progress" as const,
    metric: "",
    comparator: "gte" as const,
    targetValue: 5,
    window: 3,
    windowUnit: "points" as const,
  };
  const save = (criterion: { id: string; version: number } | null, more: object | null, by = reyes) =>
    by.progress.saveCriterion.mutate({
      mutationId: newMutation(),
      interventionId: mathsFluency,
      criterion,
      fields: more === null ? null : { ...fields, ...more },
    });
  const criteria = async () => (await reyes.progress.graph.query({ interventionId: mathsFluency })).criteria;

  test("are changed by those who saw them, and what they now say is recommended for everyone who meets it", async () => {
    const [one] = await criteria();
    if (one === undefined) throw new Error("The demo agreed on one.");
    const lower = { id: one.id, version: one.version };
    await save(lower, { targetValue: 1 });
    expect(await refusalOf(save(lower, { targetValue: 2 }))).toMatchObject({ situation: "STALE_VERSION" });
    await expect
      .poll(
        async () => (await reyes.progress.decisions.query({ show: "pending", interventionId: mathsFluency })).next,
        soon,
      )
      .not.toBeNull();
    // Thirty students and a page of 25: the rest is on the next one, and nobody is on both.
    const first = await reyes.progress.decisions.query({ show: "pending", interventionId: mathsFluency });
    if (first.next === null) throw new Error("There is a next page.");
    const second = await reyes.progress.decisions.query({
      show: "pending",
      interventionId: mathsFluency,
      cursor: first.next,
    });
    expect(new Set([...first.rows, ...second.rows].map(({ studentId }) => studentId)).size).toBe(30);

    // Taken away, nothing is agreed on any more: what nobody decided is superseded.
    await save({ id: one.id, version: one.version + 1 }, null);
    await expect.poll(async () => (await pending(mathsFluency)).length, soon).toBe(0);
  });

  test("say before they are saved whom they would put in the queue", async () => {
    const tried = (criterionId: string | null, more: object, by = reyes) =>
      by.progress.tryCriterion.query({ interventionId: mathsFluency, criterionId, fields: { ...fields, ...more } });
    expect(await tried(null, { targetValue: 0 })).toEqual({ meeting: 30, students: 30 });
    expect(await tried(null, { targetValue: 101 })).toEqual({ meeting: 0, students: 30 });
    // Together with a rule that nobody meets, nobody is done.
    const saved = await save(null, { targetValue: 101 });
    expect(await tried(null, { targetValue: 0 })).toEqual({ meeting: 0, students: 30 });
    expect(await tried(saved.criterionId, { targetValue: 0 })).toEqual({ meeting: 30, students: 30 });
    await save({ id: saved.criterionId, version: 1 }, null);
    expect(await pending(mathsFluency)).toEqual([]);
    expect(await refusalOf(tried(null, {}, okafor))).toMatchObject({ situation: "NOT_FOUND" });
    expect(await refusalOf(tried(saved.criterionId, {}))).toMatchObject({ situation: "NOT_FOUND" });
  });

  test("are held to what can be met", async () => {
    expect(await refusalOf(save(null, { thresholdType: "custom_metric" }))).toMatchObject({
      situation: "INVALID_INPUT",
    });
    expect(
      await refusalOf(save(null, { thresholdType: "attendance", windowUnit: "sessions", targetValue: 120 })),
    ).toMatchObject({ situation: "INVALID_INPUT" });
    expect(await refusalOf(save(null, {}, okafor))).toMatchObject({ situation: "NOT_FOUND" });
  });
});

test("evidence is frozen, and only one recommendation waits for each enrolment", async () => {
  const row = await pendingOf(26);
  const api = (text: string) =>
    admin.begin(async (tx) => {
      await tx.unsafe("set local role handrail_owner");
      await tx`select app.begin_job(${demoIds.tenant("alder")})`;
      await tx.unsafe("set local role handrail_worker");
      await tx.unsafe(text);
    });
  await expect(
    api(`update exit_recommendations set evidence = '{}' where id = '${row?.id ?? ""}'`),
  ).rejects.toMatchObject({ constraint_name: "exit_recommendations_frozen" });
  await expect(
    api(`insert into exit_recommendations (tenant_id, id, intervention_id, student_id, enrollment_id, outcome, evidence)
      select tenant_id, gen_random_uuid(), intervention_id, student_id, enrollment_id, 'exit', evidence
        from exit_recommendations where id = '${row?.id ?? ""}'`),
  ).rejects.toMatchObject({ constraint_name: "exit_recommendations_one_pending" });
});

test("nobody exits without a recommendation: a person who ends an enrolment makes it, and who comes back is counted anew", async () => {
  const { interventions } = reyes;
  const rowsOf = async (studentId: string) =>
    (await interventions.get.query({ interventionId: readingBoost })).enrollments.filter(
      (row) => row.studentId === studentId,
    );
  const waiting = new Set((await pending()).map(({ studentId }) => studentId as string));
  const { enrollments } = await interventions.get.query({ interventionId: readingBoost });
  const row = enrollments.find(
    ({ status, studentId, present }) => status === "active" && present > 0 && !waiting.has(studentId),
  );
  if (row === undefined) throw new Error("Nobody with marks is enrolled.");
  const [measured] = await admin<{ day: string; version: number }[]>`
    select measured_on::text as day, version from progress_notes
     where intervention_id = ${readingBoost} and student_id = ${row.studentId} and metric = '' and value is not null
       and deleted_at is null order by measured_on desc limit 1`;
  if (measured === undefined) throw new Error("The student has no point.");
  await interventions.endEnrollment.mutate({
    mutationId: newMutation(),
    interventionId: readingBoost,
    enrollmentId: row.id,
    version: row.version,
    as: "exited",
    reason: "Reads with the class now.",
  });
  const { rows } = await reyes.progress.decisions.query({ show: "decided", interventionId: readingBoost });
  expect(rows.find(({ studentId }) => studentId === row.studentId)).toMatchObject({
    decision: "accepted",
    recommendedBy: "Mr Reyes",
    decidedBy: "Mr Reyes",
    reason: "Reads with the class now.",
    evidence: { on: today, criteria: [{ isMet: false }] },
  });

  await interventions.enroll.mutate({
    mutationId: newMutation(),
    interventionId: readingBoost,
    students: [row.studentId],
    source: "manual",
    onClash: "leave_out",
    whenFull: "refuse",
  });
  const marks = ({ present, tardy, absent, excused, minutesReceived }: typeof row) => [
    present,
    tardy,
    absent,
    excused,
    minutesReceived,
  ];
  const [again, before] = await rowsOf(row.studentId);
  expect(again).toMatchObject({ status: "active", minutesPlanned: 0 });
  expect(again === undefined ? null : marks(again)).toEqual([0, 0, 0, 0, 0]);
  expect(before === undefined ? null : marks(before)).toEqual(marks(row));
  const grid = await reyes.progress.grid.query({ interventionId: readingBoost });
  expect(grid.rows.find(({ studentId }) => studentId === row.studentId)?.spans).toHaveLength(2);
  const { results } = await reyes.progress.recordMany.mutate({
    mutationId: newMutation(),
    interventionId: readingBoost,
    cells: [{ studentId: row.studentId, measuredOn: measured.day, value: 12, seen: measured.version }],
  });
  expect(results).toMatchObject([{ outcome: "corrected" }]);
  const [held] = await admin<{ session: string; version: number }[]>`
    select a.session_id as session, a.version from attendance_records a
      join sessions s on s.tenant_id = a.tenant_id and s.id = a.session_id
     where a.enrollment_id = ${row.id} and a.status = 'present' and s.end_time < now()
     order by s.start_time desc limit 1`;
  const marked = await reyes.attendance.record.mutate({
    mutationId: newMutation(),
    sessionId: (held?.session ?? "") as never,
    marks: [{ studentId: row.studentId, status: "absent", baseVersion: held?.version ?? 0 }],
    afterFinish: true,
  });
  expect(marked.results).toMatchObject([{ outcome: "recorded" }]);
});
