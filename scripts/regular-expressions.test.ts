import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { checkExpressions } from "./regular-expressions.ts";

const checkedIn = async (files: Readonly<Record<string, string>>) => {
  const root = await mkdtemp(join(tmpdir(), "handrail-expressions-"));
  for (const [file, code] of Object.entries(files)) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), code);
  }
  const checked = await checkExpressions(root);
  await rm(root, { recursive: true, force: true });
  return checked;
};

test("an expression that takes more than linear time is found, wherever it stands, with its line", async () => {
  const { count, faults } = await checkedIn({
    "apps/api/src/template.ts": "const a = 1;\nexport const inside = /^\\s*([^{}]*?)\\s*\\}\\}/;\n",
    "apps/web/src/box.tsx": "export const box = (t: string) => <p title={t.replace(/(a+)+$/, '')}>{t}</p>;\n",
    "packages/domain/src/day.ts": "export const isDay = (t: string) => /^\\d{4}-\\d{2}-\\d{2}$/.test(t);\n",
  });
  expect(count).toBe(3);
  expect(faults).toHaveLength(2);
  expect(faults[0]).toContain(`${join("apps", "api", "src", "template.ts")}:2: `);
  expect(faults[0]).toContain("3rd degree polynomial");
  expect(faults[1]).toContain(`${join("apps", "web", "src", "box.tsx")}:1: `);
  expect(faults[1]).toContain("exponential");
});

test("a pattern that is put together at run time is a fault, and tests are not looked at", async () => {
  const { count, faults } = await checkedIn({
    "apps/api/src/find.ts": "export const find = (word: string) => [new RegExp(word), RegExp(`^${word}`)];\n",
    "apps/api/src/find.test.ts": "export const bad = /(a+)+$/;\n",
    "apps/api/node_modules/x/index.js": "export const bad = /(a+)+$/;\n",
  });
  expect(count).toBe(2);
  expect(faults.every((fault) => fault.includes("put together at run time"))).toBe(true);
});
