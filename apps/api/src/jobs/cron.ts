import type { Task } from "./task.ts";

/** Work that comes round by itself, once for each school. */
export interface Cron {
  readonly task: Task<{ readonly tenantId: string }>;
  /**
   * `minute`: what was missed while nothing ran is not made up for. An hour (0 to 23): once a day at that hour of the
   * school's own clock, and made up for when nothing ran then. Choose 4 or later: the hours before may be left out or
   * come twice when the clocks change.
   */
  readonly at: "minute" | number;
}
