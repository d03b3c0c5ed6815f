import * as z from "zod/mini";

export const InterventionStatus = z.enum(["draft", "active", "completed", "cancelled"]);
export type InterventionStatus = z.infer<typeof InterventionStatus>;
export const EnrollmentStatus = z.enum(["active", "withdrawn", "exited"]);
export type EnrollmentStatus = z.infer<typeof EnrollmentStatus>;
export const EnrollmentSource = z.enum(["manual", "auto", "risk_list"]);
export type EnrollmentSource = z.infer<typeof EnrollmentSource>;
export const Frequency = z.enum(["daily", "weekly", "custom"]);
export type Frequency = z.infer<typeof Frequency>;
export const LocationType = z.enum(["classroom", "small_room", "office", "gym", "online", "other"]);
export type LocationType = z.infer<typeof LocationType>;
export const ProgressMetric = z.enum(["likert", "percent", "score"]);
export type ProgressMetric = z.infer<typeof ProgressMetric>;
export const InterventionType = z.enum(["academic", "behavioral", "attendance", "social_emotional", "other"]);
export type InterventionType = z.infer<typeof InterventionType>;
export const ProgramStatus = z.enum(["draft", "published", "retired"]);
export type ProgramStatus = z.infer<typeof ProgramStatus>;
export const GoalStatus = z.enum(["active", "met", "not_met", "dropped"]);
export type GoalStatus = z.infer<typeof GoalStatus>;
export const TeamRole = z.enum(["lead", "facilitator", "support", "observer"]);
export type TeamRole = z.infer<typeof TeamRole>;
export const WaitingStatus = z.enum(["waiting", "enrolled", "left"]);

/** Places; null: as many as come. */
export const Capacity = z.nullable(
  z.int("Write a whole number.").check(z.gte(1, "Use 1 to 500 places."), z.lte(500, "Use 1 to 500 places.")),
);

/** The lists page by this many rows. */
export const pageSize = 25;
