import type { Reactions } from "../../jobs/reaction.ts";
import { runOf } from "./watched-job.ts";

export const jobReactions: Reactions = {
  JobChanged: ({ tenantId, payload: { jobId, status } }) => (status === "queued" ? [runOf({ tenantId, jobId })] : []),
};
