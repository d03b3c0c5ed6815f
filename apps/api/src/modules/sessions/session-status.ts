import { query } from "@handrail/db/client";
import { sessions } from "@handrail/db/schema/sessions";
import { statement } from "@handrail/db/statement";
import { and, eq, sql } from "drizzle-orm";

/** Finishes a session or takes the finish back. Who and when are kept only while it is finished. */
export const setStatus = statement<{ sessionId: string; version: number; status: "completed" | "scheduled" }>()(
  query
    .update(sessions)
    .set({
      status: sql`${sql.placeholder("status")}::text`,
      rosterVersion: sql`${sql.placeholder("version")}`,
      finishedBy: sql`case when ${sql.placeholder("status")}::text = 'completed' then app.user_id() end`,
      finishedAt: sql`case when ${sql.placeholder("status")}::text = 'completed' then now() end`,
      updatedAt: sql`now()`,
    })
    .where(and(eq(sessions.tenantId, sql`app.tenant_id()`), eq(sessions.id, sql.placeholder("sessionId")))),
);
