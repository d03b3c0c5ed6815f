import { demoIds } from "@handrail/db/seed/ids";
import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { newMutation, openAdmin, person, refusalOf, tenantId, type Client } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";

const readingBoost = demoIds.intervention("alder", "reading-boost");
const soon = { timeout: 20_000, interval: 30 };

let world: World;
let admin: postgres.Sql;
let reyes: Client;
let park: Client;
let bell: Client;
beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  const emails = ["reyes@alder.example", "park@alder.example", "bell@cedar.example"];
  const clients = await Promise.all(emails.map(async (email) => (await world.signIn(email)).client));
  [reyes, park, bell] = clients as [Client, Client, Client];
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});
beforeEach(async () => {
  await admin`delete from jobs`;
});

const templateOf = async (name: string): Promise<string> => {
  const { templates } = await reyes.communications.templates.query();
  const found = templates.find((one) => one.name === name);
  if (found === undefined) throw new Error(`No template ${name}`);
  return found.id;
};
const ended = (client: Client, jobId: string) =>
  expect.poll(async () => (await client.jobs.one.query({ jobId })).status, soon);
/** Whose family was written to; how far their messages have come is the carriers' affair. */
const written = async (templateId: string): Promise<readonly { student: string }[]> =>
  admin`select student_id as student from communication_log where template_id = ${templateId}
    and intervention_id = ${readingBoost} order by student_id`;

/** As a stopped piece of work is left behind. */
const stopped = async (templateId: string): Promise<string> => {
  const students = await admin<{ id: string }[]>`
    select student_id as id from enrollments where intervention_id = ${readingBoost} and status = 'active'`;
  const [row] = await admin<{ id: string }[]>`
    insert into jobs (tenant_id, id, kind, status, progress, input, error, created_by, finished_at)
    values (${tenantId}, gen_random_uuid(), 'write_to_families', 'failed', 25,
      ${admin.json({ interventionId: readingBoost, templateId, studentIds: students.map(({ id }) => id) })},
      'It stopped.', ${person("reyes")}, now()) returning id`;
  if (row === undefined) throw new Error("Nothing was written");
  return row.id;
};

describe("work that a person can follow", () => {
  it("writes to every family once, says how far it is, and what came of it", async () => {
    const templateId = await templateOf("Good news");
    const [consent] = await admin<{ id: string }[]>`
      select c.id from consents c join enrollments e on e.student_id = c.student_id
       where e.intervention_id = ${readingBoost} and e.status = 'active' and c.status = 'active'
         and 'identity.contact' = any (c.scope) limit 1`;
    await admin`update consents set status = 'revoked' where id = ${consent?.id ?? ""}`;
    const before = await written(templateId);
    const counted = await reyes.communications.groupFamilies.query({ interventionId: readingBoost, templateId });
    expect(counted.held.length).toBeGreaterThan(0);
    const { jobId, families } = await reyes.communications.writeToGroup.mutate({
      mutationId: newMutation(),
      interventionId: readingBoost,
      templateId,
    });
    await ended(reyes, jobId).toBe("done");
    const job = await reyes.jobs.one.query({ jobId });
    expect(job).toMatchObject({ kind: "write_to_families", progress: 100, error: null, by: "Mr Reyes" });
    expect(families).toBe(8);
    expect(job.result).toMatchObject({ done: families - (job.result?.leftOut ?? 0) });
    // What is held back is no message that went, and both numbers are those that were told before.
    const heldNow = await admin`
      select 1 from communication_log where template_id = ${templateId} and status = 'held'
        and created_at >= (select created_at from jobs where id = ${jobId})`;
    expect(job.result?.held).toBe(heldNow.length);
    expect(counted.held.reduce((sum, one) => sum + one.families, 0)).toBe(heldNow.length);
    expect(counted).toMatchObject({
      families,
      ready: families - heldNow.length - counted.withoutContact,
      sentToday: 0,
    });
    const again = await reyes.communications.groupFamilies.query({ interventionId: readingBoost, templateId });
    expect(again.sentToday).toBe(again.ready);
    expect(await written(templateId)).toHaveLength(before.length + (job.result?.done ?? -1));
    const steps = await admin<{ status: string; progress: number }[]>`
      select payload ->> 'status' as status, (payload ->> 'progress')::int as progress from outbox_events
       where event_type = 'JobChanged' and aggregate_id = ${jobId} order by aggregate_version`;
    expect(steps.map(({ status }) => status)).toEqual(["queued", ...steps.slice(2).map(() => "running"), "done"]);
    expect(steps.length).toBeGreaterThan(5);
    const progress = steps.map((step) => step.progress);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  });

  it("is followed by whom it belongs to and by those who read the audit log, and by nobody else", async () => {
    const jobId = await stopped(await templateOf("Good news"));
    for (const client of [park, bell])
      expect(await refusalOf(client.jobs.one.query({ jobId }))).toMatchObject({ situation: "NOT_FOUND" });
    const again = { mutationId: newMutation(), jobId, version: 1 };
    expect(await refusalOf(park.jobs.retry.mutate(again))).toMatchObject({ situation: "NOT_FOUND" });
    expect((await bell.jobs.list.query({})).rows).toEqual([]);
    expect(await refusalOf(park.jobs.list.query({}))).toMatchObject({ situation: "TOOL_MISSING" });
    const { rows } = await reyes.jobs.list.query({});
    expect(rows).toMatchObject([{ id: jobId, status: "failed", error: "It stopped." }]);
    await admin`update jobs set created_by = ${person("park")} where id = ${jobId}`;
    expect((await park.jobs.one.query({ jobId })).status).toBe("failed");
  });

  it("goes on where it stopped; two who ask at once make it run once, and whoever has written stays written once", async () => {
    const templateId = await templateOf("Joining a support group");
    const jobId = await stopped(templateId);
    const asked = await Promise.allSettled(
      [1, 2].map(() => reyes.jobs.retry.mutate({ mutationId: newMutation(), jobId, version: 1 })),
    );
    expect(asked.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await ended(reyes, jobId).toBe("done");
    const first = await written(templateId);
    expect(first.length).toBeGreaterThan(0);
    // It failed again after all was written: what is done stays done.
    await admin`update jobs set status = 'failed', error = 'It stopped.' where id = ${jobId}`;
    const { version } = await reyes.jobs.one.query({ jobId });
    await reyes.jobs.retry.mutate({ mutationId: newMutation(), jobId, version });
    await ended(reyes, jobId).toBe("done");
    expect(await written(templateId)).toEqual(first);
    const done = await reyes.jobs.one.query({ jobId });
    expect(
      await refusalOf(reyes.jobs.retry.mutate({ mutationId: newMutation(), jobId, version: done.version })),
    ).toMatchObject({ situation: "ALREADY_DECIDED" });
  });

  it("says why it failed and what to do about it, and writes nothing more", async () => {
    const line = await reyes.communications.saveTemplate.mutate({
      mutationId: newMutation(),
      line: null,
      name: "For one day",
      channel: "letter",
      subject: "",
      body: "Dear {{guardian}}",
    });
    await reyes.communications.retireTemplate.mutate({
      mutationId: newMutation(),
      lineId: line.lineId,
      version: line.version,
    });
    const jobId = await stopped(line.id);
    await reyes.jobs.retry.mutate({ mutationId: newMutation(), jobId, version: 1 });
    await ended(reyes, jobId).toBe("failed");
    expect((await reyes.jobs.one.query({ jobId })).error).toMatch(/^The template was retired .* Choose another one/);
    expect(await written(line.id)).toEqual([]);
  });
});
