import { demoIds } from "@handrail/db/seed/ids";
import { addDays } from "@handrail/domain/kernel/time";
import type postgres from "postgres";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import {
  newMutation,
  openAdmin,
  person,
  refusalOf,
  student,
  tenantId,
  type Client,
} from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

let world: World;
let admin: postgres.Sql;
let reyes: Client;
let ito: Client;
let today: string;
const readingBoost = demoIds.intervention("alder", "reading-boost");
const socialSkills = demoIds.intervention("alder", "social-skills");

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  reyes = (await world.signIn("reyes@alder.example")).client;
  ito = (await world.signIn("ito@alder.example")).client;
  today = (await reyes.progress.grid.query({ interventionId: readingBoost })).today;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});

type Cell = Parameters<Client["progress"]["recordMany"]["mutate"]>[0]["cells"][number];

const cell = (place: number, value: number | null, more: Partial<Cell> = {}): Cell => ({
  studentId: student(place),
  measuredOn: today,
  value,
  seen: null,
  ...more,
});

const record = (cells: Cell[], interventionId = readingBoost, by = reyes) =>
  by.progress.recordMany.mutate({ mutationId: newMutation(), interventionId, cells });

const insertPoint = (place: number, more: { day?: string; value?: number; enrollment?: string } = {}) => admin`
  insert into progress_notes (tenant_id, id, intervention_id, student_id, enrollment_id, value, measured_on, entered_by)
  values (${tenantId}, ${uuid()}, ${socialSkills}, ${student(place)},
    ${more.enrollment ?? demoIds.enrollment("alder", "social-skills", place)}, ${more.value ?? 3}, ${more.day ?? today}, ${person("reyes")})`;

describe("points", () => {
  test("of a group are settled one by one: what cannot be written does not lose the others", async () => {
    const { results } = await record([
      cell(0, 95),
      cell(3, 2_000_000),
      cell(70, 40),
      cell(7, 61, { measuredOn: addDays(today, 1) }),
      cell(11, 42, { measuredOn: addDays(today, -200) }),
    ]);
    expect(results.map(({ outcome, situation }) => [outcome, situation])).toEqual([
      ["recorded", null],
      ["refused", "INVALID_INPUT"],
      ["refused", "NOT_ENROLLED"],
      ["refused", "INVALID_INPUT"],
      ["refused", "NOT_ENROLLED"],
    ]);
    const { cells } = await reyes.progress.grid.query({ interventionId: readingBoost });
    expect(cells.filter(({ measuredOn }) => measuredOn === today)).toMatchObject([
      { value: 95, version: 1, by: "Mr Reyes" },
    ]);
  });

  test("lie within what the program says of its measure", async () => {
    const { lowest } = await reyes.progress.grid.query({ interventionId: readingBoost });
    expect(lowest).toBe(0);
    expect((await record([cell(26, -5)])).results).toMatchObject([{ outcome: "refused", reason: "Use 0 or more." }]);
  });

  test("entered again are corrected, with what they were in their history", async () => {
    await record([cell(26, 50)]);
    expect((await record([cell(26, 52)])).results).toMatchObject([
      { outcome: "contested", point: { value: 50, version: 1 }, situation: "STALE_VERSION" },
    ]);
    expect((await record([cell(26, 50)])).results).toMatchObject([{ outcome: "unchanged" }]);
    expect((await record([cell(26, 52, { seen: 1 })])).results).toMatchObject([
      { outcome: "corrected", point: { value: 52, version: 2 } },
    ]);
    expect((await record([cell(26, null, { seen: 2 })])).results).toMatchObject([
      { outcome: "withdrawn", point: null },
    ]);
    const [stored] = await admin<{ id: string; rows: number }[]>`
      select id, count(*) over ()::int as rows from progress_notes
       where intervention_id = ${readingBoost} and student_id = ${student(26)} and measured_on = ${today}`;
    expect(stored?.rows).toBe(1);
    const history = await reyes.progress.history.query({ interventionId: readingBoost, noteId: stored?.id ?? "" });
    expect(history.map(({ value, isWithdrawn, by }) => [value, isWithdrawn, by])).toEqual([
      [null, true, "Mr Reyes"],
      [52, false, "Mr Reyes"],
      [50, false, "Mr Reyes"],
    ]);
  });

  test("written by two at once: one stands, the other is shown what does", async () => {
    const answers = await Promise.all([60, 61, 62, 63].map((value) => record([cell(30, value)])));
    const outcomes = answers.map(({ results }) => results[0]?.outcome);
    expect(outcomes.filter((outcome) => outcome === "recorded")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "contested")).toHaveLength(3);
    const winner = answers.find(({ results }) => results[0]?.outcome === "recorded")?.results[0]?.point?.value;
    for (const { results } of answers) expect(results[0]?.point?.value).toBe(winner);
  });

  test("the same intent twice has one effect", async () => {
    const input = { mutationId: newMutation(), interventionId: readingBoost, cells: [cell(50, 58)] };
    const [first, second] = await Promise.all([
      reyes.progress.recordMany.mutate(input),
      reyes.progress.recordMany.mutate(input),
    ]);
    expect(second).toEqual(first);
  });

  test("are the team's to write, and nothing to those outside", async () => {
    expect(await refusalOf(record([cell(0, 1)], socialSkills, ito))).toMatchObject({ situation: "NOT_FOUND" });
    const okafor = (await world.signIn("okafor@alder.example")).client;
    const { results } = await record([cell(55, 49)], readingBoost, okafor);
    expect(results).toMatchObject([{ outcome: "recorded" }]);
    await admin`delete from role_permissions where permission = 'progress.record_all' and role_id = ${demoIds.role("alder", "admin")}`;
    const haddad = (await world.signIn("haddad@alder.example")).client;
    expect(await refusalOf(record([cell(55, 50, { seen: 1 })], readingBoost, haddad))).toMatchObject({
      situation: "NOT_ALLOWED",
      status: 403,
    });
  });

  test("that the rules would refuse, the database refuses as well", async () => {
    await expect(insertPoint(5, { value: 6 })).rejects.toMatchObject({ constraint_name: "progress_notes_in_bounds" });
    await expect(insertPoint(5, { day: addDays(today, -200) })).rejects.toMatchObject({
      constraint_name: "progress_notes_enrolled",
    });
    await expect(
      insertPoint(5, { enrollment: demoIds.enrollment("alder", "reading-boost", 26) }),
    ).rejects.toMatchObject({ constraint_name: "progress_notes_enrolled" });
    await admin`update enrollments set status = 'withdrawn', withdrawn_at = now() - interval '3 days', exit_reason = 'Moved.'
      where id = ${demoIds.enrollment("alder", "social-skills", 99)}`;
    await expect(insertPoint(99)).rejects.toMatchObject({ constraint_name: "progress_notes_enrolled" });
    // Late, and of a day on which they were still there.
    await insertPoint(99, { day: addDays(today, -60) });
    const { results } = await record([cell(99, 2, { measuredOn: addDays(today, -61) }), cell(99, 2)], socialSkills);
    expect(results.map(({ outcome }) => outcome)).toEqual(["recorded", "refused"]);
  });
});

