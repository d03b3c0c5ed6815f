import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { demoIds } from "@handrail/db/seed/ids";
import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { io } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startApi, type Api } from "../realtime/api-process.fixture.ts";
import { soon } from "../realtime/live.fixture.ts";
import { demoPassword } from "../testing/world.ts";
import { callAs } from "./principals.fixture.ts";

let database: TestDatabase;
let dataDir: string;
let api: Api;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "handrail-denials-"));
  database = await createTestDatabase({ demo: true });
  api = await startApi({ dataDir, database, env: {} });
});
afterAll(async () => {
  await api?.end("SIGTERM");
  await database?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const signIn = async (email: string): Promise<string> => {
  const answer = await fetch(`${api.url}/trpc/access.signIn`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: demoPassword }),
  });
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
};

test("each denial leaves a line that names nobody and nothing but the procedure", async () => {
  const sessionId = demoIds.session("alder", "reading-boost", "today");
  const [ito, novak] = [await signIn("ito@alder.example"), await signIn("novak@alder.example")];
  const roster = ["attendance.roster", { sessionId }] as const;
  await callAs(api.url, null, roster);
  await callAs(api.url, novak, roster);
  await callAs(api.url, ito, roster);
  // Answered, and refused for another reason than who asks: no denials.
  await callAs(api.url, ito, ["sessions.day", { scope: "mine" }]);
  await callAs(api.url, ito, ["attendance.roster", { sessionId: "no id" }]);
  await fetch(`${api.url}/trpc/sessions.day`, {
    method: "POST",
    headers: { "content-type": "application/json", cookie: ito, origin: "https://elsewhere.example" },
    body: JSON.stringify({ scope: "mine" }),
  });
  const socket = io(api.url, { transports: ["websocket"], extraHeaders: { cookie: ito }, reconnection: false });
  await new Promise((resolve) => {
    socket.once("connect", () => resolve(undefined));
  });
  await socket.timeout(20_000).emitWithAck("watch", { kind: "roster", sessionId });
  socket.close();

  const denials = () =>
    api.lines
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ event }) => event === "access_denied");
  await expect
    .poll(() => denials().map(({ procedure, situation }) => [procedure, situation]), soon)
    .toEqual([
      ["attendance.roster", "NOT_SIGNED_IN"],
      ["attendance.roster", "TOOL_MISSING"],
      ["attendance.roster", "NOT_FOUND"],
      [undefined, "FOREIGN_ORIGIN"],
      ["socket.watch", "NOT_FOUND"],
    ]);
  for (const line of denials())
    expect(
      Object.keys(line).filter((key) => !["level", "time", "msg", "event", "procedure", "situation"].includes(key)),
    ).toEqual(
      // Addresses of servers, and the setting that decides.
      line["situation"] === "FOREIGN_ORIGIN" ? ["origin", "host", "expected", "hint"] : ["requestId"],
    );
  expect(api.lines.join("\n")).not.toMatch(new RegExp(`${sessionId}|ito@|novak@|handrail=`));
});
