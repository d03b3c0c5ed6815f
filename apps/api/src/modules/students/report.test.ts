import { demoIds } from "@handrail/db/seed/ids";
import { nameOf } from "@handrail/db/seed/names";
import { parse } from "csv-parse/sync";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { recordReady } from "../../proofs/points.fixture.ts";
import { newMutation, refusalOf, type Client } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";
import { at } from "./students.fixture.ts";

const amara = at(0);
const readingBoost = demoIds.intervention("alder", "reading-boost");

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

const lineOf = async (client: Client, studentId = amara) => {
  const { interventions } = await client.students.report.query({ studentId });
  const found = interventions.find(({ interventionId }) => interventionId === readingBoost);
  if (found === undefined) throw new Error("Not on the report");
  return found;
};

describe("the report of a student", () => {
  it("has the numbers that the page of the intervention has", async () => {
    const line = await lineOf(reyes);
    const page = await reyes.interventions.get.query({ interventionId: readingBoost });
    const row = page.enrollments.find(({ studentId }) => studentId === amara);
    const { present, tardy, absent, excused, minutesReceived, minutesPlanned, verdict } = line;
    expect({ present, tardy, absent, excused, minutesReceived, minutesPlanned, verdict }).toEqual({
      present: row?.present,
      tardy: row?.tardy,
      absent: row?.absent,
      excused: row?.excused,
      minutesReceived: row?.minutesReceived,
      minutesPlanned: row?.minutesPlanned,
      verdict: row?.verdict,
    });
    expect(line.sessionsHeld).toBeGreaterThan(0);
    expect(line.sessionsDue).toBeGreaterThanOrEqual(line.sessionsHeld);
    expect(line.enrollments).toMatchObject([{ status: "active", until: null }]);
    expect(line.goal).toMatchObject({ target: page.goals.find(({ studentId }) => studentId === amara)?.target });
  });

  it("shows the latest points, the earliest of them first", async () => {
    const { points } = await lineOf(reyes);
    const stored = await admin<{ on: string; value: number }[]>`
      select measured_on::text as "on", value from progress_notes
       where intervention_id = ${readingBoost} and student_id = ${amara} and metric = '' and value is not null
         and deleted_at is null order by measured_on desc limit 6`;
    expect(stored.length).toBe(6);
    expect(points).toEqual([...stored].reverse());
  });

  it("tells what was decided, by whom and why; a student who came back is on it once", async () => {
    const place = 26;
    await recordReady(reyes, { interventionId: readingBoost, place });
    const pending = () => admin<{ id: string; version: number; intervention: string; student: string }[]>`
      select id, version, intervention_id as intervention, student_id as student from exit_recommendations
       where intervention_id = ${readingBoost} and student_id = ${at(place)} and decision = 'pending'`;
    await expect.poll(async () => (await pending()).length, { timeout: 20_000, interval: 100 }).toBe(1);
    const [found] = await pending();
    if (found === undefined) throw new Error("It was recommended.");
    await reyes.progress.decide.mutate({
      mutationId: newMutation(),
      interventionId: found.intervention,
      recommendationId: found.id,
      version: found.version,
      decision: "accepted",
      reason: "Reads as the class does.",
    });
    await reyes.interventions.enroll.mutate({
      mutationId: newMutation(),
      interventionId: found.intervention,
      students: [found.student],
      source: "manual",
      onClash: "leave_out",
      whenFull: "refuse",
    });
    const { interventions } = await reyes.students.report.query({ studentId: found.student });
    const lines = interventions.filter(({ interventionId }) => interventionId === found.intervention);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.enrollments).toMatchObject([
      { status: "active", until: null, reason: null },
      { status: "exited", reason: "Reads as the class does." },
    ]);
    expect(lines[0]?.decisions.at(-1)).toMatchObject({
      outcome: "exit",
      decision: "accepted",
      by: "Mr Reyes",
      reason: "Reads as the class does.",
    });
  });

  it("leaves out what is not this person's to see, and says how much that is", async () => {
    const [both] = await admin<{ student: string; seen: number; all: number }[]>`
      select e.student_id as student, count(*) filter (where i.id = ${readingBoost})::int as seen, count(*)::int as all
        from enrollments e join interventions i on i.id = e.intervention_id
       where e.tenant_id = ${demoIds.tenant("alder")} and i.deleted_at is null
       group by e.student_id having bool_or(i.id = ${readingBoost}) order by count(*) desc limit 1`;
    if (both === undefined) throw new Error("Nobody is in Reading Boost");
    await admin`
      insert into enrollments (tenant_id, id, intervention_id, student_id, source)
      values (${demoIds.tenant("alder")}, gen_random_uuid(), ${demoIds.intervention("alder", "attendance-mentors")},
        ${both.student}, 'manual') on conflict do nothing`;
    const mine = await okafor.students.report.query({ studentId: both.student });
    const whole = await reyes.students.report.query({ studentId: both.student });
    expect(whole.hidden).toBe(0);
    expect(mine.interventions.map(({ name }) => name)).not.toContain("Attendance Mentors");
    expect(mine.interventions.length + mine.hidden).toBe(whole.interventions.length);
    expect(mine.hidden).toBeGreaterThan(0);
  });

  it("is not there for whom one may not see, and leaves as a file with the right to it alone", async () => {
    expect(await refusalOf(okafor.students.report.query({ studentId: at(1) }))).toMatchObject({
      situation: "NOT_FOUND",
    });
    const taken = okafor.students.exportReport.mutate({ mutationId: newMutation(), studentId: amara });
    expect(await refusalOf(taken)).toMatchObject({ situation: "NOT_ALLOWED" });
    expect((await okafor.students.report.query({ studentId: amara })).mayExport).toBe(false);
  });

  it("as a file it is by code, no cell of it is a formula, and who took it along is recorded", async () => {
    await admin`
      update interventions set name = '=HYPERLINK("http://x")' where id = ${readingBoost}`;
    const { fileName, content: text } = await reyes.students.exportReport.mutate({
      mutationId: newMutation(),
      studentId: amara,
    });
    expect(fileName).toMatch(/^student-\d{4}-\d\d-\d\d\.csv$/);
    const rows = parse(text, { bom: true, columns: true, record_delimiter: "\r\n" }) as Record<string, string>[];
    const line = await lineOf(reyes);
    const whole = await reyes.students.report.query({ studentId: amara });
    expect(rows.filter(({ Record }) => Record === "Intervention")).toHaveLength(whole.interventions.length);
    const row = rows.find(({ Intervention }) => Intervention?.includes("HYPERLINK"));
    expect(row).toMatchObject({
      Code: "KESTREL-41",
      Intervention: `'=HYPERLINK("http://x")`,
      Present: String(line.present),
      "Sessions held": String(line.sessionsHeld),
      "Minutes received": String(line.minutesReceived),
    });
    expect(row?.["Latest points"]?.split("; ")).toHaveLength(line.points.length);
    for (const name of nameOf(0).full.split(" ")) expect(text).not.toContain(name);
    const [audit] = await admin<{ actor: string; after: unknown }[]>`
      select u.name as actor, a.after from audit_logs a join users u on u.id = a.actor_id
       where a.action = 'StudentReportExported' and a.entity_id = ${amara}`;
    expect(audit).toEqual({ actor: "Mr Reyes", after: { exported: "csv_comma", withRestricted: false } });
  });
});

