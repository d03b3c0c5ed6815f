import { CaseWithdrawn } from "@handrail/domain/casework/events";
import type { WithdrawCaseInput } from "@handrail/domain/casework/meeting-schema";
import { canWithdrawCase } from "@handrail/domain/casework/policy";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist } from "../../kernel/refused.ts";
import { caseForChange, caseWork } from "./case-facts.ts";
import { strikeEntries } from "./case-writes.ts";
import { about, caseLine, changeCase, changeOf, holdCase, insistOnVersion } from "./held-case.ts";

/** Takes a whole case away: one opened for the wrong student, say. Its entries stay in the database, struck through. */
export const withdrawCase = command({
  name: "casework.withdrawCase",
  facts: (input: WithdrawCaseInput) => [caseForChange(input), caseWork(input)],
  decide: (tx, input, [[facts], [work]]) => {
    const one = holdCase(tx, facts, work);
    insist(canWithdrawCase(tx.actor, one.ties));
    insistOnVersion(one, input.version);
    const { caseId, reason } = input;
    tx.write(strikeEntries({ caseId, by: tx.actor.userId, at: tx.now, reason }));
    const next = changeCase(tx, one, { fields: {}, goes: true });
    return done(changeOf(next), [
      emit(CaseWithdrawn, {
        aggregateId: next.id,
        version: next.version,
        payload: about(tx, next),
        audit: [{ ...caseLine(one.facts, null), after: { withdrawn: true, reason } }],
      }),
    ]);
  },
});
