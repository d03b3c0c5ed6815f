import { canSeeJob } from "@handrail/domain/jobs/policy";
import type { Job, Jobs, ListJobsInput, OneJobInput } from "@handrail/domain/jobs/schema";
import type { JobId } from "@handrail/domain/kernel/ids";
import type * as z from "zod/mini";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { jobRows, oneJob, type JobRow } from "./queries.ts";

const limit = 50;

const shown = ({ createdBy: _createdBy, ...row }: JobRow): Job => ({
  ...row,
  id: row.id as JobId,
  createdAt: new Date(row.createdAt).toISOString(),
  finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt).toISOString(),
});

/** The newest first. */
export const listJobs = async (scope: Scope, { cursor }: z.infer<typeof ListJobsInput>): Promise<Jobs> => {
  const { rows } = await read(
    scope,
    jobRows({ beforeAt: cursor?.createdAt ?? null, beforeId: cursor?.id ?? null, limit: limit + 1 }),
  );
  const found = rows[0].slice(0, limit).map(shown);
  const last = found.at(-1);
  return {
    rows: found,
    next: rows[0].length > limit && last !== undefined ? { createdAt: last.createdAt, id: last.id } : null,
  };
};

export const readJob = async (scope: Scope, input: z.infer<typeof OneJobInput>): Promise<Job> => {
  const { actor, rows } = await read(scope, oneJob(input));
  const [found] = rows[0];
  insist(canSeeJob(actor, found));
  if (found === undefined) throw no("NOT_FOUND", "This page does not exist, or you have no access to it.");
  return shown(found);
};
