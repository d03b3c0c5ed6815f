import { demoIds } from "@handrail/db/seed/ids";
import { parse } from "csv-parse/sync";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { newMutation, refusalOf, type Client } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let reyes: Client;
let okafor: Client;
beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  const clients = ["reyes", "okafor"].map(async (who) => (await world.signIn(`${who}@alder.example`)).client);
  [reyes, okafor] = (await Promise.all(clients)) as [Client, Client];
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const rowsOf = (content: string, delimiter = ","): Record<string, string>[] =>
  parse(content, { bom: true, columns: true, delimiter, record_delimiter: "\r\n" }) as Record<string, string>[];

const studentCodes = async (filter: Parameters<Client["students"]["list"]["query"]>[0]): Promise<string[]> => {
  const codes: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<Client["students"]["list"]["query"]>> = await reyes.students.list.query({
      ...filter,
      ...(after === null ? {} : { after }),
    });
    codes.push(...page.rows.map(({ displayCode }) => displayCode));
    after = page.next;
  } while (after !== null);
  return codes;
};

describe("a list as a file", () => {
  it("has exactly the rows of the filter, however many pages they are", async () => {
    for (const filter of [{}, { tier: 2 }, { support: "none" as const }, { query: "KESTREL" }]) {
      const { content } = await reyes.students.exportList.mutate({ mutationId: newMutation(), ...filter });
      expect(rowsOf(content).map(({ Code }) => Code)).toEqual(await studentCodes(filter));
    }
    expect((await studentCodes({})).length).toBeGreaterThan(50);
    const filter = { scope: "all", sort: "attention", status: "active" } as const;
    const page = await reyes.casework.list.query({ ...filter, limit: 100 });
    const { content } = await reyes.casework.exportList.mutate({
      mutationId: newMutation(),
      ...filter,
      format: "csv_semicolon",
    });
    expect(rowsOf(content, ";").map((row) => [row["Code"], row["Status"]])).toEqual(
      page.cases.map(({ displayCode, status }) => [displayCode, status]),
    );
    const list = await reyes.interventions.list.query({ scope: "all", status: "active" });
    const file = await reyes.interventions.exportList.mutate({
      mutationId: newMutation(),
      scope: "all",
      status: "active",
    });
    expect(list.next).toBeNull();
    expect(rowsOf(file.content).map(({ Intervention }) => Intervention)).toEqual(list.rows.map(({ name }) => name));
    const open = await reyes.sessions.notTaken.query({ scope: "school" });
    const rosters = await reyes.sessions.exportNotTaken.mutate({ mutationId: newMutation(), scope: "school" });
    expect(
      rowsOf(rosters.content)
        .slice(0, open.rows.length)
        .map(({ Session }) => Session),
    ).toEqual(open.rows.map(({ title }) => title));
  });

  it("names those alone whom the reader may see by name, and keeps the file nowhere", async () => {
    const tenant = demoIds.tenant("alder");
    const withoutNames = await reyes.students.exportList.mutate({ mutationId: newMutation() });
    expect(rowsOf(withoutNames.content)[0]).not.toHaveProperty("Name");
    const { content } = await reyes.students.exportList.mutate({ mutationId: newMutation(), withNames: true });
    const named = rowsOf(content).filter(({ Name }) => Name !== "");
    expect(named.length).toBeGreaterThan(0);
    const students = await admin<{ id: string; code: string }[]>`
      select id, display_code as code from students where tenant_id = ${tenant}`;
    const idOf = new Map(students.map(({ id, code }) => [code, id]));
    const asked = named.slice(0, 5).map(({ Code }) => idOf.get(Code ?? "") ?? "");
    const shown = await reyes.privacy.revealStudents.mutate({ purpose: "work", studentIds: asked });
    expect(new Set(shown.names.map(({ fullName }) => fullName))).toEqual(
      new Set(named.slice(0, 5).map(({ Name }) => Name)),
    );
    // A consent that ended takes the name out of the next file.
    const [gone] = asked;
    await admin`update consents set status = 'revoked' where student_id = ${gone ?? ""}`;
    const later = await reyes.students.exportList.mutate({ mutationId: newMutation(), withNames: true });
    const code = students.find(({ id }) => id === gone)?.code;
    expect(rowsOf(later.content).find(({ Code }) => Code === code)?.["Name"]).toBe("");
    const name = named[1]?.["Name"] ?? "?";
    const kept = await admin`
      select 1 from idempotency_keys where response::text like ${`%${name}%`}
      union all select 1 from audit_logs where after::text like ${`%${name}%`}`;
    expect(kept).toHaveLength(0);
  });

  it("is recorded with who took which rows along, and is for those with the right to it", async () => {
    const filter = { tier: 3, query: "KESTREL" };
    const mutationId = newMutation();
    const { content } = await reyes.students.exportList.mutate({ mutationId, ...filter });
    const [audit] = await admin<{ actor: string; after: { rows: string[]; filter: unknown } }[]>`
      select u.name as actor, a.after from audit_logs a join users u on u.id = a.actor_id
       where a.action = 'ListExported' and a.entity_id = ${mutationId}`;
    expect(audit?.actor).toBe("Mr Reyes");
    expect(audit?.after.rows).toHaveLength(rowsOf(content).length);
    expect(audit?.after.filter).toEqual({ tier: 3, isSearched: true });
    const taken = okafor.students.exportList.mutate({ mutationId: newMutation() });
    expect(await refusalOf(taken)).toMatchObject({ situation: "NOT_ALLOWED" });
  });
});
