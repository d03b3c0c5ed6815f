import { rawStatement } from "@handrail/db/statement";
import { canChangeCase, canOpenCaseFor } from "@handrail/domain/casework/policy";
import type {
  ActiveCases,
  CasePeople,
  CaseStudents,
  FoundCases,
  PlanTemplates,
  SearchCasesInput,
} from "@handrail/domain/casework/recorder-schema";
import { RootCause, CaseStatus, type Staff } from "@handrail/domain/casework/schema";
import { foldedCode } from "@handrail/domain/kernel/fold";
import type { StudentId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { insist } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { arrayOf, studentForCase } from "./case-facts.ts";
import { caseColumns, caseJoins, isMine, me, person, tenant, type RawCase } from "./case-rows.ts";

export const activeRows = rawStatement<{ studentId: string }, RawCase & { isOnTeam: boolean }>()(sql`
  select ${caseColumns},
    exists (select 1 from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.user_id = ${person}) as "isOnTeam"
    from cases c ${caseJoins}
   where c.tenant_id = ${tenant} and c.student_id = ${sql.placeholder("studentId")}::uuid and c.status <> 'closed'
     and c.deleted_at is null
   order by c.created_at`);

/** What nobody outside the case learns of it. */
const unseen = {
  caseId: null,
  status: null,
  since: null,
  meetings: null,
  urgency: null,
  followUpDate: null,
  version: null,
} as const;

/** The active cases of a student, for the recorder to say before it is sent: that of a colleague without what it holds. */
export const activeCases = async (scope: Scope, input: { studentId: StudentId }): Promise<ActiveCases> => {
  const { actor, rows } = await read(scope, studentForCase(input), activeRows(input));
  const [[student], found] = rows;
  insist(canOpenCaseFor(actor, student));
  return found.map((one) => {
    const mayJoin = canChangeCase(actor, one).allowed;
    const opener: Staff = { id: one.createdBy, name: one.creator };
    const { rootCause } = one;
    return mayJoin
      ? {
          rootCause,
          opener,
          caseId: one.id,
          status: one.status,
          since: new Date(one.openedAt).toISOString(),
          meetings: one.isMine ? one.meetings : one.meetings - one.restrictedMeetings,
          urgency: one.urgency,
          followUpDate: one.followUpDate,
          version: one.version,
          mayJoin,
        }
      : { rootCause, opener, ...unseen, mayJoin };
  });
};

const studentOptions = rawStatement<object, CaseStudents[number]>()(sql`
  with school as materialized (select (now() at time zone app.zone_of(id))::date as day from tenants where id = ${tenant}),
  reads as materialized (select exists (select 1 from user_roles ur
      join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id and p.permission = 'students.read_all'
     where ur.tenant_id = ${tenant} and ur.user_id = ${person}) as everyone),
  own as materialized (select r.student_id as id from student_staff r, school
     where r.tenant_id = ${tenant} and r.user_id = ${person} and r.since <= school.day and (r.until is null or r.until > school.day))
  select st.id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel",
    st.id in (select id from own) as "isMine" from students st
   where st.tenant_id = ${tenant} and st.status in ('active', 'paused') and st.deleted_at is null
     and ((select everyone from reads) or st.id in (select id from own))
   order by st.display_code limit 6000`);

export const caseStudents = async (scope: Scope): Promise<CaseStudents> => [
  ...(await read(scope, studentOptions({}))).rows[0],
];

const workers = rawStatement<object, Staff & { roles: string; readsAll: boolean }>()(sql`
  select u.id, u.name, string_agg(distinct r.name, ',') as roles,
    bool_or(exists (select 1 from role_permissions p
      where p.tenant_id = r.tenant_id and p.role_id = r.id and p.permission = 'cases.read_all')) as "readsAll"
    from users u
    join user_roles ur on ur.tenant_id = u.tenant_id and ur.user_id = u.id
    join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id
   where u.tenant_id = ${tenant} and u.status = 'active' and u.deleted_at is null
     and exists (select 1 from user_roles w
       join role_tools rt on rt.tenant_id = w.tenant_id and rt.role_id = w.role_id
       join tools t on t.tenant_id = rt.tenant_id and t.id = rt.tool_id and t.status = 'approved' and t.key = 'cases'
      where w.tenant_id = u.tenant_id and w.user_id = u.id)
   group by u.id, u.name order by u.name, u.id limit 500`);

export const casePeople = async (scope: Scope): Promise<CasePeople> => {
  const { rows } = await read(scope, workers({}));
  return rows[0].map(({ roles, ...one }) => ({ ...one, roles: roles.split(",") }));
};

const templateRows = rawStatement<object, PlanTemplates[number]>()(sql`
  select id, root_cause as "rootCause", title, body, version from action_plan_templates
   where tenant_id = ${tenant} and deleted_at is null order by root_cause, sort, title, id limit 200`);

export const planTemplates = async (scope: Scope): Promise<PlanTemplates> => [
  ...(await read(scope, templateRows({}))).rows[0],
];

interface SearchValues {
  readonly from: string;
  readonly until: string;
  readonly studentIds: string;
  readonly rootCause: string | null;
  readonly status: string | null;
}

/** Each way of finding is a branch with an index of its own; eight of each are enough for a palette. */
export const searchRows = rawStatement<SearchValues, FoundCases[number]>()(sql`
  with ${me}, pupils as (
    (select st.id from students st where st.tenant_id = ${tenant} and upper(st.display_code) ~>=~ ${sql.placeholder("from")}
      and upper(st.display_code) ~<~ ${sql.placeholder("until")} and ${sql.placeholder("from")} <> '' order by upper(st.display_code) using ~<~ limit 20)
    union select unnest(${sql.placeholder("studentIds")}::uuid[])
  ), found as (
    (select c.id from pupils p join cases c on c.tenant_id = ${tenant} and c.student_id = p.id limit 100)
    union (select c.id from cases c where c.tenant_id = ${tenant} and c.root_cause = ${sql.placeholder("rootCause")}
      and c.status <> 'closed' and c.deleted_at is null and ((select reads_all from me) or ${isMine})
      order by c.last_contact_on, c.id limit 8)
    union (select c.id from cases c where c.tenant_id = ${tenant} and c.status = ${sql.placeholder("status")}
      and c.deleted_at is null and ((select reads_all from me) or ${isMine})
      order by c.last_contact_on, c.id limit 8)
  )
  select c.id as "caseId", c.student_id as "studentId", st.display_code as "displayCode", c.root_cause as "rootCause", c.status,
    c.last_contact_on::text as "lastContactOn"
    from found f join cases c on c.tenant_id = ${tenant} and c.id = f.id
    join students st on st.tenant_id = c.tenant_id and st.id = c.student_id
   where c.deleted_at is null and ((select reads_all from me) or ${isMine})
   order by c.status = 'closed', c.last_contact_on desc, c.id limit 20`);

const beginsWith = <T extends string>(options: readonly T[], query: string): T | null =>
  query.length < 3 ? null : (options.find((one) => one.replaceAll("_", " ").startsWith(query)) ?? null);

export const searchQuery = ({ query, studentIds }: z.infer<typeof SearchCasesInput>): SearchValues => ({
  from: foldedCode(query),
  // Above every code that begins so, compared byte by byte.
  until: `${foldedCode(query)}\u{10ffff}`,
  studentIds: arrayOf(studentIds),
  rootCause: beginsWith(RootCause.options, query.toLowerCase()),
  status: beginsWith(CaseStatus.options, query.toLowerCase()),
});

export const searchCases = async (scope: Scope, input: z.infer<typeof SearchCasesInput>): Promise<FoundCases> => [
  ...(await read(scope, searchRows(searchQuery(input)))).rows[0],
];
