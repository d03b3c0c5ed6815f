/** What the address of the list of cases says. Whatever else stands there is left out. */
export interface CaseSearch {
  readonly status?: "all" | "active" | "open" | "monitoring" | "improving" | "not_improving" | "escalated" | "closed";
  readonly urgency?: "low" | "medium" | "high";
  readonly cause?: "health" | "family" | "academic" | "financial" | "behavioral" | "other";
  readonly due?: "overdue" | "today" | "week";
  readonly scope?: "mine";
  readonly student?: string;
  readonly as?: "board";
  /** Without it: what needs attention first. */
  readonly sort?: "contact" | "followUp" | "status" | "urgency" | "rootCause";
}

const allowed = {
  status: ["all", "active", "open", "monitoring", "improving", "not_improving", "escalated", "closed"],
  urgency: ["low", "medium", "high"],
  cause: ["health", "family", "academic", "financial", "behavioral", "other"],
  due: ["overdue", "today", "week"],
  scope: ["mine"],
  as: ["board"],
  sort: ["contact", "followUp", "status", "urgency", "rootCause"],
} as const;

const isId = (value: unknown): value is string => typeof value === "string" && /^[\da-f-]{36}$/.test(value);

export const caseSearch = (search: Readonly<Record<string, unknown>>): CaseSearch => ({
  ...(Object.fromEntries(
    Object.entries(allowed)
      .filter(([key, values]) => values.some((value) => value === search[key]))
      .map(([key]) => [key, search[key]]),
  ) as CaseSearch),
  ...(isId(search["student"]) ? { student: search["student"] } : {}),
});
