import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";

import { demoPassword, startWorld, type World } from "@handrail/api/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

import { createClient, refusalOf, signIn } from "../src/index.ts";
import { createConsumer, type Consumer } from "./consumer.ts";

const email = "okafor@alder.example";
const patience = { timeout: 30_000, interval: 50 };

let world: World;
let consumer: Consumer;
beforeAll(async () => {
  consumer = createConsumer();
  const compiled = consumer.compile("node.json");
  if (compiled.code !== 0) throw new Error(compiled.text);
  world = await startWorld();
}, 300_000);
afterAll(async () => {
  consumer?.remove();
  await world?.close();
});

interface Script {
  readonly child: ChildProcess;
  read(): string;
}

/** The example as someone outside runs it: compiled against the packed package, in plain Node. */
const runExample = (password: string): Script => {
  const child = spawn(process.execPath, [join(consumer.folder, "out/follow-roster.js")], {
    cwd: consumer.folder,
    env: { PATH: process.env["PATH"], HANDRAIL_URL: world.url, HANDRAIL_EMAIL: email, HANDRAIL_PASSWORD: password },
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { child, read: () => text };
};

const ended = async ({ child }: Script): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
};

test("the example prints the day and the roster by codes, and a mark arrives live", async () => {
  const script = runExample(demoPassword);
  try {
    await vi.waitFor(() => expect(script.read()).toContain("Following."), patience);

    const token = await signIn({ url: world.url, email, password: demoPassword });
    const client = createClient({ url: world.url, headers: { authorization: `Bearer ${token}` } });
    const { sessions } = await client.sessions.day.query({ scope: "mine" });
    for (const { title } of sessions) expect(script.read()).toContain(title);
    const followed = sessions.find(({ title }) => script.read().includes(`\n${title}, version `));
    if (followed === undefined) throw new Error(`No session is followed:\n${script.read()}`);

    const { rows, version } = await client.attendance.roster.query({ sessionId: followed.id });
    for (const { displayCode } of rows) expect(script.read()).toContain(displayCode);
    const row = rows.find(({ expectation }) => expectation !== "not_expected");
    if (row === undefined) throw new Error("The followed session expects nobody");
    const status = row.status === "present" ? "absent" : "present";
    const answer = await client.attendance.record.mutate({
      mutationId: randomUUID(),
      sessionId: followed.id,
      marks: [{ studentId: row.studentId, status, baseVersion: row.version }],
    });
    expect(answer.results.map(({ outcome }) => outcome)).toEqual(["recorded"]);

    const line = `${row.displayCode}  ${status}  (version ${version + 1})`;
    await vi.waitFor(() => expect(script.read()).toContain(line), patience);

    script.child.kill("SIGTERM");
    expect(await ended(script)).toBe(0);
    expect(script.read()).toContain("Stopped.");
    await client.access.signOut.mutate();
    const refused: unknown = await client.sessions.day.query({ scope: "mine" }).catch((error: unknown) => error);
    expect(refusalOf(refused)?.situation).toBe("NOT_SIGNED_IN");
  } finally {
    script.child.kill("SIGKILL");
  }
});

test("a wrong password ends the example with the server's sentence", async () => {
  const script = runExample("not the password");
  try {
    expect(await ended(script)).toBe(1);
    expect(script.read()).toMatch(/^WRONG_CREDENTIALS: \S/);
  } finally {
    script.child.kill("SIGKILL");
  }
});
