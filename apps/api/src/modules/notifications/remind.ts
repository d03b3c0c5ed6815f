import { rawStatement } from "@handrail/db/statement";
import { sql } from "drizzle-orm";
import * as z from "zod/mini";

import { job, task } from "../../jobs/task.ts";
import { done, nothingToDo } from "../../kernel/command.ts";
import { planDigests } from "./digest-rows.ts";
import { notifyPeople } from "./notify-people.ts";
import { digestTask } from "./send-digest.ts";

const school = sql`school as materialized (
  select (now() at time zone app.zone_of(id))::date as day, app.zone_of(id) as zone from tenants where id = (select app.tenant_id()))`;

interface DueCase {
  readonly caseId: string;
  readonly studentId: string;
  readonly isOverdue: boolean;
  readonly recipientIds: readonly string[];
}

/** Follow-ups of today and of before, with the people who work on the case. */
export const dueFollowUps = rawStatement<object, DueCase>()(sql`
  with ${school}
  select c.id as "caseId", c.student_id as "studentId", c.follow_up_date < school.day as "isOverdue",
    array(select u.id::text from users u where u.tenant_id = c.tenant_id and u.status = 'active' and u.deleted_at is null
      and u.id in (coalesce(c.escalated_to, c.created_by), c.created_by) order by u.id) as "recipientIds"
    from school, cases c
   where c.tenant_id = (select app.tenant_id()) and c.status <> 'closed' and c.deleted_at is null
     and c.follow_up_date is not null and c.follow_up_date <= school.day
   order by c.follow_up_date, c.id limit 5000`);

const Payload = z.object({ tenantId: z.uuid() });

/** Each school morning: what is due, once a person and case and day, and an e-mail of what is new, however often this runs. */
export const remindOfFollowUps = task(
  "notifications.remind-of-follow-ups",
  Payload,
  async ({ tenantId }, { inTenant, add }) => {
    await inTenant(tenantId, async (tx) => {
      const [due] = await tx.facts(dueFollowUps({}));
      const [first, ...others] = due
        .filter(({ recipientIds }) => recipientIds.length > 0)
        .map(({ caseId, studentId, isOverdue, recipientIds }) =>
          notifyPeople(tx, {
            type: isOverdue ? "follow_up_overdue" : "follow_up_due",
            subjectKind: "case",
            subjectId: caseId,
            studentId,
            actorId: null,
            recipientIds,
          }),
        );
      return first === undefined ? nothingToDo(undefined) : done(undefined, [first, ...others]);
    });
    const digests = await inTenant(tenantId, async (tx) => nothingToDo((await tx.facts(planDigests({})))[0]));
    await add(digests.map(({ id }) => job(digestTask, { tenantId, digestId: id }, { key: `digest:${id}` })));
  },
);

interface OpenRoster {
  readonly sessionId: string;
  readonly facilitatorId: string;
}

/** Sessions of today that are over and have students without a mark. */
export const openRosters = rawStatement<object, OpenRoster>()(sql`
  with ${school}, day as materialized (
    select day::timestamp at time zone zone as since, (day + 1)::timestamp at time zone zone as until from school)
  select s.id as "sessionId", s.facilitator_id as "facilitatorId"
    from day join sessions s on s.tenant_id = (select app.tenant_id()) and s.start_time >= day.since and s.start_time < day.until
    join users u on u.tenant_id = s.tenant_id and u.id = s.facilitator_id and u.status = 'active' and u.deleted_at is null
   where s.status <> 'cancelled' and s.deleted_at is null and s.end_time < now()
     and exists (select 1 from attendance_records a where a.tenant_id = s.tenant_id and a.session_id = s.id
       and a.status = 'scheduled' and a.expectation <> 'not_expected')
   order by s.start_time, s.id limit 1000`);

/** At the end of the school day: rosters that nobody finished, to those who led them. */
export const remindOfRosters = task("notifications.remind-of-rosters", Payload, async ({ tenantId }, { inTenant }) => {
  await inTenant(tenantId, async (tx) => {
    const [rosters] = await tx.facts(openRosters({}));
    const [first, ...others] = rosters.map(({ sessionId, facilitatorId }) =>
      notifyPeople(tx, {
        type: "roster_unmarked",
        subjectKind: "session",
        subjectId: sessionId,
        studentId: null,
        actorId: null,
        recipientIds: [facilitatorId],
      }),
    );
    return first === undefined ? nothingToDo(undefined) : done(undefined, [first, ...others]);
  });
});
