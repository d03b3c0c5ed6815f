import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "..");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handrail-counts-"));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Outcome = { readonly code: number | string; readonly lastLine: string };

/** Runs one test file (or none) in a run of its own, because a broken run is what is being tested. */
const runOf = async (name: string, text?: string): Promise<Outcome> => {
  if (text !== undefined) await writeFile(join(folder, `${name}.test.ts`), text);
  const bin = join(root, "node_modules/vitest/vitest.mjs");
  const reporter = join(root, "testing/counts-reporter.ts");
  const args = [bin, "run", `${name}.test.ts`, "--root", folder, "--reporter", reporter];
  return new Promise((resolve) => {
    const env = { ...process.env, VITEST: undefined, NODE_ENV: undefined };
    execFile(process.execPath, args, { cwd: folder, env }, (error, stdout) => {
      resolve({ code: error?.code ?? 0, lastLine: stdout.trimEnd().split("\n").at(-1) ?? "" });
    });
  });
};

const head = `import { afterAll, beforeAll, describe, expect, it } from "vitest";\n`;
const good = `it("good", () => { expect(1).toBe(1); });\n`;

test("a good run", async () => {
  const text = `${head}${good}it.skip("later", () => {});`;
  expect(await runOf("good", text)).toEqual({ code: 0, lastLine: "1 passed, 0 failed, 1 skipped" });
});

test.each([
  ["failing-test", `${head}${good}it("bad", () => { expect(1).toBe(2); });`, "1 passed, 1 failed"],
  [
    "failing-before-all",
    `${head}describe("s", () => { beforeAll(() => { throw new Error("no"); }); ${good} });`,
    "0 passed, 1 failed, 1 skipped",
  ],
  [
    "failing-before-file",
    `${head}beforeAll(() => { throw new Error("no"); }); ${good}`,
    "0 passed, 1 failed, 1 skipped",
  ],
  ["failing-after-all", `${head}afterAll(() => { throw new Error("no"); }); ${good}`, "1 passed, 1 failed"],
  ["import-error", `import { nothing } from "./nowhere.ts";\nnothing();`, "0 passed, 1 failed"],
  ["empty-file", "", "0 passed, 1 failed"],
  ["unhandled-rejection", `${head}${good}void Promise.reject(new Error("no"));`, "1 passed, 1 failed"],
])("%s fails the run and is counted", async (name, text, lastLine) => {
  expect(await runOf(name, text)).toEqual({ code: 1, lastLine });
});

test("a run that finds no test fails", async () => {
  expect(await runOf("nobody")).toEqual({ code: 1, lastLine: "0 passed, 1 failed" });
});
