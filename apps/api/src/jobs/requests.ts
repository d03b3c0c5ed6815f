import type { Pool } from "@handrail/db/client";

import type { JobRequest } from "./task.ts";

/** Puts jobs into the queue, all or none of them. A job whose key waits already takes its place. */
export const addJobs = async (pool: Pool, requests: readonly JobRequest[]): Promise<void> => {
  if (requests.length === 0) return;
  const rows = requests.map(({ task, payload, key, runAt, maxAttempts }) => ({
    task,
    payload,
    key,
    run_at: runAt,
    max_attempts: maxAttempts,
  }));
  await pool`
    select graphile_worker.add_job(r.task, r.payload, run_at := r.run_at, max_attempts := r.max_attempts, job_key := r.key)
      from json_to_recordset(${JSON.stringify(rows)}::text::json)
        as r (task text, payload json, key text, run_at timestamptz, max_attempts int)`;
};
