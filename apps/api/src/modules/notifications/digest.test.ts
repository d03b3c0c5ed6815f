import type { AddressInfo } from "node:net";

import { openPool } from "@handrail/db/client";
import { demoIds } from "@handrail/db/seed/ids";
import { nameOf } from "@handrail/db/seed/names";
import postgres from "postgres";
import { SMTPServer } from "smtp-server";
import { v7 as newId } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import type { JobRequest } from "../../jobs/task.ts";
import { inTenant } from "../../kernel/in-tenant.ts";
import { startWorld, type World } from "../../testing/world.ts";
import { createMailCarrier } from "../communications/mail-carrier.ts";
import { remindOfFollowUps } from "./remind.ts";
import { createDigests } from "./send-digest.ts";

let world: World;
let admin: postgres.Sql;
let worker: ReturnType<typeof openPool>;
let smtp: SMTPServer;
let onMail: () => Error | null;
const mails: { to: string; text: string }[] = [];
const tenantId = demoIds.tenant("alder");
const publicUrl = "https://handrail.test";

beforeAll(async () => {
  world = await startWorld();
  admin = postgres(world.database.adminUrl, { max: 2, onnotice: () => undefined });
  worker = openPool({ url: world.database.urls.worker, name: "digests", max: 4 });
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, callback) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
      });
      stream.on("end", () => {
        const error = onMail();
        if (error === null) mails.push({ to: session.envelope.rcptTo[0]?.address ?? "", text });
        callback(error);
      });
    },
  });
  await new Promise<void>((resolve) => {
    smtp.listen(0, "127.0.0.1", resolve);
  });
});
afterEach(async () => {
  mails.length = 0;
  await admin`delete from digests`;
  await admin`update notifications set mailed_at = null`;
});
afterAll(async () => {
  await worker.end({ timeout: 5 });
  await admin.end();
  await new Promise<void>((resolve) => smtp.close(resolve));
  await world.close();
});

const context = (add: (jobs: readonly JobRequest[]) => void, isLastAttempt = false) => ({
  inTenant: ((tenant, work) =>
    inTenant({ pool: worker, wake: () => undefined, origin: "test" }, tenant, work)) as Parameters<
    typeof remindOfFollowUps.run
  >[1]["inTenant"],
  add: async (jobs: readonly JobRequest[]) => add(jobs),
  attempt: 1,
  isLastAttempt,
});

/** A morning: what is asked to be sent. */
const morning = async (): Promise<readonly JobRequest[]> => {
  const asked: JobRequest[] = [];
  await remindOfFollowUps.run(
    { tenantId },
    context((jobs) => void asked.push(...jobs)),
  );
  return asked;
};

const digests = (carried = true) => {
  const url = `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`;
  return createDigests({
    carrier: carried ? createMailCarrier({ url, from: "office@alder.example" }) : null,
    publicUrl,
  });
};
const send = (jobs: readonly JobRequest[], { carried = true, isLastAttempt = false } = {}) =>
  Promise.all(
    jobs.map(({ payload }) =>
      digests(carried).run(
        payload,
        context(() => undefined, isLastAttempt),
      ),
    ),
  );
const states = async () =>
  (await admin<{ status: string }[]>`select distinct status from digests order by 1`).map(({ status }) => status);

describe("the e-mail of a morning", () => {
  it("goes once a person and day, however often the morning and the sending run, with codes and no names", async () => {
    onMail = () => null;
    const [one, two] = await Promise.all([morning(), morning()]);
    const jobs = [...one, ...two, ...(await morning())];
    await send(jobs);
    await send(jobs);
    const people = await admin<{ email: string }[]>`
      select distinct u.email from notifications n join users u on u.id = n.recipient_id
       where n.tenant_id = ${tenantId} and n.done_at is null order by 1`;
    expect(mails.map(({ to }) => to).sort()).toEqual(people.map(({ email }) => email));
    expect(await states()).toEqual(["sent"]);
    const all = mails.map(({ text }) => text).join("\n");
    expect(all).toMatch(/[A-Z]{3,}-\d+/);
    expect(all).toContain("https://handrail.test/inbox");
    for (let place = 0; place < 120; place += 1) expect(all).not.toContain(nameOf(place).full);
    const [left] =
      await admin`select count(*)::int as count from notifications where tenant_id = ${tenantId} and done_at is null and mailed_at is null`;
    expect(left?.["count"]).toBe(0);
  });

  it("does not go to whoever turned it off", async () => {
    onMail = () => null;
    const { client } = await world.signIn("park@alder.example");
    const prefer = (digest: boolean) =>
      client.access.setPreferences.mutate({ mutationId: newId(), preferences: { shortcuts: "on", digest } });
    await prefer(false);
    await send(await morning());
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.map(({ to }) => to)).not.toContain("park@alder.example");
    await admin`delete from digests`;
    await prefer(true);
    await send(await morning());
    expect(mails.map(({ to }) => to)).toContain("park@alder.example");
  });

  it("is tried again when the mail server is busy, and given up when it says never", async () => {
    onMail = () => Object.assign(new Error("busy"), { responseCode: 451 });
    const jobs = await morning();
    await expect(send(jobs)).rejects.toThrow("later");
    await expect.poll(states).toEqual(["queued"]);
    onMail = () => Object.assign(new Error("no"), { responseCode: 550 });
    await send(jobs);
    expect(await states()).toEqual(["failed"]);
    await send(jobs);
    expect(mails).toEqual([]);
  });

  it("is not sent again when its sender was lost in the middle", async () => {
    onMail = () => null;
    const jobs = await morning();
    await admin`update digests set status = 'sending'`;
    await send(jobs);
    expect(mails).toEqual([]);
    expect(await states()).toEqual(["unknown"]);
  });

  it("is left out where nobody carries mail", async () => {
    await send(await morning(), { carried: false });
    expect(await states()).toEqual(["skipped"]);
  });
});
