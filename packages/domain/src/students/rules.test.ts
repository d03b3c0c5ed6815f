import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { chronicAbsence, dayAttendance, fewestDays, isMissedDay } from "./rules.ts";

const marks = ([present, tardy, excused, absent]: readonly [number, number, number, number]) => ({
  present,
  tardy,
  excused,
  absent,
});

describe("a day by its marks", () => {
  test.each([
    [marks([0, 0, 0, 0]), null],
    [marks([2, 0, 0, 0]), "present"],
    [marks([1, 1, 0, 0]), "tardy"],
    [marks([1, 0, 0, 1]), "part"],
    [marks([0, 1, 1, 0]), "part"],
    [marks([0, 0, 2, 0]), "excused"],
    [marks([0, 0, 1, 1]), "absent"],
  ] as const)("%j is %s", (given, expected) => expect(dayAttendance(given)).toBe(expected));

  test("is missed exactly when none of its sessions was attended", () => {
    const count = fc.nat({ max: 5 });
    fc.assert(
      fc.property(fc.tuple(count, count, count, count), (counts) => {
        const [present, tardy, excused, absent] = counts;
        const day = dayAttendance(marks(counts));
        if (day === null) expect(present + tardy + excused + absent).toBe(0);
        else expect(isMissedDay(day)).toBe(present + tardy === 0);
      }),
    );
  });
});

describe("chronic absence", () => {
  test.each([
    [
      { marked: 9, missed: 9 },
      { kind: "too_early", marked: 9 },
    ],
    [
      { marked: 10, missed: 1 },
      { kind: "reached", percent: 10 },
    ],
    [
      { marked: 30, missed: 3 },
      { kind: "reached", percent: 10 },
    ],
    [
      { marked: 70, missed: 7 },
      { kind: "reached", percent: 10 },
    ],
    [
      { marked: 291, missed: 29 },
      { kind: "ahead", more: 1, percent: 9.9 },
    ],
    [
      { marked: 29, missed: 2 },
      { kind: "ahead", more: 1, percent: 6.9 },
    ],
    [
      { marked: 28, missed: 1 },
      { kind: "ahead", more: 2, percent: 3.6 },
    ],
    [
      { marked: 40, missed: 0 },
      { kind: "ahead", more: 5, percent: 0 },
    ],
  ] as const)("%j: %j", (given, expected) => expect(chronicAbsence(given)).toEqual(expected));

  test("is reached by as many missed days more as it says, and by none fewer", () => {
    const days = fc
      .tuple(fc.integer({ min: fewestDays, max: 400 }), fc.nat({ max: 400 }))
      .filter(([marked, missed]) => missed <= marked);
    fc.assert(
      fc.property(days, ([marked, missed]) => {
        const found = chronicAbsence({ marked, missed });
        const reaches = (more: number): boolean => (missed + more) * 10 >= marked + more;
        if (found.kind === "reached") expect(reaches(0)).toBe(true);
        else if (found.kind === "ahead") {
          expect(reaches(found.more)).toBe(true);
          expect(reaches(found.more - 1)).toBe(false);
        } else expect(found).toBeUndefined();
      }),
    );
  });
});
