import { demoIds } from "@handrail/db/seed/ids";
import { addDays, dayIn } from "@handrail/domain/kernel/time";
import { TRPCClientError } from "@trpc/client";
import { v7 as newId } from "uuid";

import type { World } from "../../testing/world.ts";

export type Client = Awaited<ReturnType<World["signIn"]>>["client"];
export type RecordInput = Parameters<Client["casework"]["recordMeeting"]["mutate"]>[0];

/** The school's day of the demo: Alder Street lies in London. */
export const today = dayIn("Europe/London", new Date().toISOString());
export const inDays = (count: number): string => addDays(today, count);

export const student = (place: number): string => demoIds.student("alder", place);
export const user = (key: string): string => demoIds.user("alder", key);

/** A meeting as it should be; `change` makes it otherwise. */
export const meeting = (change: Partial<RecordInput> = {}): RecordInput => ({
  mutationId: newId(),
  studentId: student(70),
  meetingDate: today,
  absenceReason: "Missed the bus twice.",
  rootCause: "family",
  interventionNotes: "Tired, and glad to be asked.",
  actionPlan: "A place in the breakfast club.",
  followUpDate: inDays(14),
  urgency: "medium",
  ifActive: "join",
  ...change,
});

export const on = (caseId: string) => ({ mutationId: newId(), caseId });

interface Refusal {
  readonly situation: string;
  readonly field: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The no that a call is answered with; an answer that is none fails the test. */
export const refusalOf = async (call: Promise<unknown>): Promise<Refusal> => {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    const data = error.data as { situation: string; fields: { field: string }[]; details: Record<string, unknown> };
    return { situation: data.situation, field: data.fields[0]?.field ?? null, details: data.details };
  }
  throw new Error("It was allowed");
};
