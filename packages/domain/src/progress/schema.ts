import * as z from "zod/mini";

export const ThresholdType = z.enum(["attendance", "progress", "custom_metric"]);
export const Comparator = z.enum(["gte", "gt", "lte", "lt"]);
/** What an exit criterion looks back over: the last so many points, sessions or days. */
export const WindowUnit = z.enum(["points", "sessions", "days"]);
export const DecisionOutcome = z.enum(["exit", "maintain", "modify", "intensify", "insufficient_data"]);
export type DecisionOutcome = z.infer<typeof DecisionOutcome>;
/** Where the points lie beside the aim line. */
export const VerdictFinding = z.enum(["above", "below", "around", "too_few", "reached"]);
export const RecommendationDecision = z.enum(["pending", "accepted", "declined", "superseded"]);
