import { addDays, type Day } from "../kernel/time.ts";
import { dayTyped, hasYear } from "../kernel/typed-day.ts";
import { canBeFollowUp } from "./rules.ts";

const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** `10 dec`: a day that always lies ahead, for the hint beside the field. */
export const dayExample = (today: Day): string => {
  const [, month = 1, date = 1] = addDays(today, 10).split("-").map(Number);
  return `${date} ${monthNames[month - 1] ?? ""}`;
};

/** The day of a follow-up that was typed, or null when it is none that a follow-up can have. */
export const followUpOf = (typed: string, today: Day): Day | null => {
  const day = dayTyped(typed, { today });
  return day !== null && canBeFollowUp(day, null, today).allowed ? day : null;
};

/** What is wrong with what was typed; null when nothing is. */
export const followUpFault = (typed: string, today: Day): string | null => {
  const day = dayTyped(typed, { today });
  if (day === null) return `Write a day after today: 2w, fri, ${dayExample(today)}.`;
  const verdict = canBeFollowUp(day, null, today);
  if (verdict.allowed) return null;
  const isYearMissing = day < today && /\d/.test(typed) && !hasYear(typed);
  return `${verdict.refusal.message}${isYearMissing ? " Write the year if you mean a later one." : ""}`;
};
