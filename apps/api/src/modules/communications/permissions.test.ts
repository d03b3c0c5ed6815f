import { randomUUID } from "node:crypto";

import { demoIds } from "@handrail/db/seed/ids";
import { TRPCClientError } from "@trpc/client";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";

type Client = Awaited<ReturnType<World["signIn"]>>["client"]["communications"];

/** A coordinator, a form master asking about a student of theirs and about another's, and one without the tool. */
const principals = { all: "reyes", own: "park", others: "park", outsider: "okafor" } as const;
type Principal = keyof typeof principals;
const names = Object.keys(principals) as Principal[];

interface Given {
  readonly studentId: string;
  readonly guardianId: string;
  readonly templateId: string;
  readonly heldId: string;
  readonly sentId: string;
}

let world: World;
let admin: postgres.Sql;
const clients = new Map<Principal, Client>();
const given = new Map<Principal, Given>();
const tenant = demoIds.tenant("alder");

const line = { name: "A word", channel: "letter", subject: "", body: "Dear {{guardian}}" } as const;
const fresh = async (status = "published"): Promise<{ lineId: string; version: number }> => {
  const id = randomUUID();
  await admin`insert into communication_templates (tenant_id, id, line_id, version, name, channel, body, status)
    values (${tenant}, ${id}, ${id}, 1, 'For now', 'letter', 'Dear {{guardian}}', ${status})`;
  return { lineId: id, version: 1 };
};

/** In the order of the principals: `+` allowed, `N` not found, `A` not allowed, `T` without the tool. */
const table: Readonly<Record<string, { call: (client: Client, on: Given) => Promise<unknown>; cells: string }>> = {
  //                                                                                          all own oth out
  list: { call: (c, { studentId }) => c.list.query({ studentId }), cells: "+ + + T" },
  templates: { call: (c) => c.templates.query(), cells: "+ + + T" },
  compose: { call: (c, { studentId }) => c.compose.query({ studentId }), cells: "+ + N T" },
  send: {
    call: (c, { studentId, templateId, guardianId }) =>
      c.send.mutate({ mutationId: randomUUID(), studentId, templateId, guardianIds: [guardianId] }),
    cells: "+ + N T",
  },
  contacts: { call: (c, { studentId }) => c.contacts.query({ studentId }), cells: "+ + N T" },
  logContact: {
    call: (c, { studentId, guardianId }) =>
      c.logContact.mutate({
        mutationId: randomUUID(),
        studentId,
        guardianId,
        kind: "call",
        outcome: "no_answer",
        contactedOn: new Date(Date.now() - 86_400_000 * 30).toISOString().slice(0, 10),
        note: "",
        nextStep: null,
      }),
    cells: "+ + N T",
  },
  resend: {
    call: (c, { heldId }) => c.resend.mutate({ mutationId: randomUUID(), messageId: heldId, version: 1 }),
    cells: "+ + N T",
  },
  saveTemplate: {
    call: (c) => c.saveTemplate.mutate({ mutationId: randomUUID(), line: null, ...line }),
    cells: "+ A A T",
  },
  retireTemplate: {
    call: async (c) => c.retireTemplate.mutate({ mutationId: randomUUID(), ...(await fresh()) }),
    cells: "+ A A T",
  },
  restoreTemplate: {
    call: async (c) => c.restoreTemplate.mutate({ mutationId: randomUUID(), ...(await fresh("retired")) }),
    cells: "+ A A T",
  },
  open: { call: (c, { sentId }) => c.open.mutate({ messageId: sentId }), cells: "+ A A T" },
};
const situations: Readonly<Record<string, string>> = {
  N: "NOT_FOUND",
  A: "NOT_ALLOWED",
  T: "TOOL_MISSING",
  "+": "allowed",
};

/** What is there to ask about a student: a guardian who may be written to, a message held back, one that was sent. */
const about = async (studentId: string): Promise<Given> => {
  const [guardian] = await admin<{ id: string }[]>`
    select id from student_guardians where tenant_id = ${tenant} and student_id = ${studentId} and deleted_at is null limit 1`;
  const [template] = await admin<{ id: string }[]>`
    select id from communication_templates where tenant_id = ${tenant} and name = 'Good news' and status = 'published'`;
  const guardianId = guardian?.id ?? "";
  const templateId = template?.id ?? "";
  await admin`update student_guardians set may_contact = true where id = ${guardianId}`;
  await admin`update consents set status = 'active', expires_at = null where student_id = ${studentId} and 'identity.contact' = any (scope)`;
  const { client } = await world.signIn("reyes@alder.example");
  const sent = await client.communications.send.mutate({
    mutationId: randomUUID(),
    studentId,
    templateId,
    guardianIds: [guardianId],
  });
  const sentId = sent.messages[0]?.messageId ?? "";
  const status = async () => (await admin`select status from communication_log where id = ${sentId}`)[0]?.["status"];
  await vi.waitFor(async () => expect(await status()).toBe("sent"), { timeout: 20_000 });
  return { studentId, guardianId, templateId, heldId: "", sentId };
};

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  for (const who of names)
    clients.set(who, (await world.signIn(`${principals[who]}@alder.example`)).client.communications);
  const mine = admin<{ id: string }[]>`
    select student_id as id from student_staff where tenant_id = ${tenant} and user_id = ${demoIds.user("alder", "park")}`;
  const [first] = await mine;
  const { client } = await world.signIn("park@alder.example");
  let other: string | undefined;
  // Somebody with whom a form master has nothing to do, as the product itself decides it.
  for (let place = 0; place < 60 && other === undefined; place += 1) {
    const studentId = demoIds.student("alder", place);
    const isHidden = await client.communications.compose.query({ studentId }).then(
      () => false,
      () => true,
    );
    const [row] = await admin`select 1 from student_guardians where student_id = ${studentId} and deleted_at is null`;
    if (isHidden && row !== undefined) other = studentId;
  }
  if (first === undefined || other === undefined) throw new Error("The demo has no such students");
  const [own, others] = [await about(first.id), await about(other)];
  given.set("all", others).set("own", own).set("others", others).set("outsider", own);
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

