import { demoIds } from "@handrail/db/seed/ids";
import postgres from "postgres";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { procedures } from "../../proofs/procedures.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";
import { meeting, on, refusalOf, student, user, type Client } from "./casework.fixture.ts";

/** Who asks, by their tie to the case or by what their roles allow. */
const principals = {
  opener: "park",
  member: "okafor",
  asked: "ito",
  /** A form master with nothing to do with it. */
  stranger: "novak",
  /** May read every case and change none. */
  reader: "sen",
  admin: "haddad",
  /** Without the tool. */
  outsider: "lindqvist",
} as const;
type Principal = keyof typeof principals;

interface Given {
  readonly caseId: string;
  readonly entryId: string;
  readonly actionId: string;
  readonly version: number;
}

interface Row {
  readonly call: (client: Client["casework"], given: Given) => Promise<unknown>;
  /** In the order of the principals: `+` allowed, `N` not found, `A` not allowed, `T` without the tool. */
  readonly cells: string;
}

const free = student(71);
const interventionId = demoIds.intervention("alder", "reading-boost");
const table: Readonly<Record<string, Row>> = {
  //                                                                                              op me as st re ad ou
  one: { call: (c, { caseId }) => c.one.query({ caseId }), cells: "+ + + N + + T" },
  mentionPeople: { call: (c, { caseId }) => c.mentionPeople.query({ caseId }), cells: "+ + + N + + T" },
  list: { call: (c) => c.list.query({}), cells: "+ + + + + + T" },
  exportList: { call: (c) => c.exportList.mutate({ mutationId: newId() }), cells: "A A A A A + T" },
  stats: { call: (c) => c.stats.query({}), cells: "+ + + + + + T" },
  recurring: { call: (c) => c.recurring.query({}), cells: "+ + + + + + T" },
  people: { call: (c) => c.people.query(), cells: "+ + + + + + T" },
  search: { call: (c) => c.search.query({ query: "family" }), cells: "+ + + + + + T" },
  drafts: { call: (c) => c.drafts.query(), cells: "+ + + + + + T" },
  students: { call: (c) => c.students.query(), cells: "+ + + + + + T" },
  savePlan: {
    call: (c) =>
      c.savePlan.mutate({ mutationId: newId(), existing: null, rootCause: "family", title: "A plan", body: "Words" }),
    cells: "A A A A A + T",
  },
  dropPlan: {
    call: async (c) => {
      const id = newId();
      await admin`insert into action_plan_templates (tenant_id, id, root_cause, title, body)
        values (${demoIds.tenant("alder")}, ${id}, 'family', 'For now', 'Words')`;
      return c.dropPlan.mutate({ mutationId: newId(), planId: id, version: 1 });
    },
    cells: "A A A A A + T",
  },
  planTemplates: { call: (c) => c.planTemplates.query(), cells: "+ + + + + + T" },
  views: { call: (c) => c.views.query(), cells: "+ + + + + + T" },
  openings: { call: (c, { caseId }) => c.openings.query({ caseIds: [caseId] }), cells: "+ + + + + + T" },
  ofStudent: { call: (c) => c.ofStudent.query({ studentId: free }), cells: "+ + + N + + T" },
  saveView: {
    call: (c) => c.saveView.mutate({ mutationId: newId(), viewId: newId(), name: newId(), filters: {} }),
    cells: "+ + + + + + T",
  },
  dropView: { call: (c) => c.dropView.mutate({ mutationId: newId(), viewId: newId() }), cells: "+ + + + + + T" },
  saveDraft: {
    call: (c, { caseId }) =>
      c.saveDraft.mutate({
        mutationId: newId(),
        draftId: newId(),
        kind: "update",
        studentId: free,
        caseId,
        body: { updateText: "Since then." },
        version: 0,
      }),
    // Nobody else's, and said to nobody: who may read a case may write something about it.
    cells: "+ + + N + + T",
  },
  dropDraft: { call: (c) => c.dropDraft.mutate({ mutationId: newId(), draftId: newId() }), cells: "+ + + + + + T" },
  activeFor: { call: (c) => c.activeFor.query({ studentId: free }), cells: "+ N N N N + T" },
  recordMeeting: {
    call: (c) => c.recordMeeting.mutate(meeting({ studentId: free, rootCause: "health" })),
    cells: "+ N N N N + T",
  },
  addUpdate: {
    call: (c, { caseId, version }) => c.addUpdate.mutate({ ...on(caseId), version, updateText: "Since then." }),
    cells: "+ + + N A + T",
  },
  changeStatus: {
    call: (c, { caseId, version }) => c.changeStatus.mutate({ ...on(caseId), version, status: "monitoring" }),
    cells: "+ + + N A + T",
  },
  changeCase: {
    call: (c, { caseId, version }) => c.changeCase.mutate({ ...on(caseId), version, urgency: "high" }),
    cells: "+ + + N A + T",
  },
  editMeeting: {
    call: (c, { caseId, entryId }) =>
      c.editMeeting.mutate({ ...on(caseId), entryId, version: 1, actionPlan: "Another plan." }),
    cells: "+ A A N A + T",
  },
  updateMeeting: {
    call: (c, { caseId }) => {
      const { absenceReason, interventionNotes, meetingDate } = meeting();
      const words = { absenceReason, interventionNotes, meetingDate, actionPlan: "Another plan." };
      return c.updateMeeting.mutate({
        ...on(caseId),
        ...words,
        rootCause: "family",
        followUpDate: null,
        urgency: "high",
      });
    },
    cells: "+ A A N A + T",
  },
  withdrawEntry: {
    call: (c, { caseId, entryId }) => c.withdrawEntry.mutate({ ...on(caseId), entryId, version: 1, reason: "A slip." }),
    cells: "+ A A N A + T",
  },
  undoEntry: {
    call: (c, { caseId, entryId }) => c.undoEntry.mutate({ ...on(caseId), entryId }),
    cells: "+ A A N A A T",
  },
  withdrawCase: {
    call: (c, { caseId, version }) => c.withdrawCase.mutate({ ...on(caseId), version, reason: "Wrong student." }),
    cells: "+ A A N A + T",
  },
  escalate: {
    call: (c, { caseId, version }) =>
      c.escalate.mutate({ ...on(caseId), version, toUserId: user("reyes"), reason: "Please." }),
    cells: "+ + + N A + T",
  },
  declineEscalation: {
    call: (c, { caseId }) => c.declineEscalation.mutate({ ...on(caseId), reason: "No time." }),
    cells: "A A + N A A T",
  },
  takeOn: { call: (c, { caseId }) => c.takeOn.mutate(on(caseId)), cells: "A A + N A A T" },
  addToTeam: {
    call: (c, { caseId }) => c.addToTeam.mutate({ ...on(caseId), userId: user("reyes") }),
    cells: "+ + + N A + T",
  },
  removeFromTeam: {
    call: (c, { caseId }) => c.removeFromTeam.mutate({ ...on(caseId), userId: user("okafor") }),
    cells: "+ + + N A + T",
  },
  addAction: {
    call: (c, { caseId, entryId }) =>
      c.addAction.mutate({ ...on(caseId), entryId, what: "tea", ownerId: user("park") }),
    cells: "+ + + N A + T",
  },
  enrolAction: {
    call: (c, { caseId, actionId }) => c.enrolAction.mutate({ ...on(caseId), actionId, version: 1 }),
    // The intervention's own rule is asked too: of these people the administrator alone manages this one.
    cells: "A A N N A + T",
  },
  doneAction: {
    call: (c, { caseId, actionId }) => c.doneAction.mutate({ ...on(caseId), actionId, version: 1, done: true }),
    cells: "+ + + N A + T",
  },
};

