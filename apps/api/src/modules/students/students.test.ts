import { demoIds } from "@handrail/db/seed/ids";
import { nameOf } from "@handrail/db/seed/names";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";
import { at, ids } from "./students.fixture.ts";

let world: World;
let admin: postgres.Sql;
let okafor: Awaited<ReturnType<World["signIn"]>>["client"];
let park: typeof okafor;
let reyes: typeof okafor;
beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  const clients = ["okafor", "park", "reyes"].map(async (who) => (await world.signIn(`${who}@alder.example`)).client);
  [okafor, park, reyes] = (await Promise.all(clients)) as [typeof okafor, typeof okafor, typeof okafor];
});
afterAll(async () => {
  await admin.end();
  await world.close();
});

const found = async (client: typeof okafor, query: string): Promise<string[]> =>
  (await client.students.search.query({ query, limit: 20 })).hits.map(({ studentId }) => studentId).toSorted();
const situationOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => "yes",
    (error: { data?: { situation?: unknown } }) => error.data?.situation,
  );

describe("search", () => {
  it("finds by the beginning of a name's words, however it is written", async () => {
    // 33: Linh Nguyễn of Breakfast Club, whose facilitator Ms Okafor is.
    expect(nameOf(33).full).toBe("Linh Nguyễn");
    for (const query of ["nguy", "NGUYEN", "Nguyễn", "linh", "linh ngu", "ngu lin"])
      expect({ query, hits: await found(okafor, query) }).toEqual({ query, hits: [at(33)] });
    expect(await found(okafor, "guyen")).toEqual([]);
    expect(await found(okafor, "linh whit")).toEqual([]);
  });

  it("finds by the beginning of a code", async () => {
    expect(await found(okafor, "kestrel-41")).toEqual([at(0)]);
    expect(await found(okafor, "estrel")).toEqual([]);
  });

  it("finds by name those alone whom the person works with and whose family agreed; others stay unknown", async () => {
    // 7 and 30 are on Ms Okafor's roster and gave no consent; 1 is with nobody of hers.
    for (const place of [7, 30]) {
      const [first = ""] = nameOf(place).full.split(" ");
      expect(await found(okafor, first)).not.toContain(at(place));
    }
    const [row] = await admin<{ code: string }[]>`select display_code as code from students where id = ${at(7)}`;
    expect(await found(okafor, row?.code ?? "")).toContain(at(7));
    expect(await found(okafor, nameOf(1).full)).toEqual([]);
    expect(await found(reyes, nameOf(1).full)).toEqual([at(1)]);
    const [other] = await admin<{ code: string }[]>`select display_code as code from students where id = ${at(1)}`;
    expect(await found(okafor, other?.code ?? "")).toEqual([]);
    expect(await found(reyes, other?.code ?? "")).toEqual([at(1)]);
  });
});

describe("the list", () => {
  it("holds the students one works with, page by page, once each, in the order of codes", async () => {
    const seen: { id: string; code: string }[] = [];
    let after: string | undefined;
    do {
      const page = await okafor.students.list.query({ limit: 7, ...(after === undefined ? {} : { after }) });
      expect(page.of).toBe(after === undefined ? 32 : null);
      seen.push(...page.rows.map((row) => ({ id: row.studentId as string, code: row.displayCode })));
      after = page.next ?? undefined;
    } while (after !== undefined);
    const works = [0, 3, 7, 11, 26, 30, 50, 55, 2, 9, 14, 21, 33, 41, 66, 80, 87, 95, 103, 5, 44, 61, 84, 99];
    expect(seen.map(({ id }) => id).toSorted()).toEqual(ids([...works, 12, 19, 37, 52, 70, 78, 92, 110]));
    expect(seen.map(({ code }) => code)).toEqual(seen.map(({ code }) => code).toSorted());
  });

  it("is narrowed by grade, tier, status, code and name", async () => {
    const all = (await reyes.students.list.query({ limit: 100 })).rows;
    expect(all).toHaveLength(100);
    const grade = await reyes.students.list.query({ grade: "9", tier: 2, limit: 100 });
    expect(grade.rows.length).toBeGreaterThan(0);
    for (const row of grade.rows) expect(row).toMatchObject({ gradeLevel: "9", tier: 2, status: "active" });
    const paused = await reyes.students.list.query({ status: "paused" });
    expect(paused.rows.map(({ studentId }) => studentId)).toEqual([at(116)]);
    const byName = await reyes.students.list.query({ query: "nguy" });
    const named = Array.from({ length: 120 }, (_, place) => place).filter((place) => / Nguy/.test(nameOf(place).full));
    expect(byName.rows.map(({ studentId }) => studentId).toSorted()).toEqual(ids(named));
  });

  it("counts what there is to do, and the marks of the last 30 days", async () => {
    const { rows } = await okafor.students.list.query({ query: "KESTREL-41" });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ interventions: 1, cases: 0 });
    expect(rows[0]?.marked).toBeGreaterThanOrEqual(5);
    expect(rows[0]?.attended).toBeLessThanOrEqual(rows[0]?.marked ?? 0);
  });
});

