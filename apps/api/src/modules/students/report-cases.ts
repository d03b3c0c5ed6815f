import { canSeeCase } from "@handrail/domain/casework/policy";
import type { Actor } from "@handrail/domain/kernel/actor";
import { dayIn } from "@handrail/domain/kernel/time";
import type { ReportCase } from "@handrail/domain/students/report-schema";

import { entriesOf } from "../casework/entry-rows.ts";
import type { studentCaseRows, studentEntryRows } from "../casework/student-cases.ts";

type RowOf<S extends (...values: never[]) => (...connection: never[]) => Promise<readonly unknown[]>> = Awaited<
  ReturnType<ReturnType<S>>
>[number];
type CaseFacts = RowOf<typeof studentCaseRows>;
type EntryFacts = RowOf<typeof studentEntryRows>;

interface Reader {
  readonly actor: Actor;
  readonly zone: string;
  readonly withRestricted: boolean;
}

/**
 * Cases and what happened in them, as far as the reader may see them. What is restricted is for members of the case team,
 * and on paper only when they asked for it.
 */
export const reportCases = (
  found: readonly CaseFacts[],
  raws: readonly EntryFacts[],
  { actor, zone, withRestricted }: Reader,
): { cases: ReportCase[]; restricted: number } => {
  const now = new Date().toISOString();
  let restricted = 0;
  const cases = found
    .filter((one) => canSeeCase(actor, one).allowed)
    .map((one): ReportCase => {
      const ofCase = raws.filter(({ caseId }) => caseId === one.id);
      const known = entriesOf(ofCase, { actor, ties: one, version: one.version, now }).filter(
        ({ withdrawn }) => withdrawn === null,
      );
      restricted += known.filter(({ isRestricted }) => isRestricted).length;
      const shown = known.filter(({ isRestricted }) => withRestricted || !isRestricted);
      // Notes that closed the case in a restricted entry are that entry's words.
      const closed = ofCase.findLast(({ statusTo }) => statusTo === "closed");
      const mayKnowWhy = closed === undefined || shown.some(({ id }) => id === closed.id) || !closed.isRestricted;
      return {
        caseId: one.id,
        rootCause: one.rootCause,
        urgency: one.urgency,
        status: one.status,
        openedOn: one.openedOn,
        openedBy: one.creator,
        closedOn: one.closedAt === null ? null : dayIn(zone, new Date(one.closedAt).toISOString()),
        followUpDate: one.followUpDate,
        resolutionNotes: mayKnowWhy ? one.resolutionNotes : null,
        entries: shown.map((entry) => ({
          kind: entry.kind,
          on: entry.meetingDate ?? dayIn(zone, entry.at),
          by: entry.by.name,
          isRestricted: entry.isRestricted,
          statusTo: entry.statusTo,
          absenceReason: entry.absenceReason,
          interventionNotes: entry.interventionNotes,
          actionPlan: entry.actionPlan,
          updateText: entry.updateText,
        })),
      };
    });
  return { cases, restricted };
};
