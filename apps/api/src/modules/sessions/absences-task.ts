import { rawStatement } from "@handrail/db/statement";
import type { AttendanceStatus } from "@handrail/domain/attendance/schema";
import { absencesInARow, usualAbsencesInARow } from "@handrail/domain/sessions/absences";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import * as z from "zod/mini";

import { task } from "../../jobs/task.ts";
import { nothingToDo } from "../../kernel/command.ts";

const Payload = z.object({ tenantId: z.uuid(), sessionId: z.uuid(), studentIds: z.array(z.uuid()) });

interface RunRow {
  readonly studentId: string;
  readonly ownerId: string;
  readonly interventionId: string;
  readonly limit: number;
  readonly day: string;
  /** From the latest back; the session of the mark is the first. */
  readonly statuses: readonly AttendanceStatus[];
}

const mostLookedAt = 60;

/** The student's marks in the intervention up to this session. A later one has a run of its own. */
export const runsOfStudents = rawStatement<
  { sessionId: string; studentIds: string; usual: number; most: number },
  RunRow
>()(sql`
  select st.id as "studentId", i.owner_staff_id as "ownerId", i.id as "interventionId",
    coalesce((select (value #>> '{}')::int from settings g where g.tenant_id = s.tenant_id
      and g.key = 'attendance.consecutive_absences'), ${sql.placeholder("usual")}::int) as "limit",
    (select (now() at time zone t.time_zone)::date::text from tenants t where t.id = s.tenant_id) as day,
    array(select a.status from sessions o
      join attendance_records a on a.tenant_id = o.tenant_id and a.session_id = o.id and a.student_id = st.id
        and a.expectation = 'expected'
     where o.tenant_id = s.tenant_id and o.intervention_id = s.intervention_id and o.status <> 'cancelled'
       and o.deleted_at is null and (o.start_time, o.id) <= (s.start_time, s.id)
     order by o.start_time desc, o.id desc limit ${sql.placeholder("most")}) as statuses
    from sessions s
    join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
    join unnest(${sql.placeholder("studentIds")}::uuid[]) as st (id) on true
   where s.tenant_id = (select app.tenant_id()) and s.id = ${sql.placeholder("sessionId")}::uuid
   order by st.id`);

/** One line in the owner's inbox for each student and day, however often the marks change. */
export const notifyOwner = rawStatement<{
  eventId: string;
  id: string;
  ownerId: string;
  studentId: string;
  day: string;
}>()(sql`
  with told as (
    insert into notifications (tenant_id, id, event_id, recipient_id, type, subject_kind, subject_id, student_id, day)
    values (app.tenant_id(), ${sql.placeholder("id")}::uuid, ${sql.placeholder("eventId")}::uuid,
      ${sql.placeholder("ownerId")}::uuid, 'absences_in_a_row', 'student', ${sql.placeholder("studentId")}::uuid,
      ${sql.placeholder("studentId")}::uuid, ${sql.placeholder("day")}::date)
    on conflict (tenant_id, recipient_id, type, subject_id, day) do nothing
    returning id
  )
  insert into notification_events (tenant_id, id, type, subject_kind, subject_id, student_id, day)
  select app.tenant_id(), ${sql.placeholder("eventId")}::uuid, 'absences_in_a_row', 'student',
      ${sql.placeholder("studentId")}::uuid, ${sql.placeholder("studentId")}::uuid, ${sql.placeholder("day")}::date
    from told`);

/** Looks at the run of every student who was marked absent, and tells the intervention's owner of those that are long. */
export const lookAtAbsences = task(
  "sessions.look-at-absences",
  Payload,
  async ({ tenantId, sessionId, studentIds }, { inTenant }) => {
    await inTenant(tenantId, async (tx) => {
      const [runs] = await tx.facts(
        runsOfStudents({
          sessionId,
          studentIds: `{${studentIds.join(",")}}`,
          usual: usualAbsencesInARow,
          most: mostLookedAt,
        }),
      );
      for (const { studentId, ownerId, limit, day, statuses } of runs)
        if (statuses[0] === "absent" && absencesInARow(statuses) >= limit)
          tx.write(notifyOwner({ eventId: newId(), id: newId(), ownerId, studentId, day }));
      return nothingToDo(undefined);
    });
  },
);