describe("a student's page", () => {
  it("says who, where, how often, and what there is to do", async () => {
    // The demo is as old as the run of the tests: the session that ran at its start may have ended.
    await admin`
      update bookings set during = tstzrange(now() - interval '5 minutes', now() + interval '20 minutes')
       where resource_id = ${at(0)} and active and session_id = (
         select s.id from sessions s join interventions i on i.id = s.intervention_id
          where i.name = 'Reading Boost' and s.occurs_on is null and s.status = 'scheduled' order by s.start_time desc limit 1)`;
    const page = await okafor.students.page.query({ studentId: at(0) });
    expect(page.student).toMatchObject({ displayCode: "KESTREL-41", tier: 2, gradeLevel: "5" });
    expect(page.now).toMatchObject({ title: "Reading Boost", location: "Room 4" });
    expect(page.interventions.map(({ name, maySee }) => [name, maySee])).toEqual([["Reading Boost", true]]);
    expect(page.strip.length).toBeGreaterThan(10);
    expect(page.strip.map(({ day }) => day)).toEqual(page.strip.map(({ day }) => day).toSorted());
    expect(page.year.missed).toBeLessThanOrEqual(page.year.marked);
    expect(page.weeks.length).toBeGreaterThan(10);
    expect(page.mayReadAccess).toBe(false);
    expect((await park.students.page.query({ studentId: at(50) })).staff).toMatchObject([
      { name: "Ms Park", relationship: "form_master" },
    ]);
  });

  it("has a thread that pages through everything once, newest first, by lane and from a day", async () => {
    const whole = await okafor.students.thread.query({ studentId: at(0), limit: 200 });
    expect(whole.next).toBeNull();
    expect(whole.entries.filter(({ kind }) => kind === "enrolled")).toHaveLength(1);
    expect(whole.entries.filter(({ lane }) => lane === "attendance").length).toBeGreaterThan(20);
    const paged: string[] = [];
    let before: { at: string; id: string } | undefined;
    do {
      const page = await okafor.students.thread.query({
        studentId: at(0),
        limit: 7,
        ...(before === undefined ? {} : { before }),
      });
      paged.push(...page.entries.map(({ id }) => id));
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(paged).toEqual(whole.entries.map(({ id }) => id));
    const lane = await okafor.students.thread.query({ studentId: at(0), lanes: ["interventions"] });
    expect(lane.entries.map(({ kind }) => kind)).toEqual(["enrolled"]);
    const day = whole.entries[10]?.day ?? "";
    const until = await okafor.students.thread.query({ studentId: at(0), until: day, limit: 1 });
    expect(until.entries[0]?.day).toBe(day);
  });

  it("is not there for those who have nothing to do with the student", async () => {
    const strange = [at(1), demoIds.student("cedar", 0), demoIds.session("alder", "reading-boost", "today")];
    for (const studentId of strange) {
      const asked = { studentId };
      const answers = await Promise.all(
        [
          okafor.students.page.query(asked),
          okafor.students.thread.query(asked),
          okafor.students.access.query(asked),
          okafor.students.guardians.mutate(asked),
        ].map(situationOf),
      );
      expect(answers).toEqual(["NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND"]);
    }
    expect(await situationOf(okafor.students.looks.query({ studentId: at(0) }))).toBe("NOT_ALLOWED");
  });
});

describe("guardians", () => {
  it("are shown with their contacts where the family agreed, and that is recorded", async () => {
    const { guardians, heldBack } = await okafor.students.guardians.mutate({ studentId: at(0) });
    expect(heldBack).toBeNull();
    expect(guardians.length).toBeGreaterThan(0);
    for (const { name, phone, email } of guardians) {
      expect(name).toMatch(/^\S+ .+/);
      expect(phone ?? email).toMatch(/^\+44 7700 900\d{3}$|@families\.example$/);
    }
    const looks = await reyes.students.looks.query({ studentId: at(0) });
    expect(looks.looks.map(({ name, purpose }) => [name, purpose])).toContainEqual(["Ms Okafor", "contact"]);
  });

  it("stay unknown without that consent, though the student's name may be shown", async () => {
    // 26 agreed to the name alone.
    expect(await okafor.students.guardians.mutate({ studentId: at(26) })).toEqual({
      guardians: [],
      heldBack: "no_consent",
    });
    const { names } = await okafor.privacy.revealStudents.mutate({ purpose: "student", studentIds: [at(26)] });
    expect(names).toHaveLength(1);
  });
});

describe("names of students", () => {
  it("come by relationship and consent, and are recorded once a day in their context", async () => {
    const places = [0, 7, 50, 33];
    const asked = { purpose: "student" as const, studentIds: [...places.map(at), at(1), demoIds.student("cedar", 0)] };
    const first = await okafor.privacy.revealStudents.mutate(asked);
    expect(first.names.map(({ studentId }) => studentId).toSorted()).toEqual(ids([0, 50, 33]));
    expect(first.heldBack).toEqual([{ studentId: at(7), reason: "no_consent" }]);
    expect(await okafor.privacy.revealStudents.mutate(asked)).toEqual(first);
    const rows = await admin<{ context: string; subjects: number }[]>`
      select r.context_id as context, count(*)::int as subjects from reveals r join reveal_subjects s on s.reveal_id = r.id
       where r.user_id = ${demoIds.user("alder", "okafor")} and r.purpose = 'student' and r.context_id = any(${ids(places)})
       group by r.id, r.context_id order by r.context_id`;
    expect(rows.map(({ context, subjects }) => [context, subjects])).toEqual(ids([0, 33, 50]).map((id) => [id, 1]));
    await okafor.privacy.revealStudents.mutate({ ...asked, purpose: "work" });
    const [work] = await admin<{ context: string; subjects: number }[]>`
      select r.context_id as context, count(*)::int as subjects from reveals r join reveal_subjects s on s.reveal_id = r.id
       where r.user_id = ${demoIds.user("alder", "okafor")} and r.purpose = 'work' group by r.context_id`;
    expect({ ...work }).toEqual({ context: demoIds.user("alder", "okafor"), subjects: 3 });
  });
});

describe("names on an intervention's page", () => {
  it("are recorded under that intervention, which one has to be able to see", async () => {
    const boost = demoIds.intervention("alder", "reading-boost");
    const asked = { purpose: "intervention" as const, studentIds: [at(0)], interventionId: boost };
    expect((await okafor.privacy.revealStudents.mutate(asked)).names).toHaveLength(1);
    const contexts = await admin<{ context: string }[]>`
      select context_id as context from reveals
       where user_id = ${demoIds.user("alder", "okafor")} and purpose = 'intervention'`;
    expect(contexts.map(({ context }) => context)).toEqual([boost]);
    for (const key of ["maths-fluency", "none at all"]) {
      const interventionId = demoIds.intervention("alder", key);
      expect(await situationOf(okafor.privacy.revealStudents.mutate({ ...asked, interventionId }))).toBe("NOT_FOUND");
    }
    expect(await situationOf(okafor.privacy.revealStudents.mutate({ ...asked, purpose: "work" }))).toBe(
      "INVALID_INPUT",
    );
  });
});

describe("who can see a student", () => {
  it("is said to be exactly those who can, each with a reason", async () => {
    for (const place of [0, 3, 50, 58, 1]) {
      const { people } = await reyes.students.access.query({ studentId: at(place) });
      const said = people.map(({ userId }) => userId as string);
      for (const person of ["okafor", "ito", "park", "reyes", "haddad", "lindqvist", "sen"]) {
        const { client } = await world.signIn(`${person}@alder.example`);
        const sees = await situationOf(client.students.page.query({ studentId: at(place) }));
        expect({ place, person, sees: sees === "yes" }).toEqual({
          place,
          person,
          sees: said.includes(demoIds.user("alder", person)),
        });
      }
      for (const { why } of people) expect(why.length).toBeGreaterThan(0);
    }
  });
});
