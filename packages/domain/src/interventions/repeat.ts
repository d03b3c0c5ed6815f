import { type Weekday, weekdaysOf, weeklyOn } from "./recurrence.ts";

/** Which of the month's weekdays; -1: the last. */
export const nths = [1, 2, 3, 4, -1] as const;
export type Nth = (typeof nths)[number];

/** How often, as a form asks it. `rule`: more than a form can say. */
export type Repeat =
  | { readonly kind: "daily" }
  | { readonly kind: "weekly"; readonly every: 1 | 2; readonly days: readonly Weekday[] }
  | { readonly kind: "monthly"; readonly nth: Nth; readonly day: Weekday }
  | { readonly kind: "dated"; readonly date: number }
  | { readonly kind: "rule"; readonly rule: string };

export const writeRepeat = (repeat: Repeat): string => {
  switch (repeat.kind) {
    case "daily":
      return "FREQ=DAILY";
    case "weekly":
      return weeklyOn(repeat.days, repeat.every);
    case "monthly":
      return `FREQ=MONTHLY;BYDAY=${repeat.nth}${repeat.day}`;
    case "dated":
      return `FREQ=MONTHLY;BYMONTHDAY=${repeat.date}`;
    case "rule":
      return repeat.rule;
  }
};

const monthly = /^FREQ=MONTHLY;BYDAY=\+?(?<nth>-?\d)(?<day>MO|TU|WE|TH|FR|SA|SU)$/;
const dated = /^FREQ=MONTHLY;BYMONTHDAY=(?<date>[1-9]|[12]\d|3[01])$/;

const monthlyOf = (rule: string): Repeat | null => {
  const found = monthly.exec(rule)?.groups;
  const nth = nths.find((one) => String(one) === found?.["nth"]);
  return found === undefined || nth === undefined ? null : { kind: "monthly", nth, day: found["day"] as Weekday };
};

/** The same rule, if written in an order of its own, reads the same; what a form cannot say stays a rule. */
export const readRepeat = (rule: string): Repeat => {
  const days = weekdaysOf(rule);
  for (const every of [1, 2] as const) if (rule === weeklyOn(days, every)) return { kind: "weekly", every, days };
  if (rule === "FREQ=DAILY") return { kind: "daily" };
  const date = dated.exec(rule)?.groups?.["date"];
  if (date !== undefined) return { kind: "dated", date: Number(date) };
  return monthlyOf(rule) ?? { kind: "rule", rule };
};
