import type { Pool } from "@handrail/db/client";

import type { JobRequest } from "./task.ts";

/** Puts jobs into the queue, all or none of them. A job whose key waits already takes its place. */
export const addJobs = async (pool: Pool, requests: readonly JobRequest[]): Promise<void> => {
  if (requests.length === 0) return;
  const rows = requests.map(({ task, payload, key, afterMs, maxAttempts }) => ({
    task,
    payload,
    key,
    after_ms: afterMs,
    max_attempts: maxAttempts,
  }));
  await pool`
    select graphile_worker.add_job(r.task, r.payload, job_key := r.key, max_attempts := r.max_attempts,
             run_at := now() + r.after_ms * interval '1 millisecond')
      from json_to_recordset(${JSON.stringify(rows)}::text::json)
        as r (task text, payload json, key text, after_ms int, max_attempts int)`;
};
