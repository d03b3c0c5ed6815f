import type { Tx } from "../../kernel/command.ts";
import type { EntryFacts } from "./case-facts.ts";
import { editEntry } from "./case-writes.ts";
import { entryLine, type CaseFields, type HeldCase } from "./held-case.ts";

const worded = [
  "meetingDate",
  "absenceReason",
  "interventionNotes",
  "actionPlan",
  "followUpDate",
  "isRestricted",
] as const;
type Worded = (typeof worded)[number];

export interface Correction {
  readonly entry: EntryFacts;
  readonly next: EntryFacts;
  /** Names of what differs. */
  readonly changed: readonly Worded[];
}

/** A meeting with what is wanted of it; what is not named stays. */
export const correctionOf = (
  entry: EntryFacts,
  wanted: { readonly [K in Worded]?: EntryFacts[K] | undefined },
): Correction => {
  const given = worded.filter((name) => wanted[name] !== undefined);
  const next = { ...entry, ...Object.fromEntries(given.map((name) => [name, wanted[name]])) };
  return { entry, next, changed: worded.filter((name) => next[name] !== entry[name]) };
};

/** What the case learns from it: the day of the latest meeting, and how many of them are restricted. */
export const contactOf = ({ facts }: HeldCase, { entry, next }: Correction): CaseFields => {
  const days = [next.meetingDate, entry.otherContactOn].filter((day) => day !== null);
  return {
    lastContactOn: days.sort((a, b) => a.localeCompare(b)).at(-1) ?? facts.lastContactOn,
    restrictedMeetings: facts.restrictedMeetings + Number(next.isRestricted) - Number(entry.isRestricted),
  };
};

/** Writes the meeting as it should be and answers its audit line: of what is or was restricted, no words. */
export const writeCorrection = (tx: Tx, { facts }: HeldCase, { entry, next, changed }: Correction) => {
  if (changed.length > 0)
    tx.write(
      editEntry({
        row: JSON.stringify({
          id: next.id,
          meeting_date: next.meetingDate,
          absence_reason: next.absenceReason,
          intervention_notes: next.interventionNotes,
          action_plan: next.actionPlan,
          follow_up_date: next.followUpDate,
          is_restricted: next.isRestricted,
          edited_at: tx.now,
        }),
      }),
    );
  const of = (one: EntryFacts) => Object.fromEntries(changed.map((name) => [name, one[name]]));
  return entryLine(
    { id: entry.id, studentId: facts.studentId },
    entry.isRestricted || next.isRestricted
      ? { before: { isRestricted: entry.isRestricted }, after: { isRestricted: next.isRestricted, changed } }
      : { before: of(entry), after: of(next) },
  );
};
