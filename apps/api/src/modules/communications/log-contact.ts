import { rawStatement } from "@handrail/db/statement";
import { canBeContactDay, canBeNextStep } from "@handrail/domain/communications/contact-rules";
import type { LogContactInput } from "@handrail/domain/communications/contact-schema";
import { ContactLogged } from "@handrail/domain/communications/events";
import { canWriteAbout } from "@handrail/domain/communications/policy";
import type { ContactId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { aboutFacts, aboutOf } from "./about.ts";
import { schoolDay } from "./contact-facts.ts";
import { guardiansOf } from "./queries.ts";

const insertContact = rawStatement<{ row: string }>()(sql`
  insert into family_contacts (tenant_id, id, student_id, intervention_id, case_id, guardian_id, kind, outcome, contacted_on,
    note, next_step, next_step_on, created_by)
  select (select app.tenant_id()), r.id, r."studentId", r."interventionId", r."caseId", r."guardianId", r.kind, r.outcome,
    r."contactedOn", r.note, r."nextStep", r."nextStepOn", (select app.user_id())
    from jsonb_to_record(${sql.placeholder("row")}::text::jsonb) as r (id uuid, "studentId" uuid, "interventionId" uuid,
      "caseId" uuid, "guardianId" uuid, kind text, outcome text, "contactedOn" date, note text, "nextStep" text,
      "nextStepOn" date)`);

/** Writes down a call or a talk with a family. The rule is that of messages: about students one works with. */
export const logContact = command({
  name: "communications.logContact",
  facts: (input: z.infer<typeof LogContactInput>) => [...aboutFacts(input), guardiansOf(input), schoolDay({})],
  decide: (tx, input, [ties, groups, part, cases, guardians, [day]]) => {
    insist(canWriteAbout(tx.actor, aboutOf(input, [ties, groups, part, cases])));
    const { studentId, interventionId = null, caseId = null, guardianId, kind, outcome } = input;
    if (guardianId !== null && !guardians.some(({ id }) => id === guardianId))
      throw no("NOT_FOUND", "This person is not a contact of the student.", { field: "guardianId" });
    const today = day?.today ?? "";
    insist(canBeContactDay(input.contactedOn, today));
    insist(canBeNextStep(input.nextStep, today));
    const id = newId() as ContactId;
    const row = { id, studentId, interventionId, caseId, guardianId, kind, outcome };
    tx.write(
      insertContact({
        row: JSON.stringify({
          ...row,
          contactedOn: input.contactedOn,
          note: input.note,
          nextStep: input.nextStep?.what ?? null,
          nextStepOn: input.nextStep?.on ?? null,
        }),
      }),
    );
    return done({ contactId: id, version: 1 }, [
      emit(ContactLogged, {
        aggregateId: id,
        version: 1,
        payload: { contactId: id, studentId, version: 1 },
        audit: [
          {
            entityType: "contact",
            entityId: id,
            subjectId: studentId,
            before: null,
            after: { guardianId, interventionId, caseId, kind, outcome, contactedOn: input.contactedOn },
          },
        ],
      }),
    ]);
  },
});
