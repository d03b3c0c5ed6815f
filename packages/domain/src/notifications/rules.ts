import type { Day } from "../kernel/time.ts";
import { allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { InboxTab, NotificationType } from "./schema.ts";

/** Which lines stand under a tab; null: all of them. */
export const typesOf = (tab: InboxTab): readonly NotificationType[] | null => {
  switch (tab) {
    case "all":
      return null;
    case "due":
      return ["follow_up_due", "follow_up_overdue", "roster_unmarked", "absences_in_a_row", "waiting_place_free"];
    case "escalations":
      return ["case_escalated", "message_failed"];
    case "mentions":
      return ["mention"];
    case "decisions":
      return ["exit_recommended"];
  }
};

/** A line is put off to a later day; what somebody else waits for is not put off. */
export const canSnooze = (line: { type: NotificationType }, { until, today }: { until: Day; today: Day }): Verdict => {
  if (line.type === "case_escalated")
    return refuse("NOT_ALLOWED", "Somebody waits for this: take the case on, or say why not.");
  return until > today ? allow : refuse("INVALID_INPUT", "Choose a day after today.", { field: "until" });
};

/**
 * Whom a text mentions: `@` and a name of the staff, as written or without its title. The longest name wins, so that
 * "@Ms Park" is not also "@Ms P". Each person once.
 */
export const mentionsIn = (
  text: string,
  people: readonly { readonly id: string; readonly name: string }[],
): readonly string[] => {
  const lower = text.toLocaleLowerCase("en");
  const names = people
    .flatMap(({ id, name }) => {
      const whole = name.trim().toLocaleLowerCase("en");
      const family = whole.split(/\s+/).at(-1) ?? whole;
      return [...new Set([whole, family])].map((spelling) => ({ id, spelling }));
    })
    .filter(({ spelling }) => spelling !== "")
    .sort((a, b) => b.spelling.length - a.spelling.length);
  const found = new Set<string>();
  for (const { index } of lower.matchAll(/@/g)) {
    // An address is not a mention.
    if (index > 0 && /[\p{L}\p{N}._-]/u.test(lower.charAt(index - 1))) continue;
    const rest = lower.slice(index + 1);
    const longest = names.find(
      ({ spelling }) => rest.startsWith(spelling) && !/^[\p{L}\p{N}]/u.test(rest.slice(spelling.length)),
    );
    if (longest === undefined) continue;
    // Two of one family name: neither is meant for sure, so both are told.
    for (const { id, spelling } of names) if (spelling === longest.spelling) found.add(id);
  }
  return [...found];
};
