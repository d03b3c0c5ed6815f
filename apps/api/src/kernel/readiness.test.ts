import { expect, test } from "vitest";

import { createStorageFaults, readinessOf, type ReadinessChecks } from "./readiness.ts";

const well: ReadinessChecks = {
  askDatabase: () => Promise.resolve(),
  isDispatching: () => true,
  isRedisThere: undefined,
  storageFault: () => undefined,
};

test("is ready while only Redis is away, and says so", async () => {
  expect(await readinessOf(well)).toEqual({ ok: true, problems: [], degraded: [] });
  const { ok, problems, degraded } = await readinessOf({ ...well, isRedisThere: () => false });
  expect([ok, problems, degraded.length]).toEqual([true, [], 1]);
});

test("names everything that keeps it from its work", async () => {
  const { ok, problems } = await readinessOf({
    askDatabase: () => Promise.reject(new Error("away")),
    isDispatching: () => false,
    isRedisThere: () => true,
    storageFault: () => "53100",
  });
  expect(ok).toBe(false);
  expect(problems).toHaveLength(3);
  expect(problems.join(" ")).toContain("53100");
});

test("remembers for half a minute that the database could not write", () => {
  let now = 0;
  const faults = createStorageFaults(() => now);
  expect(faults.latest()).toBeUndefined();
  faults.note("53100");
  now = 29_999;
  expect(faults.latest()).toBe("53100");
  now = 30_000;
  expect(faults.latest()).toBeUndefined();
});
