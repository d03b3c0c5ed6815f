import type { CaseSort } from "@handrail/domain/casework/case-schema";
import { statusWords } from "@handrail/domain/casework/machine";
import type { CaseStatus, RootCause, Urgency } from "@handrail/domain/casework/schema";

/** In the order of the digits that choose them. */
export const causes: readonly { readonly value: RootCause; readonly label: string }[] = [
  { value: "health", label: "Health" },
  { value: "family", label: "Family" },
  { value: "academic", label: "Academic" },
  { value: "financial", label: "Financial" },
  { value: "behavioral", label: "Behaviour" },
  { value: "other", label: "Other" },
];

export const causeLabel = (cause: RootCause): string => causes.find(({ value }) => value === cause)?.label ?? "Other";

export const urgencies: readonly { readonly value: Urgency; readonly label: string }[] = [
  { value: "low", label: "Low" },
  { value: "medium", label: "Medium" },
  { value: "high", label: "High" },
];

/** The order of the list, in words. */
export const sortWords: Readonly<Record<CaseSort, string>> = {
  attention: "what needs attention first",
  contact: "longest since contact first",
  followUp: "earliest follow-up first",
  status: "by status",
  urgency: "most urgent first",
  rootCause: "by cause",
};

export const urgencyLabel = (urgency: Urgency): string =>
  urgencies.find(({ value }) => value === urgency)?.label ?? "Medium";

/** In the order of the rail. */
export const statuses: readonly CaseStatus[] = [
  "open",
  "monitoring",
  "improving",
  "not_improving",
  "escalated",
  "closed",
];

export const statusOptions = statuses.map((value) => ({ value, label: statusWords[value] }));

export const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
