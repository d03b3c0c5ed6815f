import { CaseStatus } from "@handrail/domain/casework/schema";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";
import { inDays, meeting, on, refusalOf, student, today, user, type Client } from "./casework.fixture.ts";

let world: World;
let admin: postgres.Sql;
let park: Client["casework"];
beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  park = (await world.signIn("park@alder.example")).client.casework;
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

const resolved = { resolutionNotes: "Solved." };

/** A case that has come to this status by the moves that there are. */
const caseIn = async (status: CaseStatus) => {
  await admin`update cases set deleted_at = now() where student_id = ${student(70)} and deleted_at is null`;
  const { caseId, entryId } = await park.recordMeeting.mutate(meeting({ rootCause: "other", followUpDate: null }));
  const given = { caseId, entryId: entryId ?? "", version: 1 };
  if (status === "open") return given;
  const { version } =
    status === "escalated"
      ? await park.escalate.mutate({ ...on(caseId), version: 1, toUserId: user("reyes"), reason: "Please." })
      : await park.changeStatus.mutate({ ...on(caseId), version: 1, status, ...(status === "closed" ? resolved : {}) });
  return { ...given, version };
};

/** Rows: from; columns: to, in the order of the enum. `.` stays, `+` moves, `-` is no move, `x` is closed for good. */
const table: { readonly [S in CaseStatus]: string } = {
  //             open mon imp not esc clo
  open: ". + + + + +",
  monitoring: "- . + + + +",
  improving: "- + . + + +",
  not_improving: "- + + . + +",
  escalated: "- + + + . +",
  closed: "x x x x x .",
};
const cells = CaseStatus.options.flatMap((from) =>
  table[from].split(" ").map((cell, index) => ({ from, to: CaseStatus.options[index] ?? from, cell })),
);

type Moved = { readonly version: number };
type Notes = { readonly resolutionNotes?: string };
type Way = (at: { caseId: string; version: number }, to: CaseStatus, notes: Notes) => Promise<Moved>;

/** Every command that can move a case. */
const ways: Readonly<Record<string, Way>> = {
  changeStatus: ({ caseId, version }, status, notes) =>
    park.changeStatus.mutate({ ...on(caseId), version, status, ...notes }),
  addUpdate: ({ caseId, version }, status, notes) =>
    park.addUpdate.mutate({
      ...on(caseId),
      version,
      updateText: "Since then.",
      status,
      ...(status === "escalated" ? { escalateTo: user("haddad") } : {}),
      ...notes,
    }),
  updateMeeting: ({ caseId }, status, notes) => {
    const { absenceReason, interventionNotes, actionPlan } = meeting();
    return park.updateMeeting.mutate({
      ...on(caseId),
      meetingDate: today,
      absenceReason,
      interventionNotes,
      actionPlan,
      rootCause: "other",
      urgency: "medium",
      followUpDate: null,
      status,
      ...notes,
    });
  },
};

describe("the transition table, by every command that moves a case", () => {
  it("has every pair once", () => {
    expect(cells).toHaveLength(CaseStatus.options.length ** 2);
  });

  it.each(cells.flatMap((cell) => Object.keys(ways).map((way) => ({ ...cell, way }))))(
    "$way: $from to $to is $cell",
    async ({ way, from, to, cell }) => {
      const given = await caseIn(from);
      const statusOf = async () => (await park.one.query({ caseId: given.caseId })).case.status;
      const moved = ways[way]?.(given, to, to === "closed" && from !== "closed" ? resolved : {});
      if (moved === undefined) throw new Error("No such way");
      // Escalating names a colleague: by an update or a command of its own.
      const asksNobody = to === "escalated" && cell === "+" && way !== "addUpdate";
      if (asksNobody) {
        expect(await refusalOf(moved)).toMatchObject({ situation: "INVALID_INPUT", field: "status" });
        expect(await statusOf()).toBe(from);
        return;
      }
      if (cell === "-" || cell === "x")
        expect(await refusalOf(moved)).toMatchObject({
          situation: cell === "x" ? "CASE_CLOSED" : "IMPOSSIBLE_MOVE",
          field: "status",
        });
      else await moved;
      expect(await statusOf()).toBe(cell === "+" ? to : from);
    },
  );

  it.each(CaseStatus.options)("escalating a case that is %s", async (from) => {
    const { caseId, version } = await caseIn(from);
    const asked = park.escalate.mutate({ ...on(caseId), version, toUserId: user("haddad"), reason: "Please." });
    if (from === "closed") expect(await refusalOf(asked)).toMatchObject({ situation: "CASE_CLOSED", field: "status" });
    else expect(await asked).toMatchObject({ status: "escalated" });
  });
});

