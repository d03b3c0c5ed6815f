import { RootCause, type CaseStatus, type Urgency } from "@handrail/domain/casework/schema";

import { chanceOf } from "./rows.ts";

export interface CasePlan {
  readonly key: string;
  readonly opener: string;
  readonly place: number;
  readonly rootCause: RootCause;
  readonly urgency: Urgency;
  /** Days ago that it was opened. */
  readonly opened: number;
  /** What came after the opening, in order. */
  readonly after: readonly ("meeting" | CaseStatus)[];
  /** Days from today to the follow-up; negative: overdue. Null: none. */
  readonly followUp: number | null;
  /** Where its words begin in the lists of words: two cases of one cause do not say the same. */
  readonly turn?: number;
  /** An update that moves nothing, at the end: by a colleague. */
  readonly note?: { readonly by: string; readonly words: string };
}

/** Cases that the demo tells stories with: two students who come back, one escalated, what is overdue. */
const told: readonly CasePlan[] = [
  {
    key: "back-family",
    opener: "park",
    place: 52,
    rootCause: "family",
    urgency: "high",
    opened: 70,
    after: ["monitoring", "meeting", "not_improving", "meeting"],
    followUp: -6,
  },
  {
    key: "back-health",
    opener: "park",
    place: 52,
    rootCause: "health",
    urgency: "medium",
    opened: 31,
    after: ["monitoring"],
    followUp: 9,
  },
  {
    key: "again-academic",
    opener: "park",
    place: 61,
    rootCause: "academic",
    urgency: "medium",
    opened: 84,
    after: ["monitoring", "meeting", "improving"],
    followUp: 12,
    note: { by: "reyes", words: "@Ms Park, the small group has a place from Monday. Shall we ask home?" },
  },
  {
    key: "escalated",
    opener: "park",
    place: 57,
    rootCause: "behavioral",
    urgency: "high",
    opened: 55,
    after: ["monitoring", "meeting", "not_improving", "escalated"],
    followUp: -2,
  },
  {
    key: "late-one",
    opener: "park",
    place: 66,
    rootCause: "financial",
    urgency: "low",
    opened: 26,
    after: ["monitoring"],
    followUp: -11,
  },
  {
    key: "late-two",
    opener: "reyes",
    place: 3,
    rootCause: "health",
    urgency: "medium",
    opened: 38,
    turn: 2,
    after: ["monitoring", "meeting"],
    followUp: -3,
  },
];

const ends: readonly (readonly CaseStatus[])[] = [
  [],
  ["monitoring"],
  ["monitoring", "improving"],
  ["improving", "closed"],
  ["monitoring"],
  ["monitoring", "improving", "closed"],
];

const quiet = (): CasePlan[] => {
  const chance = chanceOf("cases");
  return Array.from({ length: 24 }, (_, index): CasePlan => {
    const isPark = index < 15;
    const after = ends[index % ends.length] ?? [];
    return {
      key: `quiet-${index}`,
      turn: Math.floor(index / RootCause.options.length),
      opener: isPark ? "park" : "reyes",
      // Neither places nor causes meet those above.
      place: isPark ? ([48, 49, 50, 51, 53, 54, 55, 56, 58, 59, 60, 62, 63, 64, 65][index] ?? 71) : index - 15 + 8,
      rootCause: RootCause.options[index % RootCause.options.length] ?? "other",
      urgency: (["low", "medium", "low", "high", "medium"] as const)[index % 5] ?? "low",
      opened: 14 + Math.floor(chance() * 80),
      after,
      followUp: after.includes("closed") || index % 7 === 0 ? null : 2 + Math.floor(chance() * 15),
    };
  });
};

export const casePlans = (): CasePlan[] => [...told, ...quiet()];
