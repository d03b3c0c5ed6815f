import { HintRule } from "@handrail/domain/today/schema";
import { expect, test, vi } from "vitest";

import { aimOf, missedWords, verbOfHint } from "./hint-verb.ts";
import type { Hint } from "./queries.ts";

const hint = (more: Partial<Hint>): Hint => ({
  rule: "absent_without_meeting",
  subject: { kind: "student", id: "amina" },
  studentId: "amina" as Hint["studentId"],
  displayCode: "KESTREL-41",
  reason: "",
  days: ["2026-11-12", "2026-11-18"],
  ...more,
});

test.each([
  [
    hint({}),
    "Meet",
    { to: "record", studentId: "amina", displayCode: "KESTREL-41", days: ["2026-11-12", "2026-11-18"] },
  ],
  [
    hint({ rule: "follow_up_long_overdue", subject: { kind: "case", id: "c" }, days: [] }),
    "Record",
    { to: "record", studentId: "amina", displayCode: "KESTREL-41", days: [] },
  ],
  [hint({ rule: "recurring_without_improvement" }), "See", { to: "student", studentId: "amina" }],
  [
    hint({ rule: "unmarked_session", subject: { kind: "session", id: "s" } }),
    "Take roll",
    { to: "session", sessionId: "s" },
  ],
  [
    hint({ rule: "below_aim", subject: { kind: "intervention", id: "i" } }),
    "Review",
    { to: "intervention", interventionId: "i", part: "progress" },
  ],
  [
    hint({ rule: "place_free", subject: { kind: "intervention", id: "i" } }),
    "Offer",
    { to: "intervention", interventionId: "i", part: "enrolments" },
  ],
  [
    hint({ rule: "no_point_for_weeks", subject: { kind: "intervention", id: "i" } }),
    "Log progress",
    { to: "intervention", interventionId: "i", part: "progress" },
  ],
])("$rule leads somewhere by its own verb", (line, verb, aim) => {
  expect(verbOfHint(line)).toBe(verb);
  expect(aimOf(line)).toEqual(aim);
});

test("every rule has a verb", () => {
  for (const rule of HintRule.options) expect(verbOfHint(hint({ rule }))).not.toBe("");
});

test("the recorder begins with the days that were missed", () => {
  vi.setSystemTime("2026-11-21T12:00:00.000Z");
  expect(missedWords(["2026-11-12", "2026-11-16", "2026-11-18"])).toBe(
    "Absent on Thu 12 Nov, Mon 16 Nov and Wed 18 Nov.",
  );
  expect(missedWords([])).toBe("");
  vi.useRealTimers();
});
