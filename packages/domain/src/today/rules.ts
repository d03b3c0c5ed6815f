import { dayWords } from "../kernel/day-words.ts";
import { addDays, daysBetween, type Day } from "../kernel/time.ts";
import { HintRule } from "./schema.ts";

/** What each hint looks at. A fact row is one student, case, session or intervention of the person's scope. */
export interface HintFacts {
  readonly today: Day;
  readonly absences: readonly {
    readonly studentId: string;
    /** School days among the last ten with a mark, and those of them missed. */
    readonly marked: number;
    readonly missed: readonly Day[];
    /** Of the latest meeting in any case of the student; null when there was none. */
    readonly lastMeetingOn: Day | null;
  }[];
  readonly followUps: readonly { readonly caseId: string; readonly studentId: string; readonly dueOn: Day }[];
  readonly recurring: readonly {
    readonly studentId: string;
    readonly meetings: number;
    readonly active: number;
    /** Of the active cases, those that are improving. */
    readonly improving: number;
  }[];
  readonly verdicts: readonly {
    readonly interventionId: string;
    readonly studentId: string;
    readonly sentence: string;
  }[];
  readonly unmarked: readonly {
    readonly sessionId: string;
    readonly title: string;
    readonly startedAt: string;
    readonly unmarked: number;
  }[];
  readonly places: readonly {
    readonly interventionId: string;
    readonly name: string;
    readonly free: number;
    readonly waiting: number;
  }[];
  readonly silent: readonly {
    readonly interventionId: string;
    readonly studentId: string;
    readonly since: Day;
  }[];
}

/** In the order of how soon something is lost by waiting: of two hints the earlier rule comes first. */
export const hintRules: readonly HintRule[] = HintRule.options;

/** What a hint is about: putting it off puts off this rule for this subject, and in an intervention for this student. */
type HintSubject =
  | { readonly kind: "student"; readonly id: string }
  | { readonly kind: "case"; readonly id: string }
  | { readonly kind: "session"; readonly id: string }
  | { readonly kind: "intervention"; readonly id: string };

/** A line of "Worth a look". The reason stands without a name: the student's is joined in the browser. */
export interface Hint {
  readonly rule: HintRule;
  readonly subject: HintSubject;
  readonly studentId: string | null;
  readonly reason: string;
  /** Greater comes first within a rule. */
  readonly weight: number;
  /** Days that the verb's form begins with. */
  readonly days: readonly Day[];
}

/** Missed so many of the last ten school days, and nobody has met the student since the first of them. */
const absencesBeforeMeeting = 3;
const overdueDays = 7;
const recurringMeetings = 2;
const silentWeeks = 3;

const several = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const absent = ({ absences, today }: HintFacts): Hint[] =>
  absences.flatMap(({ studentId, marked, missed, lastMeetingOn }) => {
    const first = [...missed].sort()[0];
    if (first === undefined || missed.length < absencesBeforeMeeting) return [];
    if (lastMeetingOn !== null && lastMeetingOn >= first) return [];
    const since = lastMeetingOn === null ? "no meeting yet" : `no meeting since ${dayWords(lastMeetingOn, today)}`;
    return [
      {
        rule: "absent_without_meeting",
        subject: { kind: "student", id: studentId },
        studentId,
        reason: `absent on ${missed.length} of the last ${several(marked, "school day")}; ${since}`,
        weight: missed.length,
        days: [...missed].sort(),
      },
    ];
  });

const overdue = ({ followUps, today }: HintFacts): Hint[] =>
  followUps.flatMap(({ caseId, studentId, dueOn }) => {
    const days = daysBetween(dueOn, today);
    if (days <= overdueDays) return [];
    return [
      {
        rule: "follow_up_long_overdue",
        subject: { kind: "case", id: caseId },
        studentId,
        reason: `follow-up ${several(days, "day")} overdue`,
        weight: days,
        days: [],
      },
    ];
  });

