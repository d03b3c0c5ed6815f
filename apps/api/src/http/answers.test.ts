import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";

import { newMutation } from "../proofs/school.fixture.ts";
import { startWorld, type World } from "../testing/world.ts";

let world: World;
let cookie: string;
let webDir: string;
let admin: postgres.Sql;

beforeAll(async () => {
  webDir = await mkdtemp(join(tmpdir(), "handrail-web-"));
  await mkdir(join(webDir, "assets"));
  await writeFile(join(webDir, "index.html"), "<!doctype html><title>The app</title>");
  await writeFile(join(webDir, "assets", "app.js"), "export {};");
  await writeFile(join(webDir, "icon.svg"), "<svg/>");
  world = await startWorld({
    webDir,
    publicUrl: "https://handrail.example",
    carriers: { smsUrl: "http://127.0.0.1:9", smsAccount: "a", smsToken: "t", smsFrom: "+15550100" },
    logLevel: "silent",
  });
  ({ cookie } = await world.signIn("reyes@alder.example"));
  admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
});

afterAll(async () => {
  await admin.end();
  await world.close();
  await rm(webDir, { recursive: true, force: true });
});

interface Kind {
  readonly what: string;
  readonly path: string;
  readonly status: number;
  /** What the answer says of being kept; `no-store` where it is not given. */
  readonly kept?: string;
  readonly init?: RequestInit;
}

const html = { headers: { accept: "text/html" } };
const json = { "content-type": "application/json" };
const post = (body: string, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body,
  headers: { ...json, ...headers },
});
const signedIn = (body: string): RequestInit => post(body, { cookie });
const large = JSON.stringify({ text: "x".repeat(600_000) });

const ask = ({ path, init }: Kind) => fetch(`${world.url}${path}`, { redirect: "manual", ...init });

const answers = (): Kind[] => [
  { what: "page", path: "/", status: 200, kept: "no-cache", init: html },
  { what: "page below", path: "/students/1/report", status: 200, kept: "no-cache" },
  { what: "page that is not there", path: "/nowhere", status: 404, kept: "no-cache", init: html },
  { what: "asset", path: "/assets/app.js", status: 200, kept: "public, max-age=31536000, immutable" },
  { what: "no asset", path: "/assets/none.js", status: 404 },
  { what: "file", path: "/icon.svg", status: 200, kept: "no-cache" },
  { what: "health", path: "/health", status: 200 },
  { what: "readiness", path: "/health/ready", status: 200 },
  { what: "tRPC success", path: "/trpc/access.me", status: 200, init: signedIn("{}") },
  { what: "tRPC error", path: "/trpc/access.me", status: 401, init: post("{}") },
  { what: "tRPC batch", path: "/trpc/access.me,access.me?batch=1", status: 200, init: signedIn("{}") },
  { what: "tRPC batch, one wrong", path: "/trpc/access.me,nothing.here?batch=1", status: 207, init: signedIn("{}") },
  { what: "tRPC refusal", path: "/trpc/access.me", status: 400 },
  { what: "tRPC of another origin", path: "/trpc/access.me", status: 403, init: post("{}", { origin: "https://x.y" }) },
  { what: "tRPC too large", path: "/trpc/access.signIn", status: 413, init: post(large) },
  { what: "no tRPC", path: "/trpc/nothing.here", status: 404, init: post("{}") },
  { what: "tRPC without a name", path: "/trpc", status: 400 },
  { what: "REST success", path: "/api/interventions/meetings/", status: 200, init: { headers: { cookie } } },
  { what: "REST error", path: "/api/interventions/meetings/", status: 401 },
  { what: "REST too large", path: "/api/interventions/meetings/", status: 413, init: signedIn(large) },
  { what: "no REST", path: "/api/none", status: 404 },
  { what: "REST document", path: "/api/openapi.json", status: 200 },
  { what: "REST reference", path: "/api/docs/", status: 200, kept: "no-cache" },
  { what: "REST reference's style", path: "/api/docs/swagger-ui.css", status: 200, kept: "public, max-age=3600" },
  { what: "REST redirect", path: "/api", status: 302 },
  { what: "no calendar", path: `/calendar/${"A".repeat(43)}.ics`, status: 404, kept: "private, no-store" },
  { what: "hook", path: "/hooks/sms", status: 403, init: { method: "POST", body: "MessageStatus=failed" } },
  { what: "hook too large", path: "/hooks/sms", status: 413, init: { method: "POST", body: "x".repeat(17_000) } },
];

const headersOf = ({ headers }: Response) =>
  Object.fromEntries(
    [
      "x-content-type-options",
      "strict-transport-security",
      "cross-origin-opener-policy",
      "referrer-policy",
      "x-frame-options",
      "permissions-policy",
    ].map((name) => [name, headers.get(name)]),
  );

const expected = {
  "x-content-type-options": "nosniff",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "cross-origin-opener-policy": "same-origin",
  "referrer-policy": "same-origin",
  "x-frame-options": "DENY",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
};

const seenOf = async (kinds: readonly Kind[]): Promise<readonly object[]> => {
  const seen: object[] = [];
  for (const kind of kinds) {
    const answer = await ask(kind);
    await answer.arrayBuffer();
    const kept = answer.headers.get("cache-control");
    seen.push({ what: kind.what, status: answer.status, kept, ...headersOf(answer) });
  }
  return seen;
};

const expectedOf = (kinds: readonly Kind[]): readonly object[] =>
  kinds.map(({ what, status, kept = "no-store" }) => ({ what, status, kept, ...expected }));

test("every kind of answer bears the headers, and none is kept that does not say so", async () => {
  const kinds = answers();
  expect(await seenOf(kinds)).toEqual(expectedOf(kinds));
});

test.each(["/metrics", "/wp-login.php", "/students/list.csv", "/health/live", "/calendar/x", "/.env"])(
  "%s is no page, and answers 404 without the app",
  async (path) => {
    const answer = await fetch(`${world.url}${path}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain("The app");
  },
);

test("a failure of ours bears them too", async () => {
  await admin`alter table calendar_feeds rename to away`;
  try {
    const kinds: readonly Kind[] = [
      { what: "calendar", path: `/calendar/${"A".repeat(43)}.ics`, status: 500 },
      { what: "tRPC", path: "/trpc/sessions.calendarFeeds", status: 500, init: signedIn("{}") },
    ];
    expect(await seenOf(kinds)).toEqual(expectedOf(kinds));
  } finally {
    await admin`alter table away rename to calendar_feeds`;
  }
});

test("a full disk is busy on every way in, and readiness says so", async () => {
  await admin`create function public.full() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`;
  await admin`create trigger full_disk before insert on idempotency_keys for each row execute function public.full()`;
  const input = JSON.stringify({ mutationId: newMutation(), scope: "team", kind: null });
  const answer = await ask({ what: "", status: 0, path: "/trpc/sessions.makeFeed", init: signedIn(input) });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("2");
  expect(await answer.text()).toContain("BUSY");
  const ready = await fetch(`${world.url}/health/ready`);
  expect(ready.status).toBe(503);
  expect(await ready.text()).toContain("53100");
});
