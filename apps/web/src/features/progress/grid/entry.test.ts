import type { StudentId, InterventionId, EnrollmentId } from "@handrail/domain/kernel/ids";
import type { CellResult, Grid } from "@handrail/domain/progress/point-schema";
import { describe, expect, test } from "vitest";

import { answered, keyOf, readyToSend, settled, textOf, typed, unsent, withResults, type Drafts } from "./entry.ts";

const student = "a" as StudentId;
const day = "2026-11-20";
const key = keyOf(student, day);
const none: Drafts = new Map();

const grid = (value: number | null, version = 1): Grid => ({
  interventionId: "i" as InterventionId,
  version: 1,
  today: day,
  metric: "score",
  lowest: null,
  highest: null,
  measure: "",
  unit: "",
  mayRecord: true,
  days: [day],
  rows: [
    {
      studentId: student,
      enrollmentId: "e" as EnrollmentId,
      displayCode: "WREN-1",
      gradeLevel: "5",
      spans: [{ from: day, to: null }],
    },
  ],
  cells: value === null ? [] : [{ studentId: student, measuredOn: day, noteId: "n", value, version, by: "Mr Ito" }],
});

const result = (
  outcome: CellResult["outcome"],
  point: CellResult["point"],
  reason: string | null = null,
): CellResult => ({
  studentId: student,
  measuredOn: day,
  outcome,
  point,
  reason,
  situation: null,
});

const type = (text: string, on: Grid = grid(40), drafts = none) => typed(on, drafts, { studentId: student, day, text });

describe("a cell", () => {
  test("is sent with the version that stood there when typing began, whatever comes in meanwhile", () => {
    const drafts = type("42", grid(41, 2), type("4"));
    const { cells } = readyToSend(grid(41, 2), drafts, [key]);
    expect(cells).toEqual([{ studentId: student, measuredOn: day, value: 42, seen: 1 }]);
  });

  test("that cannot be read keeps its text and says why; one that changes nothing goes away", () => {
    const wrong = readyToSend(grid(40), type("forty"), [key]);
    expect(wrong.cells).toEqual([]);
    expect(wrong.drafts.get(key)).toMatchObject({ text: "forty", state: "refused", words: "Write a number." });
    expect(readyToSend(grid(40), type("40.0"), [key]).drafts.size).toBe(0);
    expect(readyToSend(grid(null), type(" ", grid(null)), [key]).drafts.size).toBe(0);
  });

  test("that is emptied takes the point away", () => {
    expect(readyToSend(grid(40), type(""), [key]).cells).toMatchObject([{ value: null, seen: 1 }]);
  });

  test("that did not arrive keeps its text and is sent again", () => {
    const sent = readyToSend(grid(40), type("42"), [key]);
    const kept = unsent(sent.drafts, sent.cells, "Not saved yet.");
    expect(kept.get(key)).toMatchObject({ text: "42", state: "unsent", words: "Not saved yet." });
    expect(readyToSend(grid(40), kept, [key]).cells).toEqual(sent.cells);
  });

  test("typed over while it was on its way is not lost, and is made on what it became", () => {
    const sent = readyToSend(grid(40), type("42"), [key]);
    const over = type("43", grid(40), sent.drafts);
    const after = answered(over, [result("corrected", { value: 42, version: 2 })]);
    expect(readyToSend(grid(42, 2), after, [key]).cells).toMatchObject([{ value: 43, seen: 2 }]);
  });

  test("that two wrote shows both, and keeps the one that is chosen", () => {
    const sent = readyToSend(grid(40), type("42"), [key]);
    const both = answered(sent.drafts, [result("contested", { value: 55, version: 2 }, "Somebody else")]);
    expect(both.get(key)).toMatchObject({ text: "42", state: "contested", theirs: { value: 55 } });
    expect(readyToSend(grid(55, 2), both, [key]).cells).toEqual([]);
    expect(settled(both, key, "theirs").size).toBe(0);
    expect(readyToSend(grid(55, 2), settled(both, key, "mine"), [key]).cells).toMatchObject([{ value: 42, seen: 2 }]);
  });

  test("once saved follows the grid", () => {
    const sent = readyToSend(grid(40), type("42"), [key]);
    const results = [result("corrected", { value: 42, version: 2 })];
    const after = withResults(grid(40), results, "You");
    expect(textOf(after, answered(sent.drafts, results), [student, day])).toBe("42");
    expect(after.cells).toMatchObject([{ value: 42, version: 2, by: "You", noteId: "n" }]);
    expect(withResults(grid(40), [result("withdrawn", null)], "You").cells).toEqual([]);
  });
});