describe("notes", () => {
  const note = (more: object = {}) => ({
    mutationId: newMutation(),
    interventionId: socialSkills,
    studentId: student(44),
    existing: null,
    measuredOn: addDays(today, -1),
    note: "Asked a question of her own.",
    rating: 4,
    metric: "",
    value: null,
    sessionId: null,
    ...more,
  });

  test("are written, changed by those who have seen them, and withdrawn", async () => {
    const { noteId } = await reyes.progress.saveNote.mutate(note());
    const existing = { id: noteId, version: 1 };
    await reyes.progress.saveNote.mutate(note({ existing, note: "Asked two." }));
    expect(await refusalOf(reyes.progress.saveNote.mutate(note({ existing, note: "Lost." })))).toMatchObject({
      situation: "STALE_VERSION",
      details: { version: 2 },
    });
    const found = async () => {
      const { students } = await reyes.progress.graph.query({ interventionId: socialSkills });
      return students.find(({ studentId }) => studentId === student(44))?.points.find((one) => one.noteId === noteId);
    };
    expect(await found()).toMatchObject({ note: "Asked two.", rating: 4, value: null });
    await reyes.progress.withdrawNote.mutate({
      mutationId: newMutation(),
      interventionId: socialSkills,
      noteId,
      version: 2,
    });
    expect(await found()).toBeUndefined();
    const lines = await admin<
      { text: string }[]
    >`select coalesce(before::text, '') || after::text as text from audit_logs where entity_id = ${noteId}`;
    expect(lines).toHaveLength(3);
    expect(lines.some(({ text }) => text.includes("Asked"))).toBe(false);
  });

  test("belong to a session of their own intervention, or to none", async () => {
    const [own] = await admin<{ id: string }[]>`
      select id from sessions where tenant_id = ${demoIds.tenant("alder")} and intervention_id = ${socialSkills} limit 1`;
    const [elsewhere] = await admin<{ id: string }[]>`
      select id from sessions where tenant_id = ${demoIds.tenant("alder")} and intervention_id <> ${socialSkills} limit 1`;
    const [otherSchool] = await admin<{ id: string }[]>`
      select id from sessions where tenant_id = ${demoIds.tenant("cedar")} limit 1`;
    for (const sessionId of [elsewhere?.id, otherSchool?.id, newMutation()])
      expect(await refusalOf(reyes.progress.saveNote.mutate(note({ sessionId })))).toMatchObject({
        situation: "NOT_FOUND",
        message: "There is no such session of this intervention.",
      });
    const { noteId } = await reyes.progress.saveNote.mutate(note({ sessionId: own?.id }));
    const [kept] = await admin<{ id: string }[]>`select session_id as id from progress_notes where id = ${noteId}`;
    expect(kept?.id).toBe(own?.id);
    const moved = admin`update progress_notes set session_id = ${otherSchool?.id ?? ""} where id = ${noteId}`;
    await expect(moved).rejects.toMatchObject({ code: "23503" });
  });

  test("need something to say", async () => {
    expect(await refusalOf(reyes.progress.saveNote.mutate(note({ note: "  ", rating: null })))).toMatchObject({
      situation: "INVALID_INPUT",
    });
    expect(await refusalOf(reyes.progress.saveNote.mutate(note({ studentId: student(70) })))).toMatchObject({
      situation: "NOT_ENROLLED",
    });
  });
});

