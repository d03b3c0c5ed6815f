import * as z from "zod/mini";

export const InterventionStatus = z.enum(["draft", "active", "completed", "cancelled"]);
export const EnrollmentStatus = z.enum(["active", "withdrawn", "exited"]);
export const EnrollmentSource = z.enum(["manual", "auto", "risk_list"]);
export const Frequency = z.enum(["daily", "weekly", "custom"]);
export const LocationType = z.enum(["classroom", "small_room", "office", "gym", "online", "other"]);
export const ProgressMetric = z.enum(["likert", "percent", "score"]);
export const InterventionType = z.enum(["academic", "behavioral", "attendance", "social_emotional", "other"]);
export const ProgramStatus = z.enum(["draft", "published", "retired"]);
export const GoalStatus = z.enum(["active", "met", "not_met", "dropped"]);
export const TeamRole = z.enum(["lead", "facilitator", "support", "observer"]);
export const WaitingStatus = z.enum(["waiting", "enrolled", "left"]);
