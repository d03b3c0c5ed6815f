import { rawStatement, type Bound } from "@handrail/db/statement";
import { JobChanged } from "@handrail/domain/jobs/events";
import type { JobKind, JobResult, JobStatus } from "@handrail/domain/jobs/schema";
import type { JobId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import type { EventRecord } from "../../kernel/record.ts";
import type { JobFacts } from "./queries.ts";

interface Write {
  readonly write: Bound<unknown>;
  readonly event: EventRecord;
}

const eventOf = (
  { id, version }: { readonly id: string; readonly version: number },
  now: { readonly status: JobStatus; readonly progress: number },
  audit: EventRecord["audit"],
): EventRecord => ({
  name: JobChanged.name,
  aggregateType: JobChanged.aggregate,
  aggregateId: id,
  version,
  payload: JobChanged.payload.parse({ jobId: id, ...now, version }),
  audit,
});

const insert = rawStatement<{ id: string; kind: JobKind; input: string }>()(sql`
  insert into jobs (tenant_id, id, kind, input, created_by)
  values ((select app.tenant_id()), ${sql.placeholder("id")}::uuid, ${sql.placeholder("kind")},
    ${sql.placeholder("input")}::text::jsonb, (select app.user_id()))`);

/** Asks for watched work, in the transaction of whoever asks: the work begins once that is committed. */
export const askForJob = (kind: JobKind, input: Readonly<Record<string, unknown>>): Write & { readonly id: JobId } => {
  const id = newId() as JobId;
  return {
    id,
    write: insert({ id, kind, input: JSON.stringify(input) }),
    event: eventOf({ id, version: 1 }, { status: "queued", progress: 0 }, [
      { entityType: "job", entityId: id, before: null, after: { kind, ...input } },
    ]),
  };
};

const update = rawStatement<{
  id: string;
  status: JobStatus;
  progress: number;
  result: string | null;
  error: string | null;
}>()(sql`
  update jobs set status = ${sql.placeholder("status")}, progress = ${sql.placeholder("progress")}::int,
    result = ${sql.placeholder("result")}::text::jsonb, error = ${sql.placeholder("error")}::text,
    version = version + 1, updated_at = now(),
    started_at = case when ${sql.placeholder("status")} = 'running' then coalesce(started_at, now()) else started_at end,
    finished_at = case when ${sql.placeholder("status")} in ('done', 'failed') then now() end
   where tenant_id = (select app.tenant_id()) and id = ${sql.placeholder("id")}::uuid`);

interface Change {
  readonly status: JobStatus;
  readonly progress: number;
  readonly result?: JobResult;
  /** In words, with what to do about it. */
  readonly error?: string;
}

/** Its new state. How far it is goes to who watches; beginnings and ends go into the audit log too. */
export const changeJob = (job: JobFacts, change: Change): Write => {
  const { status, progress, result, error = null } = change;
  const before = { status: job.status };
  return {
    write: update({
      id: job.id,
      status,
      progress,
      result: result === undefined ? null : JSON.stringify(result),
      error,
    }),
    event: eventOf(
      { id: job.id, version: job.version + 1 },
      { status, progress },
      status === job.status
        ? []
        : [{ entityType: "job", entityId: job.id, before, after: { status, ...result, error } }],
    ),
  };
};
