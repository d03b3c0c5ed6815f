import { randomUUID } from "node:crypto";

import { demoIds } from "@handrail/db/seed/ids";
import { addDays } from "@handrail/domain/kernel/time";
import { TRPCClientError } from "@trpc/client";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";

type Client = Awaited<ReturnType<World["signIn"]>>["client"];

const tenant = demoIds.tenant("alder");
let world: World;
let admin: postgres.Sql;
let reyes: Client;
let park: Client;
let own: string;
let other: string;
let today: string;

const refusalOf = (pending: Promise<unknown>): Promise<Record<string, unknown>> =>
  pending.then(
    () => ({ situation: "NONE" }),
    (error: unknown) => (error instanceof TRPCClientError ? (error.data as Record<string, unknown>) : {}),
  );

const call = {
  guardianId: null,
  kind: "call",
  outcome: "left_message",
  note: "Asked to be called back after six.",
  nextStep: null,
} as const;
const log = (client: Client, more: object) =>
  client.communications.logContact.mutate({
    mutationId: randomUUID(),
    studentId: own,
    contactedOn: today,
    ...call,
    ...more,
  });

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  reyes = (await world.signIn("reyes@alder.example")).client;
  park = (await world.signIn("park@alder.example")).client;
  const [mine] = await admin<{ id: string }[]>`
    select student_id as id from student_staff where tenant_id = ${tenant} and user_id = ${demoIds.user("alder", "park")}`;
  own = mine?.id ?? "";
  for (let place = 0; place < 60 && other === undefined; place += 1) {
    const studentId = demoIds.student("alder", place);
    if ((await refusalOf(park.students.page.query({ studentId })))["situation"] === "NOT_FOUND") other = studentId;
  }
  today = (await reyes.communications.contacts.query({ studentId: own })).today;
  await admin`delete from family_contacts where student_id in (${own}, ${other})`;
});

afterAll(async () => {
  await admin?.end();
  await world?.close();
});

describe("calls and talks with a family", () => {
  it("are logged with their outcome and next step, and stand in the list and the thread", async () => {
    const [guardian] = await admin<{ id: string; relationship: string }[]>`
      select id, relationship from student_guardians where student_id = ${own} and deleted_at is null limit 1`;
    const on = addDays(today, 3);
    const { contactId } = await log(park, {
      guardianId: guardian?.id ?? null,
      nextStep: { what: "Call again", on },
    });
    const { contacts } = await reyes.communications.contacts.query({ studentId: own });
    expect(contacts).toEqual([
      {
        contactId,
        contactedOn: today,
        kind: "call",
        outcome: "left_message",
        relationship: guardian?.relationship ?? null,
        note: call.note,
        nextStep: { what: "Call again", on, isDone: false },
        by: "Ms Park",
        version: 1,
        mayWithdraw: expect.any(Boolean) as boolean,
      },
    ]);
    const { entries } = await reyes.students.thread.query({ studentId: own, lanes: ["messages"] });
    expect(entries.find(({ id }) => id === contactId)).toMatchObject({
      kind: "contact",
      day: today,
      status: "call.left_message",
      text: call.note,
      who: "Ms Park",
    });
  });

  it("are about students one works with, and a guardian of theirs", async () => {
    expect(await refusalOf(log(park, { studentId: other }))).toMatchObject({ situation: "NOT_FOUND" });
    expect(await refusalOf(park.communications.contacts.query({ studentId: other }))).toMatchObject({
      situation: "NOT_FOUND",
    });
    const [stranger] = await admin<
      { id: string }[]
    >`select id from student_guardians where student_id = ${other} limit 1`;
    expect(await refusalOf(log(park, { guardianId: stranger?.id ?? null }))).toMatchObject({ situation: "NOT_FOUND" });
  });

  it("have a day that has come, and a next step that has not passed", async () => {
    expect(await refusalOf(log(park, { contactedOn: addDays(today, 1) }))).toMatchObject({
      situation: "INVALID_INPUT",
      fields: [{ field: "contactedOn" }],
    });
    const passed = { what: "Call again", on: addDays(today, -1) };
    expect(await refusalOf(log(park, { nextStep: passed }))).toMatchObject({ fields: [{ field: "nextStep.on" }] });
  });

  it("about a case are hidden from who may not see the case", async () => {
    const caseId = randomUUID();
    await admin`insert into cases (tenant_id, id, student_id, root_cause, urgency, status, last_contact_on, created_by)
      values (${tenant}, ${caseId}, ${own}, 'other', 'low', 'open', ${today}, ${demoIds.user("alder", "reyes")})`;
    const { contactId } = await log(reyes, { caseId, nextStep: { what: "Write", on: today } });
    const seenBy = async (client: Client) =>
      (await client.communications.contacts.query({ studentId: own })).contacts.some(
        (one) => one.contactId === contactId,
      );
    expect(await seenBy(reyes)).toBe(true);
    expect(await seenBy(park)).toBe(false);
    const { entries } = await park.students.thread.query({ studentId: own, lanes: ["messages"] });
    expect(entries.some(({ id }) => id === contactId)).toBe(false);
    const mutation = { mutationId: randomUUID(), contactId, version: 1 };
    expect(await refusalOf(park.communications.finishNextStep.mutate(mutation))).toMatchObject({
      situation: "NOT_FOUND",
    });
  });

  it("a next step is done once, and a line that was logged by mistake leaves every list", async () => {
    const { contactId } = await log(park, { nextStep: { what: "Ask the office", on: today } });
    const finish = (version: number) =>
      park.communications.finishNextStep.mutate({ mutationId: randomUUID(), contactId, version });
    expect(await finish(1)).toEqual({ contactId, version: 2 });
    expect(await refusalOf(finish(2))).toMatchObject({ situation: "ALREADY_DECIDED" });
    const withdraw = (version: number) =>
      park.communications.withdrawContact.mutate({
        mutationId: randomUUID(),
        contactId,
        version,
        reason: "Another student was meant.",
      });
    expect(await refusalOf(withdraw(1))).toMatchObject({ situation: "STALE_VERSION" });
    await withdraw(2);
    const { contacts } = await park.communications.contacts.query({ studentId: own });
    expect(contacts.some((one) => one.contactId === contactId)).toBe(false);
    const audit = await admin<{ action: string }[]>`
      select action from audit_logs where entity_id = ${contactId} order by action`;
    expect(audit.map(({ action }) => action)).toEqual(["ContactChanged", "ContactChanged", "ContactLogged"]);
  });
});
