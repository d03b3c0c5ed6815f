import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { addDays } from "../kernel/time.ts";
import { hintRules, putOffUntil, worthALook, type HintFacts } from "./rules.ts";

const today = "2026-11-20";
const ago = (days: number): string => addDays(today, -days);

const nothing: HintFacts = {
  today,
  absences: [],
  followUps: [],
  recurring: [],
  verdicts: [],
  unmarked: [],
  places: [],
  silent: [],
};

const reasons = (facts: Partial<HintFacts>): readonly string[] =>
  worthALook({ ...nothing, ...facts }, []).map(({ reason }) => reason);

const absence = (missed: readonly number[], lastMeeting: number | null) => ({
  studentId: "amina",
  marked: 10,
  missed: missed.map(ago),
  lastMeetingOn: lastMeeting === null ? null : ago(lastMeeting),
});

describe("absent and nobody has met the student", () => {
  test.each([
    ["three, never met", [2, 5, 9], null, ["absent on 3 of the last 10 school days; no meeting yet"]],
    ["three, met before them", [2, 5, 9], 12, ["absent on 3 of the last 10 school days; no meeting since 8 Nov"]],
    [
      "three, met in an earlier school year",
      [2, 5, 9],
      200,
      ["absent on 3 of the last 10 school days; no meeting since 4 May 2026"],
    ],
    ["three, met in between", [2, 5, 9], 6, []],
    ["three, met on the first of them", [2, 5, 9], 9, []],
    ["two", [2, 5], null, []],
  ])("%s", (...[, missed, lastMeeting, expected]) => {
    expect(reasons({ absences: [absence(missed, lastMeeting)] })).toEqual(expected);
  });

  test("brings the days for the form, in order", () => {
    const [hint] = worthALook({ ...nothing, absences: [absence([2, 9, 5], null)] }, []);
    expect(hint?.days).toEqual([ago(9), ago(5), ago(2)]);
  });
});

describe("follow-ups", () => {
  test.each([
    [7, []],
    [8, ["follow-up 8 days overdue"]],
  ])("%s days late", (late, expected) => {
    expect(reasons({ followUps: [{ caseId: "c", studentId: "s", dueOn: ago(late) }] })).toEqual(expected);
  });
});

describe("recurring", () => {
  test.each([
    ["often and not better", 3, 1, 0, ["3 meetings and no improvement"]],
    ["often and one of them better", 3, 2, 1, []],
    ["all closed", 3, 0, 0, []],
    ["once", 1, 1, 0, []],
  ])("%s", (...[, meetings, active, improving, expected]) => {
    expect(reasons({ recurring: [{ studentId: "s", meetings, active, improving }] })).toEqual(expected);
  });
});

test("a free place is worth a look when someone waits", () => {
  const place = { interventionId: "i", name: "Reading Boost", free: 1, waiting: 2 };
  expect(reasons({ places: [place] })).toEqual(["Reading Boost: 1 place free, 2 waiting"]);
  expect(reasons({ places: [{ ...place, waiting: 0 }] })).toEqual([]);
  expect(reasons({ places: [{ ...place, free: 0 }] })).toEqual([]);
});

test("three weeks without a point are", () => {
  const silent = { interventionId: "i", studentId: "s", since: ago(21) };
  expect(reasons({ silent: [silent] })).toEqual(["no progress point for 3 weeks"]);
  expect(reasons({ silent: [{ ...silent, since: ago(20) }] })).toEqual([]);
});

const session = (id: number) => ({ sessionId: `session ${id}`, title: "Guitar", startedAt: "", unmarked: id });

describe("the list", () => {
  const facts: HintFacts = {
    ...nothing,
    followUps: [
      { caseId: "old", studentId: "ben", dueOn: ago(30) },
      { caseId: "older", studentId: "cleo", dueOn: ago(40) },
    ],
    unmarked: [1, 2, 3, 4, 5, 6, 7].map(session),
    absences: [absence([1, 2, 3], null)],
  };

  test("lets the rules take turns, each with its most pressing first", () => {
    const subjects = worthALook(facts, []).map(({ subject }) => subject.id);
    expect(subjects).toEqual(["amina", "older", "session 7", "old", "session 6"]);
  });

  test("leaves out what was put off, until the day", () => {
    const until = putOffUntil(today);
    const putOff = { rule: "absent_without_meeting", subjectId: "amina", studentId: "amina", until };
    expect(worthALook(facts, [putOff]).map(({ subject }) => subject.id)).not.toContain("amina");
    const later = { ...facts, today: putOff.until };
    expect(worthALook(later, [putOff]).map(({ subject }) => subject.id)).toContain("amina");
    expect(putOff.until).toBe(addDays(today, 14));
  });

  test("of an intervention leaves out the student who was put off, and no other", () => {
    const verdicts = ["amina", "ben"].map((studentId) => ({ interventionId: "i", studentId, sentence: "4 below aim" }));
    const putOff = { rule: "below_aim", subjectId: "i", studentId: "amina", until: putOffUntil(today) };
    expect(worthALook({ ...nothing, verdicts }, [putOff]).map(({ studentId }) => studentId)).toEqual(["ben"]);
    const everybody = { ...putOff, studentId: null };
    expect(worthALook({ ...nothing, verdicts }, [everybody])).toHaveLength(2);
  });

  test("names a student once, with the most pressing reason", () => {
    const twice = { ...facts, followUps: [{ caseId: "hers", studentId: "amina", dueOn: ago(30) }] };
    expect(worthALook(twice, []).filter(({ studentId }) => studentId === "amina")).toHaveLength(1);
  });

  test("never holds more than five, nor anything twice", () => {
    const some = fc.nat({ max: 12 });
    fc.assert(
      fc.property(some, some, (sessions, followUps) => {
        const hints = worthALook(
          {
            ...nothing,
            unmarked: Array.from({ length: sessions }, (_, id) => session(id)),
            followUps: Array.from({ length: followUps }, (_, id) => ({
              caseId: `case ${id}`,
              studentId: `student ${id}`,
              dueOn: ago(8 + id),
            })),
          },
          [],
        );
        expect(hints).toHaveLength(Math.min(5, sessions + followUps));
        expect(new Set(hints.map(({ subject }) => subject.id)).size).toBe(hints.length);
        for (const { rule } of hints) expect(hintRules).toContain(rule);
      }),
    );
  });
});
