import type { NotificationType } from "@handrail/domain/notifications/schema";
import { sql, type SQL } from "drizzle-orm";

/** Lines about a case that is there; `rest` is what else must hold of the case `c`. */
const ofCase = (rest: SQL): SQL => sql`exists (select 1 from cases c
  where c.tenant_id = n.tenant_id and c.id = n.subject_id and c.deleted_at is null and ${rest})`;

/** The recipient is one of those whom the morning's reminder speaks to. */
const worksOnIt = sql`n.recipient_id in (c.created_by, c.escalated_to)`;

/**
 * What each kind of line is about, as a condition on the line `n` and the school's day `school.day`. A line is in the inbox
 * while its condition holds: with the cause the line goes, whoever settled it and wherever.
 */
const causes: Readonly<Record<NotificationType, SQL>> = {
  follow_up_due: ofCase(sql`c.status <> 'closed' and c.follow_up_date <= school.day and ${worksOnIt}`),
  follow_up_overdue: ofCase(sql`c.status <> 'closed' and c.follow_up_date < school.day and ${worksOnIt}`),
  case_escalated: ofCase(sql`c.status <> 'closed' and c.escalated_to = n.recipient_id
    and exists (select 1 from case_escalations l where l.tenant_id = c.tenant_id and l.case_id = c.id
      and l.to_user_id = n.recipient_id and l.taken_at is null and l.declined_at is null)`),
  escalation_taken: ofCase(sql`c.status <> 'closed'`),
  escalation_declined: ofCase(sql`c.status = 'escalated' and c.escalated_to is null`),
  mention: ofCase(sql`true`),
  exit_recommended: sql`exists (select 1 from exit_recommendations r
    join interventions i on i.tenant_id = r.tenant_id and i.id = r.intervention_id and i.deleted_at is null
   where r.tenant_id = n.tenant_id and r.intervention_id = n.subject_id and r.student_id = n.student_id
     and r.decision = 'pending' and i.owner_staff_id = n.recipient_id)`,
  roster_unmarked: sql`exists (select 1 from sessions s
    join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id
   where s.tenant_id = n.tenant_id and s.id = n.subject_id and s.status <> 'cancelled' and s.deleted_at is null
     and a.status = 'scheduled' and a.expectation <> 'not_expected')`,
  // The student came again, the mark was corrected, or somebody met them.
  absences_in_a_row: sql`not exists (select 1 from attendance_records a
    join sessions s on s.tenant_id = a.tenant_id and s.id = a.session_id
    join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id and i.owner_staff_id = n.recipient_id
   where a.tenant_id = n.tenant_id and a.student_id = n.student_id and a.recorded_at > n.created_at
     and a.status in ('present', 'tardy'))
    and not exists (select 1 from case_entries e where e.tenant_id = n.tenant_id and e.student_id = n.student_id
      and e.created_at > n.created_at and e.kind = 'meeting' and e.withdrawn_at is null)`,
  message_failed: sql`true`,
  waiting_place_free: sql`exists (select 1 from interventions i
   where i.tenant_id = n.tenant_id and i.id = n.subject_id and i.deleted_at is null and i.owner_staff_id = n.recipient_id
     and exists (select 1 from waiting_list w where w.tenant_id = i.tenant_id and w.intervention_id = i.id and w.status = 'waiting')
     and (i.capacity is null or i.capacity > (select count(*) from enrollments e
       where e.tenant_id = i.tenant_id and e.intervention_id = i.id and e.status = 'active')))`,
};

/** Whether what the line `n` is about still holds. Needs `school.day`. */
export const isStillTrue: SQL = sql`(case n.type ${sql.join(
  Object.entries(causes).map(([type, condition]) => sql`when ${type}::text then ${condition}`),
  sql` `,
)} else true end)`;
