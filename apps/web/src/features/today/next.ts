import type { Instant } from "@handrail/domain/kernel/time";
import { phaseOf } from "@handrail/domain/sessions/rules";
import type { SessionListRow } from "@handrail/domain/sessions/schema";
import type { Today } from "@handrail/domain/today/schema";

import { clockTime } from "../../lib/time.ts";

export type FollowUp = Today["followUps"][number];
export type Decision = Today["decisions"][number];

/** One thing to do, whichever part of Handrail it comes from. */
export type NextItem =
  | { readonly kind: "session"; readonly id: string; readonly session: SessionListRow }
  | { readonly kind: "follow_up"; readonly id: string; readonly followUp: FollowUp }
  | { readonly kind: "decision"; readonly id: string; readonly decision: Decision };

type Part = "now" | "next" | "earlier";

interface Placed {
  readonly part: Part;
  /** Within the list: the lower the sooner. */
  readonly rank: number;
  /** Within the rank. */
  readonly at: string;
  readonly item: NextItem;
}

const soonMinutes = 60;

const placeOf = (session: SessionListRow, now: Instant): Pick<Placed, "part" | "rank"> => {
  const phase = phaseOf(session, now);
  if (phase === "running") return { part: "now", rank: 0 };
  if (phase === "over") return { part: "earlier", rank: 5 };
  const isSoon = Date.parse(session.startsAt) - Date.parse(now) <= soonMinutes * 60_000;
  return { part: "next", rank: isSoon ? 1 : 4 };
};

export interface NextFacts {
  readonly sessions: readonly SessionListRow[];
  readonly followUps: readonly FollowUp[];
  readonly decisions: readonly Decision[];
}

const placed = ({ sessions, followUps, decisions }: NextFacts, now: Instant): readonly Placed[] =>
  [
    ...sessions.map((session): Placed => {
      const item = { kind: "session", id: session.id, session } as const;
      return { ...placeOf(session, now), at: session.startsAt, item };
    }),
    // They have a day and no hour: before whatever the clock will bring later.
    ...followUps.map((followUp): Placed => {
      const item = { kind: "follow_up", id: followUp.caseId, followUp } as const;
      return { part: "next", rank: 2, at: followUp.dueOn, item };
    }),
    ...decisions.map((decision): Placed => {
      const item = { kind: "decision", id: decision.recommendationId, decision } as const;
      return { part: "next", rank: 3, at: "", item };
    }),
  ].sort((a, b) => a.rank - b.rank || a.at.localeCompare(b.at));

const titles: Readonly<Record<Part, string>> = { now: "Now", next: "Next", earlier: "Earlier" };

interface NextPart {
  readonly part: Part;
  readonly title: string;
  readonly items: readonly NextItem[];
}

/** So many lines are taken in at a glance, and each has a digit. */
const mostShown = 7;

export interface NextList {
  readonly parts: readonly NextPart[];
  /** What is folded away, in the same order. */
  readonly folded: readonly NextItem[];
}

/** What runs, what comes within the hour, what is due, what comes later, what was: one list, seven lines of it shown. */
export const nextList = (facts: NextFacts, now: Instant, isUnfolded = false): NextList => {
  const all = placed(facts, now);
  // One line more takes no more room than the line that would hide it.
  const count = isUnfolded || all.length <= mostShown + 1 ? all.length : mostShown;
  const shown = all.slice(0, count);
  return {
    parts: (["now", "next", "earlier"] as const)
      .map((part) => ({
        part,
        title: titles[part],
        items: shown.filter((one) => one.part === part).map(({ item }) => item),
      }))
      .filter(({ items }) => items.length > 0),
    folded: all.slice(count).map(({ item }) => item),
  };
};

const several = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

const mostNamed = 3;

/** What is folded away, in words: `5 follow-ups · 13:30 Guitar B`. */
export const foldedWords = (items: readonly NextItem[]): string => {
  const sessions = items.flatMap((item) => (item.kind === "session" ? [item.session] : []));
  const count = (kind: NextItem["kind"], word: string): readonly string[] => {
    const found = items.filter((item) => item.kind === kind).length;
    return found === 0 ? [] : [several(found, word)];
  };
  const named = sessions
    .slice(0, mostNamed)
    .map(({ startsAt, title, zone }) => `${clockTime(zone, startsAt)} ${title}`);
  const rest = sessions.length - named.length;
  return [
    ...count("follow_up", "follow-up"),
    ...count("decision", "exit decision"),
    ...named,
    ...(rest === 0 ? [] : [several(rest, "more session")]),
  ].join(" · ");
};
