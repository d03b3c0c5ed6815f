import { expect, it } from "vitest";

import { createLimiter } from "./limits.ts";

it("counts each caller's own minute, and says how long it is until the next", () => {
  let now = 0;
  const limiter = createLimiter(2, () => now);
  expect([limiter.count("a"), limiter.count("a"), limiter.count("b")]).toEqual([undefined, undefined, undefined]);
  now = 15_000;
  expect(limiter.count("a")).toBe(45);
  now = 59_999;
  expect([limiter.count("a"), limiter.count("b")]).toEqual([1, undefined]);
  now = 60_000;
  expect([limiter.count("a"), limiter.count("a"), limiter.count("a")]).toEqual([undefined, undefined, 60]);
});

it("forgets only minutes that are over, however many callers there are", () => {
  let now = 0;
  const limiter = createLimiter(1, () => now);
  for (let caller = 0; caller <= 10_001; caller += 1) limiter.count(`old ${caller}`);
  expect(limiter.count("old 0")).toBe(60);
  now = 30_000;
  limiter.count("young");
  now = 61_000;
  expect([limiter.count("old 0"), limiter.count("young")]).toEqual([undefined, 29]);
});