const cells = Object.entries(table).flatMap(([procedure, row]) =>
  row.cells.split(" ").map((cell, index) => ({ procedure, who: names[index] ?? "all", cell })),
);

/** A message that was held back, as it was before anyone asked. */
const held = async (on: Given): Promise<Given> => {
  const heldId = randomUUID();
  await admin`insert into communication_log (tenant_id, id, student_id, guardian_id, channel, template_id, status, status_reason, actor)
    values (${tenant}, ${heldId}, ${on.studentId}, ${on.guardianId}, 'email', ${on.templateId}, 'held', 'Held.', ${demoIds.user("alder", "reyes")})`;
  return { ...on, heldId };
};

describe("who may write to families", () => {
  it.each(cells)("$procedure, $who: $cell", async ({ procedure, who, cell }) => {
    const [client, on, row] = [clients.get(who), given.get(who), table[procedure]];
    if (client === undefined || on === undefined || row === undefined) throw new Error("Not in the table");
    const answer = await row.call(client, await held(on)).then(
      () => "allowed",
      (error: unknown) => {
        if (error instanceof TRPCClientError) return (error.data as { situation?: string }).situation;
        throw error;
      },
    );
    expect(answer).toBe(situations[cell]);
  });

  it("shows in the list what is about students of one's own, and nothing else", async () => {
    const ask = (who: Principal, studentId: string) => clients.get(who)?.list.query({ studentId });
    const [own, others] = [given.get("own")?.studentId ?? "", given.get("others")?.studentId ?? ""];
    expect((await ask("own", own))?.rows.length).toBeGreaterThan(0);
    expect((await ask("own", others))?.rows).toEqual([]);
    expect((await ask("all", others))?.rows.length).toBeGreaterThan(0);
  });
});

describe("what a message says it is about", () => {
  const write = (who: Principal, more: { interventionId?: string; caseId?: string }) => {
    const [client, on] = [clients.get(who), given.get("own")];
    if (client === undefined || on === undefined) throw new Error("Not set up");
    const { studentId, templateId, guardianId } = on;
    return client.send.mutate({ mutationId: randomUUID(), studentId, templateId, guardianIds: [guardianId], ...more });
  };
  const fieldOf = (attempt: Promise<unknown>): Promise<unknown> =>
    attempt.then(
      () => "allowed",
      (error: unknown) =>
        error instanceof TRPCClientError
          ? (error.data as { fields: readonly { field: string }[] }).fields[0]?.field
          : error,
    );

  it("is a case of that student which the writer may see, or nothing is sent", async () => {
    const studentId = given.get("own")?.studentId ?? "";
    const opened = async (userId: string, of: string): Promise<string> => {
      const id = randomUUID();
      await admin`delete from cases where tenant_id = ${tenant} and student_id = ${of} and root_cause = 'other'`;
      await admin`insert into cases (tenant_id, id, student_id, root_cause, urgency, last_contact_on, created_by)
        values (${tenant}, ${id}, ${of}, 'other', 'low', current_date, ${userId})`;
      return id;
    };
    const mine = await opened(demoIds.user("alder", "park"), studentId);
    expect(await fieldOf(write("own", { caseId: mine }))).toBe("allowed");
    expect(await fieldOf(write("own", { caseId: randomUUID() }))).toBe("caseId");
    const another = await opened(demoIds.user("alder", "park"), given.get("others")?.studentId ?? "");
    expect(await fieldOf(write("own", { caseId: another }))).toBe("caseId");
  });

  it("is an intervention in which the student takes part and which the writer may see", async () => {
    const park = demoIds.user("alder", "park");
    const [untied] = await admin<{ id: string }[]>`
      select i.id from interventions i where i.tenant_id = ${tenant} and i.owner_staff_id <> ${park}
        and i.deleted_at is null
        and not exists (select 1 from intervention_team t where t.intervention_id = i.id and t.user_id = ${park})
        and not exists (select 1 from sessions s where s.intervention_id = i.id and s.facilitator_id = ${park}) limit 1`;
    const interventionId = untied?.id ?? "";
    const studentId = given.get("own")?.studentId ?? "";
    await admin`delete from enrollments where tenant_id = ${tenant} and student_id = ${studentId} and intervention_id = ${interventionId}`;
    expect(await fieldOf(write("all", { interventionId }))).toBe("interventionId");
    await admin`insert into enrollments (tenant_id, id, intervention_id, student_id, source)
      values (${tenant}, ${randomUUID()}, ${interventionId}, ${studentId}, 'manual')`;
    expect(await fieldOf(write("all", { interventionId }))).toBe("allowed");
    expect(await fieldOf(write("own", { interventionId }))).toBe("interventionId");
  });
});
