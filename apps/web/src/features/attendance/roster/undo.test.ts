import type { MarkValue } from "@handrail/domain/attendance/rules";
import { expect, it } from "vitest";

import { type Change, isUntouched, remember, takeBack } from "./undo.ts";

const value = (status: MarkValue["status"]): MarkValue => ({ status, minutesLate: null, note: null });
const change = (studentId: string, after: MarkValue["status"], at = 0): Change => ({
  at,
  marks: [{ studentId, before: value("scheduled"), after: value(after) }],
});

it("takes back the last change that still stands, and leaves what others changed since", () => {
  const changes = [change("a", "present"), change("b", "absent")];
  const held = new Map([
    ["a", value("present")],
    ["b", value("tardy")],
  ]);
  const back = takeBack(changes, held, 1);
  expect(back?.marks).toEqual([{ studentId: "a", value: value("scheduled") }]);
  expect(back?.rest).toEqual([]);
});

it("goes ten deep and ten minutes back", () => {
  const many = Array.from({ length: 12 }, (_, index) => change(`s${index}`, "present")).reduce(
    remember,
    [] as readonly Change[],
  );
  expect(many).toHaveLength(10);
  expect(takeBack(many, new Map([["s11", value("present")]]), 11 * 60_000)).toBeNull();
});

it("knows whether a whole class is as it was left", () => {
  const all: Change = { at: 0, marks: [...change("a", "present").marks, ...change("b", "present").marks] };
  expect(
    isUntouched(
      all,
      new Map([
        ["a", value("present")],
        ["b", value("present")],
      ]),
    ),
  ).toBe(true);
  expect(
    isUntouched(
      all,
      new Map([
        ["a", value("present")],
        ["b", value("absent")],
      ]),
    ),
  ).toBe(false);
});
