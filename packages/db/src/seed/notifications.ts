import { dayIn } from "@handrail/domain/kernel/time";
import type { NotificationSubject, NotificationType } from "@handrail/domain/notifications/schema";
import type postgres from "postgres";

import { notificationEvents, notifications } from "../schema/notifications.ts";
import { plusMinutes } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { idOf, insertAll } from "./rows.ts";

interface Told {
  readonly type: NotificationType;
  readonly subjectKind: NotificationSubject;
  readonly subjectId: string;
  readonly studentId: string | null;
  readonly actorId: string | null;
  readonly recipientId: string;
  /** Whole days before the demo. */
  readonly daysAgo: number;
}

/** What the demo's own rows would have told people: each line leads to something that is there. */
const toldOf = (tx: postgres.TransactionSql, school: SchoolDefinition, now: string): Promise<readonly Told[]> => {
  const tenant = demoIds.tenant(school.key);
  return tx<Told[]>`
    with today as (select (${now}::timestamptz at time zone ${school.zone})::date as day)
    select case when c.follow_up_date < today.day then 'follow_up_overdue' else 'follow_up_due' end as "type",
        'case' as "subjectKind", c.id as "subjectId", c.student_id as "studentId", null::uuid as "actorId",
        coalesce(c.escalated_to, c.created_by) as "recipientId", 0 as "daysAgo"
      from cases c, today
     where c.tenant_id = ${tenant} and c.status <> 'closed' and c.follow_up_date <= today.day
    union all
    (select 'case_escalated', 'case', e.case_id, c.student_id, e.from_user_id, e.to_user_id, 2
      from case_escalations e join cases c on c.tenant_id = e.tenant_id and c.id = e.case_id and c.status = 'escalated'
     where e.tenant_id = ${tenant} order by e.case_id limit 3)
    union all
    (select 'mention', 'case', e.case_id, e.student_id, e.created_by, u.id, 1
      from case_entries e join users u on u.tenant_id = e.tenant_id and position('@' || u.name in e.update_text) > 0
     where e.tenant_id = ${tenant} order by e.case_id)
    union all
    (select distinct on (r.intervention_id) 'exit_recommended', 'intervention', r.intervention_id, r.student_id, null::uuid, i.owner_staff_id, 1
      from exit_recommendations r join interventions i on i.tenant_id = r.tenant_id and i.id = r.intervention_id
     where r.tenant_id = ${tenant} and r.decision = 'pending' order by r.intervention_id, r.id)
    union all
    (select 'roster_unmarked', 'session', s.id, null::uuid, null::uuid, s.facilitator_id, (today.day - (s.start_time at time zone ${school.zone})::date)
      from today, sessions s
     where s.tenant_id = ${tenant} and s.status = 'scheduled' and s.end_time < (today.day::timestamp at time zone ${school.zone})
       and s.facilitator_id is not null
       and exists (select 1 from attendance_records a where a.tenant_id = s.tenant_id and a.session_id = s.id and a.status = 'scheduled')
     order by s.start_time desc, s.id limit 3)
    order by 7, 1, 3`;
};

/** Inboxes as the mornings and colleagues before today have left them. */
export const seedNotifications = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  now: string,
): Promise<void> => {
  const told = await toldOf(tx, school, now);
  const rows = told.map((one, index) => {
    const { type, subjectKind, subjectId, studentId, recipientId, actorId, daysAgo } = one;
    const at = plusMinutes(now, -daysAgo * 24 * 60 - 30 - index);
    const day = dayIn(school.zone, at);
    const name = `${school.key} told ${type} ${subjectId}`;
    return {
      event: { id: idOf(name), type, subjectKind, subjectId, studentId, actorId, day, createdAt: at },
      line: {
        id: idOf(`${name} ${recipientId}`),
        eventId: idOf(name),
        recipientId,
        type,
        subjectKind,
        subjectId,
        studentId,
        day,
        createdAt: at,
        // Who looks at the older ones has read them.
        readAt: daysAgo > 1 ? plusMinutes(at, 60) : null,
      },
    };
  });
  await insertAll(
    tx,
    notificationEvents,
    rows.map(({ event }) => event),
  );
  await insertAll(
    tx,
    notifications,
    rows.map(({ line }) => line),
  );
};
