import * as z from "zod/mini";

/**
 * Ids are UUIDs (version 7 when made by Handrail), lower case, as text; another spelling comes out in lower case, since
 * rooms, maps and answers compare them as text. The brand is structural, so that consumers of the packed client need no
 * zod: input stays plain `string`, output cannot be confused with another entity's id.
 */
const id = <N extends string>() =>
  z.uuid("This is not an id.").check(z.toLowerCase()) as unknown as z.ZodMiniType<
    string & { readonly __id: N },
    string
  >;

export const TenantId = id<"tenant">();
export type TenantId = z.infer<typeof TenantId>;
export const UserId = id<"user">();
export type UserId = z.infer<typeof UserId>;
export const StudentId = id<"student">();
export type StudentId = z.infer<typeof StudentId>;
export const SessionId = id<"session">();
export type SessionId = z.infer<typeof SessionId>;
export const SeriesId = id<"series">();
export type SeriesId = z.infer<typeof SeriesId>;
export const LocationId = id<"location">();
export type LocationId = z.infer<typeof LocationId>;
export const ProgramId = id<"program">();
export type ProgramId = z.infer<typeof ProgramId>;
export const InterventionId = id<"intervention">();
export type InterventionId = z.infer<typeof InterventionId>;
export const EnrollmentId = id<"enrollment">();
export type EnrollmentId = z.infer<typeof EnrollmentId>;
export const CaseId = id<"case">();
export type CaseId = z.infer<typeof CaseId>;
export const TemplateId = id<"template">();
export type TemplateId = z.infer<typeof TemplateId>;
export const MessageId = id<"message">();
export type MessageId = z.infer<typeof MessageId>;
export const ContactId = id<"contact">();
export type ContactId = z.infer<typeof ContactId>;
export const GuardianId = id<"guardian">();
export type GuardianId = z.infer<typeof GuardianId>;
export const JobId = id<"job">();
export type JobId = z.infer<typeof JobId>;
/** A signed-in device of a person; "session" alone always means a dated occurrence of an intervention or class. */
export const SignInId = id<"sign_in">();
export type SignInId = z.infer<typeof SignInId>;
/** Chosen by the client, one per intent: sending a mutation again with the same id has one effect. */
export const MutationId = id<"mutation">();
export type MutationId = z.infer<typeof MutationId>;
