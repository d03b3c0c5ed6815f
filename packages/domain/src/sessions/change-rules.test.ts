import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { absencesInARow } from "./absences.ts";
import { dayStateOf, type SchoolCalendar } from "./calendar.ts";
import { canCancelSession, canMakeUp, canMoveSession, canRestoreSession, canSubstitute } from "./change-rules.ts";

const now = "2026-11-21T10:00:00.000Z";
const later = "2026-11-23T10:00:00.000Z";
const before = "2026-11-20T10:00:00.000Z";

test.each([
  ["scheduled", later, false, [true, true, false, true, false]],
  ["scheduled", later, true, [false, false, false, true, false]],
  ["scheduled", before, false, [false, true, false, true, false]],
  ["completed", before, true, [false, false, false, false, false]],
  ["cancelled", later, false, [false, false, true, false, true]],
  ["cancelled", before, false, [false, false, false, false, true]],
] as const)("%s at %s, marked: %s: may be moved, cancelled, restored, substituted, made up", (...row) => {
  const [status, startsAt, isMarked, expected] = row;
  const session = { status, startsAt, isMarked };
  expect([
    canMoveSession(session, now).allowed,
    canCancelSession(session).allowed,
    canRestoreSession(session, now).allowed,
    canSubstitute(session).allowed,
    canMakeUp(session, false).allowed,
  ]).toEqual(expected);
});

test("a cancelled session is made up for once", () => {
  expect(canMakeUp({ status: "cancelled" }, true)).toMatchObject({ refusal: { situation: "ALREADY_DECIDED" } });
});

describe("absences in a row", () => {
  test.each([
    [[], 0],
    [["present", "absent"], 0],
    [["absent", "absent", "present", "absent"], 2],
    [["absent", "excused", "scheduled", "absent", "tardy"], 2],
  ] as const)("%j are %i", (statuses, count) => {
    expect(absencesInARow(statuses)).toBe(count);
  });

  test("an earlier mark never changes the run behind the last time the student came", () => {
    const status = fc.constantFrom("present", "tardy", "absent", "excused", "scheduled");
    fc.assert(
      fc.property(fc.array(status), fc.array(status), (latest, earlier) => {
        expect(absencesInARow([...latest, "present", ...earlier])).toBe(absencesInARow(latest));
      }),
    );
  });
});

describe("a school's calendar", () => {
  const calendar: SchoolCalendar = {
    zone: "Europe/London",
    terms: [{ startsOn: "2026-09-01", endsOn: "2026-12-18" }],
    closures: [{ startsOn: "2026-11-25", endsOn: "2026-11-26", reason: "Fair" }],
    hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: "08:00", closes: "17:00" })),
  };
  test.each([
    ["2026-11-23", "09:30", 30, "ok", null],
    ["2026-11-23", "16:30", 30, "ok", null],
    ["2026-11-23", "16:45", 30, "outside_hours", "08:00 to 17:00"],
    ["2026-11-23", "07:45", 30, "outside_hours", "08:00 to 17:00"],
    ["2026-11-26", "09:30", 30, "closed", "Fair"],
    ["2026-11-28", "09:30", 30, "not_operating", null],
    ["2026-12-21", "09:30", 30, "outside_term", null],
  ] as const)("%s at %s for %i minutes: %s", (...row) => {
    const [day, time, minutes, state, reason] = row;
    const end = Date.parse(`${day}T${time}:00.000Z`) + minutes * 60_000;
    expect(dayStateOf(calendar, { day, time }, end)).toEqual({ state, reason });
  });

  test("without terms and hours it is always open", () => {
    const open = { ...calendar, terms: [], closures: [], hours: [] };
    expect(dayStateOf(open, { day: "2026-12-27", time: "23:45" }, Date.parse("2026-12-28T00:15:00.000Z")).state).toBe(
      "ok",
    );
  });
});
