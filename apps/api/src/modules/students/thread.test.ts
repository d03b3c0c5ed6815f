import { randomUUID } from "node:crypto";

import { demoIds } from "@handrail/db/seed/ids";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";
import { at } from "./students.fixture.ts";

const tenant = demoIds.tenant("alder");
const studentId = at(5);
const words = "Words for the team alone";
const [sen, reyes] = [demoIds.user("alder", "sen"), demoIds.user("alder", "reyes")];
const caseId = randomUUID();
const [plain, restricted, withdrawn] = [randomUUID(), randomUUID(), randomUUID()];

let world: World;
let admin: postgres.Sql;
beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  await admin`update cases set deleted_at = now() where tenant_id = ${tenant} and student_id = ${studentId}`;
  // Opened by Dr Sen; of the others, only those who read all cases see it.
  await admin`
    insert into cases (tenant_id, id, student_id, root_cause, urgency, last_contact_on, created_by, follow_up_date)
    values (${tenant}, ${caseId}, ${studentId}, 'family', 'high', current_date, ${sen}, current_date)`;
  for (const [number, id, isRestricted] of [
    [1, plain, false],
    [2, restricted, true],
    [3, withdrawn, false],
  ] as const)
    await admin`
      insert into case_entries (tenant_id, id, case_id, student_id, kind, number, update_text, is_restricted, created_by, case_version)
      values (${tenant}, ${id}, ${caseId}, ${studentId}, 'update', ${number}, ${words}, ${isRestricted}, ${sen}, ${number})`;
  await admin`
    update case_entries set withdrawn_at = now(), withdrawn_by = ${sen}, withdrawn_reason = 'Wrong student'
     where id = ${withdrawn}`;
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

const clientOf = async (who: string) => (await world.signIn(`${who}@alder.example`)).client;
const threadOf = async (who: string) => {
  const { entries } = await (await clientOf(who)).students.thread.query({ studentId, lanes: ["cases"], limit: 200 });
  return entries.filter((entry) => entry.caseId === caseId);
};
const seenBy = async (who: string) =>
  new Map(
    (await threadOf(who)).map(({ id, text, isRestricted, isWithdrawn }) => [id, { text, isRestricted, isWithdrawn }]),
  );

describe("a case in the thread", () => {
  it("is there with its words for its team; what was taken back is struck through and says nothing", async () => {
    expect(await seenBy("sen")).toEqual(
      new Map([
        [plain, { text: words, isRestricted: false, isWithdrawn: false }],
        [restricted, { text: words, isRestricted: true, isWithdrawn: false }],
        [withdrawn, { text: null, isRestricted: false, isWithdrawn: true }],
      ]),
    );
  });

  it("is there without what is restricted for those who read all cases", async () => {
    const seen = await seenBy("reyes");
    expect(seen.get(plain)?.text).toBe(words);
    expect(seen.get(restricted)).toEqual({ text: null, isRestricted: true, isWithdrawn: false });
    await admin`
      insert into case_team (tenant_id, id, case_id, user_id, added_by)
      values (${tenant}, ${randomUUID()}, ${caseId}, ${reyes}, ${sen})`;
    expect((await seenBy("reyes")).get(restricted)?.text).toBe(words);
  });

  it("is not there for whoever has the student but not the case: no entry, no follow-up, no count, no reason", async () => {
    const okafor = await clientOf("okafor");
    expect(await threadOf("okafor")).toEqual([]);
    const page = await okafor.students.page.query({ studentId });
    expect(page.followUps).toEqual([]);
    const { rows } = await okafor.students.list.query({ query: page.student.displayCode });
    expect(rows.map(({ cases }) => cases)).toEqual([0]);
    const { people } = await okafor.students.access.query({ studentId });
    const whyOfSen = people.find(({ userId }) => userId === sen)?.why.map(({ kind }) => kind);
    expect(whyOfSen).toContain("works_with");
    expect(whyOfSen).not.toContain("case");
  });

  it("is work for those who see it", async () => {
    const page = await (await clientOf("sen")).students.page.query({ studentId });
    expect(page.followUps).toMatchObject([{ caseId, kind: "follow_up", what: "family" }]);
    const { people } = await (await clientOf("sen")).students.access.query({ studentId });
    expect(people.find(({ userId }) => userId === sen)?.why.map(({ kind }) => kind)).toContain("case");
  });
});

it("two entries of one moment are on one page or the next, never on none and never twice", async () => {
  const moment = "2026-10-01T09:00:00.123456Z";
  await admin`update case_entries set created_at = ${moment} where case_id = ${caseId}`;
  const client = await clientOf("sen");
  const seen: string[] = [];
  let before: { at: string; id: string } | undefined;
  do {
    const page = await client.students.thread.query({
      studentId,
      lanes: ["cases"],
      limit: 1,
      ...(before === undefined ? {} : { before }),
    });
    seen.push(...page.entries.filter((entry) => entry.caseId === caseId).map(({ id }) => id));
    before = page.next ?? undefined;
  } while (before !== undefined);
  expect(seen.toSorted()).toEqual([plain, restricted, withdrawn].toSorted());
});
