import { notificationCrons } from "../modules/notifications/crons.ts";
import { privacyCrons } from "../modules/privacy/crons.ts";
import { progressCrons } from "../modules/progress/crons.ts";
import type { Cron } from "./cron.ts";

/** Everything that comes round by itself. A module lists its own in crons.ts. */
export const crons: readonly Cron[] = [...notificationCrons, ...privacyCrons, ...progressCrons];
