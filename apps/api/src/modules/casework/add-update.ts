import { CaseEscalated, CaseStatusChanged, CaseUpdated } from "@handrail/domain/casework/events";
import { canMove } from "@handrail/domain/casework/machine";
import type { AddUpdateInput } from "@handrail/domain/casework/meeting-schema";
import type { UserId } from "@handrail/domain/kernel/ids";

import { command, done, type Tx } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { arrayOf, caseForChange, caseWork, caseWorkers } from "./case-facts.ts";
import { dropOwnDraft } from "./case-writes.ts";
import { writeEntry } from "./entry-row.ts";
import { insistOnAsked, writeEscalation } from "./escalate-case.ts";
import { about, caseLine, changeCase, changeOf, holdCase, insistOnVersion, type HeldCase } from "./held-case.ts";
import { moveOf } from "./move.ts";

/** Whom this update asks to take the case on; undefined where it does not escalate. */
const askedOf = (
  tx: Tx,
  one: HeldCase,
  { input, worker }: { input: AddUpdateInput; worker: { readonly id: UserId } | undefined },
): UserId | undefined => {
  const { status = one.facts.status, escalateTo } = input;
  const escalates = status === "escalated" && (one.facts.status !== "escalated" || escalateTo !== undefined);
  if (!escalates && escalateTo !== undefined)
    throw no("INVALID_INPUT", "A colleague can only be asked when you escalate.", { field: "escalateTo" });
  if (!escalates) return undefined;
  insist(canMove(one.facts.status, status));
  if (escalateTo === undefined)
    throw no("INVALID_INPUT", "To escalate, choose the colleague who is to take the case on.", { field: "escalateTo" });
  return insistOnAsked(tx, one, { worker, toUserId: escalateTo, field: "escalateTo" });
};

/** Adds what happened since, and in the same control moves the case on. */
export const addUpdate = command({
  name: "casework.addUpdate",
  facts: (input: AddUpdateInput) => [
    caseForChange(input),
    caseWork(input),
    caseWorkers({ ids: arrayOf(input.escalateTo === undefined ? [] : [input.escalateTo]) }),
  ],
  decide: (tx, input, [[facts], [work], [worker]]) => {
    const one = holdCase(tx, facts, work);
    const { updateText, isRestricted, draftId, escalateTo: _, ...wanted } = input;
    const changesCase = [wanted.status, wanted.urgency, wanted.followUpDate].some((value) => value !== undefined);
    // Words alone collide with nobody: they are added whatever came between.
    if (changesCase) insistOnVersion(one, input.version);
    const escalatedTo = askedOf(tx, one, { input, worker });
    const fields = moveOf(tx, one, { ...wanted, escalatedTo });
    if (updateText === undefined && fields.status !== "closed")
      throw no("INVALID_INPUT", "Write what happened since.", { field: "updateText" });
    // Words about the student are contact with the case; what is restricted says so to nobody outside the team.
    const isContact = updateText !== undefined && escalatedTo === undefined && !isRestricted;
    const { today } = one.work;
    const lastContactOn = isContact && today > one.facts.lastContactOn ? today : one.facts.lastContactOn;
    const next = changeCase(tx, one, { fields: { ...fields, lastContactOn } });
    const entryId = writeEntry(
      tx,
      {
        kind: updateText === undefined ? "status" : "update",
        ...(updateText === undefined ? {} : { updateText }),
        isRestricted,
        ...(fields.followUpDate == null ? {} : { followUpDate: fields.followUpDate }),
      },
      { before: one.facts, after: next, number: one.work.lastNumber + 1 },
    );
    if (draftId !== undefined) tx.write(dropOwnDraft({ draftId }));
    const payload = { ...about(tx, next), entryId };
    const order = { aggregateId: next.id, version: next.version, audit: [caseLine(one.facts, next)] as const };
    const answer = { ...changeOf(next), entryId };
    if (escalatedTo !== undefined) {
      writeEscalation(tx, { caseId: next.id, to: escalatedTo, reason: updateText ?? "" });
      return done(answer, [emit(CaseEscalated, { ...order, payload: { ...payload, toUserId: escalatedTo } })]);
    }
    return done(answer, [
      next.status === one.facts.status
        ? emit(CaseUpdated, { ...order, payload })
        : emit(CaseStatusChanged, { ...order, payload: { ...payload, from: one.facts.status, to: next.status } }),
    ]);
  },
});
