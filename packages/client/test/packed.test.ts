import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { demoPassword, startWorld, type World } from "@handrail/api/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { createClient, refusalOf, signIn } from "../src/index.ts";
import { createConsumer, type Consumer } from "./consumer.ts";
import { ended, runExample, type Script } from "./example.ts";

const email = "okafor@alder.example";
const patience = { timeout: 30_000, interval: 50 };

describe("the packed client", () => {
  let consumer: Consumer;
  beforeAll(() => {
    consumer = createConsumer();
  }, 300_000);
  afterAll(() => consumer?.remove());

  test("holds the build, its declarations and the example, and no source", () => {
    const files = readdirSync(consumer.installed, { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => /\.\w+$/.test(name) && !name.startsWith("node_modules"));
    expect(files.toSorted()).toEqual([
      "README.md",
      "dist/contract.d.ts",
      "dist/index.d.ts",
      "dist/index.js",
      "dist/refusal.d.ts",
      "dist/sign-in.d.ts",
      "dist/surface.d.ts",
      "examples/follow-roster.ts",
      "package.json",
    ]);
    // Declarations: they grow by some hundred bytes with every procedure. The code itself is 3 kB.
    expect(consumer.tarballBytes).toBeLessThan(40_000);
  });

  test("asks for three public packages in exact versions", () => {
    const dependencies = consumer.manifest["dependencies"] as Record<string, string>;
    expect(Object.keys(dependencies)).toEqual(["@trpc/client", "@trpc/server", "socket.io-client"]);
    for (const version of Object.values(dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(consumer.manifest["exports"]).toEqual({ ".": { types: "./dist/index.d.ts", default: "./dist/index.js" } });
  });

  test("names nothing private in its declarations and has lost no type", () => {
    const dist = join(consumer.installed, "dist");
    for (const name of readdirSync(dist).filter((one) => one.endsWith(".d.ts")))
      expect(readFileSync(join(dist, name), "utf8")).not.toMatch(/@handrail\/|\b(drizzle|hono|postgres|zod|any)\b/);
    const imported = readFileSync(join(dist, "index.js"), "utf8").matchAll(/from "([^"]+)"/g);
    expect(new Set([...imported].map(([, source]) => source))).toEqual(new Set(["@trpc/client", "socket.io-client"]));
  });

  test.each(["node.json", "bundler.json"])("compiles outside the workspace, strictly (%s)", (project) => {
    expect(consumer.compile(project)).toEqual({ code: 0, text: "" });
  });

  // Each rename stands for one made on the server: the consumer learns of it from the compiler.
  test.each([
    ["a field of an answer", "displayCode", "code"],
    ["a field of an input", "baseVersion", "basedOn"],
    ["a procedure", "roster: TRPCQueryProcedure", "register: TRPCQueryProcedure"],
    ["an event", "AttendanceRecorded", "AttendanceTaken"],
    ["a status", '"tardy"', '"late"'],
  ])("stops compiling when %s is renamed", (_what, name, renamed) => {
    const path = join(consumer.installed, "dist/contract.d.ts");
    const before = readFileSync(path, "utf8");
    expect(before).toContain(name);
    try {
      writeFileSync(path, before.replaceAll(name, renamed));
      const { code, text } = consumer.compile("bundler.json");
      expect(code).not.toBe(0);
      expect(text).toMatch(/src\/(contract|follow-roster)\.ts.*error TS\d+/);
    } finally {
      writeFileSync(path, before);
    }
  });

  describe("its example against a server", () => {
    let world: World;
    beforeAll(async () => {
      world = await startWorld();
    });
    afterAll(() => world?.close());

    const start = (password: string): Script => {
      const settings = { HANDRAIL_URL: world.url, HANDRAIL_EMAIL: email, HANDRAIL_PASSWORD: password };
      return runExample({ folder: consumer.folder, settings });
    };

    test("the example prints the day and the roster by codes, and a mark arrives live", async () => {
      const script = start(demoPassword);
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
      const script = start("not the password");
      try {
        expect(await ended(script)).toBe(1);
        expect(script.read()).toMatch(/^WRONG_CREDENTIALS: \S/);
      } finally {
        script.child.kill("SIGKILL");
      }
    });
  });
});
