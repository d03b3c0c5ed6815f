import { JobStatus } from "@handrail/domain/jobs/schema";
import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";

import { belongsTo, choice, instant, oneOf, owned } from "../columns.ts";
import { users } from "./access.ts";

/** Work that a person can watch. The queue itself belongs to the job library. */
export const jobs = pgTable(
  "jobs",
  {
    ...owned(),
    kind: text().notNull(),
    status: choice(JobStatus).notNull().default("queued"),
    /** 0 to 100. */
    progress: integer().notNull().default(0),
    /** What it was asked to do: ids, days and choices; nothing personal. */
    input: jsonb().notNull().default({}),
    result: jsonb(),
    /** In words, with what to do about it; nothing personal. */
    error: text(),
    subjectId: uuid(),
    createdBy: uuid(),
    startedAt: instant(),
    finishedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.createdBy, users),
    index("jobs_by_time").on(t.tenantId, t.createdAt),
    index("jobs_open")
      .on(t.tenantId, t.kind)
      .where(sql`${t.status} in ('queued', 'running')`),
    oneOf("jobs_status", t.status, JobStatus),
    check("jobs_progress", sql`${t.progress} between 0 and 100`),
  ],
);
