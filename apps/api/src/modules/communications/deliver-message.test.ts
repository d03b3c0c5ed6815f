import { createHmac, randomUUID } from "node:crypto";
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";

import { demoIds } from "@handrail/db/seed/demo";
import { nameOf } from "@handrail/db/seed/names";
import postgres from "postgres";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { startWorld, type World } from "../../testing/world.ts";

const soon = { timeout: 20_000, interval: 30 };
const place = 0;
const student = demoIds.student("alder", place);
const guardian = demoIds.guardian("alder", place, 0);
const token = "an agreed secret";

let world: World;
let admin: postgres.Sql;
let smtp: SMTPServer;
let provider: HttpServer;
let mails: string[];
let texts: URLSearchParams[];
let onMail: () => Error | null;
let onText: () => number;

beforeEach(async () => {
  mails = [];
  texts = [];
  onMail = () => null;
  onText = () => 201;
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, _session, callback) => {
      let mail = "";
      stream.on("data", (chunk: Buffer) => {
        mail += chunk.toString("utf8");
      });
      stream.on("end", () => {
        const error = onMail();
        if (error === null) mails.push(mail);
        callback(error);
      });
    },
  });
  await new Promise<void>((resolve) => {
    smtp.listen(0, "127.0.0.1", resolve);
  });
  provider = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString("utf8");
    });
    request.on("end", () => {
      const status = onText();
      if (status === 201) texts.push(new URLSearchParams(body));
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(JSON.stringify({ sid: `SM${texts.length}` }));
    });
  });
  await new Promise<void>((resolve) => {
    provider.listen(0, "127.0.0.1", resolve);
  });
});
afterEach(async () => {
  await world.close();
  await admin.end();
  await new Promise<void>((resolve) => smtp.close(resolve));
  await new Promise((resolve) => provider.close(resolve));
});

const start = async ({ carried }: { carried: boolean }): Promise<void> => {
  const smtpPort = (smtp.server.address() as AddressInfo).port;
  const smsPort = (provider.address() as AddressInfo).port;
  world = await startWorld(
    carried
      ? {
          carriers: {
            smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
            mailFrom: "Alder Street <office@alder.example>",
            smsUrl: `http://127.0.0.1:${smsPort}`,
            smsAccount: "AC1",
            smsToken: token,
            smsFrom: "+441134960000",
          },
          publicUrl: "http://handrail.test",
        }
      : {},
  );
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
};

const send = async (template: string, more: Record<string, string> = {}) => {
  const { client } = await world.signIn("reyes@alder.example");
  const templates = await client.communications.templates.query();
  const templateId = templates.templates.find((one) => one.name === template)?.id ?? "";
  const input = { mutationId: randomUUID(), studentId: student, templateId, guardianIds: [guardian], ...more };
  const { messages } = await client.communications.send.mutate(input);
  // Sent once more, as after a lost answer: the same answer, and no second message.
  expect((await client.communications.send.mutate(input)).messages).toEqual(messages);
  return { client, messageId: messages[0]?.messageId ?? "", status: messages[0]?.status };
};
const row = async (messageId: string) =>
  (await admin`select status, status_reason, attempts, content_ref from communication_log where id = ${messageId}`)[0];
const statusOf = async (messageId: string) => (await row(messageId))?.["status"] as unknown;
const again = () => admin`update graphile_worker._private_jobs set run_at = now() where locked_at is null`;

describe("without carriers", () => {
  it("a message lies in the mailbox, written with names, sealed, and opened on record", async () => {
    await start({ carried: false });
    const { client, messageId } = await send("Good news");
    await expect.poll(() => statusOf(messageId), soon).toBe("sent");
    const { rows } = await client.communications.list.query({ inMailbox: true });
    expect(rows).toMatchObject([{ id: messageId, inMailbox: true, status: "sent", attempts: 1 }]);
    const opened = await client.communications.open.mutate({ messageId });
    expect(opened.subject).toBe(`Good news about ${nameOf(place).preferred}`);
    expect(opened.to).toMatch(/@families\.example$/);
    expect(opened.body).toContain("Alder Street");
    const [reveal] = await admin`select purpose from reveals where context_id = ${messageId}`;
    expect(reveal).toEqual({ purpose: "letter" });
    // Names are nowhere outside the vault: not in the log, the events, the audit lines or the queue.
    const [seen] = await admin<{ text: string }[]>`
      select coalesce((select string_agg(x::text, ' ') from communication_log x), '') || coalesce((select string_agg(x::text, ' ') from messages x), '')
        || coalesce((select string_agg(x::text, ' ') from outbox_events x), '') || coalesce((select string_agg(x::text, ' ') from audit_logs x), '')
        || coalesce((select string_agg(x::text, ' ') from graphile_worker._private_jobs x), '') as text`;
    expect(seen?.text).not.toContain(opened.to);
    expect(seen?.text).not.toContain(nameOf(place).preferred);
  });

  it("what the family did not agree to is held, and says why; so is what was withdrawn before it left", async () => {
    await start({ carried: false });
    await admin`update consents set status = 'revoked' where student_id = ${student}`;
    const { client, messageId, status } = await send("Good news");
    expect(status).toBe("held");
    expect(await row(messageId)).toMatchObject({ status_reason: "The family has not agreed to be contacted." });
    await expect(
      client.communications.resend.mutate({ mutationId: randomUUID(), messageId, version: 1 }),
    ).rejects.toThrow("The family has not agreed to be contacted.");
    await admin`update consents set status = 'active' where student_id = ${student}`;
    await client.communications.resend.mutate({ mutationId: randomUUID(), messageId, version: 1 });
    await expect.poll(() => statusOf(messageId), soon).toBe("sent");
  });

  it("an intervention lends its name; without one its template is refused by name", async () => {
    await start({ carried: false });
    await expect(send("Joining a support group")).rejects.toThrow("{{intervention}} has no value here");
  });
});

