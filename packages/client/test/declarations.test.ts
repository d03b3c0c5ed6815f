import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { run } from "./consumer.ts";

const gate = resolve(import.meta.dirname, "../scripts/check-declarations.js");

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
