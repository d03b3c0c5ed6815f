import type { Day } from "../kernel/time.ts";

interface Agreement {
  readonly student: string;
  readonly what: string;
  readonly owner: string;
  readonly dueOn: Day | null;
}

const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "short", day: "numeric", month: "short" });

/** `Fri 5 Dec`, whatever punctuation the runtime's own language data would put between. */
const dayWords = (day: Day): string => {
  const found = parts.formatToParts(new Date(`${day}T00:00:00.000Z`));
  return (["weekday", "day", "month"] as const)
    .map((type) => found.find((part) => part.type === type)?.value ?? "")
    .join(" ");
};

/** Without the full stops and blanks at its end. */
const withoutStop = (text: string): string => {
  let end = text.length;
  while (end > 0 && (text.charAt(end - 1) === "." || text.charAt(end - 1).trim() === "")) end -= 1;
  return text.slice(0, end);
};

/** What a meeting agreed on, in one sentence: "KESTREL-41 gets a bus pass from Ms Okafor by Fri 5 Dec." */
export const recapSentence = ({ student, what, owner, dueOn }: Agreement): string =>
  `${student} gets ${withoutStop(what)} from ${owner}${dueOn === null ? "" : ` by ${dayWords(dueOn)}`}.`;
