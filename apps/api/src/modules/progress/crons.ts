import type { Cron } from "../../jobs/cron.ts";
import { evaluateSchool } from "./tasks.ts";

export const progressCrons: readonly Cron[] = [{ task: evaluateSchool, at: 5 }];
