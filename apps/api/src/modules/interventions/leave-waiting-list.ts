import { rawStatement } from "@handrail/db/statement";
import type { LeaveWaitingInput } from "@handrail/domain/interventions/enrollment-schema";
import { InterventionEnrollmentChanged } from "@handrail/domain/interventions/events";
import { canManageIntervention } from "@handrail/domain/interventions/policy";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { settleWaiting } from "./enroll-writes.ts";
import { bumpIntervention, interventionForChange } from "./queries.ts";

const waitingOf = rawStatement<{ interventionId: string; studentId: string }, { readonly id: string }>()(sql`
  select w.id from waiting_list w
   where w.tenant_id = (select app.tenant_id()) and w.intervention_id = ${sql.placeholder("interventionId")}::uuid
     and w.student_id = ${sql.placeholder("studentId")}::uuid and w.status = 'waiting'`);

/** A student waits no longer. */
export const leaveWaitingList = command({
  name: "interventions.leaveWaitingList",
  facts: (input: z.infer<typeof LeaveWaitingInput>) => [interventionForChange(input), waitingOf(input)],
  decide: (tx, { interventionId, studentId }, [[intervention], [waiting]]) => {
    insist(canManageIntervention(tx.actor, intervention));
    if (intervention === undefined)
      throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    if (waiting === undefined) return nothingToDo({ interventionId, version: intervention.version });
    const version = intervention.version + 1;
    tx.write(settleWaiting({ interventionId, studentIds: `{${studentId}}`, status: "left" }));
    tx.write(bumpIntervention({ interventionId, version }));
    return done({ interventionId, version }, [
      emit(InterventionEnrollmentChanged, {
        aggregateId: interventionId,
        version,
        payload: {
          interventionId,
          version,
          by: tx.actor.userId,
          studentId,
          enrollmentId: null,
          change: "left_waiting",
          rosters: [],
        },
        audit: [
          {
            entityType: "waiting_list",
            entityId: waiting.id,
            subjectId: studentId,
            before: { status: "waiting" },
            after: { status: "left" },
          },
        ],
      }),
    ]);
  },
});
