import * as z from "zod/mini";

import { InterventionId, SessionId, StudentId } from "../kernel/ids.ts";

export const SubjectKind = z.enum(["student", "guardian", "lead"]);
export type SubjectKind = z.infer<typeof SubjectKind>;

export const IdentityField = z.enum([
  "full_name",
  "preferred_name",
  "phone",
  "email",
  "date_of_birth",
  "address",
  "emergency_contact",
]);
export type IdentityField = z.infer<typeof IdentityField>;

export const GranteeType = z.enum(["staff", "clinician", "family"]);
export const ConsentStatus = z.enum(["active", "revoked", "expired"]);
export const RevealPurpose = z.enum([
  "roster",
  "walk_in",
  "intervention",
  "student",
  "work",
  "search",
  "letter",
  "contact",
]);
export type RevealPurpose = z.infer<typeof RevealPurpose>;

/** Why names are asked for, and in which context: the record of the reveal says the same. */
export const RevealNamesInput = z.strictObject({ sessionId: SessionId, purpose: z.enum(["roster", "walk_in"]) });

/** Purposes for which names are asked by student, not by session. */
export const StudentPurpose = z.enum(["work", "search", "intervention", "student", "letter"]);
export type StudentPurpose = z.infer<typeof StudentPurpose>;

/** At most so many names at once: a longer list asks for them as it is scrolled. */
export const mostNamesAtOnce = 200;

/** Names of these students. Asking for a student whom one may not see by name says no more than their absence. */
export const RevealStudentsInput = z
  .strictObject({
    purpose: StudentPurpose,
    studentIds: z
      .array(StudentId)
      .check(
        z.minLength(1, "Name at least one student."),
        z.maxLength(mostNamesAtOnce, `Ask for at most ${mostNamesAtOnce} names at once.`),
      ),
    /** The intervention whose page is open: the record then says so. */
    interventionId: z.optional(InterventionId),
  })
  .check(
    z.refine(({ purpose, interventionId }) => interventionId === undefined || purpose === "intervention", {
      error: "An intervention belongs to the purpose “intervention”.",
      path: ["interventionId"],
    }),
  );

/** Names of those students for whom this person may see them. Whoever is missing here is shown by code. */
export const RevealedNames = z.object({
  names: z.array(z.object({ studentId: StudentId, preferredName: z.string(), fullName: z.string() })),
  /** Students whose names were held back, and why in words. */
  heldBack: z.array(z.object({ studentId: StudentId, reason: z.enum(["no_relationship", "no_consent", "no_name"]) })),
});
export type RevealedNames = z.infer<typeof RevealedNames>;

/** Lists that leave as a file. */
export const ExportedList = z.enum(["students", "cases", "interventions", "sessions_not_taken"]);
export type ExportedList = z.infer<typeof ExportedList>;

/** A list that is longer does not fit into one answer: it has to be filtered first. */
export const mostExportedRows = 5_000;