interface Wrong {
  readonly what: string;
  readonly field: string;
  readonly call: (given: Awaited<ReturnType<typeof caseIn>>) => Promise<unknown>;
}

const update =
  (change: object): Wrong["call"] =>
  ({ caseId, version }) =>
    park.addUpdate.mutate({ ...on(caseId), version, updateText: "Since then.", ...change });
const edit =
  (change: object): Wrong["call"] =>
  ({ caseId, entryId }) =>
    park.editMeeting.mutate({ ...on(caseId), entryId, version: 1, ...change });
const change =
  (part: object): Wrong["call"] =>
  ({ caseId, version }) =>
    park.changeCase.mutate({ ...on(caseId), version, ...part });

/** Recording has a table of its own beside the recording. */
const wrong: readonly Wrong[] = [
  { what: "an update without words", field: "updateText", call: update({ updateText: " \n" }) },
  { what: "escalating to nobody", field: "escalateTo", call: update({ status: "escalated" }) },
  { what: "asking where nothing is escalated", field: "escalateTo", call: update({ escalateTo: user("haddad") }) },
  { what: "an update with a follow-up today", field: "followUpDate", call: update({ followUpDate: today }) },
  { what: "an update with a follow-up yesterday", field: "followUpDate", call: update({ followUpDate: inDays(-1) }) },
  { what: "closing without notes", field: "resolutionNotes", call: update({ status: "closed" }) },
  {
    what: "closing with empty notes",
    field: "resolutionNotes",
    call: update({ status: "closed", resolutionNotes: " " }),
  },
  {
    what: "notes where nothing closes",
    field: "resolutionNotes",
    call: update({ status: "improving", resolutionNotes: "Solved." }),
  },
  { what: "a status that is none", field: "status", call: update({ status: "resolved" }) },
  { what: "a correction to a day to come", field: "meetingDate", call: edit({ meetingDate: inDays(1) }) },
  { what: "a correction without a reason", field: "absenceReason", call: edit({ absenceReason: "" }) },
  { what: "a correction without notes", field: "interventionNotes", call: edit({ interventionNotes: " " }) },
  { what: "a correction without a plan", field: "actionPlan", call: edit({ actionPlan: "\t" }) },
  { what: "a correction with a follow-up today", field: "followUpDate", call: edit({ followUpDate: today }) },
  { what: "a correction to no cause", field: "rootCause", call: edit({ rootCause: "weather" }) },
  { what: "a case with a follow-up today", field: "followUpDate", call: change({ followUpDate: today }) },
  { what: "a case with no such urgency", field: "urgency", call: change({ urgency: "urgent" }) },
  {
    what: "striking through without a reason",
    field: "reason",
    call: ({ caseId, entryId }) => park.withdrawEntry.mutate({ ...on(caseId), entryId, version: 1, reason: " " }),
  },
  {
    what: "taking a case away without a reason",
    field: "reason",
    call: ({ caseId, version }) => park.withdrawCase.mutate({ ...on(caseId), version, reason: "" }),
  },
  {
    what: "escalating without a reason",
    field: "reason",
    call: ({ caseId, version }) =>
      park.escalate.mutate({ ...on(caseId), version, toUserId: user("reyes"), reason: "" }),
  },
  {
    what: "agreeing on nothing",
    field: "what",
    call: ({ caseId, entryId }) =>
      park.addAction.mutate({ ...on(caseId), entryId, what: " ", ownerId: user("park"), dueOn: null }),
  },
];

describe("what is written later is held to the same rules", () => {
  it.each(wrong)("refuses $what, by its field, and keeps nothing", async ({ call, field }) => {
    const given = await caseIn("open");
    const before = await park.one.query({ caseId: given.caseId });
    expect(await refusalOf(call(given))).toMatchObject({ situation: "INVALID_INPUT", field });
    expect(await park.one.query({ caseId: given.caseId })).toEqual(before);
  });
});
