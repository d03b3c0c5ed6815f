import { openPool } from "@handrail/db/client";
import { demoIds } from "@handrail/db/seed/ids";
import { addDays } from "@handrail/domain/kernel/time";
import postgres from "postgres";
import { v7 as newId } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Runnable } from "../../jobs/task.ts";
import { inTenant } from "../../kernel/in-tenant.ts";
import { startWorld, type World } from "../../testing/world.ts";
import { remindOfFollowUps, remindOfRosters } from "./remind.ts";

type Client = Awaited<ReturnType<World["signIn"]>>["client"];

let world: World;
let admin: postgres.Sql;
let worker: ReturnType<typeof openPool>;
let park: Client;
let reyes: Client;
let today: string;
const tenantId = demoIds.tenant("alder");
const soon = { timeout: 20_000, interval: 100 };

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 2, onnotice: () => undefined });
  worker = openPool({ url: world.database.urls.worker, name: "reminders", max: 2 });
  park = (await world.signIn("park@alder.example")).client;
  reyes = (await world.signIn("reyes@alder.example")).client;
  const [row] = await admin<{ day: string }[]>`select (now() at time zone 'Europe/London')::date::text as day`;
  today = row?.day ?? "";
});
afterAll(async () => {
  await worker.end({ timeout: 5 });
  await admin.end();
  await world.close();
});

const run = (task: Runnable): Promise<void> =>
  task.run(
    { tenantId },
    {
      inTenant: (tenant, work) => inTenant({ pool: worker, wake: () => undefined, origin: "test" }, tenant, work),
      add: async () => undefined,
      attempt: 1,
      isLastAttempt: false,
    },
  );

const meeting = (place: number, notes: string) => ({
  mutationId: newId(),
  studentId: demoIds.student("alder", place),
  meetingDate: today,
  absenceReason: "Overslept.",
  rootCause: "health" as const,
  interventionNotes: notes,
  actionPlan: "An alarm clock.",
  followUpDate: addDays(today, 10),
  urgency: "low" as const,
  ifActive: "join" as const,
});

const linesAbout = async (client: Client, subjectId: string) => {
  const { lines } = await client.notifications.inbox.query({ tab: "all" });
  return lines.filter((line) => line.subjectId === subjectId);
};

