import type { Cron } from "../../jobs/cron.ts";
import { remindOfFollowUps, remindOfRosters } from "./remind.ts";

/** Before lessons, and after them. */
export const notificationCrons: readonly Cron[] = [
  { task: remindOfFollowUps, at: 7 },
  { task: remindOfRosters, at: 17 },
];
