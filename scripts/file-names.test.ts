import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { vaguelyNamed, vagueWords } from "./file-names.ts";

test.each([
  "packages/ui/src/utils.ts",
  "apps/api/src/helpers/dates.ts",
  "apps/web/src/lib/date-utils.ts",
  "packages/db/src/Common.ts",
  "apps/api/src/services/mail.ts",
  "apps/web/src/misc.css",
])("%s is vague", (path) => {
  expect(vagueWords(path)).toHaveLength(1);
});

test.each([
  "apps/web/src/service-worker.ts",
  "packages/domain/src/attendance/rules.ts",
  "apps/web/src/commonwealth.ts",
])("%s is a word", (path) => {
  expect(vagueWords(path)).toEqual([]);
});

test("only the project's own files are looked at", async () => {
  const root = await mkdtemp(join(tmpdir(), "handrail-names-"));
  for (const file of ["apps/api/src/misc.ts", "apps/api/src/main.ts", "packages/ui/node_modules/x/utils.js"]) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), "");
  }
  expect(await vaguelyNamed(root)).toEqual([join("apps", "api", "src", "misc.ts")]);
  await rm(root, { recursive: true, force: true });
});
