import * as z from "zod/mini";

import { CaseId, ContactId, GuardianId, InterventionId, MutationId, StudentId } from "../kernel/ids.ts";
import { filledText, text } from "../kernel/text.ts";
import { Day } from "../kernel/time.ts";

/** How a family was spoken with, other than by a message that Handrail sends. */
export const ContactKind = z.enum(["call", "in_person", "home_visit", "video_call", "outside_email", "other"]);
export type ContactKind = z.infer<typeof ContactKind>;
export const ContactOutcome = z.enum(["reached", "left_message", "no_answer", "wrong_number"]);
export type ContactOutcome = z.infer<typeof ContactOutcome>;

export const LogContactInput = z.strictObject({
  mutationId: MutationId,
  studentId: StudentId,
  interventionId: z.optional(InterventionId),
  caseId: z.optional(CaseId),
  /** Null: somebody who is not on file as a guardian, or nobody in particular. */
  guardianId: z.nullable(GuardianId),
  kind: ContactKind,
  outcome: ContactOutcome,
  contactedOn: Day,
  note: text(4_000),
  nextStep: z.nullable(z.strictObject({ what: filledText(300), on: Day })),
});
export const LoggedContact = z.object({ contactId: ContactId, version: z.number() });

const contactMove = { mutationId: MutationId, contactId: ContactId, version: z.int() };
export const FinishNextStepInput = z.strictObject(contactMove);
export const WithdrawContactInput = z.strictObject({ ...contactMove, reason: filledText(300) });

export const ContactsInput = z.strictObject({ studentId: StudentId });

/** A call or talk as lists and reports show it. */
export const ContactLine = z.object({
  contactedOn: Day,
  kind: ContactKind,
  outcome: ContactOutcome,
  /** With whom; null: nobody on file. */
  relationship: z.nullable(z.string()),
  note: z.string(),
  nextStep: z.nullable(z.object({ what: z.string(), on: Day, isDone: z.boolean() })),
  by: z.string(),
});
export type ContactLine = z.infer<typeof ContactLine>;

/** Calls and talks with the family of a student that this person may see, the latest first. */
export const FamilyContacts = z.object({
  today: Day,
  contacts: z.array(z.extend(ContactLine, { contactId: ContactId, version: z.number(), mayWithdraw: z.boolean() })),
  /** Whom a call can be logged with. */
  guardians: z.array(z.object({ guardianId: GuardianId, relationship: z.string() })),
  mayLog: z.boolean(),
});
export type FamilyContacts = z.infer<typeof FamilyContacts>;
