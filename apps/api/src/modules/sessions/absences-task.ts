import { rawStatement } from "@handrail/db/statement";
import type { AttendanceStatus } from "@handrail/domain/attendance/schema";
import { absencesInARow, usualAbsencesInARow } from "@handrail/domain/sessions/absences";
import { sql } from "drizzle-orm";
import * as z from "zod/mini";

import { task } from "../../jobs/task.ts";
import { done, nothingToDo } from "../../kernel/command.ts";
import { notifyPeople } from "../notifications/notify-people.ts";

const Payload = z.object({ tenantId: z.uuid(), sessionId: z.uuid(), studentIds: z.array(z.uuid()) });

interface RunRow {
  readonly studentId: string;
  readonly ownerId: string;
  readonly interventionId: string;
  readonly limit: number;
  /** From the latest back; the session of the mark is the first. */
  readonly statuses: readonly AttendanceStatus[];
}

const mostLookedAt = 60;

/** The student's marks in the intervention up to this session. A later one has a run of its own. */
const runsOfStudents = rawStatement<
  { sessionId: string; studentIds: string; usual: number; most: number },
  RunRow
>()(sql`
  select st.id as "studentId", i.owner_staff_id as "ownerId", i.id as "interventionId",
    coalesce((select (value #>> '{}')::int from settings g where g.tenant_id = s.tenant_id
      and g.key = 'attendance.consecutive_absences'), ${sql.placeholder("usual")}::int) as "limit",
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
      const [first, ...others] = runs
        .filter(({ statuses, limit }) => statuses[0] === "absent" && absencesInARow(statuses) >= limit)
        .map(({ studentId, ownerId }) =>
          notifyPeople(tx, {
            type: "absences_in_a_row",
            subjectKind: "student",
            subjectId: studentId,
            studentId,
            actorId: null,
            recipientIds: [ownerId],
          }),
        );
      return first === undefined ? nothingToDo(undefined) : done(undefined, [first, ...others]);
    });
  },
);