/** Read by everyone who works with cases, and by whoever has nothing to do with this one without a word of it. */
const reads = new Set(["list", "openings", "search", "recurring"]);

const situations: Readonly<Record<string, string>> = { N: "NOT_FOUND", A: "NOT_ALLOWED", T: "TOOL_MISSING" };
const names = Object.keys(principals) as Principal[];
const cells = Object.entries(table).flatMap(([procedure, row]) =>
  row.cells.split(" ").map((cell, index) => ({ procedure, who: names[index] ?? "opener", cell })),
);

let world: World;
let admin: postgres.Sql;
const clients = new Map<Principal, Client>();
const clientOf = (who: Principal): Client["casework"] => {
  const client = clients.get(who);
  if (client === undefined) throw new Error(`${who} is not signed in`);
  return client.casework;
};

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  const tenant = demoIds.tenant("alder");
  const formMaster = demoIds.role("alder", "form_master");
  const reader = newId();
  await admin`insert into roles (tenant_id, id, key, name) values (${tenant}, ${reader}, 'reader', 'Reader')`;
  await admin`insert into role_tools (tenant_id, id, role_id, tool_id) values (${tenant}, ${newId()}, ${reader}, ${demoIds.tool("alder", "cases")})`;
  await admin`insert into role_permissions (tenant_id, id, role_id, permission) values (${tenant}, ${newId()}, ${reader}, 'cases.read_all')`;
  await admin`delete from user_roles where user_id = ${user("lindqvist")}`;
  const given = [
    [user("okafor"), formMaster],
    [user("ito"), formMaster],
    [user("novak"), formMaster],
    [user("sen"), reader],
  ] as const;
  for (const [person, role] of given)
    await admin`insert into user_roles (tenant_id, id, user_id, role_id) values (${tenant}, ${newId()}, ${person}, ${role})`;
  for (const who of names) clients.set(who, (await world.signIn(`${principals[who]}@alder.example`)).client);
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

