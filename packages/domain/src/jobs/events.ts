import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { JobId } from "../kernel/ids.ts";
import { JobStatus } from "./schema.ts";

/** Watched work was asked for, has come further, or has ended. */
export const JobChanged = defineEvent({
  name: "JobChanged",
  payload: z.object({ jobId: JobId, status: JobStatus, progress: z.number(), version: z.number() }),
  aggregate: "job",
  audience: ["list"],
});
