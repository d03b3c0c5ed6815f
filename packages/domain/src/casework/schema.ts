import * as z from "zod/mini";

export const RootCause = z.enum(["health", "family", "academic", "financial", "behavioral", "other"]);
export type RootCause = z.infer<typeof RootCause>;
export const Urgency = z.enum(["low", "medium", "high"]);
export type Urgency = z.infer<typeof Urgency>;
export const CaseStatus = z.enum(["open", "monitoring", "improving", "not_improving", "escalated", "closed"]);
export type CaseStatus = z.infer<typeof CaseStatus>;
export const CaseEntryKind = z.enum(["meeting", "update"]);
