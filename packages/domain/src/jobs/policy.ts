import { has, type Actor } from "../kernel/actor.ts";
import { all, allow, refuse, type Verdict } from "../kernel/verdict.ts";
import type { JobStatus } from "./schema.ts";

/** Whoever asked for it follows it; holders of the audit log follow everything. */
export const canSeeJob = (actor: Actor, job: { readonly createdBy: string | null } | undefined): Verdict =>
  job !== undefined && (job.createdBy === actor.userId || has(actor, "audit.read"))
    ? allow
    : refuse("NOT_FOUND", "This page does not exist, or you have no access to it.");

export const canRetryJob = (
  actor: Actor,
  job: { readonly createdBy: string | null; readonly status: JobStatus } | undefined,
): Verdict =>
  all(
    canSeeJob(actor, job),
    job?.status === "failed" ? allow : refuse("ALREADY_DECIDED", "Only what failed can be tried again."),
  );
