import { weekdayWords } from "../kernel/day-words.ts";
import type { Day } from "../kernel/time.ts";

interface Agreement {
  readonly student: string;
  readonly what: string;
  readonly owner: string;
  readonly dueOn: Day | null;
  readonly today: Day;
}

/** Without the full stops and blanks at its end. */
const withoutStop = (text: string): string => {
  let end = text.length;
  while (end > 0 && (text.charAt(end - 1) === "." || text.charAt(end - 1).trim() === "")) end -= 1;
  return text.slice(0, end);
};

/** What a meeting agreed on, in one sentence: "KESTREL-41 gets a bus pass from Ms Okafor by Fri 5 Dec." */
export const recapSentence = ({ student, what, owner, dueOn, today }: Agreement): string =>
  `${student} gets ${withoutStop(what)} from ${owner}${dueOn === null ? "" : ` by ${weekdayWords(dueOn, today)}`}.`;
