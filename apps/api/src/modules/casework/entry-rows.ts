import type { CaseEntry } from "@handrail/domain/casework/case-schema";
import { canChangeEntry, isOnCase, type CaseTies } from "@handrail/domain/casework/policy";
import { canEditEntry, canUndoEntry, canWithdrawEntry, undoUntil } from "@handrail/domain/casework/rules";
import type { Actor } from "@handrail/domain/kernel/actor";
import type { CaseId, UserId } from "@handrail/domain/kernel/ids";
import type { Instant } from "@handrail/domain/kernel/time";
import { sql } from "drizzle-orm";

export interface RawEntry extends Pick<
  CaseEntry,
  | "id"
  | "kind"
  | "meetingDate"
  | "absenceReason"
  | "interventionNotes"
  | "actionPlan"
  | "updateText"
  | "followUpDate"
  | "statusFrom"
  | "statusTo"
  | "isRestricted"
  | "version"
> {
  readonly caseId: CaseId;
  readonly number: number;
  readonly createdBy: UserId;
  readonly author: string;
  readonly createdAt: string;
  readonly editedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnBy: UserId | null;
  readonly withdrawer: string | null;
  readonly withdrawnReason: string | null;
  readonly caseVersion: number;
}

/** The columns of an entry, for a query with `e` (case_entries), `a` (its author) and `w` (who struck it through). */
export const entryColumns = sql`e.id, e.case_id as "caseId", e.number, e.kind, e.meeting_date::text as "meetingDate",
  e.absence_reason as "absenceReason", e.intervention_notes as "interventionNotes", e.action_plan as "actionPlan",
  e.update_text as "updateText", e.follow_up_date::text as "followUpDate", e.status_from as "statusFrom", e.status_to as "statusTo",
  e.is_restricted as "isRestricted", e.created_by as "createdBy", a.name as author, e.created_at as "createdAt",
  e.edited_at as "editedAt", e.withdrawn_at as "withdrawnAt", e.withdrawn_by as "withdrawnBy", w.name as withdrawer,
  e.withdrawn_reason as "withdrawnReason", e.case_version as "caseVersion", e.version`;

export const entryJoins = sql`
  join users a on a.tenant_id = e.tenant_id and a.id = e.created_by
  left join users w on w.tenant_id = e.tenant_id and w.id = e.withdrawn_by`;

const moment = (at: string | null): Instant | null => (at === null ? null : new Date(at).toISOString());

interface Reader {
  readonly actor: Actor;
  readonly ties: CaseTies;
  /** The case's version, and the server's moment. */
  readonly version: number;
  readonly now: Instant;
}

/**
 * The entries of a case, oldest first, as far as the reader may know of them. What is restricted is not there for anyone
 * outside the case team: no words, no author, no gap in the numbers.
 */
export const entriesOf = (raws: readonly RawEntry[], { actor, ties, version, now }: Reader): CaseEntry[] => {
  const known = isOnCase(actor, ties) ? raws : raws.filter((raw) => !raw.isRestricted);
  const lastNumber = raws.reduce((last, raw) => Math.max(last, raw.number), 0);
  return known.map((raw, index): CaseEntry => {
    const createdAt = new Date(raw.createdAt).toISOString();
    const isFollowed = raw.number < lastNumber;
    const mayChange = canChangeEntry(actor, ties, raw).allowed;
    const undo = canUndoEntry(
      { ...raw, createdAt, isFollowed, isLatest: raw.caseVersion === version },
      actor.userId,
      now,
    );
    const { withdrawnAt, withdrawnBy, withdrawer, withdrawnReason } = raw;
    return {
      id: raw.id,
      caseId: raw.caseId,
      number: index + 1,
      kind: raw.kind,
      meetingDate: raw.meetingDate,
      absenceReason: raw.absenceReason,
      interventionNotes: raw.interventionNotes,
      actionPlan: raw.actionPlan,
      updateText: raw.updateText,
      followUpDate: raw.followUpDate,
      statusFrom: raw.statusFrom,
      statusTo: raw.statusTo,
      isRestricted: raw.isRestricted,
      by: { id: raw.createdBy, name: raw.author },
      at: createdAt,
      editedAt: moment(raw.editedAt),
      withdrawn:
        withdrawnAt === null || withdrawnBy === null
          ? null
          : {
              by: { id: withdrawnBy, name: withdrawer ?? "" },
              at: new Date(withdrawnAt).toISOString(),
              reason: withdrawnReason ?? "",
            },
      version: raw.version,
      mayEdit: raw.kind === "meeting" && mayChange && canEditEntry({ ...raw, isFollowed }).allowed,
      mayWithdraw: mayChange && canWithdrawEntry(raw).allowed,
      undoUntil: undo.allowed ? undoUntil(createdAt) : null,
    };
  });
};
