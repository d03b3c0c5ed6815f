import { rawStatement } from "@handrail/db/statement";
import type { UserId } from "@handrail/domain/kernel/ids";
import { NotificationsGone } from "@handrail/domain/notifications/events";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import * as z from "zod/mini";

import { job, task, type JobRequest } from "../../jobs/task.ts";
import { done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { isStillTrue } from "./still-true.ts";

/** Open lines about these subjects, or about students of these sessions, whose cause no longer holds. */
const goneLines = rawStatement<{ subjectIds: string }, { id: string; recipientId: string }>()(sql`
  with school as materialized (
    select (now() at time zone app.zone_of(id))::date as day from tenants where id = (select app.tenant_id())),
  subjects as materialized (
    select unnest(${sql.placeholder("subjectIds")}::uuid[]) as id
    union select a.student_id from attendance_records a
     where a.tenant_id = (select app.tenant_id()) and a.session_id = any (${sql.placeholder("subjectIds")}::uuid[]))
  select n.id, n.recipient_id as "recipientId" from school, subjects
    join notifications n on n.tenant_id = (select app.tenant_id()) and n.subject_id = subjects.id
   where n.done_at is null and n.gone_at is null and not ${isStillTrue}
   order by n.id limit 1000 for update of n`);

const markGone = rawStatement<{ ids: string; at: string }>()(sql`
  update notifications set gone_at = ${sql.placeholder("at")}::timestamptz, version = version + 1, updated_at = now()
   where tenant_id = (select app.tenant_id()) and id = any (${sql.placeholder("ids")}::uuid[])`);

/** Takes the lines out of inboxes whose cause was settled, and tells the people whose they were. */
export const settleGone = task(
  "notifications.settle-gone",
  z.object({ tenantId: z.uuid(), subjectIds: z.array(z.uuid()) }),
  async ({ tenantId, subjectIds }, { inTenant }) => {
    await inTenant(tenantId, async (tx) => {
      const [lines] = await tx.facts(goneLines({ subjectIds: `{${subjectIds.join(",")}}` }));
      const [first] = lines;
      if (first === undefined) return nothingToDo(undefined);
      tx.write(markGone({ ids: `{${lines.map(({ id }) => id).join(",")}}`, at: tx.now }));
      const userIds = [...new Set(lines.map(({ recipientId }) => recipientId as UserId))];
      return done(undefined, [
        emit(NotificationsGone, {
          aggregateId: newId(),
          version: 1,
          payload: { userIds },
          audit: [
            { entityType: "notification", entityId: first.id, before: { gone: 0 }, after: { gone: lines.length } },
          ],
        }),
      ]);
    });
  },
);

/** What happened may have settled lines about these. */
export const settled = (tenantId: string, ...subjectIds: readonly string[]): JobRequest =>
  job(settleGone, { tenantId, subjectIds: [...subjectIds] });
