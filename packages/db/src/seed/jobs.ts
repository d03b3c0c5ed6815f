import type { JobKind, JobResult, JobStatus } from "@handrail/domain/jobs/schema";
import type postgres from "postgres";

import { jobs } from "../schema/jobs.ts";
import { plusMinutes } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { idOf, insertAll } from "./rows.ts";

interface Ran {
  readonly kind: JobKind;
  readonly status: JobStatus;
  readonly hoursAgo: number;
  readonly seconds: number;
  readonly result: JobResult;
}

/** Nobody's work is left undone in a demo: what came of it is the kind of thing that is shown. */
const ran: readonly Ran[] = [
  { kind: "write_to_families", status: "done", hoursAgo: 70, seconds: 9, result: { done: 7, leftOut: 1 } },
  { kind: "index_names", status: "done", hoursAgo: 30, seconds: 2, result: { done: 3, leftOut: 0 } },
  { kind: "index_names", status: "done", hoursAgo: 6, seconds: 2, result: { done: 0, leftOut: 0 } },
];

/** Work that ran in the background: for whom, and what came of it. */
export const seedJobs = async (tx: postgres.TransactionSql, school: SchoolDefinition, now: string): Promise<void> => {
  const { key } = school;
  const [intervention] = school.interventions;
  const asker = school.people.find(({ roles }) => roles.includes("supervisor") || roles.includes("owner"));
  if (intervention === undefined || asker === undefined) return;
  await insertAll(
    tx,
    jobs,
    ran.map(({ kind, status, hoursAgo, seconds, result }) => {
      const startedAt = plusMinutes(now, -hoursAgo * 60);
      const isAsked = kind === "write_to_families";
      return {
        id: idOf(`${key} job ${kind} ${hoursAgo}`),
        kind,
        status,
        progress: 100,
        input: isAsked ? { interventionId: demoIds.intervention(key, intervention.key) } : {},
        result,
        createdBy: isAsked ? demoIds.user(key, asker.key) : null,
        createdAt: startedAt,
        startedAt,
        finishedAt: plusMinutes(startedAt, seconds / 60),
        version: 3,
      };
    }),
  );
};
