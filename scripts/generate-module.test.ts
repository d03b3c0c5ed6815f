import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterEach, beforeEach, expect, test } from "vitest";

import { lint } from "../lint-rules/lint-fixture.ts";
import { generateModule, render } from "./generate-module.ts";

const checkout = join(import.meta.dirname, "..");
let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "handrail-gen-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("a module has its files in every package, and nothing is left to fill in", async () => {
  const files = await generateModule("goals", root);
  const written = files.map((file) => file.replaceAll("\\", "/"));
  for (const file of [
    ...["schema", "rules", "policy", "events"].map((name) => `packages/domain/src/goals/${name}.ts`),
    "packages/db/src/schema/goals.ts",
    ...["router", "queries", "realtime"].map((name) => `apps/api/src/modules/goals/${name}.ts`),
    "apps/web/src/features/goals/queries.ts",
  ])
    expect(written).toContain(file);
  for (const file of files) expect(await readFile(join(root, file), "utf8")).not.toMatch(/\{\{|\}\}/);
});

test("what is written parses and keeps the project's own rules", async () => {
  const paths = await generateModule("goals", root);
  const oxfmt = join(checkout, "node_modules/oxfmt/bin/oxfmt");
  await promisify(execFile)(process.execPath, [oxfmt, "."], { cwd: root });
  const files: Record<string, string> = {};
  for (const path of paths) files[path] = await readFile(join(root, path), "utf8");
  for (const app of ["apps/api", "apps/web"])
    files[`${app}/package.json`] = await readFile(join(checkout, app, "package.json"), "utf8");
  const found = await lint(files);
  expect(found.filter(({ rule }) => rule.startsWith("handrail"))).toEqual([]);
});

test.each(["", "Goals", "two-words", "goals2", "../goals", "kernel", "ab"])("%j is no module word", async (word) => {
  await expect(generateModule(word, root)).rejects.toThrow(/module|means/);
  expect(await readdir(root)).toEqual([]);
});

test("an existing module is left alone", async () => {
  const file = join(root, "packages/db/src/schema/goals.ts");
  await mkdir(join(root, "packages/db/src/schema"), { recursive: true });
  await writeFile(file, "mine");
  await expect(generateModule("goals", root)).rejects.toThrow("exists");
  expect(await readdir(root)).toEqual(["packages"]);
  expect(await readFile(file, "utf8")).toBe("mine");
});

test("a template with an unknown value is a mistake", () => {
  expect(render("{{word}} {{Word}}", "goals")).toBe("goals Goals");
  expect(() => render("{{plural}}", "goals")).toThrow("unknown");
});
