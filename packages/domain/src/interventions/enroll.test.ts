import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { StudentId } from "../kernel/ids.ts";
import { contestedFields, realChanges } from "./contested.ts";
import { decideEnrollments, type Candidate } from "./enroll.ts";

const candidate = (n: number, more: Partial<Candidate> = {}): Candidate => ({
  studentId: `student-${n}` as StudentId,
  status: "active",
  isEnrolled: false,
  isWaiting: false,
  clashes: [],
  ...more,
});
const clash = {
  sessionId: "s" as Candidate["clashes"][number]["sessionId"],
  title: "Maths Fluency",
  startsAt: "2026-11-24T10:15:00.000Z",
  endsAt: "2026-11-24T10:45:00.000Z",
};
const refuse = { onClash: "refuse", whenFull: "refuse" } as const;
const outcomes = (candidates: Candidate[], choice: Parameters<typeof decideEnrollments>[1]) =>
  decideEnrollments(candidates, choice).map(({ outcome, situation }) => situation ?? outcome);

describe("decideEnrollments", () => {
  test.each([
    ["a free place", candidate(1), { ...refuse, left: 1 }, "enrolled"],
    ["no limit", candidate(1), { ...refuse, left: null }, "enrolled"],
    ["no place", candidate(1), { ...refuse, left: 0 }, "INTERVENTION_FULL"],
    ["no place, and they would wait", candidate(1), { ...refuse, whenFull: "wait" as const, left: 0 }, "waiting"],
    [
      "no place, and they wait already",
      candidate(1, { isWaiting: true }),
      { ...refuse, whenFull: "wait" as const, left: 0 },
      "already",
    ],
    ["enrolled already", candidate(1, { isEnrolled: true }), { ...refuse, left: 0 }, "already"],
    ["nobody of that id", candidate(1, { status: undefined }), { ...refuse, left: 1 }, "NOT_FOUND"],
    ["away", candidate(1, { status: "paused" }), { ...refuse, left: 1 }, "NOT_ENROLLED"],
    ["time taken", candidate(1, { clashes: [clash] }), { ...refuse, left: 1 }, "SESSION_CLASH"],
    [
      "time taken, and left out",
      candidate(1, { clashes: [clash] }),
      { ...refuse, onClash: "leave_out" as const, left: 1 },
      "enrolled",
    ],
  ] as const)("%s", (...row) => {
    const [, one, choice, expected] = row;
    expect(outcomes([one], choice)).toEqual([expected]);
  });

  test("never enrols more than there are places, gives them in the order of naming, and answers everyone", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            isEnrolled: fc.boolean(),
            hasClash: fc.boolean(),
            isAway: fc.boolean(),
            isWaiting: fc.boolean(),
          }),
          { maxLength: 40 },
        ),
        fc.option(fc.nat(20)),
        fc.constantFrom("refuse" as const, "leave_out" as const),
        fc.constantFrom("refuse" as const, "wait" as const),
        (...drawn) => {
          const [people, left, onClash, whenFull] = drawn;
          const candidates = people.map(({ hasClash, isAway, ...rest }, n) =>
            candidate(n, { ...rest, status: isAway ? "paused" : "active", clashes: hasClash ? [clash] : [] }),
          );
          const results = decideEnrollments(candidates, { left, onClash, whenFull });
          expect(results.map(({ studentId }) => studentId)).toEqual(candidates.map(({ studentId }) => studentId));
          const enrolled = results.filter(({ outcome }) => outcome === "enrolled");
          expect(enrolled.length).toBeLessThanOrEqual(left ?? people.length);
          const lastPlace = results.findLastIndex(({ outcome }) => outcome === "enrolled");
          const firstFull = results.findIndex(
            ({ situation, outcome }) => situation === "INTERVENTION_FULL" || outcome === "waiting",
          );
          if (firstFull !== -1) {
            expect(enrolled).toHaveLength(left ?? -1);
            expect(lastPlace).toBeLessThan(firstFull);
          }
          for (const { outcome, situation, reason } of results)
            expect(outcome === "refused").toBe(situation !== null && reason !== null);
        },
      ),
    );
  });
});

describe("two who change the same thing", () => {
  const fields = fc.record({
    a: fc.nat(3),
    b: fc.constantFrom("x", "y", "z"),
    c: fc.array(fc.nat(2), { maxLength: 2 }),
  });

  test("who saw what stands contests nothing, and gets all they wanted", () => {
    fc.assert(
      fc.property(fields, fields, (current, wanted) => {
        expect(contestedFields(current, current, wanted)).toEqual([]);
        expect({ ...current, ...realChanges(current, wanted) }).toEqual(wanted);
      }),
    );
  });

  test("a field is contested exactly when another value came between, and never one that both wanted", () => {
    fc.assert(
      fc.property(fields, fields, fields, (seen, current, wanted) => {
        const contested = contestedFields(current, seen, wanted);
        for (const field of ["a", "b", "c"] as const) {
          const moved = JSON.stringify(current[field]) !== JSON.stringify(seen[field]);
          const agrees = JSON.stringify(current[field]) === JSON.stringify(wanted[field]);
          expect(contested.includes(field)).toBe(moved && !agrees);
        }
      }),
    );
  });

  test("the order in which an object names its parts is no difference", () => {
    const seen = { rules: [{ window: 3, unit: "points" }] };
    const current = { rules: [{ unit: "points", window: 3 }] };
    expect(contestedFields(current, seen, { rules: [] })).toEqual([]);
  });
});
