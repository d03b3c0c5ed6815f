import type { Cron } from "../../jobs/cron.ts";
import { indexNightly } from "./index-names.ts";

export const privacyCrons: readonly Cron[] = [{ task: indexNightly, at: 4 }];
