import { rawStatement, type Bound } from "@handrail/db/statement";
import type { UserId } from "@handrail/domain/kernel/ids";
import { PeopleNotified } from "@handrail/domain/notifications/events";
import type { NotificationSubject, NotificationType } from "@handrail/domain/notifications/schema";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import { emit, type EventRecord } from "../../kernel/record.ts";

/** Something that people should be told: about what, of whom, and who caused it (nobody: a job). */
export interface Notice {
  readonly type: NotificationType;
  readonly subjectKind: NotificationSubject;
  readonly subjectId: string;
  readonly studentId: string | null;
  readonly actorId: string | null;
  readonly recipientIds: readonly string[];
}

/**
 * One line a person, kind, subject and day of the school, however often this runs; without a new line nothing happened.
 * The line of an earlier day makes room: what is due every day stands in an inbox once.
 */
const insertNotice = rawStatement<Omit<Notice, "recipientIds"> & { eventId: string; rows: string }>()(sql`
  with school as materialized (
    select (now() at time zone app.zone_of(id))::date as day from tenants where id = (select app.tenant_id())),
  people as materialized (
    select r.* from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb) as r (id uuid, recipient_id uuid)),
  earlier as (
    update notifications n set done_at = now(), version = n.version + 1, updated_at = now() from people, school
     where n.tenant_id = (select app.tenant_id()) and n.recipient_id = people.recipient_id
       and (n.type = ${sql.placeholder("type")}::text
         or (n.type = 'follow_up_due' and ${sql.placeholder("type")}::text = 'follow_up_overdue'))
       and n.subject_id = ${sql.placeholder("subjectId")}::uuid and n.student_id is not distinct from ${sql.placeholder("studentId")}::uuid
       and n.done_at is null and n.day < school.day),
  told as (
    insert into notifications (tenant_id, id, event_id, recipient_id, type, subject_kind, subject_id, student_id, day)
    select app.tenant_id(), r.id, ${sql.placeholder("eventId")}::uuid, r.recipient_id, ${sql.placeholder("type")}::text,
        ${sql.placeholder("subjectKind")}::text, ${sql.placeholder("subjectId")}::uuid, ${sql.placeholder("studentId")}::uuid, school.day
      from people r, school
    -- What was settled and has come up again on the same day is a new line; what the person finished stays finished.
    on conflict (tenant_id, recipient_id, type, subject_id, day) do update
      set event_id = excluded.event_id, gone_at = null, done_at = null, read_at = null, snoozed_until = null,
          created_at = now(), version = notifications.version + 1, updated_at = now()
      where notifications.gone_at is not null
    returning 1)
  insert into notification_events (tenant_id, id, type, subject_kind, subject_id, student_id, actor_id, day)
  select app.tenant_id(), ${sql.placeholder("eventId")}::uuid, ${sql.placeholder("type")}::text, ${sql.placeholder("subjectKind")}::text,
      ${sql.placeholder("subjectId")}::uuid, ${sql.placeholder("studentId")}::uuid, ${sql.placeholder("actorId")}::uuid, school.day
    from school where exists (select 1 from told)`);

interface Writes {
  readonly now: string;
  write(bound: Bound<unknown>): void;
}

/** Tells people, in the transaction of a job: returns the event that is to be among the job's. */
export const notifyPeople = (tx: Writes, notice: Notice): EventRecord => {
  const eventId = newId();
  const { recipientIds, ...rest } = notice;
  const rows = recipientIds.map((id) => ({ id: newId(), recipient_id: id }));
  tx.write(insertNotice({ ...rest, eventId, rows: JSON.stringify(rows) }));
  return emit(PeopleNotified, {
    aggregateId: eventId,
    version: 1,
    payload: { userIds: recipientIds.map((id) => id as UserId) },
    audit: [
      {
        entityType: "notification_event",
        entityId: eventId,
        ...(notice.studentId === null ? {} : { subjectId: notice.studentId }),
        before: null,
        after: { type: notice.type, subjectKind: notice.subjectKind, subjectId: notice.subjectId, recipientIds },
      },
    ],
  });
};
