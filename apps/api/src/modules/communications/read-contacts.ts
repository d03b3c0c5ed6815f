import { rawStatement } from "@handrail/db/statement";
import type { ContactsInput, FamilyContacts } from "@handrail/domain/communications/contact-schema";
import { canWithdrawContact } from "@handrail/domain/communications/policy";
import { has } from "@handrail/domain/kernel/actor";
import type { ContactId, GuardianId } from "@handrail/domain/kernel/ids";
import { canSeeStudent } from "@handrail/domain/students/policy";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { insist } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { rights, studentTies } from "../students/queries.ts";
import { seenCases } from "../students/thread-sources.ts";
import { contactColumns, contactJoins, isSeenContact, schoolDay, type ContactRow } from "./contact-facts.ts";
import { guardiansOf } from "./queries.ts";

export const contactRows = rawStatement<{ studentId: string }, ContactRow>()(sql`
  with ${rights}, ${seenCases}
  select k.id as "contactId", k.created_by as "createdBy", k.version, ${contactColumns}
    from family_contacts k ${contactJoins} where ${isSeenContact}
   order by k.contacted_on desc, k.created_at desc, k.id`);

/** Calls and talks with the family of a student: those about a case are seen by who may see the case. */
export const readContacts = async (scope: Scope, input: z.infer<typeof ContactsInput>): Promise<FamilyContacts> => {
  const { actor, rows } = await read(scope, studentTies(input), schoolDay({}), guardiansOf(input), contactRows(input));
  const [[ties], [day], guardians, contacts] = rows;
  insist(canSeeStudent(actor, ties));
  return {
    today: day?.today ?? "",
    contacts: contacts.map(({ createdBy, contactId, ...line }) => ({
      ...line,
      contactId: contactId as ContactId,
      mayWithdraw: canWithdrawContact(actor, { createdBy }).allowed,
    })),
    guardians: guardians.map(({ id, relationship }) => ({ guardianId: id as GuardianId, relationship })),
    mayLog: has(actor, "messages.send"),
  };
};
