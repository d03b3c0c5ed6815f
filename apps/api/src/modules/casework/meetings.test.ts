import { RootCause } from "@handrail/domain/casework/schema";
import postgres from "postgres";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";
import {
  inDays,
  meeting,
  on,
  refusalOf,
  student,
  today,
  user,
  type Client,
  type RecordInput,
} from "./casework.fixture.ts";

let world: World;
let admin: postgres.Sql;
let park: Client;
let reyes: Client;
beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 2, onnotice: () => undefined });
  park = (await world.signIn("park@alder.example")).client;
  reyes = (await world.signIn("reyes@alder.example")).client;
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

const record = (change: Partial<RecordInput> = {}, by = park) => by.casework.recordMeeting.mutate(meeting(change));
const one = (caseId: string, by = park) => by.casework.one.query({ caseId });

describe("recording a meeting", () => {
  it("opens a case, and the next one about the same cause joins it", async () => {
    const studentId = student(70);
    const opened = await record({
      studentId,
      actions: [{ what: "a bus pass", ownerId: user("park"), dueOn: inDays(7) }],
    });
    expect(opened).toMatchObject({ joined: false, meeting: 1, status: "open", version: 1 });
    const joined = await record({ studentId, meetingDate: inDays(-1), urgency: "high", followUpDate: null });
    expect(joined).toMatchObject({ caseId: opened.caseId, joined: true, meeting: 2, version: 2 });
    const whole = await one(opened.caseId);
    expect(whole.case).toMatchObject({ urgency: "high", followUpDate: null, lastContactOn: today, meetings: 2 });
    expect(whole.entries.map(({ number, by, meetingDate }) => [number, by.name, meetingDate])).toEqual([
      [1, "Ms Park", today],
      [2, "Ms Park", inDays(-1)],
    ]);
    expect(whole.actions).toMatchObject([{ what: "a bus pass", owner: { name: "Ms Park" }, done: null }]);
  });

  it("a further meeting changes of the case what it names, and nothing else", async () => {
    const studentId = student(58);
    const taken = new Set((await park.casework.activeFor.query({ studentId })).map((each) => each.rootCause));
    const [rootCause, other] = RootCause.options.filter((cause) => !taken.has(cause));
    if (rootCause === undefined || other === undefined) throw new Error("The demo leaves too few causes free.");
    const first = await record({ studentId, rootCause, urgency: "high", followUpDate: inDays(16) });
    expect(first.joined).toBe(false);
    const { urgency: _urgency, followUpDate: _followUp, ...untouched } = meeting({ studentId, rootCause });
    await park.casework.recordMeeting.mutate(untouched);
    expect((await one(first.caseId)).case).toMatchObject({ urgency: "high", followUpDate: inDays(16), meetings: 2 });
    await park.casework.recordMeeting.mutate({ ...untouched, mutationId: newId(), urgency: "low" });
    expect((await one(first.caseId)).case).toMatchObject({ urgency: "low", followUpDate: inDays(16) });
    await park.casework.recordMeeting.mutate({ ...untouched, mutationId: newId(), followUpDate: null });
    expect((await one(first.caseId)).case).toMatchObject({ urgency: "low", followUpDate: null });
    const fresh = { ...untouched, mutationId: newId(), rootCause: other };
    expect(await refusalOf(park.casework.recordMeeting.mutate(fresh))).toMatchObject({
      situation: "INVALID_INPUT",
      field: "urgency",
    });
    const [active] = (await park.casework.activeFor.query({ studentId })).filter(
      ({ caseId }) => caseId === first.caseId,
    );
    expect(active).toMatchObject({ urgency: "low", followUpDate: null });
  });

  it("says so plainly where a second case was asked for", async () => {
    const { caseId } = await record({ studentId: student(69) });
    expect(await refusalOf(record({ studentId: student(69), ifActive: "refuse" }))).toEqual({
      situation: "ACTIVE_CASE_EXISTS",
      field: "rootCause",
      details: { caseId, status: "open" },
    });
    expect(await record({ studentId: student(69), rootCause: "health", ifActive: "refuse" })).toMatchObject({
      joined: false,
    });
  });

  it("sent again has one effect and the same answer", async () => {
    const input = meeting({ studentId: student(68) });
    const first = await park.casework.recordMeeting.mutate(input);
    expect(await park.casework.recordMeeting.mutate(input)).toEqual(first);
    expect((await one(first.caseId)).entries).toHaveLength(1);
  });

  it("tells of a colleague's case without what it holds, and keeps a second one away", async () => {
    const studentId = student(67);
    await record({ studentId, rootCause: "financial" }, reyes);
    const [active] = await park.casework.activeFor.query({ studentId });
    expect(active).toMatchObject({
      rootCause: "financial",
      opener: { name: "Mr Reyes" },
      caseId: null,
      mayJoin: false,
    });
    const refusal = await refusalOf(record({ studentId, rootCause: "financial" }));
    expect(refusal).toEqual({
      situation: "ACTIVE_CASE_EXISTS",
      field: "rootCause",
      details: { ownerId: user("reyes") },
    });
  });

  const wrong: readonly (readonly [string, Partial<RecordInput>, string])[] = [
    ["a meeting tomorrow", { meetingDate: inDays(1) }, "meetingDate"],
    ["a day that is none", { meetingDate: "2026-02-30" }, "meetingDate"],
    ["a follow-up today", { followUpDate: today }, "followUpDate"],
    ["a follow-up yesterday", { followUpDate: inDays(-1) }, "followUpDate"],
    ["no reason", { absenceReason: "  " }, "absenceReason"],
    ["no notes", { interventionNotes: "" }, "interventionNotes"],
    ["no plan", { actionPlan: "\n\t" }, "actionPlan"],
    ["a plan too long", { actionPlan: "x".repeat(8001) }, "actionPlan"],
    ["no student", { studentId: "" }, "studentId"],
    ["a cause that is none", { rootCause: "weather" as "other" }, "rootCause"],
    ["an urgency that is none", { urgency: "urgent" as "high" }, "urgency"],
    ["an owner who does not work with cases", { actions: [{ what: "tea", ownerId: user("novak") }] }, "ownerId"],
    [
      "an intervention that is none",
      { actions: [{ what: "tea", ownerId: user("park"), interventionId: newId() }] },
      "interventionId",
    ],
  ];
  it.each(wrong)("refuses %s, by its field", async (_what, change, field) => {
    const refusal = await refusalOf(record({ studentId: student(71), ...change }));
    expect(refusal).toMatchObject({ situation: "INVALID_INPUT", field });
    expect((await park.casework.ofStudent.query({ studentId: student(71) })).cases).toEqual([]);
  });
});

