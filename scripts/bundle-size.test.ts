import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterEach, beforeEach, expect, test } from "vitest";

import { measure, table } from "./bundle-size.ts";

let dist = "";
beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), "handrail-bundle-"));
});
afterEach(() => rm(dist, { recursive: true, force: true }));

/** Bytes that gzip cannot shrink, so that a file's size is known before and after; the seed makes files differ. */
const noise = (kilobytes: number, seed: string): Buffer => {
  const blocks = Array.from({ length: Math.ceil((kilobytes * 1000) / 32) }, (_, index) =>
    createHash("sha256").update(`${seed}${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, kilobytes * 1000);
};

type Sizes = Readonly<Record<string, number>>;
const build = async (sizes: Sizes): Promise<void> => {
  const manifest = {
    "index.html": {
      file: "a/main.js",
      isEntry: true,
      imports: ["_react.js"],
      dynamicImports: ["src/reports.tsx", "src/shell/frame.tsx", "src/shell/strip-menus.tsx", "src/routes/roster.tsx"],
      css: ["a/main.css"],
      assets: ["a/inter-latin-wght.woff2", "a/inter-greek-wght.woff2"],
    },
    "_react.js": { file: "a/react.js" },
    "_chart.js": { file: "a/chart.js", imports: ["_react.js"] },
    "src/reports.tsx": {
      file: "a/reports.js",
      isDynamicEntry: true,
      imports: ["index.html", "_chart.js", "_react.js"],
      dynamicImports: ["src/print.tsx"],
    },
    "src/print.tsx": { file: "a/print.js", isDynamicEntry: true, imports: ["_chart.js"] },
    "src/shell/frame.tsx": { file: "a/frame.js", isDynamicEntry: true, imports: ["_react.js"] },
    "src/shell/strip-menus.tsx": { file: "a/menus.js", isDynamicEntry: true, imports: ["_menu.js"] },
    "src/routes/roster.tsx": { file: "a/roster.js", isDynamicEntry: true, imports: ["_menu.js"] },
    "_menu.js": { file: "a/menu.js", imports: ["_react.js"] },
  };
  const files = {
    "a/main.js": 20,
    "a/react.js": 70,
    "a/chart.js": 15,
    "a/reports.js": 5,
    "a/print.js": 6,
    "a/frame.js": 2,
    "a/menus.js": 1,
    "a/menu.js": 3,
    "a/roster.js": 10,
    "a/main.css": 4,
    "a/inter-latin-wght.woff2": 48,
    "a/inter-greek-wght.woff2": 19,
    ...sizes,
  };
  await mkdir(join(dist, ".vite"));
  await writeFile(join(dist, ".vite", "manifest.json"), JSON.stringify(manifest));
  for (const [name, kilobytes] of Object.entries(files)) {
    await mkdir(dirname(join(dist, name)), { recursive: true });
    await writeFile(join(dist, name), noise(kilobytes, name));
  }
};

const summary = () => measure(dist).map(({ kind, kilobytes, ok }) => [kind, Math.round(kilobytes), ok]);

test("the entry counts with its static imports, a lazy chunk with what its opener lacks", async () => {
  await build({});
  expect(summary()).toEqual([
    ["initial", 90, true],
    ["roster", 106, true],
    ["lazy", 20, true],
    ["lazy", 6, true],
    ["lazy", 4, true],
    ["lazy", 2, true],
    ["css", 4, true],
    ["font", 48, true],
    ["letters", 19, true],
  ]);
});

test.each([
  ["a/react.js", 171, "initial"],
  ["a/chart.js", 56, "lazy"],
  ["a/main.css", 26, "css"],
  ["a/inter-latin-wght.woff2", 61, "font"],
  ["a/inter-greek-wght.woff2", 91, "letters"],
])("%s of %i kB breaks the limit of %s alone", async (file, kilobytes, kind) => {
  await build({ [file]: kilobytes });
  const over = measure(dist).filter(({ ok }) => !ok);
  expect(over.map((row) => row.kind)).toEqual([kind]);
  expect(table(over)).toMatch(/^OVER/);
});

test("a roster's page is weighed whole, and not as a lazy chunk", async () => {
  await build({ "a/react.js": 150, "a/roster.js": 75 });
  expect(summary().filter(([, , ok]) => ok === false)).toEqual([["roster", 251, false]]);
});

test("a manifest without an entry is an error, not a small bundle", async () => {
  await mkdir(join(dist, ".vite"));
  await writeFile(join(dist, ".vite", "manifest.json"), "{}");
  expect(() => measure(dist)).toThrow("no entry");
});
