import type { ToolKey } from "@handrail/domain/access/schema";

/** Tools by the names they bear in the menu. */
export const toolWords: Readonly<Record<ToolKey, string>> = {
  today: "Today",
  inbox: "Inbox",
  students: "Students",
  cases: "Cases",
  interventions: "Interventions",
  sessions: "Sessions",
  insights: "Insights",
  messages: "Messages",
  account: "Account",
};
