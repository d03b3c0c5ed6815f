import { randomBytes } from "node:crypto";

import type postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { newMutation, openAdmin, person, refusalOf, tenantId, type Client } from "../../proofs/school.fixture.ts";
import { startWorld, type World } from "../../testing/world.ts";
import { clearPlan, pattern, readingBoost, scheduled } from "./schedule.fixture.ts";

let world: World;
let admin: postgres.Sql;
let reyes: Client;
let okafor: Client;

beforeAll(async () => {
  world = await startWorld();
  admin = openAdmin(world.database.adminUrl);
  reyes = (await world.signIn("reyes@alder.example")).client;
  okafor = (await world.signIn("okafor@alder.example")).client;
});
afterAll(async () => {
  await admin?.end();
  await world?.close();
});
beforeEach(() => clearPlan(admin));

const newToken = (): string => randomBytes(32).toString("base64url");
const made = (client: Client, scope: "facilitating" | "team" = "facilitating") =>
  client.sessions.makeFeed.mutate({ mutationId: newMutation(), scope, kind: null });
const opened = async (token: string): Promise<{ status: number; text: string; type: string | null }> => {
  const answer = await fetch(`${world.url}/calendar/${token}.ics`);
  return { status: answer.status, text: await answer.text(), type: answer.headers.get("content-type") };
};
const eventsOf = (text: string): string[] => text.split("BEGIN:VEVENT").slice(1);

test("a person's sessions, at their moments in UTC, with cancelled ones said to be so and nobody named", async () => {
  const { sessionIds } = await scheduled(reyes, readingBoost, [
    pattern({ startsOn: "2027-03-24", endsOn: "2027-03-31", recurrence: "FREQ=WEEKLY;BYDAY=WE" }),
  ]);
  await reyes.sessions.cancel.mutate({
    mutationId: newMutation(),
    sessionId: sessionIds[1] ?? "",
    version: 1,
    scope: "one",
    reason: "Trip",
  });
  const { token } = await made(okafor);
  const { status, text, type } = await opened(token);
  expect([status, type]).toEqual([200, "text/calendar; charset=utf-8"]);
  const [first, second] = sessionIds.map((id) => eventsOf(text).find((event) => event.includes(`UID:${id}`)));
  expect(first).toContain("DTSTART:20270324T093000Z");
  expect(first).toContain("STATUS:CONFIRMED");
  expect(first).toContain("SUMMARY:Reading Boost");
  expect(first).toContain("LOCATION:Room 4");
  // The clocks went forward in between: half past nine by the school's clock is an hour earlier.
  expect(second).toContain("DTSTART:20270331T083000Z");
  expect(second).toContain("STATUS:CANCELLED");
  expect(text.split("BEGIN:VEVENT")[0]).toContain("\r\nX-WR-TIMEZONE:Europe/London\r\n");
  // Long lines are folded after 75 bytes (RFC 5545, 3.1).
  expect(first?.replaceAll("\r\n ", "")).toContain(`URL;VALUE=URI:${world.url}/sessions/${sessionIds[0]}`);
  const students = await admin<
    { code: string }[]
  >`select display_code as code from students where tenant_id = ${tenantId}`;
  expect(students.filter(({ code }) => text.includes(code))).toEqual([]);
});

test("a new name of the intervention is a change of its sessions", async () => {
  const { sessionIds } = await scheduled(reyes, readingBoost, [pattern()]);
  const { token } = await made(okafor);
  const event = async (): Promise<string> =>
    eventsOf((await opened(token)).text).find((one) => one.includes(`UID:${sessionIds[0]}`)) ?? "";
  const [kept] = await admin<{ name: string; at: string }[]>`
    select name, updated_at::text as at from interventions where id = ${readingBoost}`;
  const of = (text: string) => ({
    sequence: Number(/SEQUENCE:(\d+)/.exec(text)?.[1]),
    changed: /LAST-MODIFIED:(\S+)/.exec(text)?.[1] ?? "",
  });
  const before = of(await event());
  await admin`update interventions set name = 'Reading Club', updated_at = now() + interval '1 minute' where id = ${readingBoost}`;
  const text = await event();
  const after = of(text);
  await admin`update interventions set name = ${kept?.name ?? ""}, updated_at = ${kept?.at ?? ""} where id = ${readingBoost}`;
  expect(text).toContain("SUMMARY:Reading Club");
  expect(after.sequence).toBeGreaterThan(before.sequence);
  expect(after.changed > before.changed).toBe(true);
});

