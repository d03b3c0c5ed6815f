import type { CaseRow } from "@handrail/domain/casework/case-schema";
import { overdueDays } from "@handrail/domain/casework/rules";
import type { CaseStatus } from "@handrail/domain/casework/schema";
import type { CaseId, StudentId, UserId } from "@handrail/domain/kernel/ids";
import type { Day } from "@handrail/domain/kernel/time";
import { sql } from "drizzle-orm";

export const tenant = sql`(select app.tenant_id())`;
export const person = sql`(select app.user_id())`;

/** Who asks: whether they read every case, and the day it is at school. `me` before whatever else a `with` says. */
export const me = sql`me as materialized (
  select exists (select 1 from user_roles ur
      join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id and p.permission = 'cases.read_all'
     where ur.tenant_id = ${tenant} and ur.user_id = ${person}) as reads_all,
    (now() at time zone app.zone_of(t.id))::date as today, app.zone_of(t.id) as zone
    from tenants t where t.id = ${tenant})`;

/** Works on the case `c`. */
export const isMine = sql`(c.created_by = ${person} or c.escalated_to = ${person}
  or exists (select 1 from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.user_id = ${person}))`;

export interface RawCase {
  readonly id: CaseId;
  readonly studentId: StudentId;
  readonly displayCode: string;
  readonly gradeLevel: string;
  readonly rootCause: CaseRow["rootCause"];
  readonly urgency: CaseRow["urgency"];
  readonly status: CaseStatus;
  readonly followUpDate: Day | null;
  readonly lastContactOn: Day;
  readonly meetings: number;
  readonly restrictedMeetings: number;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly createdBy: UserId;
  readonly creator: string;
  readonly escalatedTo: UserId | null;
  readonly escalated: string | null;
  readonly isMine: boolean;
  readonly version: number;
}

/** The columns of a row, for a query with `c` (cases); the joins that go with it follow. */
export const caseColumns = sql`c.id, c.student_id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel",
  c.root_cause as "rootCause", c.urgency, c.status, c.follow_up_date::text as "followUpDate",
  c.last_contact_on::text as "lastContactOn", c.meetings, c.restricted_meetings as "restrictedMeetings",
  c.created_at as "openedAt", c.updated_at as "updatedAt", c.created_by as "createdBy", o.name as creator, c.escalated_to as "escalatedTo",
  x.name as escalated, coalesce(${isMine}, false) as "isMine", c.version`;

export const caseJoins = sql`
  join students st on st.tenant_id = c.tenant_id and st.id = c.student_id
  join users o on o.tenant_id = c.tenant_id and o.id = c.created_by
  left join users x on x.tenant_id = c.tenant_id and x.id = c.escalated_to`;

export const rowOf = (raw: RawCase, today: Day): CaseRow => ({
  id: raw.id,
  studentId: raw.studentId,
  displayCode: raw.displayCode,
  gradeLevel: raw.gradeLevel,
  rootCause: raw.rootCause,
  urgency: raw.urgency,
  status: raw.status,
  followUpDate: raw.followUpDate,
  overdueDays: overdueDays(raw, today),
  lastContactOn: raw.lastContactOn,
  // Outside the case team nobody learns that there is something restricted.
  meetings: raw.isMine ? raw.meetings : raw.meetings - raw.restrictedMeetings,
  openedAt: new Date(raw.openedAt).toISOString(),
  updatedAt: new Date(raw.updatedAt).toISOString(),
  opener: { id: raw.createdBy, name: raw.creator },
  escalatedTo: raw.escalatedTo === null || raw.escalated === null ? null : { id: raw.escalatedTo, name: raw.escalated },
  isMine: raw.isMine,
  version: raw.version,
});
