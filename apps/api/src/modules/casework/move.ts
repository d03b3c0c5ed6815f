import { canClose, canMove } from "@handrail/domain/casework/machine";
import { canBeFollowUp } from "@handrail/domain/casework/rules";
import type { CaseStatus, Urgency } from "@handrail/domain/casework/schema";
import type { UserId } from "@handrail/domain/kernel/ids";

import type { Tx } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import type { CaseFields, HeldCase } from "./held-case.ts";

interface Wanted {
  readonly status?: CaseStatus | undefined;
  readonly resolutionNotes?: string | undefined;
  readonly urgency?: Urgency | undefined;
  readonly followUpDate?: string | null | undefined;
  /** The colleague who is asked, where that was settled before. */
  readonly escalatedTo?: UserId | undefined;
}

const sameDay = (a: string | null | undefined, b: string | null): boolean => a === undefined || a === b;

/** What a person wants of a case, held against the rules; what stays as it is, is left out. */
export const moveOf = (tx: Tx, { facts, work }: HeldCase, wanted: Wanted): CaseFields => {
  const { status = facts.status, resolutionNotes, urgency, followUpDate, escalatedTo } = wanted;
  insist(canMove(facts.status, status));
  const moves = status !== facts.status;
  if (moves && status === "escalated" && escalatedTo === undefined)
    throw no("INVALID_INPUT", "To escalate, choose the colleague who is to take the case on, and add an update.", {
      field: "status",
    });
  if (moves || resolutionNotes !== undefined) insist(canClose(moves ? status : "open", resolutionNotes));
  const isTouched = (urgency !== undefined && urgency !== facts.urgency) || !sameDay(followUpDate, facts.followUpDate);
  if (facts.status === "closed" && isTouched)
    throw no("CASE_CLOSED", "A closed case has no urgency and no follow-up to change. Open a follow-on case.");
  insist(canBeFollowUp(followUpDate, facts.followUpDate, work.today));
  return {
    ...(moves ? { status } : {}),
    ...(escalatedTo === undefined ? {} : { escalatedTo }),
    ...(moves && status === "closed" ? { resolutionNotes: resolutionNotes ?? null, closedAt: tx.now } : {}),
    ...(urgency === undefined || urgency === facts.urgency ? {} : { urgency }),
    ...(followUpDate === undefined || followUpDate === facts.followUpDate ? {} : { followUpDate }),
  };
};
