import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Actor } from "../kernel/actor.ts";
import { csvOf } from "../kernel/csv.ts";
import { canBePlanned, canHold } from "./plan.ts";
import { canManageIntervention, canSeeIntervention, type InterventionTies } from "./policy.ts";
import { fitsFrequency, isRecurrence, plannedOf, weekdaysOf, weeklyOn } from "./recurrence.ts";
import { InterventionStatus } from "./schema.ts";
import { canMove, moveOf, needsReason, placesLeft, takesStudents } from "./status.ts";

const actor = (permissions: Actor["permissions"] = []): Actor => ({
  tenantId: "t" as Actor["tenantId"],
  userId: "me" as Actor["userId"],
  signInId: "s" as Actor["signInId"],
  level: "password",
  roles: [],
  tools: ["interventions"],
  permissions,
});
const ties = (more: Partial<InterventionTies> = {}): InterventionTies => ({
  ownerId: "another",
  isOnTeam: false,
  leads: false,
  facilitates: false,
  ...more,
});

describe("who may see and change an intervention", () => {
  test.each([
    ["a stranger", actor(), ties(), false, false],
    ["its owner", actor(), ties({ ownerId: "me" }), true, true],
    ["somebody on the team", actor(), ties({ isOnTeam: true }), true, false],
    ["a lead", actor(), ties({ isOnTeam: true, leads: true }), true, true],
    ["who leads its sessions", actor(), ties({ facilitates: true }), true, false],
    ["who reads all", actor(["interventions.read_all"]), ties(), true, false],
    ["a coordinator", actor(["interventions.read_all", "interventions.manage_all"]), ties(), true, true],
    [
      "a coordinator, of one that is not there",
      actor(["interventions.read_all", "interventions.manage_all"]),
      undefined,
      false,
      false,
    ],
  ] as const)("%s", (...row) => {
    const [, who, facts, sees, manages] = row;
    expect(canSeeIntervention(who, facts).allowed).toBe(sees);
    expect(canManageIntervention(who, facts).allowed).toBe(manages);
  });
});

describe("the status machine", () => {
  test("allows exactly these moves, and every other says why not", () => {
    const allowed = InterventionStatus.options.flatMap((from) =>
      InterventionStatus.options.filter((to) => canMove(from, to).allowed).map((to) => `${from} ${to}`),
    );
    expect(allowed).toEqual([
      "draft active",
      "draft cancelled",
      "active completed",
      "active cancelled",
      "cancelled active",
    ]);
    for (const from of InterventionStatus.options)
      for (const to of InterventionStatus.options) {
        const verdict = canMove(from, to);
        expect(verdict.allowed).toBe(moveOf(from, to) !== undefined);
        if (!verdict.allowed) expect(verdict.refusal.message).toMatch(/^[A-Z].+\.$/);
      }
  });

  test.each([
    ["cancelled", "2026-12-18", "2026-12-20", true],
    ["completed", "2026-12-18", "2026-12-17", true],
    ["completed", null, "2026-12-17", true],
    ["completed", "2026-12-18", "2026-12-18", false],
  ] as const)("%s, planned until %s, on %s: a reason is needed: %s", (...row) => {
    const [to, endDate, today, expected] = row;
    const move = moveOf("active", to);
    if (move === undefined) throw new Error("This move exists.");
    expect(needsReason(move, { endDate, today })).toBe(expected);
  });

  test("students come and go while it is planned or runs", () => {
    expect(InterventionStatus.options.filter((status) => takesStudents(status).allowed)).toEqual(["draft", "active"]);
  });
});

describe("plans and places", () => {
  test.each([
    [null, 7, null],
    [8, 7, 1],
    [8, 8, 0],
    [8, 12, 0],
  ])("of %s places with %s enrolled, %s are left", (capacity, enrolled, left) => {
    expect(placesLeft(capacity, enrolled)).toBe(left);
    expect(canHold(capacity, enrolled).allowed).toBe(capacity === null || enrolled <= capacity);
  });

  test("the end is not before the start", () => {
    expect(canBePlanned({ startDate: "2026-09-01", endDate: "2026-08-31" }).allowed).toBe(false);
    expect(canBePlanned({ startDate: "2026-09-01", endDate: "2026-09-01" }).allowed).toBe(true);
    expect(canBePlanned({ startDate: "2026-09-01", endDate: null }).allowed).toBe(true);
  });
});

describe("how often", () => {
  test.each([
    ["FREQ=DAILY", true, 60],
    ["FREQ=WEEKLY;BYDAY=MO,WE", true, 24],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", true, 12],
    ["FREQ=WEEKLY", true, 12],
    ["FREQ=MONTHLY;BYDAY=1MO", true, 3],
    ["FREQ=HOURLY", false, 0],
    ["FREQ=WEEKLY;COUNT=4", false, 0],
    ["FREQ=WEEKLY;BYDAY=MO;BYDAY=TU", false, 0],
    ["every Monday", false, 0],
    ["FREQ=MONTHLY;BYMONTHDAY=45", false, 0],
    ["FREQ=MONTHLY;BYMONTHDAY=-32", false, 0],
    ["FREQ=MONTHLY;BYDAY=-MO", false, 0],
    ["FREQ=WEEKLY;BYDAY=2MO", false, 0],
    ["FREQ=WEEKLY;BYMONTHDAY=3", false, 0],
    ["FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20", false, 0],
    ["FREQ=MONTHLY;BYDAY=-1FR;BYMONTHDAY=22", true, 3],
    ["", false, 0],
  ])("%s", (recurrence, isOne, sessions) => {
    expect(isRecurrence(recurrence)).toBe(isOne);
    expect(plannedOf({ recurrence, plannedWeeks: 12, durationMinutes: 30 })).toEqual({
      sessions,
      minutes: sessions * 30,
    });
  });

  test("what the form writes is a rule that says the same days", () => {
    const days = fc.subarray(["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const);
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 9 }), (chosen, every) => {
        const rule = weeklyOn(chosen, every);
        expect(isRecurrence(rule)).toBe(true);
        expect(weekdaysOf(rule)).toEqual(chosen);
        expect(fitsFrequency("weekly", rule)).toBe(true);
        expect(fitsFrequency("daily", rule)).toBe(false);
        expect(fitsFrequency("custom", rule)).toBe(true);
      }),
    );
  });
});

test("no cell of a file is a formula", () => {
  const starts = fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "'", "a");
  fc.assert(
    fc.property(starts, fc.string(), (start, rest) => {
      const [line = ""] = csvOf([[start + rest]])
        .slice(1)
        .split("\r\n", 1);
      const inner = line.startsWith('"') ? line.slice(1) : line;
      expect(inner).not.toMatch(/^[=+\-@\t\r\n\0＝＋－＠]/);
    }),
  );
  expect(csvOf([["a", -3, null, 'say "x", now']])).toBe('\u{FEFF}a,-3,,"say ""x"", now"\r\n');
});