describe("graphs", () => {
  test("tell who is ready, who fails, and of whom too little is known", async () => {
    const { students, settings } = await reyes.progress.graph.query({ interventionId: readingBoost });
    const verdictOf = (place: number) => students.find(({ studentId }) => studentId === student(place))?.verdict;
    expect(settings).toMatchObject({ rule: "four_point", points: 4 });
    expect(verdictOf(0)).toMatchObject({ outcome: "exit", finding: "reached" });
    expect(verdictOf(11)).toMatchObject({ finding: "below" });
    expect(verdictOf(55)).toMatchObject({ outcome: "insufficient_data" });
    const changed = students.find(({ studentId }) => studentId === student(3));
    expect(changed?.trends).toHaveLength(2);
    expect(changed?.trends[1]?.line.perWeek ?? 0).toBeGreaterThan((changed?.trends[0]?.line.perWeek ?? 0) + 1);
  });

  test("are judged by the rule that its owner sets, unless somebody else set another", async () => {
    const { settings: seen } = await reyes.progress.graph.query({ interventionId: readingBoost });
    const set = (settings: typeof seen, from = seen) =>
      reyes.progress.setRule.mutate({ mutationId: newMutation(), interventionId: readingBoost, settings, seen: from });
    await set({ ...seen, rule: "trend", points: 5 });
    expect(await refusalOf(set({ ...seen, points: 6 }))).toMatchObject({ situation: "STALE_VERSION" });
    const { settings } = await reyes.progress.graph.query({ interventionId: readingBoost });
    expect(settings).toEqual({ ...seen, rule: "trend", points: 5 });
    await set(seen, settings);
  });

  test("are split where the plan changed", async () => {
    const phases = async () => (await reyes.progress.graph.query({ interventionId: readingBoost })).phases;
    const change = (changedOn: string) =>
      reyes.progress.changePlan.mutate({
        mutationId: newMutation(),
        interventionId: readingBoost,
        studentId: student(11),
        changedOn,
        what: "Phonics first",
      });
    expect(await refusalOf(change(addDays(today, 1)))).toMatchObject({ situation: "INVALID_INPUT" });
    await change(addDays(today, -7));
    const made = (await phases()).find(({ what }) => what === "Phonics first");
    expect(made).toMatchObject({ studentId: student(11), by: "Mr Reyes" });
    await reyes.progress.removePhase.mutate({
      mutationId: newMutation(),
      interventionId: readingBoost,
      phaseId: made?.id ?? "",
    });
    expect((await phases()).map(({ what }) => what)).not.toContain("Phonics first");
    const okafor = (await world.signIn("okafor@alder.example")).client;
    expect(
      await refusalOf(
        okafor.progress.changePlan.mutate({
          mutationId: newMutation(),
          interventionId: readingBoost,
          studentId: null,
          changedOn: today,
          what: "x",
        }),
      ),
    ).toMatchObject({ situation: "NOT_ALLOWED" });
  });
});