/** A fresh case that Ms Park opened, with a colleague on its team and another one asked to take it on. */
const freshCase = async (): Promise<Given> => {
  await admin`update cases set deleted_at = now() where student_id = ${free} and deleted_at is null`;
  const { caseId, entryId, version } = await clientOf("opener").recordMeeting.mutate(
    meeting({ studentId: free, actions: [{ what: "a place", ownerId: user("park"), interventionId }] }),
  );
  await admin`insert into case_team (tenant_id, id, case_id, user_id, added_by)
    select tenant_id, gen_random_uuid(), id, ${user("okafor")}, created_by from cases where id = ${caseId}`;
  await admin`update cases set escalated_to = ${user("ito")} where id = ${caseId}`;
  await admin`insert into case_escalations (tenant_id, id, case_id, from_user_id, to_user_id, reason)
    select tenant_id, gen_random_uuid(), id, created_by, ${user("ito")}, 'Please.' from cases where id = ${caseId}`;
  // Put there behind the counters' back: so count again.
  await admin`delete from case_counters`;
  await admin`delete from case_follow_up_counters`;
  await admin`delete from case_student_counters`;
  for (const person of [null, user("park"), user("okafor"), user("ito")]) await countAgain(caseId, person);
  const [action] = await admin<{ id: string }[]>`select id from case_actions where case_id = ${caseId}`;
  return { caseId, entryId: entryId ?? "", actionId: action?.id ?? "", version };
};

const countAgain = async (caseId: string, person: string | null): Promise<void> => {
  await admin`insert into case_counters (tenant_id, id, person_id, status, urgency, root_cause, cases, meetings)
    select tenant_id, gen_random_uuid(), ${person}, status, urgency, root_cause, 1, meetings from cases where id = ${caseId}`;
  await admin`insert into case_follow_up_counters (tenant_id, id, person_id, day, cases)
    select tenant_id, gen_random_uuid(), ${person}, follow_up_date, 1 from cases where id = ${caseId}`;
  await admin`insert into case_student_counters (tenant_id, id, person_id, student_id, cases, active, improving, meetings)
    select tenant_id, gen_random_uuid(), ${person}, student_id, 1, 1, 0, meetings from cases where id = ${caseId}`;
};

describe("the permission matrix", () => {
  it("has a row for every procedure of casework", () => {
    const own = [...procedures.keys()].filter((name) => name.startsWith("casework.")).map((name) => name.slice(9));
    expect(Object.keys(table).toSorted()).toEqual(own.toSorted());
  });

  it("has a cell for everyone in every row", () => {
    for (const [procedure, { cells: row }] of Object.entries(table))
      expect({ procedure, cells: row.split(" ").length }).toEqual({ procedure, cells: names.length });
  });

  it.each(cells)("$procedure by $who: $cell", async ({ procedure, who, cell }) => {
    const given = await freshCase();
    const row = table[procedure];
    if (row === undefined) throw new Error("No such row");
    const called = row.call(clientOf(who), given);
    if (cell === "+") {
      const answer = JSON.stringify(await called);
      expect(answer).toBeDefined();
      if (who === "stranger" && reads.has(procedure)) {
        expect(answer).not.toContain(given.caseId);
        expect(answer).not.toContain("breakfast club");
      }
      return;
    }
    expect(await refusalOf(called)).toMatchObject({ situation: situations[cell] });
    const [now] = await admin<{ version: number }[]>`select version from cases where id = ${given.caseId}`;
    expect(now).toEqual({ version: given.version });
  });
});

describe("what is restricted", () => {
  it("is read by the case team alone: for everyone else it is not there, nor counted", async () => {
    const { caseId, version } = await freshCase();
    const secret = "Something told in confidence.";
    await clientOf("opener").recordMeeting.mutate(
      meeting({ studentId: free, interventionNotes: secret, isRestricted: true }),
    );
    await clientOf("opener").addUpdate.mutate({ ...on(caseId), version: version + 1, updateText: "For all to read." });
    for (const who of ["opener", "member", "asked"] as const) {
      const { entries, case: row } = await clientOf(who).one.query({ caseId });
      expect({ who, notes: entries[1]?.interventionNotes, meetings: row.meetings }).toEqual({
        who,
        notes: secret,
        meetings: 2,
      });
    }
    for (const who of ["reader", "admin"] as const) {
      const found = await clientOf(who).one.query({ caseId });
      expect(found.entries.map(({ number, kind }) => [number, kind])).toEqual([
        [1, "meeting"],
        [2, "update"],
      ]);
      expect(found.case.meetings).toBe(1);
      const { cases } = await clientOf(who).list.query({ studentId: free });
      expect(cases[0]?.meetings).toBe(1);
      expect(JSON.stringify(found) + JSON.stringify(cases)).not.toContain(secret);
      expect(JSON.stringify(await clientOf(who).openings.query({ caseIds: [caseId] }))).not.toContain(secret);
    }
    expect(JSON.stringify(await clientOf("admin").ofStudent.query({ studentId: free }))).not.toContain(secret);
    const [audit] = await admin<{ lines: number }[]>`
      select count(*)::int as lines from audit_logs where coalesce(before::text, '') || coalesce(after::text, '') like ${`%${secret}%`}`;
    expect(audit).toEqual({ lines: 0 });
  });
});
