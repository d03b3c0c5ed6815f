import * as z from "zod/mini";

import { JobId, MutationId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";

export const JobStatus = z.enum(["queued", "running", "done", "failed", "cancelled"]);
export type JobStatus = z.infer<typeof JobStatus>;

/** Work that a person can watch. */
export const JobKind = z.enum(["write_to_families", "index_names"]);
export type JobKind = z.infer<typeof JobKind>;

/** What came of it, in numbers: what was done, what was left out, and of what was done how many were held back. */
export const JobResult = z.object({ done: z.number(), leftOut: z.number(), held: z.optional(z.number()) });
export type JobResult = z.infer<typeof JobResult>;

export const Job = z.object({
  id: JobId,
  kind: JobKind,
  status: JobStatus,
  /** 0 to 100. */
  progress: z.number(),
  result: z.nullable(JobResult),
  /** Why it failed, and what to do about it. */
  error: z.nullable(z.string()),
  /** Who asked for it; null: it comes round by itself. */
  by: z.nullable(z.string()),
  createdAt: Instant,
  finishedAt: z.nullable(Instant),
  version: z.number(),
});
export type Job = z.infer<typeof Job>;

export const ListJobsInput = z.strictObject({
  cursor: z.optional(z.strictObject({ createdAt: Instant, id: JobId })),
});
export const Jobs = z.object({
  rows: z.array(Job),
  next: z.nullable(z.object({ createdAt: Instant, id: JobId })),
});
export type Jobs = z.infer<typeof Jobs>;

export const OneJobInput = z.strictObject({ jobId: JobId });
export const RetryJobInput = z.strictObject({ mutationId: MutationId, jobId: JobId, version: z.int() });
export const JobState = z.object({ jobId: JobId, status: JobStatus, version: z.number() });
