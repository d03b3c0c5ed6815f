import { openPool } from "@handrail/db/client";
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

/** Each test opens cases of students of its own. */
const open = async (place: number, change: Partial<RecordInput> = {}) => {
  const { caseId, entryId } = await park.casework.recordMeeting.mutate(
    meeting({ studentId: student(place), rootCause: "other", ...change }),
  );
  return { caseId, entryId: entryId ?? "" };
};
const one = (caseId: string, by = park) => by.casework.one.query({ caseId });

describe("a correction", () => {
  it("is made while nothing follows, and the audit log keeps what was said before", async () => {
    const { caseId, entryId } = await open(70);
    await park.casework.editMeeting.mutate({
      ...on(caseId),
      entryId,
      version: 1,
      actionPlan: "A call home.",
      rootCause: "health",
    });
    const found = await one(caseId);
    expect(found).toMatchObject({
      case: { rootCause: "health" },
      entries: [{ actionPlan: "A call home.", version: 2, undoUntil: null }],
    });
    const [line] = await admin`
      select before::jsonb as before, after::jsonb as after from audit_logs where action = 'MeetingEdited' and entity_id = ${entryId}`;
    expect(line).toEqual({
      before: { actionPlan: "A place in the breakfast club." },
      after: { actionPlan: "A call home." },
    });
    expect(
      await refusalOf(park.casework.editMeeting.mutate({ ...on(caseId), entryId, version: 1, actionPlan: "Old." })),
    ).toMatchObject({
      situation: "STALE_VERSION",
      details: { version: 2 },
    });
  });

  it("is refused once something follows; urgency and follow-up still change", async () => {
    const { caseId, entryId } = await open(69);
    const { version } = await park.casework.addUpdate.mutate({ ...on(caseId), version: 1, updateText: "Since then." });
    const edit = park.casework.editMeeting.mutate({ ...on(caseId), entryId, version: 1, actionPlan: "Too late." });
    expect(await refusalOf(edit)).toMatchObject({ situation: "ENTRY_FOLLOWED" });
    expect(
      await park.casework.changeCase.mutate({ ...on(caseId), version, urgency: "high", followUpDate: inDays(3) }),
    ).toMatchObject({
      version: version + 1,
    });
    expect(await refusalOf(park.casework.changeCase.mutate({ ...on(caseId), version, urgency: "low" }))).toMatchObject({
      situation: "STALE_VERSION",
      details: { urgency: "high", followUpDate: inDays(3) },
    });
  });

  it("is not kept away by a follow-up that has passed and is not touched", async () => {
    const { caseId, entryId } = await open(68, { meetingDate: inDays(-1) });
    await admin`update cases set follow_up_date = current_date - 9 where id = ${caseId}`;
    await admin`update case_entries set created_at = created_at - interval '12 days', follow_up_date = current_date - 9,
      meeting_date = current_date - 13 where id = ${entryId}`;
    const [row] = await admin<{ day: string }[]>`select follow_up_date::text as day from cases where id = ${caseId}`;
    const followUpDate = row?.day ?? "";
    const edit = (change: object) =>
      park.casework.editMeeting.mutate({ ...on(caseId), entryId, version: 1, ...change });
    expect(await refusalOf(edit({ followUpDate: inDays(-3), actionPlan: "Again." }))).toMatchObject({
      field: "followUpDate",
    });
    expect(await edit({ followUpDate, actionPlan: "Again." })).toMatchObject({ entryId });
  });
});