describe("the inbox", () => {
  it("holds a case for whoever was asked to take it on, and a mention for whoever may read it", async () => {
    const { caseId, version } = await park.casework.recordMeeting.mutate(
      meeting(71, "Asked @Mr Reyes for a place; @Mr Ito may not read this."),
    );
    await expect.poll(async () => (await linesAbout(reyes, caseId)).map(({ type }) => type), soon).toEqual(["mention"]);
    const ito = (await world.signIn("ito@alder.example")).client;
    expect(await linesAbout(ito, caseId)).toEqual([]);

    await park.casework.escalate.mutate({
      mutationId: newId(),
      caseId,
      version,
      toUserId: demoIds.user("alder", "reyes"),
      reason: "Needs somebody with more time.",
    });
    await expect
      .poll(async () => (await linesAbout(reyes, caseId)).map(({ type }) => type).toSorted(), soon)
      .toEqual(["case_escalated", "mention"]);
    const { lines } = await reyes.notifications.inbox.query({ tab: "escalations" });
    expect(lines.find((line) => line.subjectId === caseId)).toMatchObject({
      about: "health",
      actor: "Ms Park",
      isRead: false,
    });
    expect(lines.every(({ type }) => type !== "mention")).toBe(true);
  });

  it("holds a mention for the colleague who was meant: a name is taken whole, and its accents as typed", async () => {
    const as = (name: string) => admin`update users set name = ${name} where id = ${demoIds.user("alder", "reyes")}`;
    const students = (await park.casework.students.query()).toReversed();
    const told = async (place: number, notes: string): Promise<number> => {
      const { caseId } = await park.casework.recordMeeting.mutate({
        ...meeting(71, `${notes} @Ms Lindqvist`),
        studentId: students[place]?.studentId as string,
        rootCause: "other",
      });
      await expect.poll(async () => (await linesAbout(owner, caseId)).length, soon).toBe(1);
      return (await linesAbout(reyes, caseId)).length;
    };
    const owner = (await world.signIn("lindqvist@alder.example")).client;
    try {
      await as("Ms Ana");
      expect(await told(0, "@Ana\u0301")).toBe(0);
      expect(await told(1, "@Ana-Maria")).toBe(0);
      await as("Mr O’Neil");
      expect(await told(2, "@O'Neil")).toBe(1);
    } finally {
      await as("Mr Reyes");
    }
  });

  it("says beforehand who may read what is written, and to no stranger of the case", async () => {
    const { caseId } = await park.casework.recordMeeting.mutate({
      ...meeting(71, "Tired."),
      rootCause: "family",
    });
    const readsOf = async (of: string | null) => {
      const people = await park.casework.mentionPeople.query({ caseId: of as never });
      return Object.fromEntries(
        ["park", "reyes", "ito"].map((who) => [
          who,
          people.find(({ id }) => id === demoIds.user("alder", who as "park"))?.reads,
        ]),
      );
    };
    expect(await readsOf(caseId)).toEqual({ park: "all", reyes: "open", ito: "none" });
    expect(await readsOf(null)).toEqual({ park: "all", reyes: "open", ito: "none" });
    await admin`
      insert into user_roles (tenant_id, id, user_id, role_id)
      select tenant_id, ${newId()}, ${demoIds.user("alder", "ito")}, id from roles where tenant_id = ${tenantId} and key = 'form_master'`;
    const ito = (await world.signIn("ito@alder.example")).client;
    await expect(ito.casework.mentionPeople.query({ caseId: caseId as never })).rejects.toThrow("does not exist");
  });

  it("lets a line be read, put off, done and opened again, by its own person alone", async () => {
    const { lines } = await reyes.notifications.inbox.query({ tab: "mentions" });
    const [line] = lines;
    if (line === undefined) throw new Error("No mention to work with");
    const change = () => ({ mutationId: newId(), notificationId: line.id });
    const settle = (as: "read" | "done" | "open") => reyes.notifications.settle.mutate({ ...change(), as });
    const isThere = async () =>
      (await reyes.notifications.inbox.query({ tab: "all" })).lines.some(({ id }) => id === line.id);

    expect((await settle("read")).version).toBe(line.version + 1);
    expect((await settle("read")).version).toBe(line.version + 1);
    await settle("done");
    expect(await isThere()).toBe(false);
    await settle("open");
    expect(await isThere()).toBe(true);
    await reyes.notifications.snooze.mutate({ ...change(), until: addDays(today, 1) });
    expect(await isThere()).toBe(false);
    await settle("open");
    await expect(reyes.notifications.snooze.mutate({ ...change(), until: today })).rejects.toThrow("after today");
    await expect(park.notifications.settle.mutate({ ...change(), as: "done" })).rejects.toThrow("not in your inbox");
  });
});

