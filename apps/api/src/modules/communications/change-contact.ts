import { rawStatement } from "@handrail/db/statement";
import { canSeeCase, type CaseTies } from "@handrail/domain/casework/policy";
import type { FinishNextStepInput, WithdrawContactInput } from "@handrail/domain/communications/contact-schema";
import { ContactChanged } from "@handrail/domain/communications/events";
import { canWithdrawContact } from "@handrail/domain/communications/policy";
import type { Actor } from "@handrail/domain/kernel/actor";
import type { ContactId, StudentId } from "@handrail/domain/kernel/ids";
import { canSeeStudent, type StudentTies } from "@handrail/domain/students/policy";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { emit, type EventRecord } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { caseTies } from "../casework/queries.ts";
import { studentTies } from "../students/queries.ts";
import { contactForChange, type ContactFacts } from "./contact-facts.ts";

const finish = rawStatement<{ contactId: string }>()(sql`
  update family_contacts set next_step_done_at = now(), next_step_done_by = (select app.user_id()), version = version + 1,
    updated_at = now()
   where tenant_id = (select app.tenant_id()) and id = ${sql.placeholder("contactId")}::uuid`);

const withdraw = rawStatement<{ contactId: string; reason: string }>()(sql`
  update family_contacts set withdrawn_at = now(), withdrawn_by = (select app.user_id()),
    withdrawn_reason = ${sql.placeholder("reason")}, version = version + 1, updated_at = now()
   where tenant_id = (select app.tenant_id()) and id = ${sql.placeholder("contactId")}::uuid`);

/** An id that nobody has, for a call that is about no case. */
const none = "00000000-0000-0000-0000-000000000000";

const factsAround = (contact: ContactFacts | undefined) =>
  [studentTies({ studentId: contact?.studentId ?? none }), caseTies({ caseId: contact?.caseId ?? none })] as const;

/** The call or talk, when this person may see it and it is as they saw it. */
const seen = (
  actor: Actor,
  contact: ContactFacts | undefined,
  { ties, ofCase, version }: { ties: StudentTies | undefined; ofCase: CaseTies | undefined; version: number },
): ContactFacts => {
  const isSeen =
    contact !== undefined &&
    !contact.isWithdrawn &&
    canSeeStudent(actor, ties).allowed &&
    (contact.caseId === null || canSeeCase(actor, ofCase).allowed);
  if (!isSeen) throw no("NOT_FOUND", "This call or talk does not exist, or you have no access to it.");
  if (contact.version !== version)
    throw no("STALE_VERSION", "This has changed since you looked. Look again, then decide.", {
      details: { version: contact.version },
    });
  return contact;
};

const changed = (contact: ContactFacts, after: { readonly [key: string]: boolean | string }): EventRecord => {
  const version = contact.version + 1;
  return emit(ContactChanged, {
    aggregateId: contact.id,
    version,
    payload: { contactId: contact.id as ContactId, studentId: contact.studentId as StudentId, version },
    audit: [{ entityType: "contact", entityId: contact.id, subjectId: contact.studentId, before: null, after }],
  });
};

/** The next step that a call or talk agreed on was done. */
export const finishNextStep = command({
  name: "communications.finishNextStep",
  facts: (input: z.infer<typeof FinishNextStepInput>) => [contactForChange(input)],
  decide: async (tx, input, [[found]]) => {
    const [[ties], [ofCase]] = await tx.facts(...factsAround(found));
    const contact = seen(tx.actor, found, { ties, ofCase, version: input.version });
    if (contact.nextStep === null || contact.isDone)
      throw no("ALREADY_DECIDED", "No next step is open here.", { field: "contactId" });
    tx.write(finish(input));
    return done({ contactId: input.contactId, version: contact.version + 1 }, [
      changed(contact, { nextStepDone: true }),
    ]);
  },
});

/** Deletes a call or talk that was logged by mistake: it leaves every list, and who deleted it stays on record. */
export const withdrawContact = command({
  name: "communications.withdrawContact",
  facts: (input: z.infer<typeof WithdrawContactInput>) => [contactForChange(input)],
  decide: async (tx, input, [[found]]) => {
    const [[ties], [ofCase]] = await tx.facts(...factsAround(found));
    const contact = seen(tx.actor, found, { ties, ofCase, version: input.version });
    insist(canWithdrawContact(tx.actor, contact));
    tx.write(withdraw(input));
    return done({ contactId: input.contactId, version: contact.version + 1 }, [changed(contact, { withdrawn: true })]);
  },
});