describe("an undo", () => {
  it("takes an update back with the move that it made, also a closing one", async () => {
    const { caseId } = await open(67);
    const closed = await park.casework.addUpdate.mutate({
      ...on(caseId),
      version: 1,
      updateText: "Done.",
      status: "closed",
      resolutionNotes: "Solved.",
    });
    expect((await one(caseId)).entries[1]?.undoUntil).not.toBeNull();
    await park.casework.undoEntry.mutate({ ...on(caseId), entryId: closed.entryId ?? "" });
    const found = await one(caseId);
    expect(found.case).toMatchObject({
      status: "open",
      resolutionNotes: null,
      closedAt: null,
      followUpDate: inDays(14),
    });
    expect(found.entries).toHaveLength(1);
  });

  it("of the opening meeting takes the case with it", async () => {
    const { caseId, entryId } = await open(66, { actions: [{ what: "tea", ownerId: user("park") }] });
    await park.casework.undoEntry.mutate({ ...on(caseId), entryId });
    expect(await refusalOf(one(caseId))).toMatchObject({ situation: "NOT_FOUND" });
    const [left] = await admin`
      select (select count(*)::int from case_entries where case_id = ${caseId}) as entries,
        (select count(*)::int from case_actions where case_id = ${caseId}) as actions`;
    expect(left).toEqual({ entries: 0, actions: 0 });
    expect(await open(66)).toHaveProperty("caseId");
  });

  it("is over after two minutes, and when something follows", async () => {
    const { caseId, entryId } = await open(65);
    await admin`update case_entries set created_at = now() - interval '2 minutes 1 second' where id = ${entryId}`;
    expect(await refusalOf(park.casework.undoEntry.mutate({ ...on(caseId), entryId }))).toMatchObject({
      situation: "UNDO_OVER",
    });
    await admin`update case_entries set created_at = now() where id = ${entryId}`;
    await park.casework.changeCase.mutate({ ...on(caseId), version: 1, urgency: "low" });
    expect(await refusalOf(park.casework.undoEntry.mutate({ ...on(caseId), entryId }))).toMatchObject({
      situation: "ENTRY_FOLLOWED",
    });
  });

  it("is held to that by the database too, for the role that the server works as", async () => {
    const { caseId, entryId } = await open(64);
    const { cookie } = await world.signIn("park@alder.example");
    const hash = new Uint8Array(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(cookie.slice(cookie.indexOf("=") + 1))),
    );
    const pool = openPool({ url: world.database.urls.api, name: "undo", max: 1 });
    const attempt = async (statement: string): Promise<string> => {
      try {
        await pool.begin(async (tx) => {
          await tx`select * from app.begin(${Buffer.from(hash)})`;
          await tx.unsafe(statement);
          throw new Error("done");
        });
      } catch (error) {
        return error instanceof postgres.PostgresError ? error.code : "done";
      }
      return "kept";
    };
    const remove = `delete from case_entries where id = '${entryId}'`;
    const reword = `update case_entries set action_plan = 'Other.' where id = '${entryId}'`;
    try {
      expect(await attempt(remove)).toBe("done");
      expect(await attempt(reword)).toBe("done");
      expect(await attempt(`update case_entries set created_by = '${user("reyes")}' where id = '${entryId}'`)).toBe(
        "HR409",
      );
      await admin`update case_entries set created_at = now() - interval '3 minutes' where id = ${entryId}`;
      expect(await attempt(remove)).toBe("HR409");
      await park.casework.addUpdate.mutate({ ...on(caseId), version: 1, updateText: "Since then." });
      expect(await attempt(reword)).toBe("HR409");
      await admin`update case_entries set created_at = now() where id = ${entryId}`;
      expect(await attempt(remove)).toBe("HR409");
    } finally {
      await pool.end();
    }
  });
});

it("a withdrawal strikes through, says why, and counts the meeting no more", async () => {
  const { caseId } = await open(63);
  const second = await park.casework.recordMeeting.mutate(
    meeting({ studentId: student(63), rootCause: "other", meetingDate: today }),
  );
  const strike = (entryId: string) =>
    park.casework.withdrawEntry.mutate({ ...on(caseId), entryId, version: 1, reason: "Another student's." });
  await strike(second.entryId ?? "");
  const found = await one(caseId);
  expect(found.case.meetings).toBe(1);
  expect(found.entries[1]).toMatchObject({
    interventionNotes: "Tired, and glad to be asked.",
    withdrawn: { by: { name: "Ms Park" }, reason: "Another student's." },
    mayEdit: false,
    mayWithdraw: false,
  });
  expect(await refusalOf(strike(second.entryId ?? ""))).toMatchObject({ situation: "ALREADY_DECIDED" });
});

it("an escalation calls somebody, who takes it on; the case shows the chain", async () => {
  const { caseId } = await open(62);
  const asked = (version: number, toUserId: string) =>
    park.casework.escalate.mutate({ ...on(caseId), version, toUserId, reason: "Could you speak to the family?" });
  for (const [to, field] of [
    [user("park"), "toUserId"],
    [user("novak"), "toUserId"],
    [newId(), "toUserId"],
  ] as const)
    expect(await refusalOf(asked(1, to))).toMatchObject({ situation: "INVALID_INPUT", field });
  const { version } = await asked(1, user("reyes"));
  expect(await one(caseId, reyes)).toMatchObject({
    isOnTeam: true,
    mayTakeOn: true,
    case: { status: "escalated", isMine: true },
  });
  await reyes.casework.takeOn.mutate(on(caseId));
  await asked(version + 1, user("haddad"));
  const found = await one(caseId);
  expect(found.escalations.map(({ from, to, takenAt }) => [from.name, to.name, takenAt !== null])).toEqual([
    ["Ms Park", "Mr Reyes", true],
    ["Ms Park", "Ms Haddad", false],
  ]);
  const haddad = (await world.signIn("haddad@alder.example")).client;
  await haddad.casework.declineEscalation.mutate({ ...on(caseId), reason: "Mr Reyes knows the family." });
  const declined = await one(caseId);
  expect(declined.case).toMatchObject({ status: "escalated", escalatedTo: null });
  expect(declined.escalations.at(-1)?.declined).toMatchObject({ reason: "Mr Reyes knows the family." });
  const again = { ...on(caseId), reason: "Once more." };
  expect(await refusalOf(haddad.casework.declineEscalation.mutate(again))).toMatchObject({ situation: "NOT_ALLOWED" });
  await asked(declined.case.version, user("haddad"));
  // Whoever took it on stays, whoever is asked next.
  expect(found.team.map(({ name, part }) => `${name}: ${part}`)).toEqual([
    "Ms Park: opened",
    "Ms Haddad: escalated",
    "Mr Reyes: team",
  ]);
});

