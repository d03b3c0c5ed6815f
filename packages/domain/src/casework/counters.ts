import type { Day } from "../kernel/time.ts";
import { isActive } from "./machine.ts";
import type { CaseStatus, RootCause, Urgency } from "./schema.ts";

/** A case, as the counters see it. */
export interface Counted {
  readonly studentId: string;
  readonly status: CaseStatus;
  readonly urgency: Urgency;
  readonly rootCause: RootCause;
  readonly followUpDate: Day | null;
  /** Meetings that stand. */
  readonly meetings: number;
  /** Everyone who works on it: it counts once for each of them, and once for the school. */
  readonly people: readonly string[];
}

/** One counter and how much it changes. A `personId` of null is the school's. */
export interface CounterDeltas {
  readonly byKind: readonly {
    readonly personId: string | null;
    readonly status: CaseStatus;
    readonly urgency: Urgency;
    readonly rootCause: RootCause;
    readonly cases: number;
    readonly meetings: number;
  }[];
  readonly byDay: readonly { readonly personId: string | null; readonly day: Day; readonly cases: number }[];
  readonly byStudent: readonly {
    readonly personId: string | null;
    readonly studentId: string;
    readonly cases: number;
    readonly active: number;
    readonly improving: number;
    readonly meetings: number;
  }[];
}

/** Adds rows of the same key up, and leaves out what comes to nothing. */
const summed = <R extends object>(rows: readonly R[], amounts: readonly (keyof R)[]): R[] => {
  const byKey = new Map<string, R>();
  for (const row of rows) {
    const key = JSON.stringify(Object.entries(row).filter(([name]) => !amounts.includes(name as keyof R)));
    const held = byKey.get(key);
    const added = Object.fromEntries(
      amounts.map((name) => [name, Number(held?.[name] ?? 0) + Number(row[name])]),
    ) as Partial<R>;
    byKey.set(key, { ...row, ...added });
  }
  return [...byKey.values()].filter((row) => amounts.some((name) => row[name] !== 0));
};

const kindRows = (one: Counted, sign: 1 | -1) =>
  [null, ...one.people].map((personId) => ({
    personId,
    status: one.status,
    urgency: one.urgency,
    rootCause: one.rootCause,
    cases: sign,
    meetings: sign * one.meetings,
  }));

const dayRows = ({ people, status, followUpDate }: Counted, sign: 1 | -1) =>
  followUpDate === null || !isActive(status)
    ? []
    : [null, ...people].map((personId) => ({ personId, day: followUpDate, cases: sign }));

const studentRows = (one: Counted, sign: 1 | -1) =>
  [null, ...one.people].map((personId) => ({
    personId,
    studentId: one.studentId,
    cases: sign,
    active: isActive(one.status) ? sign : 0,
    improving: one.status === "improving" ? sign : 0,
    meetings: sign * one.meetings,
  }));

/** What changes in the counters when a case goes from `before` to `after`; null: it was not, or is not any more. */
export const counterDeltas = (before: Counted | null, after: Counted | null): CounterDeltas => {
  const rowsOf = <R>(make: (one: Counted, sign: 1 | -1) => R[]): R[] => [
    ...(before === null ? [] : make(before, -1)),
    ...(after === null ? [] : make(after, 1)),
  ];
  return {
    byKind: summed(rowsOf(kindRows), ["cases", "meetings"]),
    byDay: summed(rowsOf(dayRows), ["cases"]),
    byStudent: summed(rowsOf(studentRows), ["cases", "active", "improving", "meetings"]),
  };
};
