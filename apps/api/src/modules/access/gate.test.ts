import { expect, test } from "vitest";

import { createGate } from "./gate.ts";

/** A piece of work that ends when it is told to. */
const held = () => {
  let finish = (): void => undefined;
  let fail = (): void => undefined;
  const ended = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = () => reject(new Error("It went wrong"));
  });
  return { work: () => ended, finish: () => finish(), fail: () => fail() };
};

test("so many at once, so many waiting, and the rest is refused at once", async () => {
  const gate = createGate({ atOnce: 2, waiting: 20 });
  let running = 0;
  let most = 0;
  const jobs = Array.from({ length: 25 }, held);
  const results = jobs.map(({ work }) =>
    gate
      .run(async () => {
        running += 1;
        most = Math.max(most, running);
        await work();
        running -= 1;
      })
      .then(
        () => "done",
        (error: { refusal?: { situation: string } }) => error.refusal?.situation,
      ),
  );
  const refused = await Promise.all(results.slice(22));
  expect(refused).toEqual(["BUSY", "BUSY", "BUSY"]);
  for (const { finish } of jobs) finish();
  expect(await Promise.all(results.slice(0, 22))).toEqual(Array.from({ length: 22 }, () => "done"));
  expect(most).toBe(2);
});

test("work that fails gives its place back", async () => {
  const gate = createGate({ atOnce: 1, waiting: 1 });
  const first = held();
  const failing = gate.run(first.work);
  const next = gate.run(async () => "came through");
  first.fail();
  await expect(failing).rejects.toThrow("It went wrong");
  expect(await next).toBe("came through");
  expect(await gate.run(async () => "and again")).toBe("and again");
});
