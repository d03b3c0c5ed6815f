import { percentWords } from "@handrail/domain/kernel/share";
import { doseLines } from "@handrail/domain/progress/dosage";
import type { StudentGraph } from "@handrail/domain/progress/graph-schema";
import { writeValue } from "@handrail/domain/progress/values";

export const findingWords = {
  above: "Above aim",
  below: "Below aim",
  around: "Around aim",
  too_few: "Too early",
  reached: "Target reached",
} as const;

/** `54 words`, `80 %`, `4`. */
export const valueWords = (value: number, unit: string): string =>
  unit === "" ? writeValue(value) : `${writeValue(value)} ${unit}`;

/** `+1.5 a week`, with a true minus sign. */
export const rateWords = (perWeek: number): string => {
  const rounded = Math.round(perWeek * 10) / 10;
  if (rounded === 0) return "0 a week";
  return `${rounded > 0 ? "+" : "\u2212"}${Math.abs(rounded)} a week`;
};

export const countWords = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

/** The dose in words: sessions attended of those planned, and the minutes behind them. */
export const doseWords = ({
  plannedSessions,
  attended,
  plannedMinutes,
  receivedMinutes,
}: StudentGraph["dosage"]): string => {
  if (plannedSessions === 0) return "No sessions yet";
  const share = percentWords(receivedMinutes, plannedMinutes, doseLines) ?? "0 %";
  return `Attended ${attended} of ${countWords(plannedSessions, "session")}, ${share} of the minutes`;
};

/** What a person reads first. Without a goal nothing is judged. */
export const sentenceOf = ({ verdict, goal }: Pick<StudentGraph, "verdict" | "goal">): string =>
  verdict === null || goal === null ? "No goal is set, so the points get no verdict." : verdict.sentence;