describe("a line goes with its cause", () => {
  const typesOf = async (client: Client, subjectId: string) =>
    (await linesAbout(client, subjectId)).map(({ type }) => type).toSorted();
  const overdueCase = async (place: number) => {
    const { caseId } = await park.casework.recordMeeting.mutate({
      ...meeting(place, "Tired."),
      rootCause: "financial",
    });
    await admin`update cases set follow_up_date = ${addDays(today, -11)} where id = ${caseId}`;
    // The counters follow the command alone.
    for (const person of [null, demoIds.user("alder", "park")])
      await admin`insert into case_follow_up_counters (tenant_id, id, person_id, day, cases)
        values (${tenantId}, ${newId()}, ${person}, ${addDays(today, -11)}, 1)
        on conflict (tenant_id, person_id, day) do update set cases = case_follow_up_counters.cases + 1`;
    await run(remindOfFollowUps);
    const [line] = await linesAbout(park, caseId);
    expect(line).toMatchObject({ type: "follow_up_overdue", dueOn: addDays(today, -11) });
    const { version } = (await park.casework.one.query({ caseId })).case;
    return { caseId, version };
  };
  const goneOf = async (subjectId: string) => {
    const rows = await admin<{ gone: boolean }[]>`
      select gone_at is not null as gone from notifications where subject_id = ${subjectId} and recipient_id = ${demoIds.user("alder", "park")}`;
    return rows.every(({ gone }) => gone);
  };

  it("a follow-up that was taken away, and one that a meeting met", async () => {
    const removed = await overdueCase(57);
    await park.casework.changeCase.mutate({ mutationId: newId(), ...removed, followUpDate: null });
    expect(await typesOf(park, removed.caseId)).toEqual([]);
    // Its reaction has taken it out for good, and told the inbox.
    await expect.poll(() => goneOf(removed.caseId), soon).toBe(true);

    const met = await overdueCase(56);
    await park.casework.recordMeeting.mutate({ ...meeting(56, "Met."), rootCause: "financial" });
    expect(await typesOf(park, met.caseId)).toEqual([]);
  });

  it("what a colleague was asked, once they answered; whoever asked is told, and may ask again the same day", async () => {
    const { caseId, version } = await park.casework.recordMeeting.mutate(meeting(55, "Tired."));
    const ask = (at: number) =>
      park.casework.escalate.mutate({
        mutationId: newId(),
        caseId,
        version: at,
        toUserId: demoIds.user("alder", "reyes"),
        reason: "Needs more time.",
      });
    await ask(version);
    await expect.poll(() => typesOf(reyes, caseId), soon).toEqual(["case_escalated"]);
    await reyes.casework.declineEscalation.mutate({ mutationId: newId(), caseId, reason: "I know them too well." });
    expect(await typesOf(reyes, caseId)).toEqual([]);
    await expect.poll(() => typesOf(park, caseId), soon).toEqual(["escalation_declined"]);
    await ask((await park.casework.one.query({ caseId })).case.version);
    await expect.poll(() => typesOf(reyes, caseId), soon).toEqual(["case_escalated"]);
    expect(await typesOf(park, caseId)).toEqual([]);
    await reyes.casework.takeOn.mutate({ mutationId: newId(), caseId });
    expect(await typesOf(reyes, caseId)).toEqual([]);
    await expect.poll(() => typesOf(park, caseId), soon).toEqual(["escalation_taken"]);
  });

  /** A line as a job writes it. */
  const told = async (line: {
    type: string;
    kind: string;
    subjectId: string;
    studentId: string | null;
    to: string;
  }) => {
    const [eventId, id] = [newId(), newId()];
    await admin`delete from notifications where tenant_id = ${tenantId} and recipient_id = ${line.to} and subject_id = ${line.subjectId}`;
    await admin`insert into notification_events (tenant_id, id, type, subject_kind, subject_id, student_id, day)
      values (${tenantId}, ${eventId}, ${line.type}, ${line.kind}, ${line.subjectId}, ${line.studentId}, ${addDays(today, -1)})`;
    await admin`insert into notifications (tenant_id, id, event_id, recipient_id, type, subject_kind, subject_id, student_id, day)
      values (${tenantId}, ${id}, ${eventId}, ${line.to}, ${line.type}, ${line.kind}, ${line.subjectId}, ${line.studentId}, ${addDays(today, -1)})`;
    const reader = await admin<{ email: string }[]>`select email from users where id = ${line.to}`;
    const { client } = await world.signIn(reader[0]?.email ?? "");
    return async () => (await client.notifications.inbox.query({ tab: "all" })).lines.some((one) => one.id === id);
  };

  it("an exit that was decided", async () => {
    const [row] = await admin<{ id: string; interventionId: string; studentId: string; owner: string }[]>`
      select r.id, r.intervention_id as "interventionId", r.student_id as "studentId", i.owner_staff_id as owner
        from exit_recommendations r join interventions i on i.id = r.intervention_id
       where r.tenant_id = ${tenantId} and r.decision <> 'superseded' limit 1`;
    if (row === undefined) throw new Error("The demo has no recommendation.");
    await admin`update exit_recommendations set decision = 'pending', decided_by = null, decided_at = null, reason = null where id = ${row.id}`;
    const isThere = await told({
      type: "exit_recommended",
      kind: "intervention",
      subjectId: row.interventionId,
      studentId: row.studentId,
      to: row.owner,
    });
    expect(await isThere()).toBe(true);
    await admin`update exit_recommendations set decision = 'declined', decided_by = ${row.owner}, decided_at = now(), reason = 'No.' where id = ${row.id}`;
    expect(await isThere()).toBe(false);
  });

  it("a free place that was taken, or that nobody waits for any more", async () => {
    const [row] = await admin<{ id: string; owner: string; studentId: string }[]>`
      select i.id, i.owner_staff_id as owner, (select s.id from students s where s.tenant_id = i.tenant_id
          and not exists (select 1 from enrollments e where e.intervention_id = i.id and e.student_id = s.id) limit 1) as "studentId"
        from interventions i where i.tenant_id = ${tenantId} and i.status = 'active' and i.deleted_at is null
         and not exists (select 1 from waiting_list w where w.intervention_id = i.id and w.status = 'waiting') limit 1`;
    if (row === undefined) throw new Error("The demo has no such intervention.");
    const about = {
      type: "waiting_place_free",
      kind: "intervention",
      subjectId: row.id,
      studentId: null,
      to: row.owner,
    };
    const isThere = await told(about);
    expect(await isThere()).toBe(false);
    await admin`update interventions set capacity = 500 where id = ${row.id}`;
    await admin`insert into waiting_list (tenant_id, id, intervention_id, student_id, status, added_by)
      values (${tenantId}, ${newId()}, ${row.id}, ${row.studentId}, 'waiting', ${row.owner})`;
    expect(await isThere()).toBe(true);
    await admin`update waiting_list set status = 'left', settled_at = now() where intervention_id = ${row.id} and student_id = ${row.studentId}`;
    expect(await isThere()).toBe(false);
  });
});