describe("by mail", () => {
  it("leaves once, however often the job comes", async () => {
    await start({ carried: true });
    const { messageId } = await send("Good news");
    await expect.poll(() => statusOf(messageId), soon).toBe("sent");
    const payload = JSON.stringify({ tenantId: demoIds.tenant("alder"), messageId });
    await admin`select graphile_worker.add_job('communications.deliver', ${payload}::text::json) from generate_series(1, 5)`;
    await expect.poll(async () => (await admin`select 1 from graphile_worker._private_jobs`).length, soon).toBe(0);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain(`Message-ID: <${messageId}@handrail.invalid>`);
    expect(mails[0]).toContain(`Subject: Good news about ${nameOf(place).preferred}`);
  });

  it("is tried again after a refusal for now, and given up with the reason after one for good", async () => {
    await start({ carried: true });
    onMail = () => Object.assign(new Error("try later"), { responseCode: 451 });
    const first = await send("Good news");
    await expect.poll(() => row(first.messageId), soon).toMatchObject({ status: "queued", attempts: 1 });
    onMail = () => null;
    await expect.poll(async () => (await again(), statusOf(first.messageId)), soon).toBe("sent");
    expect(mails).toHaveLength(1);
    onMail = () => Object.assign(new Error("no such person"), { responseCode: 550 });
    const second = await send("Good news");
    await expect.poll(() => statusOf(second.messageId), soon).toBe("failed");
    expect(await row(second.messageId)).toMatchObject({ status_reason: "The mail server refused it (550)." });
  });

  it("asks a person when it was lost while leaving", async () => {
    await start({ carried: true });
    await admin`update student_guardians set may_contact = false where id = ${guardian}`;
    const { messageId } = await send("Good news");
    // As a killed process leaves it.
    await admin`update student_guardians set may_contact = true where id = ${guardian}`;
    await admin`update communication_log set status = 'sending' where id = ${messageId}`;
    const payload = JSON.stringify({ tenantId: demoIds.tenant("alder"), messageId });
    await admin`select graphile_worker.add_job('communications.deliver', ${payload}::text::json)`;
    await expect.poll(() => statusOf(messageId), soon).toBe("failed");
    expect(String((await row(messageId))?.["status_reason"])).toContain("It may already have been sent");
    expect(mails).toHaveLength(0);
  });
});

describe("by SMS", () => {
  const signature = (url: string, fields: Record<string, string>): string =>
    createHmac("sha1", token)
      .update(
        Object.keys(fields)
          .toSorted()
          .reduce((text, key) => text + key + fields[key], url),
      )
      .digest("base64");

  it("goes to the provider, whose signed word settles it; an unsigned or altered one changes nothing", async () => {
    await start({ carried: true });
    const { messageId } = await send("Missed a session");
    await expect.poll(() => statusOf(messageId), soon).toBe("sent");
    expect(texts).toHaveLength(1);
    expect(texts[0]?.get("Body")).toContain(nameOf(place).preferred);
    const hook = texts[0]?.get("StatusCallback") ?? "";
    const fields = { MessageSid: "SM1", MessageStatus: "delivered" };
    const say = (address: string, sign: string, said: Record<string, string> = fields) =>
      fetch(`${world.url}${new URL(address).pathname}${new URL(address).search}`, {
        method: "POST",
        headers: { "x-twilio-signature": sign },
        body: new URLSearchParams(said),
      });
    expect((await say(hook, "")).status).toBe(403);
    expect((await say(hook, signature(hook, fields), { ...fields, MessageStatus: "failed" })).status).toBe(403);
    expect((await say(hook.replace(messageId, randomUUID()), signature(hook, fields))).status).toBe(403);
    // More than a provider ever says, from anybody.
    expect((await say(hook, "", { ...fields, more: "x".repeat(17_000) })).status).toBe(413);
    expect(await statusOf(messageId)).toBe("sent");
    expect((await say(hook, signature(hook, fields))).status).toBe(204);
    expect(await statusOf(messageId)).toBe("delivered");
  });
});
