import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { newMutation, openAdmin, person, tenantId, type Client } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let reyes: Client;
const readingBoost = demoIds.intervention("alder", "reading-boost");

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  reyes = (await world.signIn("reyes@alder.example")).client;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

const options = (client: Client, more: object = {}) =>
  client.interventions.studentOptions.query({ interventionId: readingBoost, ...more });

/** The name of someone who could be enrolled, as the vault shows it to whoever sees all names. */
const someoneByName = async (): Promise<{ studentId: string; family: string }> => {
  const found = await options(reyes);
  const { names } = await reyes.privacy.revealStudents.mutate({
    purpose: "search",
    studentIds: found.slice(0, 50).map(({ studentId }) => studentId),
  });
  const [first] = names;
  if (first === undefined) throw new Error("The demo names nobody who could be enrolled.");
  return { studentId: first.studentId, family: first.fullName.split(" ").at(-1) ?? "" };
};

describe("who could be enrolled", () => {
  test("is found by name where the person may see the name, and nobody who takes part already", async () => {
    const { studentId, family } = await someoneByName();
    const byName = await options(reyes, { text: family.slice(0, 3).toLowerCase() });
    expect(byName.map((one) => one.studentId)).toContain(studentId);
    const enrolled = await admin<{ id: string }[]>`
      select student_id as id from enrollments where intervention_id = ${readingBoost} and status = 'active'`;
    const ids = new Set(enrolled.map(({ id }) => id));
    expect(byName.filter((one) => ids.has(one.studentId))).toEqual([]);
    // The family takes its consent back: the name finds nobody any more, the code still does.
    await admin`
      update consents set expires_at = now() where tenant_id = ${tenantId} and student_id = ${studentId}`;
    const after = await options(reyes, { text: family.slice(0, 3).toLowerCase() });
    expect(after.map((one) => one.studentId)).not.toContain(studentId);
    const [row] = await admin<{ code: string }[]>`select display_code as code from students where id = ${studentId}`;
    expect(await options(reyes, { text: row?.code ?? "" })).toMatchObject([{ studentId }]);
  });

  test("is not found by a name that this person may not see", async () => {
    const { studentId, family } = await someoneByName();
    // An owner of one intervention who works with nobody else.
    await admin`update interventions set owner_staff_id = ${person("ito")} where id = ${readingBoost}`;
    await admin`
      delete from student_staff where tenant_id = ${tenantId} and student_id = ${studentId} and user_id = ${person("ito")}`;
    const ito = (await world.signIn("ito@alder.example")).client;
    const { hits } = await ito.students.search.query({ query: family, limit: 20 });
    const seen = new Set(hits.map((hit) => hit.studentId as string));
    const byName = await options(ito, { text: family });
    expect(byName.filter((one) => !seen.has(one.studentId))).toEqual([]);
    await admin`update interventions set owner_staff_id = ${person("reyes")} where id = ${readingBoost}`;
  });

  test("is suggested by an open case of one of the program's root causes, then by its tier", async () => {
    const [program] = await admin<{ tier: number; causes: string[] }[]>`
      select p.tier, p.root_causes as causes from interventions i
        join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id where i.id = ${readingBoost}`;
    const free = (await options(reyes)).filter(({ tier }) => tier !== program?.tier);
    const inCases = await admin<{ id: string }[]>`select student_id as id from cases where tenant_id = ${tenantId}`;
    const known = new Set(inCases.map(({ id }) => id));
    const [one, closed] = free.filter(({ studentId }) => !known.has(studentId));
    const cases = await admin<{ id: string }[]>`
      select id from cases where tenant_id = ${tenantId} and status <> 'closed' and deleted_at is null order by id limit 2`;
    const cause = program?.causes[0] ?? "";
    await admin`update cases set student_id = ${one?.studentId ?? ""}, root_cause = ${cause} where id = ${cases[0]?.id ?? ""}`;
    await admin`
      update cases set student_id = ${closed?.studentId ?? ""}, root_cause = ${cause}, status = 'closed', closed_at = now(),
        resolution_notes = 'Settled.' where id = ${cases[1]?.id ?? ""}`;
    const suggested = await options(reyes, { suggested: true });
    const kinds = suggested.map(({ suggestion }) => suggestion);
    expect(suggested.find(({ studentId }) => studentId === one?.studentId)?.suggestion).toBe("case");
    expect(suggested.map(({ studentId }) => studentId)).not.toContain(closed?.studentId);
    expect(kinds).not.toContain(null);
    expect(kinds.lastIndexOf("case")).toBeLessThan(kinds.indexOf("tier"));
    for (const { suggestion, tier } of suggested) if (suggestion === "tier") expect(tier).toBe(program?.tier);
    // Whoever may not see the case is not told of it by a suggestion.
    await admin`update interventions set owner_staff_id = ${person("ito")} where id = ${readingBoost}`;
    const ito = (await world.signIn("ito@alder.example")).client;
    const theirs = await options(ito, { suggested: true });
    expect(theirs.map(({ studentId }) => studentId)).not.toContain(one?.studentId);
    await admin`update interventions set owner_staff_id = ${person("reyes")} where id = ${readingBoost}`;
  });
});