describe("the database has the last word", () => {
  /** What the database says to a statement of its superuser: the code of its no, or that it said none. */
  const answerTo = async (statement: string): Promise<string> => {
    try {
      await admin.unsafe(statement);
    } catch (error) {
      return error instanceof postgres.PostgresError ? error.code : "another error";
    }
    return "done";
  };
  /** Those of the statements that are not refused by a constraint or a trigger. */
  const takenOf = async (statements: readonly string[]): Promise<string[]> => {
    const taken: string[] = [];
    for (const statement of statements) if (!/^(23|HR)/.test(await answerTo(statement))) taken.push(statement);
    return taken;
  };

  it("refuses what the rules refuse", async () => {
    const { caseId, entryId } = await record({ studentId: student(65), rootCause: "other" });
    const entry = (change: string) => `update case_entries set ${change} where id = '${entryId}'`;
    const kase = (change: string) => `update cases set ${change} where id = '${caseId}'`;
    expect(
      await takenOf([
        entry("absence_reason = ' '"),
        entry("absence_reason = null"),
        entry("intervention_notes = ''"),
        entry("action_plan = ''"),
        entry("meeting_date = current_date + 3"),
        entry("meeting_date = null"),
        entry("follow_up_date = current_date - 3"),
        entry("student_id = null"),
        kase("status = 'closed', closed_at = now()"),
        kase("status = 'closed', closed_at = now(), resolution_notes = ' '"),
        kase("status = 'resolved'"),
        kase("root_cause = 'weather'"),
        kase("urgency = 'urgent'"),
        kase("meetings = 0, restricted_meetings = 1"),
        `insert into cases (tenant_id, id, student_id, root_cause, urgency, last_contact_on, created_by)
           select tenant_id, gen_random_uuid(), student_id, root_cause, urgency, last_contact_on, created_by from cases where id = '${caseId}'`,
      ]),
    ).toEqual([]);
  });

  it("keeps a closed case closed, and open the beginning", async () => {
    const { caseId } = await record({ studentId: student(64), rootCause: "other" });
    const moved = await park.casework.changeStatus.mutate({ ...on(caseId), version: 1, status: "monitoring" });
    expect(await takenOf([`update cases set status = 'open' where id = '${caseId}'`])).toEqual([]);
    const { version } = moved;
    await park.casework.changeStatus.mutate({ ...on(caseId), version, status: "closed", resolutionNotes: "Solved." });
    const reopened = "status = 'monitoring', closed_at = null, resolution_notes = null";
    expect(await takenOf([`update cases set ${reopened} where id = '${caseId}'`])).toEqual([]);
  });
});

