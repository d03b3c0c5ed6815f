import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterEach, beforeEach, expect, test } from "vitest";

import { lint } from "../lint-rules/lint-fixture.ts";
import { generateModule, render } from "./generate-module.ts";

const checkout = join(import.meta.dirname, "..");
let root = "";
const lists = ["apps/api/src/router.ts", "apps/api/src/realtime/audience.ts", "packages/domain/src/events.ts"];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "handrail-gen-"));
  for (const file of lists) await cp(join(checkout, file), join(root, file));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const listsIn = (folder: string) => Promise.all(lists.map((file) => readFile(join(folder, file), "utf8")));

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

/** The checkout's sources, with packages that find each other in the copy and everything else where it lies. */
const copyCheckout = async (): Promise<void> => {
  const folders = ["apps/api", "apps/web", "packages/client", "packages/db", "packages/domain", "packages/ui"];
  const isSource = (path: string): boolean =>
    !/[/\\](?:node_modules|dist)(?:[/\\]|$)/.test(path.slice(checkout.length));
  for (const folder of ["testing", "tsconfig.base.json", ...folders])
    await cp(join(checkout, folder), join(root, folder), { recursive: true, filter: isSource });
  await symlink(join(checkout, "node_modules"), join(root, "node_modules"));
  for (const folder of folders) {
    const modules = join(root, folder, "node_modules");
    await mkdir(join(modules, "@handrail"), { recursive: true });
    for (const name of await readdir(join(checkout, folder, "node_modules")))
      if (name !== "@handrail") await symlink(join(checkout, folder, "node_modules", name), join(modules, name));
    for (const name of folders.filter((other) => other !== folder))
      await symlink(join(root, name), join(modules, "@handrail", name.split("/")[1] ?? ""));
  }
};

test(
  "a new module compiles in every package, named in router, events and audiences",
  { timeout: 240_000 },
  async () => {
    await copyCheckout();
    const files = await generateModule("widgets", root);
    // Once for all packages, over the new files and what they reach: the whole router among it.
    const web = JSON.parse(await readFile(join(root, "apps/web/tsconfig.json"), "utf8")) as object;
    const include = [...files.map((file) => `../../${file}`), "../../testing/context.d.ts"];
    await writeFile(join(root, "apps/web/tsconfig.module.json"), JSON.stringify({ ...web, include }));
    const tsc = promisify(execFile)(join(checkout, "node_modules/.bin/tsc"), ["-p", "tsconfig.module.json"], {
      cwd: join(root, "apps/web"),
    });
    const said = await tsc.then(
      ({ stdout }) => stdout,
      ({ stdout }: { stdout: string }) => stdout,
    );
    expect(said).toBe("");
  },
);

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
  expect(await listsIn(root)).toEqual(await listsIn(checkout));
});

test("an existing module is left alone", async () => {
  const file = join(root, "packages/db/src/schema/goals.ts");
  await mkdir(join(root, "packages/db/src/schema"), { recursive: true });
  await writeFile(file, "mine");
  await expect(generateModule("goals", root)).rejects.toThrow("exists");
  expect(await listsIn(root)).toEqual(await listsIn(checkout));
  expect(await readFile(file, "utf8")).toBe("mine");
});

test("a template with an unknown value is a mistake", () => {
  expect(render("{{word}} {{Word}}", "goals")).toBe("goals Goals");
  expect(() => render("{{plural}}", "goals")).toThrow("unknown");
});
