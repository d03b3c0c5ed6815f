import type { z } from "@hono/zod-openapi";

import type { Caller } from "./meetings.ts";
import type { PageQuery, RecurringList, Stats } from "./schemas.ts";
import { historyOf } from "./shapes.ts";

export const readHistory = async (caller: Caller, studentId: string) =>
  historyOf(await caller.casework.ofStudent({ studentId }));

export const readRecurring = async (
  caller: Caller,
  { cursor, limit }: z.infer<typeof PageQuery>,
): Promise<z.infer<typeof RecurringList>> => {
  const { students, next } = await caller.casework.recurring({
    ...(cursor === undefined ? {} : { cursor }),
    ...(limit === undefined ? {} : { limit }),
  });
  return {
    results: students.map((one) => ({
      student: one.studentId,
      student_code: one.displayCode,
      total_meetings: one.meetings,
      active_cases: one.active,
      last_meeting_date: one.lastContactOn,
      without_improvement: one.withoutImprovement,
    })),
    next,
  };
};

const byName = <T extends { readonly [K in N]: string }, N extends keyof T, C extends keyof T>(
  rows: readonly T[],
  name: N,
  count: C,
): Record<T[N], T[C]> => Object.fromEntries(rows.map((row) => [row[name], row[count]])) as Record<T[N], T[C]>;

export const readStats = async (caller: Caller): Promise<z.infer<typeof Stats>> => {
  const stats = await caller.casework.stats({});
  return {
    total_meetings: stats.meetings,
    active_cases: stats.active,
    high_urgency: stats.highUrgency,
    overdue_follow_ups: stats.overdue,
    by_status: byName(stats.byStatus, "status", "cases"),
    by_root_cause: byName(stats.byRootCause, "rootCause", "active"),
  };
};
