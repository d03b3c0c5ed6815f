import type { NotificationType } from "./schema.ts";

/** What one morning's e-mail speaks of: codes of students, never names. */
export interface DigestLine {
  readonly type: NotificationType;
  readonly displayCode: string | null;
}

const words: Readonly<Record<NotificationType, readonly [one: string, many: string]>> = {
  follow_up_due: ["follow-up due today", "follow-ups due today"],
  follow_up_overdue: ["follow-up overdue", "follow-ups overdue"],
  case_escalated: ["case escalated to you", "cases escalated to you"],
  escalation_taken: ["case taken on by the colleague you asked", "cases taken on by the colleagues you asked"],
  escalation_declined: [
    "case not taken on by the colleague you asked",
    "cases not taken on by the colleagues you asked",
  ],
  mention: ["mention", "mentions"],
  exit_recommended: ["exit decision waiting", "exit decisions waiting"],
  roster_unmarked: ["roster not finished", "rosters not finished"],
  absences_in_a_row: ["student absent several times in a row", "students absent several times in a row"],
  message_failed: ["message not delivered", "messages not delivered"],
  waiting_place_free: ["place free with somebody waiting", "places free with somebody waiting"],
};

/** The rest is counted: an e-mail is a reason to look, not a list to work from. */
const mostCodes = 5;

const sentence = (type: NotificationType, lines: readonly DigestLine[]): string => {
  const [one, many] = words[type];
  const codes = [...new Set(lines.flatMap(({ displayCode }) => displayCode ?? []))];
  const named = codes.slice(0, mostCodes).join(", ");
  const rest = codes.length > mostCodes ? ` and ${codes.length - mostCodes} more` : "";
  return `- ${lines.length} ${lines.length === 1 ? one : many}${named === "" ? "" : `: ${named}${rest}`}`;
};

/** The e-mail of one person and day. Null: nothing is new, so nothing is sent. */
export const digestOf = (
  lines: readonly DigestLine[],
  { school, inboxUrl }: { school: string; inboxUrl: string | null },
): { readonly subject: string; readonly body: string } | null => {
  if (lines.length === 0) return null;
  const types = [...new Set(lines.map(({ type }) => type))];
  const count = lines.length === 1 ? "1 new line" : `${lines.length} new lines`;
  return {
    subject: `${count} in your Handrail inbox`,
    body: [
      `${school}: ${count} in your inbox.`,
      "",
      ...types.map((type) =>
        sentence(
          type,
          lines.filter((line) => line.type === type),
        ),
      ),
      "",
      inboxUrl === null ? "Open your inbox in Handrail to see them." : `Open your inbox: ${inboxUrl}`,
      "",
      "This comes once a day at most. You can turn it off in Handrail, under Account.",
    ].join("\n"),
  };
};