describe("cases, meetings, calls and talks on the report", () => {
  const words = { open: "Comes late since the move.", closed: "Said at home that it is too loud." };
  const studentId = at(2);
  const today = async () => (await reyes.students.report.query({ studentId })).today;
  const textOf = async (client: Client, withRestricted?: boolean): Promise<string> =>
    (await client.students.exportReport.mutate({ mutationId: newMutation(), studentId, withRestricted })).content;

  it("are there by the right of the reader, and restricted words only when asked for", async () => {
    const day = await today();
    const meet = (interventionNotes: string, isRestricted: boolean) =>
      reyes.casework.recordMeeting.mutate({
        mutationId: newMutation(),
        studentId,
        meetingDate: day,
        absenceReason: "Tired.",
        actionPlan: "Talk again.",
        rootCause: "financial",
        urgency: "low",
        ifActive: "join",
        interventionNotes,
        isRestricted,
      });
    await admin`update cases set deleted_at = now() where student_id = ${studentId}`;
    const { caseId } = await meet(words.open, false);
    await meet(words.closed, true);
    const report = await reyes.students.report.query({ studentId });
    const entries = report.cases.find((one) => one.caseId === caseId)?.entries ?? [];
    expect(entries).toMatchObject([{ kind: "meeting", on: day, by: "Mr Reyes", interventionNotes: words.open }]);
    expect(entries).toHaveLength(1);
    expect(report).toMatchObject({ restricted: 1, school: "Alder Street School", by: "Mr Reyes" });
    const asked = await reyes.students.report.query({ studentId, withRestricted: true });
    expect(asked.cases.flatMap((one) => one.entries.map((entry) => entry.interventionNotes))).toEqual([
      words.open,
      words.closed,
    ]);
    const [plain, whole] = [await textOf(reyes), await textOf(reyes, true)];
    expect(plain).toContain(words.open);
    expect(plain).not.toContain(words.closed);
    expect(whole).toContain(words.closed);
    // Who sees every case and is not on its team learns nothing of what is restricted, whatever they ask for.
    const { client: haddad } = await world.signIn("haddad@alder.example");
    const others = await haddad.students.report.query({ studentId, withRestricted: true });
    expect(others.restricted).toBe(0);
    expect(JSON.stringify(others)).toContain(words.open);
    expect(JSON.stringify(others)).not.toContain(words.closed);
  });

  it("the file is kept nowhere in the database", async () => {
    await textOf(reyes, true);
    const kept = await admin`select 1 from idempotency_keys where response::text like ${`%${words.closed}%`}`;
    expect(kept).toHaveLength(0);
  });
});