describe("a draft", () => {
  it("is kept for its writer alone, by version, and goes with the meeting that it became", async () => {
    const draftId = newId();
    const save = (version: number, absenceReason: string) =>
      park.casework.saveDraft.mutate({
        mutationId: newId(),
        draftId,
        kind: "meeting",
        studentId: student(61),
        caseId: null,
        body: { absenceReason, followUp: "2w" },
        version,
      });
    expect(await save(0, "Missed")).toMatchObject({ outcome: "saved", version: 1 });
    expect(await save(1, "Missed the bus")).toMatchObject({ outcome: "saved", version: 2 });
    // Another device, which has not seen the second one.
    expect(await save(1, "Overslept")).toMatchObject({ outcome: "newer", version: 2 });
    expect(await park.casework.drafts.query()).toMatchObject([
      { id: draftId, body: { absenceReason: "Missed the bus", followUp: "2w" }, version: 2 },
    ]);
    expect(await reyes.casework.drafts.query()).toEqual([]);
    const [kept] =
      await admin`select count(*)::int as words from idempotency_keys where response::text like '%Missed%'`;
    expect(kept).toEqual({ words: 0 });
    await park.casework.recordMeeting.mutate(meeting({ studentId: student(61), rootCause: "financial", draftId }));
    expect(await park.casework.drafts.query()).toEqual([]);
  });
});

it("what is agreed on is done, with the enrolment it led to, and only the student's own", async () => {
  const { caseId, entryId } = await open(50, { actions: [] });
  const { actionId } = await park.casework.addAction.mutate({
    ...on(caseId),
    entryId,
    what: "a place in the group",
    ownerId: user("reyes"),
  });
  const enrollments = await admin<{ id: string; own: boolean }[]>`
    select id, student_id = ${student(50)} as own from enrollments where student_id in (${student(50)}, ${student(3)})`;
  const settle = (own: boolean) =>
    park.casework.doneAction.mutate({
      ...on(caseId),
      actionId,
      version: 1,
      done: true,
      enrollmentId: enrollments.find((row) => row.own === own)?.id ?? "",
    });
  expect(await refusalOf(settle(false))).toMatchObject({ situation: "NOT_FOUND", field: "enrollmentId" });
  expect(await settle(true)).toMatchObject({ version: 2 });
  expect((await one(caseId)).actions).toMatchObject([{ done: { by: { name: "Ms Park" } } }]);
});

it("who has a case open hears what happens to it, and the one it is escalated to hears that anywhere", async () => {
  const { caseId } = await open(49);
  const [mine, theirs] = [
    (await world.signIn("park@alder.example")).socket(),
    (await world.signIn("reyes@alder.example")).socket(),
  ];
  const heard: string[] = [];
  mine.on("CaseStatusChanged", (event: { caseId: string; to: string }) => heard.push(`${event.caseId} ${event.to}`));
  theirs.on("CaseEscalated", (event: { toUserId: string }) => heard.push(event.toUserId));
  try {
    for (const socket of [mine, theirs])
      await new Promise<void>((done, fail) => socket.once("connect", done).once("connect_error", fail).connect());
    expect(await mine.emitWithAck("watch", { kind: "case", caseId })).toMatchObject({ ok: true, version: 1 });
    await park.casework.changeStatus.mutate({ ...on(caseId), version: 1, status: "monitoring" });
    await park.casework.escalate.mutate({ ...on(caseId), version: 2, toUserId: user("reyes"), reason: "Please." });
    await expect
      .poll(() => heard.toSorted(), { timeout: 15_000 })
      .toEqual([`${caseId} monitoring`, user("reyes")].toSorted());
  } finally {
    mine.close();
    theirs.close();
  }
});
