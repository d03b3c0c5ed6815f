import { expect, test } from "vitest";

import { lint } from "./lint-fixture.ts";
import type { Files } from "./lint-fixture.ts";

/** Sorted, and a file once for each finding: a rule that fires twice is noticed. */
const filesWith = async (rule: string, files: Files): Promise<readonly string[]> =>
  (await lint(files))
    .filter((one) => one.rule === rule)
    .map(({ file }) => file)
    .toSorted();

const outside = [
  "new Date()",
  "Date()",
  "Date.now()",
  "Math.random()",
  "crypto.randomUUID()",
  "globalThis.crypto",
  "fetch('/')",
  "process.env",
  "performance.now()",
];

test("no-now-in-domain reports time, chance and the outside world", async () => {
  const files = Object.fromEntries(
    outside.map((code, index) => [`packages/domain/src/bad-${index}.ts`, `export const f = (): unknown => ${code};`]),
  );
  const found = await filesWith("handrail(no-now-in-domain)", files);
  expect(found).toEqual(Object.keys(files).toSorted());
});

test("no-now-in-domain passes given times, shadowed names, tests and other packages", async () => {
  const now = "export const now = (): Date => new Date();";
  const files = {
    "packages/domain/src/given.ts": "export const day = (at: string): Date => new Date(at);",
    "packages/domain/src/pure.ts": "export const half = (n: number): number => Math.round(Date.UTC(n, 1) / 2);",
    "packages/domain/src/shadow.ts": "export const run = (process: { env: string }): string => process.env;",
    "packages/domain/src/named.ts": "export const x = { fetch: 1, process: 2, crypto: 3 };",
    "packages/domain/src/now.test.ts": now,
    "packages/db/src/now.ts": now,
  };
  expect(await filesWith("handrail(no-now-in-domain)", files)).toEqual([]);
});

test("no-cut-text reports what reads text made for people, and leaves what only shows it", async () => {
  const print = `new Intl.DateTimeFormat("en-GB")`;
  const bad = [
    `${print}.format(0).slice(0, 4)`,
    `${print}.format(0).split("/")`,
    `${print}.format(0) === "1"`,
    `Number(${print}.format(0))`,
    `Date.parse(new Date(0).toLocaleDateString())`,
    `new Intl.DateTimeFormat("en-CA").formatToParts(0)`,
  ];
  const good = [`${print}.format(0)`, `"on " + ${print}.format(0)`, `${print}.formatToParts(0)`];
  const files = (name: string, all: readonly string[]): Files =>
    Object.fromEntries(
      all.map((code, index) => [`apps/web/src/${name}-${index}.ts`, `export const f = (): unknown => ${code};`]),
    );
  const found = await filesWith("handrail(no-cut-text)", { ...files("bad", bad), ...files("good", good) });
  expect(found).toEqual(Object.keys(files("bad", bad)).toSorted());
});

const router = (chain: string, before = "") => `import { open, other, signedIn, withTool } from "../../trpc.ts";
import { input, mark, output, roster } from "./queries.ts";
${before}
export const attendance = { one: ${chain} };
`;

test("output-everywhere reports a procedure without an output or without a declared access", async () => {
  const bad = {
    "no-output": router("signedIn.input(input).query(roster)"),
    "no-output-tool": router(`withTool("attendance").mutation(mark)`),
    "no-access": router("other.output(output).query(roster)"),
    "no-tool-name": router("withTool().output(output).query(roster)"),
    "through-a-local": router("tool.query(roster)", `const tool = withTool("attendance").input(input);`),
  };
  const files = Object.fromEntries(
    Object.entries(bad).map(([name, text]) => [`apps/api/src/modules/${name}/router.ts`, text]),
  );
  const found = await filesWith("handrail(output-everywhere)", files);
  expect(found).toEqual(Object.keys(files).toSorted());
});

test("output-everywhere passes complete procedures and files that are no router", async () => {
  const good = [
    router("open.output(output).query(roster)"),
    router("signedIn.input(input).output(output).query(roster)"),
    router(`withTool("attendance").input(input).output(output).mutation(mark)`),
    router(`withTool("attendance", "attendance.mark").input(input).output(output).mutation(mark)`),
    router("tool.output(output).query(roster)", `const tool = withTool("attendance").input(input);`),
  ];
  const files: Files = {
    ...Object.fromEntries(good.map((text, index) => [`apps/api/src/modules/m${index}/router.ts`, text])),
    "apps/api/src/modules/m0/queries.ts": "export const q = (db: { query: () => number }): number => db.query();",
  };
  expect(await filesWith("handrail(output-everywhere)", files)).toEqual([]);
});

test("no-raw-sql reports every way to put text into SQL, and leaves migrations and tests alone", async () => {
  const raw = `import { sql } from "drizzle-orm";\nexport const q = (name: string) => sql.raw(name);`;
  const bad = {
    "packages/db/src/raw.ts": raw,
    "packages/db/src/identifier.ts": `import { sql as s } from "drizzle-orm";\nexport const q = (n: string) => s.identifier(n);`,
    "apps/api/src/modules/goals/queries.ts": `import { sql } from "drizzle-orm";\nexport const { raw } = sql;`,
    "apps/api/src/modules/goals/add-goal.ts":
      "export const q = (pg: { unsafe: (q: string) => void }) => pg.unsafe('select 1');",
  };
  const good = {
    "packages/db/src/migrate.ts": raw,
    "packages/db/src/migrate-roles.ts": raw,
    "packages/db/src/raw.test.ts": raw,
    "packages/db/src/bound.ts": `import { sql } from "drizzle-orm";\nexport const q = (id: string) => sql\`id = \${id}\`;`,
    "apps/api/src/kernel/scope.ts": "export const q = (pg: { unsafe: (q: string) => void }) => pg.unsafe('begin');",
  };
  const found = await filesWith("handrail(no-raw-sql)", { ...bad, ...good });
  expect(found).toEqual(Object.keys(bad).toSorted());
});

test("the built-in rules of the configuration are switched on", async () => {
  const found = await lint({
    "apps/api/tsconfig.json": JSON.stringify({ compilerOptions: { strict: true, lib: ["ES2023"] } }),
    "apps/api/src/a.ts": `import { b } from "./b.ts";
export type A = "x" | "y";
const later = async (): Promise<number> => b;
export const four = (p: number, q: number, r: number, s: number): number => p + q + r + s;
export const loose = (value: any, list: readonly string[]): string => { later(); [1].forEach(later); return list[0]!; };
export const incomplete = (a: A): number => { switch (a) { case "x": return 1; } return 2; };
`,
    "apps/api/src/b.ts": `import type { A } from "./a.ts";\nexport const b: number = 1;\nexport const c = (a: A): A => a;`,
    "apps/api/src/camelCase.ts": "export const d = 1;",
    "apps/web/src/e.tsx": `export const E = () => <img src="a.png" />;`,
  });
  const rules = new Set(found.map(({ rule }) => rule));
  for (const rule of [
    "import(no-cycle)",
    "eslint(max-params)",
    "typescript(no-explicit-any)",
    "typescript(no-non-null-assertion)",
    "typescript(switch-exhaustiveness-check)",
    "typescript(no-floating-promises)",
    "unicorn(filename-case)",
    "jsx-a11y(alt-text)",
    "typescript(no-misused-promises)",
  ])
    expect(rules).toContain(rule);
});
