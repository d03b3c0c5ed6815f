import { expect, test } from "vitest";

import { createTurns, type Party, type Turns } from "./turns.ts";

const options = { places: 4, perSchool: 3, perPerson: 2, waitingPerPerson: 5, patienceMs: 60_000 };

/** Enters, and writes down who came in; the list of ways out is in the order of coming in. */
const watch = (turns: Turns) => {
  const came: string[] = [];
  const leave: (() => void)[] = [];
  const refused: unknown[] = [];
  return {
    came,
    refused,
    enter: (party: Party, signal?: AbortSignal): void => {
      turns.enter(party, signal).then(
        (out) => {
          came.push(party.person);
          leave.push(out);
        },
        (error: unknown) => refused.push(error),
      );
    },
    /** The one who came in first leaves. */
    leave: async (): Promise<void> => {
      leave.shift()?.();
      await settle();
    },
  };
};

const settle = () => new Promise((resolve) => setImmediate(resolve));
const flooder = { school: "alder", person: "flooder" };

test("one person never takes a school's places, nor one school the server's", async () => {
  const seen = watch(createTurns(options));
  for (let n = 0; n < 5; n += 1) seen.enter(flooder);
  for (let n = 0; n < 3; n += 1) seen.enter({ school: "alder", person: `colleague ${n}` });
  await settle();
  expect(seen.came).toEqual(["flooder", "flooder", "colleague 0"]);
  seen.enter({ school: "cedar", person: "teacher" });
  await settle();
  expect(seen.came.at(-1)).toBe("teacher");
});

test("people take turns, however much one of them asks", async () => {
  const seen = watch(createTurns({ ...options, places: 1, perSchool: 1, perPerson: 1 }));
  for (let n = 0; n < 5; n += 1) seen.enter(flooder);
  seen.enter({ school: "alder", person: "colleague" });
  seen.enter({ school: "cedar", person: "teacher" });
  for (let n = 0; n < 7; n += 1) {
    await settle();
    await seen.leave();
  }
  expect(seen.came.slice(0, 4).toSorted()).toEqual(["colleague", "flooder", "flooder", "teacher"]);
  expect(seen.came).toHaveLength(7);
});

test("what one person asks beyond the queue is refused with the time to wait", async () => {
  const seen = watch(createTurns(options));
  for (let n = 0; n < 9; n += 1) seen.enter(flooder);
  await settle();
  expect(seen.came).toHaveLength(2);
  expect(seen.refused).toHaveLength(2);
  expect(seen.refused[0]).toMatchObject({ refusal: { situation: "TOO_MANY_TRIES", details: { seconds: 1 } } });
});

test("whoever gives up or has waited too long leaves no place behind", async () => {
  const turns = createTurns({ ...options, places: 1, patienceMs: 20 });
  const seen = watch(turns);
  seen.enter(flooder);
  const gone = new AbortController();
  seen.enter({ school: "alder", person: "gone" }, gone.signal);
  seen.enter({ school: "cedar", person: "late" });
  gone.abort();
  await expect.poll(() => seen.refused.length).toBe(2);
  await seen.leave();
  seen.enter({ school: "cedar", person: "teacher" });
  await settle();
  expect(seen.came).toEqual(["flooder", "teacher"]);
});
