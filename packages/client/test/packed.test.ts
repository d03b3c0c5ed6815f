import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createConsumer, run, type Consumer } from "./consumer.ts";

const gate = resolve(import.meta.dirname, "../scripts/check-declarations.js");

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
    expect(consumer.tarballBytes).toBeLessThan(20_000);
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
});

describe("the gate on the declarations", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "handrail-gate-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const check = () => run([process.execPath, gate, folder], folder).code;

  test("refuses a folder without declarations", () => {
    expect(check()).toBe(1);
  });

  test.each([
    ["export declare const row: { phone: string; company: string };", 0],
    ['export declare const row: import("zod").ZodString;', 1],
    ['export declare const row: import("@handrail/domain/events").EventName;', 1],
    ['import type { PgTable } from "drizzle-orm/pg-core";', 1],
    ["export declare const row: Record<string, any>;", 1],
  ])("%s", (declaration, code) => {
    writeFileSync(join(folder, "index.d.ts"), `${declaration}\n`);
    expect(check()).toBe(code);
  });
});