describe("verdicts", () => {
  test("stand on the page, in the list and in the file, of those enrolled", async () => {
    await admin`delete from progress_verdicts where intervention_id = ${readingBoost}`;
    await admin`
      insert into progress_verdicts (tenant_id, id, enrollment_id, intervention_id, student_id, outcome, finding, sentence, is_undelivered)
      select e.tenant_id, gen_random_uuid(), e.id, e.intervention_id, e.student_id, v.outcome, v.finding, v.sentence, v.undelivered
        from (select *, row_number() over (order by id) as n from enrollments
               where intervention_id = ${readingBoost} and status = 'active') e
        join (values (1, 'intensify', 'below', 'The last four points lie below the aim line.', false),
                     (2, 'maintain', 'above', 'The last four points lie above the aim line.', false),
                     (3, 'insufficient_data', 'too_few', 'There are too few points.', false),
                     (4, 'modify', 'below', 'Half of the plan was received.', true)) as v (n, outcome, finding, sentence, undelivered)
          on v.n = e.n`;
    const page = await reyes.interventions.get.query({ interventionId: readingBoost });
    const judged = page.enrollments.flatMap(({ verdict }) => (verdict === null ? [] : [verdict]));
    expect(judged).toHaveLength(4);
    expect(judged).toContainEqual({
      outcome: "intensify",
      finding: "below",
      sentence: "The last four points lie below the aim line.",
      isUndelivered: false,
    });
    const list = await reyes.interventions.list.query({ scope: "all" });
    expect(list.rows.find(({ id }) => id === readingBoost)?.verdicts).toEqual({ judged: 3, below: 1, undelivered: 1 });
    const { content: text } = await reyes.interventions.exportReport.mutate({
      mutationId: newMutation(),
      interventionId: readingBoost,
    });
    expect(text.split("\r\n")[0]).toContain("Finding,Outcome,What the points say");
    expect(text).toContain("below,intensify,The last four points lie below the aim line.");
    expect(text).toContain("undelivered,modify,Half of the plan was received.");
  });

  test("of someone who left are not counted", async () => {
    const page = await reyes.interventions.get.query({ interventionId: readingBoost });
    const row = page.enrollments.find(({ verdict }) => verdict?.outcome === "intensify");
    await reyes.interventions.endEnrollment.mutate({
      mutationId: newMutation(),
      interventionId: readingBoost,
      enrollmentId: row?.id ?? "",
      version: row?.version ?? 0,
      as: "withdrawn",
      reason: "Moved to another group.",
    });
    const list = await reyes.interventions.list.query({ scope: "all" });
    expect(list.rows.find(({ id }) => id === readingBoost)?.verdicts).toMatchObject({ judged: 2, below: 0 });
  });
});

describe("a list of students", () => {
  const read = (client: Client, text: string, more: object = {}) =>
    client.interventions.readStudents.query({ interventionId: readingBoost, kind: "codes", text, ...more });

  test("names them by code or whole name, however either was written, and each once", async () => {
    const [one] = await options(reyes);
    if (one === undefined) throw new Error("Nobody could be enrolled.");
    const { names } = await reyes.privacy.revealStudents.mutate({ purpose: "search", studentIds: [one.studentId] });
    const full = names[0]?.fullName ?? "";
    const [family = "", ...given] = full.split(" ").toReversed();
    const typed = one.displayCode.toLowerCase().replace("-", "\u2013");
    const turned = `${family.toUpperCase()}, ${given.toReversed().join(" ")}`;
    for (const text of [typed, `\u200B${one.displayCode}\u200E`, full.normalize("NFD"), turned]) {
      const { lines } = await read(reyes, text);
      expect(lines).toMatchObject([{ student: { studentId: one.studentId }, problem: null }]);
    }
    expect((await read(reyes, `${full}\n${one.displayCode}`)).lines[1]?.problem).toContain("on line 1 already");
    expect((await read(reyes, full.slice(0, -1))).lines[0]?.student).toBeNull();
  });

  test("does not name by name whom this person may not see so, and enrols nobody whose code stands elsewhere", async () => {
    const { lines, file } = await read(reyes, "sits with;code\nAVOCET-93, WREN-42;HERON-91", { kind: "csv" });
    expect(lines.map(({ line, text }) => [line, text])).toEqual([[2, "HERON-91"]]);
    expect(file).toMatchObject({ separator: "semicolon", column: 1, columns: ["sits with", "code"] });
    const [one] = await options(reyes);
    const { names } = await reyes.privacy.revealStudents.mutate({
      purpose: "search",
      studentIds: [one?.studentId ?? ("" as never)],
    });
    await admin`
      update consents set expires_at = now() where tenant_id = ${tenantId} and student_id = ${one?.studentId ?? null}`;
    const { lines: hidden } = await read(reyes, names[0]?.fullName ?? "");
    expect(hidden).toMatchObject([{ student: null }]);
  });
});