describe("races", () => {
  it("64 meetings at once about one student and cause leave one active case", async () => {
    const studentId = student(63);
    const { cookie } = await world.signIn("park@alder.example");
    // A client each: one alone would send them as one batch.
    const devices = Array.from({ length: 64 }, () => world.client({ cookie }));
    // A device that hears "busy" asks again.
    const answerOf = async (device: (typeof devices)[number], turn: number): Promise<string> => {
      const answer = await record(
        { studentId, rootCause: "academic", ifActive: turn % 2 === 0 ? "join" : "refuse" },
        device,
      ).then(
        ({ caseId }) => caseId,
        (error: unknown) => refusalOf(Promise.reject(error as Error)).then(({ situation }) => situation),
      );
      return answer === "BUSY" ? answerOf(device, turn) : answer;
    };
    const answers = await Promise.all(devices.map(answerOf));
    const [held] = await admin<{ cases: number; entries: number; meetings: number }[]>`
      select count(distinct c.id)::int as cases, count(e.id)::int as entries, max(c.meetings) as meetings
        from cases c join case_entries e on e.case_id = c.id
       where c.student_id = ${studentId} and c.root_cause = 'academic' and c.status <> 'closed'`;
    const kept = answers.filter((answer) => answer.includes("-"));
    expect(new Set(kept).size).toBe(1);
    expect(new Set(answers.filter((answer) => !answer.includes("-")))).toEqual(new Set(["ACTIVE_CASE_EXISTS"]));
    expect(held).toEqual({ cases: 1, entries: kept.length, meetings: kept.length });
    expect(kept.length).toBeGreaterThanOrEqual(32);
  });

  it("of two moves at once one is made, and the other is told what the case is now", async () => {
    for (let round = 0; round < 25; round += 1) {
      const { caseId } = await record({ studentId: student(62), rootCause: "financial", followUpDate: null });
      const [close, escalate] = await Promise.allSettled([
        park.casework.changeStatus.mutate({ ...on(caseId), version: 1, status: "closed", resolutionNotes: "Solved." }),
        park.casework.escalate.mutate({ ...on(caseId), version: 1, toUserId: user("reyes"), reason: "Please." }),
      ]);
      expect([close.status, escalate.status].toSorted()).toEqual(["fulfilled", "rejected"]);
      const [row] = await admin<{ status: string; moves: number }[]>`
        select status, (select count(*)::int from case_entries e where e.case_id = c.id and e.status_to is not null) as moves
          from cases c where id = ${caseId}`;
      expect(row).toEqual({ status: close.status === "fulfilled" ? "closed" : "escalated", moves: 1 });
      if (row?.status === "escalated")
        await park.casework.changeStatus.mutate({
          ...on(caseId),
          version: 2,
          status: "closed",
          resolutionNotes: "Solved.",
        });
    }
  });
});

it("keeps every counter at what counting again would give", async () => {
  const drift = await admin`
    with people as (
      select c.*, p.person from cases c, lateral (
        select null::uuid as person union select c.created_by union select c.escalated_to where c.escalated_to is not null
        union select t.user_id from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id) p
       where c.deleted_at is null
    ), again as (
      select 'kind' as what, concat_ws(' ', tenant_id, coalesce(person::text, '-'), status, urgency, root_cause) as key,
        count(*)::text || ' ' || sum(meetings) as value from people group by 1, 2
      union all select 'day', concat_ws(' ', tenant_id, coalesce(person::text, '-'), follow_up_date), count(*)::text
        from people where status <> 'closed' and follow_up_date is not null group by 1, 2
      union all select 'student', concat_ws(' ', tenant_id, coalesce(person::text, '-'), student_id),
        concat_ws(' ', count(*), count(*) filter (where status <> 'closed'), count(*) filter (where status = 'improving'), sum(meetings))
        from people group by 1, 2
    ), kept as (
      select 'kind' as what, concat_ws(' ', tenant_id, coalesce(person_id::text, '-'), status, urgency, root_cause) as key,
        cases::text || ' ' || meetings as value from case_counters where cases > 0
      union all select 'day', concat_ws(' ', tenant_id, coalesce(person_id::text, '-'), day), cases::text
        from case_follow_up_counters where cases > 0
      union all select 'student', concat_ws(' ', tenant_id, coalesce(person_id::text, '-'), student_id),
        concat_ws(' ', cases, active, improving, meetings) from case_student_counters where cases > 0
    )
    (select * from again except select * from kept) union all (select * from kept except select * from again)`;
  expect([...drift]).toEqual([]);
});
