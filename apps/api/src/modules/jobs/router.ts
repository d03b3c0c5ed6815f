import { Job, Jobs, JobState, ListJobsInput, OneJobInput, RetryJobInput } from "@handrail/domain/jobs/schema";

import { router, signedIn, withTool } from "../../trpc.ts";
import { listJobs, readJob } from "./read-jobs.ts";
import { retryJob } from "./retry-job.ts";

export const jobsRouter = router({
  list: withTool("insights", "audit.read")
    .input(ListJobsInput)
    .output(Jobs)
    .query(({ ctx, input }) => listJobs(ctx.scope, input)),
  one: signedIn
    .input(OneJobInput)
    .output(Job)
    .query(({ ctx, input }) => readJob(ctx.scope, input)),
  retry: signedIn
    .input(RetryJobInput)
    .output(JobState)
    .mutation(({ ctx, input }) => retryJob(ctx, input)),
});
