import { rawStatement } from "@handrail/db/statement";
import { CommunicationSent } from "@handrail/domain/communications/events";
import { canWriteAbout } from "@handrail/domain/communications/policy";
import { heldBecause } from "@handrail/domain/communications/rules";
import type { SendInput } from "@handrail/domain/communications/schema";
import { canBeFilled } from "@handrail/domain/communications/template";
import type { MessageId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { aboutFacts, aboutOf } from "./about.ts";
import { payloadOf } from "./message-writes.ts";
import { guardiansOf, templateById, valueFacts } from "./queries.ts";
import { valuesOf } from "./values.ts";

const insertMessages = rawStatement<{ rows: string }>()(sql`
  insert into communication_log (tenant_id, id, intervention_id, case_id, student_id, guardian_id, channel, template_id,
    status, status_reason, actor)
  select app.tenant_id(), r.id, r."interventionId", r."caseId", r."studentId", r."guardianId", r.channel, r."templateId",
    r.status, r.reason, app.user_id()
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb) as r (id uuid, "interventionId" uuid, "caseId" uuid,
      "studentId" uuid, "guardianId" uuid, channel text, "templateId" uuid, status text, reason text)`);

/** Queues a message to each of the chosen guardians; whoever may not be written to gets none, and why is kept with it. */
export const sendMessage = command({
  name: "communications.send",
  facts: (input: z.infer<typeof SendInput>) => [
    ...aboutFacts(input),
    guardiansOf(input),
    templateById(input),
    valueFacts({ ...input, interventionId: input.interventionId ?? null, staffId: null }),
  ],
  decide: (tx, input, [ties, groups, part, cases, guardians, [template], [facts]]) => {
    insist(canWriteAbout(tx.actor, aboutOf(input, [ties, groups, part, cases])));
    if (facts === undefined) throw no("NOT_FOUND", "This student does not exist, or you may not see this student.");
    if (template === undefined || template.status !== "published")
      throw no("NOT_FOUND", "This template is no longer in use.", { field: "templateId" });
    insist(canBeFilled(`${template.subject}\n${template.body}`, valuesOf(facts, tx.now)));
    const rows = [...new Set(input.guardianIds)].map((guardianId) => {
      const guardian = guardians.find((one) => one.id === guardianId);
      if (guardian === undefined)
        throw no("NOT_FOUND", "This person is not a contact of the student.", { field: "guardianIds" });
      const reason = heldBecause(guardian);
      return {
        id: newId(),
        interventionId: input.interventionId ?? null,
        caseId: input.caseId ?? null,
        studentId: input.studentId,
        guardianId,
        channel: template.channel,
        templateId: template.id,
        status: reason === null ? ("queued" as const) : ("held" as const),
        reason,
      };
    });
    tx.write(insertMessages({ rows: JSON.stringify(rows) }));
    const [first, ...others] = rows.map((row) =>
      emit(CommunicationSent, {
        aggregateId: row.id,
        version: 1,
        payload: payloadOf(row, { status: row.status, version: 1 }),
        audit: [
          {
            entityType: "message",
            entityId: row.id,
            subjectId: row.studentId,
            before: null,
            after: { templateId: row.templateId, guardianId: row.guardianId, status: row.status, reason: row.reason },
          },
        ],
      }),
    );
    if (first === undefined) throw new Error("A message to nobody");
    return done({ messages: rows.map(({ id, status, reason }) => ({ messageId: id as MessageId, status, reason })) }, [
      first,
      ...others,
    ]);
  },
});
