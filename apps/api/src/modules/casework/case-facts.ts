import { rawStatement } from "@handrail/db/statement";
import type { CaseTies } from "@handrail/domain/casework/policy";
import type { CaseEntryKind, CaseStatus, RootCause, Urgency } from "@handrail/domain/casework/schema";
import type { CaseId, StudentId, UserId } from "@handrail/domain/kernel/ids";
import type { Day } from "@handrail/domain/kernel/time";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;
const caseId = sql`${sql.placeholder("caseId")}::uuid`;
/** The school's day. */
const today = sql`(select (now() at time zone app.zone_of(id))::date from tenants where id = ${tenant})`;

/** A case as commands take it in hand. */
export interface CaseFacts {
  readonly id: CaseId;
  readonly studentId: StudentId;
  readonly rootCause: RootCause;
  readonly urgency: Urgency;
  readonly status: CaseStatus;
  readonly followUpDate: Day | null;
  readonly resolutionNotes: string | null;
  readonly closedAt: string | null;
  readonly lastContactOn: Day;
  readonly meetings: number;
  readonly restrictedMeetings: number;
  readonly escalatedTo: UserId | null;
  readonly createdBy: UserId;
  readonly version: number;
}

const caseColumns = sql`c.id, c.student_id as "studentId", c.root_cause as "rootCause", c.urgency, c.status,
  c.follow_up_date::text as "followUpDate", c.resolution_notes as "resolutionNotes", c.closed_at as "closedAt",
  c.last_contact_on::text as "lastContactOn", c.meetings, c.restricted_meetings as "restrictedMeetings",
  c.escalated_to as "escalatedTo", c.created_by as "createdBy", c.version`;

/** A case, locked: every command on it begins here, and so they come one after another. */
export const caseForChange = rawStatement<{ caseId: string }, CaseFacts>()(sql`
  select ${caseColumns} from cases c
   where c.tenant_id = ${tenant} and c.id = ${caseId} and c.deleted_at is null
     for no key update of c`);

/** The active case of a student with this cause, locked. Closed meanwhile, it is not found. */
export const activeCaseForChange = rawStatement<{ studentId: string; rootCause: string }, CaseFacts>()(sql`
  select ${caseColumns} from cases c
   where c.tenant_id = ${tenant} and c.student_id = ${sql.placeholder("studentId")}::uuid
     and c.root_cause = ${sql.placeholder("rootCause")} and c.status <> 'closed' and c.deleted_at is null
     for no key update of c`);

/** What lies around a case. Asked behind its lock and not with it, so that it is what the last command left. */
export interface CaseWork extends Pick<CaseTies, "isOnTeam"> {
  /** Ids of its team, joined by commas. */
  readonly team: string;
  readonly lastNumber: number;
  readonly today: Day;
}

const work = sql`
  select exists (select 1 from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.user_id = ${person}) as "isOnTeam",
    coalesce((select string_agg(t.user_id::text, ',') from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id), '') as team,
    coalesce((select max(e.number) from case_entries e where e.tenant_id = c.tenant_id and e.case_id = c.id), 0) as "lastNumber",
    ${today}::text as today
    from cases c`;

export const caseWork = rawStatement<{ caseId: string }, CaseWork>()(sql`
  ${work} where c.tenant_id = ${tenant} and c.id = ${caseId}`);

export const activeCaseWork = rawStatement<{ studentId: string; rootCause: string }, CaseWork>()(sql`
  ${work} where c.tenant_id = ${tenant} and c.student_id = ${sql.placeholder("studentId")}::uuid
     and c.root_cause = ${sql.placeholder("rootCause")} and c.status <> 'closed' and c.deleted_at is null`);

export interface EntryFacts {
  readonly id: string;
  readonly number: number;
  readonly kind: CaseEntryKind;
  readonly meetingDate: Day | null;
  readonly absenceReason: string | null;
  readonly interventionNotes: string | null;
  readonly actionPlan: string | null;
  readonly followUpDate: Day | null;
  readonly statusTo: CaseStatus | null;
  readonly isRestricted: boolean;
  readonly createdBy: UserId;
  readonly createdAt: string;
  readonly withdrawnAt: string | null;
  readonly caseVersion: number;
  /** JSON text of the case's facts before this entry; null where it opened the case. */
  readonly caseBefore: string | null;
  readonly version: number;
  readonly isFollowed: boolean;
  /** The latest day of a meeting or update of the case beside this one that was not struck through; null when there is none. */
  readonly otherContactOn: Day | null;
}