/** Coming back again and again is no failure by itself: it is when nothing got better meanwhile. */
const recurring = ({ recurring: rows }: HintFacts): Hint[] =>
  rows.flatMap(({ studentId, meetings, active, improving }) =>
    meetings >= recurringMeetings && active > 0 && improving === 0
      ? [
          {
            rule: "recurring_without_improvement" as const,
            subject: { kind: "student" as const, id: studentId },
            studentId,
            reason: `${several(meetings, "meeting")} and no improvement`,
            weight: meetings,
            days: [],
          },
        ]
      : [],
  );

const below = ({ verdicts }: HintFacts): Hint[] =>
  verdicts.map(({ interventionId, studentId, sentence }) => ({
    rule: "below_aim",
    subject: { kind: "intervention", id: interventionId },
    studentId,
    reason: sentence,
    weight: 0,
    days: [],
  }));

const unmarked = ({ unmarked: rows }: HintFacts): Hint[] =>
  rows.map(({ sessionId, title, unmarked: count }) => ({
    rule: "unmarked_session",
    subject: { kind: "session", id: sessionId },
    studentId: null,
    reason: `${title}: ${several(count, "student")} without a mark`,
    weight: count,
    days: [],
  }));

const places = ({ places: rows }: HintFacts): Hint[] =>
  rows.flatMap(({ interventionId, name, free, waiting }) =>
    free > 0 && waiting > 0
      ? [
          {
            rule: "place_free" as const,
            subject: { kind: "intervention" as const, id: interventionId },
            studentId: null,
            reason: `${name}: ${several(free, "place")} free, ${waiting} waiting`,
            weight: Math.min(free, waiting),
            days: [],
          },
        ]
      : [],
  );

const silent = ({ silent: rows, today }: HintFacts): Hint[] =>
  rows.flatMap(({ interventionId, studentId, since }) => {
    const weeks = Math.floor(daysBetween(since, today) / 7);
    if (weeks < silentWeeks) return [];
    return [
      {
        rule: "no_point_for_weeks",
        subject: { kind: "intervention", id: interventionId },
        studentId,
        reason: `no progress point for ${several(weeks, "week")}`,
        weight: weeks,
        days: [],
      },
    ];
  });

/** Every gap the facts show, most pressing first. */
const everyHint = (facts: HintFacts): readonly Hint[] =>
  [absent, overdue, recurring, below, unmarked, places, silent].flatMap((rule) =>
    rule(facts).sort((a, b) => b.weight - a.weight),
  );

export interface PutOff {
  readonly rule: string;
  readonly subjectId: string;
  /** Null where the hint is about nobody in particular. */
  readonly studentId: string | null;
  /** The first day on which it may be shown again. */
  readonly until: Day;
}

/** Days for which "not now" holds. */
const putOffDays = 14;

export const putOffUntil = (today: Day): Day => addDays(today, putOffDays);

/** At most this many at once: a page of failures helps nobody. */
const mostHints = 5;

/**
 * The lines of "Worth a look": nothing that was put off, one line a student (the most pressing), at most five. Rules take
 * turns, so that twenty unmarked sessions do not hide the one student nobody has met.
 */
export const worthALook = (facts: HintFacts, putOff: readonly PutOff[]): readonly Hint[] => {
  const quiet = new Set(
    putOff
      .filter(({ until }) => until > facts.today)
      .map(({ rule, subjectId, studentId }) => [rule, subjectId, studentId].join(" ")),
  );
  const students = new Set<string>();
  const open = everyHint(facts).filter(({ rule, subject, studentId }) => {
    if (quiet.has([rule, subject.id, studentId].join(" "))) return false;
    if (studentId === null) return true;
    if (students.has(studentId)) return false;
    students.add(studentId);
    return true;
  });
  const byRule = hintRules.map((rule) => open.filter((hint) => hint.rule === rule));
  const longest = Math.max(0, ...byRule.map((hints) => hints.length));
  const inTurn = Array.from({ length: longest }, (_, turn) => byRule.flatMap((hints) => hints.slice(turn, turn + 1)));
  return inTurn.flat().slice(0, mostHints);
};
