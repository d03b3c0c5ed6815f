import { rawStatement } from "@handrail/db/statement";
import type { JobKind, JobResult, JobStatus } from "@handrail/domain/jobs/schema";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;

export interface JobFacts {
  readonly id: string;
  readonly kind: JobKind;
  readonly status: JobStatus;
  readonly progress: number;
  readonly input: unknown;
  readonly createdBy: string | null;
  readonly version: number;
}

/** Watched work, locked: what is said of it comes in order. */
export const jobForChange = rawStatement<{ jobId: string }, JobFacts>()(sql`
  select j.id, j.kind, j.status, j.progress, j.input, j.created_by as "createdBy", j.version from jobs j
   where j.tenant_id = ${tenant} and j.id = ${sql.placeholder("jobId")}::uuid for update`);

/** Of a kind that is at work already, or waits for it. */
export const openOfKind = rawStatement<{ kind: JobKind }, { readonly id: string }>()(sql`
  select j.id from jobs j
   where j.tenant_id = ${tenant} and j.kind = ${sql.placeholder("kind")} and j.status in ('queued', 'running') limit 1`);

export interface JobRow {
  readonly id: string;
  readonly kind: JobKind;
  readonly status: JobStatus;
  readonly progress: number;
  readonly result: JobResult | null;
  readonly error: string | null;
  readonly by: string | null;
  readonly createdBy: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly version: number;
}

const columns = sql`j.id, j.kind, j.status, j.progress, j.result, j.error, u.name as "by", j.created_by as "createdBy",
  j.created_at as "createdAt", j.finished_at as "finishedAt", j.version`;

export const oneJob = rawStatement<{ jobId: string }, JobRow>()(sql`
  select ${columns} from jobs j left join users u on u.tenant_id = j.tenant_id and u.id = j.created_by
   where j.tenant_id = ${tenant} and j.id = ${sql.placeholder("jobId")}::uuid`);

export const jobRows = rawStatement<{ beforeAt: string | null; beforeId: string | null; limit: number }, JobRow>()(sql`
  select ${columns} from jobs j left join users u on u.tenant_id = j.tenant_id and u.id = j.created_by
   where j.tenant_id = ${tenant}
     and (${sql.placeholder("beforeAt")}::timestamptz is null
       or (j.created_at, j.id) < (${sql.placeholder("beforeAt")}::timestamptz, ${sql.placeholder("beforeId")}::uuid))
   order by j.created_at desc, j.id desc limit ${sql.placeholder("limit")}::int`);