const entryFacts = sql`
  select e.id, e.number, e.kind, e.meeting_date::text as "meetingDate", e.absence_reason as "absenceReason",
    e.intervention_notes as "interventionNotes", e.action_plan as "actionPlan", e.follow_up_date::text as "followUpDate",
    e.status_to as "statusTo", e.is_restricted as "isRestricted", e.created_by as "createdBy", e.created_at as "createdAt",
    e.withdrawn_at as "withdrawnAt", e.case_version as "caseVersion", e.case_before::text as "caseBefore", e.version,
    exists (select 1 from case_entries n where n.tenant_id = e.tenant_id and n.case_id = e.case_id and n.number > e.number) as "isFollowed",
    (select max(coalesce(o.meeting_date, (o.created_at at time zone (select app.zone_of(id) from tenants where id = ${tenant}))::date))::text
       from case_entries o
      where o.tenant_id = e.tenant_id and o.case_id = e.case_id and o.id <> e.id and o.withdrawn_at is null
        and (o.kind = 'meeting' or o.kind = 'update' and not o.is_restricted and o.status_to is distinct from 'escalated')) as "otherContactOn"
    from case_entries e
   where e.tenant_id = ${tenant} and e.case_id = ${caseId}`;

export const entryForChange = rawStatement<{ caseId: string; entryId: string }, EntryFacts>()(sql`
  ${entryFacts} and e.id = ${sql.placeholder("entryId")}::uuid`);

/** The meetings of a case that stand, in their order. */
export const meetingsForChange = rawStatement<{ caseId: string }, EntryFacts>()(sql`
  ${entryFacts} and e.kind = 'meeting' and e.withdrawn_at is null order by e.number`);

/** The student of a new case: whether they are enrolled, and whether the person is responsible for them now. */
export const studentForCase = rawStatement<
  { studentId: string },
  { isEnrolled: boolean; isResponsible: boolean; today: Day }
>()(sql`
  select st.status in ('active', 'paused') as "isEnrolled", d.day::text as today,
    exists (select 1 from student_staff r where r.tenant_id = st.tenant_id and r.student_id = st.id and r.user_id = ${person}
      and r.since <= d.day and (r.until is null or r.until > d.day)) as "isResponsible"
    from students st, lateral (select ${today} as day) d
   where st.tenant_id = ${tenant} and st.id = ${sql.placeholder("studentId")}::uuid and st.deleted_at is null`);

/** Of these people, those who are here and work with cases. */
export const caseWorkers = rawStatement<{ ids: string }, { id: UserId }>()(sql`
  select u.id from users u
   where u.tenant_id = ${tenant} and u.id = any(${sql.placeholder("ids")}::uuid[]) and u.status = 'active' and u.deleted_at is null
     and exists (select 1 from user_roles ur
       join role_tools rt on rt.tenant_id = ur.tenant_id and rt.role_id = ur.role_id
       join tools t on t.tenant_id = rt.tenant_id and t.id = rt.tool_id and t.status = 'approved' and t.key = 'cases'
      where ur.tenant_id = u.tenant_id and ur.user_id = u.id)`);

/** Of these interventions, those that are not over. */
export const runningInterventions = rawStatement<{ ids: string }, { id: string }>()(sql`
  select i.id from interventions i
   where i.tenant_id = ${tenant} and i.id = any(${sql.placeholder("ids")}::uuid[]) and i.deleted_at is null
     and i.status in ('draft', 'active')`);

/** A list of ids as Postgres takes an array. */
export const arrayOf = (ids: readonly string[]): string => `{${ids.join(",")}}`;

/** The active cases of the same student beside this one. */
export const activeOfStudent = rawStatement<{ caseId: string }, { rootCause: RootCause }>()(sql`
  select o.root_cause as "rootCause" from cases c
    join cases o on o.tenant_id = c.tenant_id and o.student_id = c.student_id and o.id <> c.id
      and o.status <> 'closed' and o.deleted_at is null
   where c.tenant_id = ${tenant} and c.id = ${caseId}`);
