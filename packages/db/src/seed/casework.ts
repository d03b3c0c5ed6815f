import { counterDeltas } from "@handrail/domain/casework/counters";
import type postgres from "postgres";

import {
  actionPlanTemplates,
  caseActions,
  caseCounters,
  caseEntries,
  caseEscalations,
  caseFollowUpCounters,
  cases,
  caseStudentCounters,
} from "../schema/casework.ts";
import { casePlans } from "./case-plans.ts";
import { storyOf } from "./case-story.ts";
import { planTemplates } from "./case-words.ts";
import type { Calendar } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { idOf, insertAll } from "./rows.ts";

/** One counter for each of `names` together, added up over all cases. */
const summed = <R extends object>(rows: readonly R[], names: readonly (keyof R)[]): R[] => {
  const sums = new Map<string, R>();
  for (const row of rows) {
    const key = JSON.stringify(names.map((name) => row[name]));
    const held = sums.get(key);
    const added = Object.entries(row).map(([name, value]): [string, unknown] => {
      const before: unknown = held?.[name as keyof R];
      return [name, typeof value === "number" && typeof before === "number" ? value + before : value];
    });
    sums.set(key, Object.fromEntries(added) as R);
  }
  return [...sums.values()];
};

/** Cases of fourteen weeks with all that happened in them, and ready plans. */
export const seedCasework = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  calendar: Calendar,
): Promise<void> => {
  const { key } = school;
  const numbered = <R extends object>(what: string, rows: readonly R[]) =>
    rows.map((row, index) => ({ id: idOf(`${key} ${what} ${index}`), ...row }));
  await insertAll(
    tx,
    actionPlanTemplates,
    numbered("plan template", planTemplates).map((template, sort) => ({ ...template, sort })),
  );
  // Form masters open cases; a school without them has none to show.
  if (!school.people.some((person) => person.roles.includes("form_master"))) return;
  const stories = casePlans().map((plan) => storyOf({ school, calendar }, plan));
  await insertAll(
    tx,
    cases,
    stories.map(({ row }) => row),
  );
  await insertAll(
    tx,
    caseEntries,
    stories.flatMap(({ entries }) => entries),
  );
  await insertAll(
    tx,
    caseActions,
    stories.map(({ action }) => action),
  );
  await insertAll(
    tx,
    caseEscalations,
    stories.flatMap(({ escalation }) => escalation ?? []),
  );
  const deltas = stories.map(({ counted }) => counterDeltas(null, counted));
  const byKind = summed(
    deltas.flatMap((one) => one.byKind),
    ["personId", "status", "urgency", "rootCause"],
  );
  const byDay = summed(
    deltas.flatMap((one) => one.byDay),
    ["personId", "day"],
  );
  const byStudent = summed(
    deltas.flatMap((one) => one.byStudent),
    ["personId", "studentId"],
  );
  await insertAll(tx, caseCounters, numbered("case counter", byKind));
  await insertAll(tx, caseFollowUpCounters, numbered("follow-up counter", byDay));
  await insertAll(tx, caseStudentCounters, numbered("case student counter", byStudent));
};