test("`facilitating` has one's own sessions, `team` also those of one's teams, and nobody else's", async () => {
  await scheduled(reyes, readingBoost, [pattern()]);
  const park = (await world.signIn("park@alder.example")).client;
  const ito = (await world.signIn("ito@alder.example")).client;
  const [own, team, other] = await Promise.all([made(park), made(park, "team"), made(ito, "team")]);
  const future = async (token: string): Promise<number> =>
    eventsOf((await opened(token)).text).filter((event) => event.includes("Reading Boost")).length;
  const past = await admin<{ n: number }[]>`
    select count(*)::int as n from sessions where intervention_id = ${readingBoost} and end_time <= now()`;
  expect(await future(own.token)).toBe(0);
  expect(await future(team.token)).toBe(8 + (past[0]?.n ?? 0));
  expect(await future(other.token)).toBe(0);
});

test("an ended address, one of somebody who left and one that never was are the same", async () => {
  const { token, feedId } = await made(okafor);
  const never = await opened(newToken());
  expect(never.status).toBe(404);
  expect(await refusalOf(reyes.sessions.endFeed.mutate({ mutationId: newMutation(), feedId }))).toMatchObject({
    situation: "NOT_FOUND",
  });
  expect((await opened(token)).status).toBe(200);
  await okafor.sessions.endFeed.mutate({ mutationId: newMutation(), feedId });
  expect(await opened(token)).toEqual(never);
  expect(await okafor.sessions.calendarFeeds.query()).not.toContainEqual(expect.objectContaining({ id: feedId }));

  const again = await made(okafor);
  await admin`update users set status = 'inactive' where id = ${person("okafor")}`;
  expect(await opened(again.token)).toEqual(never);
  await admin`update users set status = 'active' where id = ${person("okafor")}`;
  expect((await opened("..%2f..%2fetc")).status).toBe(404);
});

test("the server alone makes the secret, and says the same one to a request that comes again", async () => {
  const chosen = { mutationId: newMutation(), scope: "facilitating", kind: null, token: "A".repeat(43) } as const;
  expect(await refusalOf(okafor.sessions.makeFeed.mutate(chosen))).toMatchObject({
    situation: "INVALID_INPUT",
  });
  const request = { mutationId: newMutation(), scope: "facilitating", kind: null } as const;
  const first = await okafor.sessions.makeFeed.mutate(request);
  expect(await okafor.sessions.makeFeed.mutate(request)).toEqual(first);
  const other = await made(okafor);
  expect(other.token).not.toBe(first.token);
  for (const { token } of [first, other]) expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect((await opened(first.token)).status).toBe(200);
});

test("only the hash is kept, and no answer or log line holds the address", async () => {
  const { token, feedId } = await made(okafor);
  const [kept] = await admin<{ all: string }[]>`
    select string_agg(t.line, ' ') as all from (
      select f::text as line from calendar_feeds f where id = ${feedId}
      union all select response::text from idempotency_keys where procedure = 'sessions.makeFeed'
      union all select after::text from audit_logs where entity_id = ${feedId}
      union all select payload::text from outbox_events where aggregate_id = ${feedId}) t`;
  expect(kept?.all).toContain(feedId);
  expect(kept?.all).not.toContain(token);
  await expect.poll(async () => (await okafor.sessions.calendarFeeds.query())[0]?.lastUsedAt ?? null).toBeNull();
  await opened(token);
  expect((await okafor.sessions.calendarFeeds.query())[0]?.lastUsedAt).not.toBeNull();
});

test("whoever asks without end is slowed down", async () => {
  const token = newToken();
  const statuses = new Set<number>();
  for (let round = 0; round < 140; round += 1) statuses.add((await opened(token)).status);
  expect([...statuses]).toEqual([404, 429]);
});
