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
    const ito = (await world.signIn("ito@alder.example")).client;
    await expect(ito.casework.mentionPeople.query({ caseId: caseId as never })).rejects.toThrow("no such case");
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
    await expect(park.notifications.settle.mutate({ ...change(), as: "done" })).rejects.toThrow("no such line");
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