describe("reminders", () => {
  it("come once a person, case and day, however often the morning runs, and make room for the next day's", async () => {
    const { caseId } = await park.casework.recordMeeting.mutate(meeting(68, "Tired."));
    await admin`update cases set follow_up_date = ${today} where id = ${caseId}`;
    await Promise.all([run(remindOfFollowUps), run(remindOfFollowUps)]);
    await run(remindOfFollowUps);
    expect((await linesAbout(park, caseId)).map(({ type }) => type)).toEqual(["follow_up_due"]);
    const [told] = await admin`select count(*)::int as count from notification_events where subject_id = ${caseId}`;
    expect(told?.["count"]).toBe(1);

    await admin`update notifications set day = ${addDays(today, -1)} where subject_id = ${caseId}`;
    await run(remindOfFollowUps);
    expect(await linesAbout(park, caseId)).toHaveLength(1);
    await admin`update cases set follow_up_date = ${addDays(today, -1)} where id = ${caseId}`;
    await run(remindOfFollowUps);
    expect((await linesAbout(park, caseId)).map(({ type }) => type).toSorted()).toEqual([
      "follow_up_due",
      "follow_up_overdue",
    ]);
  });

  it("say nothing of closed cases and of other schools", async () => {
    const { caseId } = await park.casework.recordMeeting.mutate(meeting(67, "Better."));
    const elsewhere = () => admin`select id, version from notifications where tenant_id <> ${tenantId} order by id`;
    const before = await elsewhere();
    await admin`update cases set follow_up_date = ${today}, status = 'closed', resolution_notes = 'Settled.', closed_at = now() where id = ${caseId}`;
    await run(remindOfFollowUps);
    expect(await linesAbout(park, caseId)).toEqual([]);
    expect([...(await elsewhere())]).toEqual([...before]);
  });

  it("name the rosters of the day that nobody finished to those who led them", async () => {
    await run(remindOfRosters);
    const rosters = await admin<{ id: string; facilitator: string }[]>`
      select s.id, s.facilitator_id as facilitator from sessions s
       where s.tenant_id = ${tenantId} and s.status <> 'cancelled' and s.end_time < now()
         and (s.start_time at time zone 'Europe/London')::date = ${today}::date
         and exists (select 1 from attendance_records a where a.session_id = s.id and a.status = 'scheduled' and a.expectation <> 'not_expected')`;
    const told = await admin<{ id: string; facilitator: string }[]>`
      select subject_id as id, recipient_id as facilitator from notifications where type = 'roster_unmarked' and day = ${today} and tenant_id = ${tenantId}`;
    const byId = (a: { id: string }, b: { id: string }): number => a.id.localeCompare(b.id);
    expect([...told].sort(byId)).toEqual([...rosters].sort(byId));
  });
});
