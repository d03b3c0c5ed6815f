import type { Cron } from "../../jobs/cron.ts";
import { checkRollups } from "./check-rollups.ts";
import { evaluateSchool } from "./tasks.ts";

export const progressCrons: readonly Cron[] = [
  { task: evaluateSchool, at: 5 },
  { task: checkRollups, at: 4 },
];
