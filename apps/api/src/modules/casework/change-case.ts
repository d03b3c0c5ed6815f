import { CaseChanged } from "@handrail/domain/casework/events";
import type { ChangeCaseInput } from "@handrail/domain/casework/meeting-schema";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { caseForChange, caseWork } from "./case-facts.ts";
import { about, caseLine, changeCase as writeCase, changeOf, holdCase, insistOnVersion } from "./held-case.ts";
import { moveOf } from "./move.ts";

/** Changes urgency or follow-up, which may change at any time without an entry of their own. */
export const changeCase = command({
  name: "casework.changeCase",
  facts: (input: ChangeCaseInput) => [caseForChange(input), caseWork(input)],
  decide: (tx, input, [[facts], [work]]) => {
    const one = holdCase(tx, facts, work);
    insistOnVersion(one, input.version);
    const { urgency, followUpDate } = input;
    const fields = moveOf(tx, one, { urgency, followUpDate });
    if (Object.keys(fields).length === 0) return nothingToDo(changeOf(one.facts));
    const next = writeCase(tx, one, { fields });
    return done(changeOf(next), [
      emit(CaseChanged, {
        aggregateId: next.id,
        version: next.version,
        payload: about(tx, next),
        audit: [caseLine(one.facts, next)],
      }),
    ]);
  },
});
