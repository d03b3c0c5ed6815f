import { rawStatement } from "@handrail/db/statement";
import { mostAtOnce } from "@handrail/domain/interventions/enrollment-schema";
import type { Staff, StudentOption } from "@handrail/domain/interventions/intervention-schema";
import type { StudentId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

import { isOnCase, maySee, ownStudents, rights, school } from "../students/queries.ts";
import { mayName } from "../students/search-students.ts";

const tenant = sql`(select app.tenant_id())`;
const intervention = sql`${sql.placeholder("interventionId")}::uuid`;

/**
 * Active students who do not take part yet: by a part of the code, or by name whom the person may see so. The program
 * speaks for those with an open case of one of its root causes, where the person may see that case, and for its tier.
 */
export const optionRows = rawStatement<
  {
    interventionId: string;
    text: string | null;
    /** Who has a name that begins so, not yet decided. */
    named: string;
    grade: string | null;
    tier: number | null;
    suggested: boolean;
  },
  StudentOption
>()(sql`
  with ${school}, ${rights}, related as materialized (${ownStudents}),
  program as materialized (
    select p.tier, p.root_causes from interventions i join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
     where i.tenant_id = ${tenant} and i.id = ${intervention}),
  troubled as materialized (
    select distinct c.student_id from cases c, program, rights
     where c.tenant_id = ${tenant} and c.status <> 'closed' and c.deleted_at is null
       and c.root_cause = any (program.root_causes) and (rights.cases_all or ${isOnCase})),
  options as (
    select st.id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel", st.tier,
      case when st.id in (select student_id from troubled) then 'case' when st.tier = program.tier then 'tier' end as suggestion
      from students st, program, rights
     where st.tenant_id = ${tenant} and st.status = 'active' and st.deleted_at is null
       and (${sql.placeholder("text")}::text is null or position(upper(${sql.placeholder("text")}::text) in st.display_code) > 0
         or (st.id = any (${sql.placeholder("named")}::uuid[]) and ${mayName}))
       and (${sql.placeholder("grade")}::text is null or st.grade_level = ${sql.placeholder("grade")}::text)
       and (${sql.placeholder("tier")}::int is null or st.tier = ${sql.placeholder("tier")}::int)
       and not exists (select 1 from enrollments e where e.tenant_id = st.tenant_id and e.intervention_id = ${intervention}
         and e.student_id = st.id and e.status = 'active'))
  select * from options o where not ${sql.placeholder("suggested")}::boolean or o.suggestion is not null
   order by ${sql.placeholder("suggested")}::boolean and o.suggestion <> 'case', o."displayCode" limit ${mostAtOnce}`);

/** Students by code, or by name those whom the person may see so, and whether they take part already. */
export const studentsOfList = rawStatement<
  { interventionId: string; codes: string; named: string },
  {
    readonly studentId: StudentId;
    readonly displayCode: string;
    readonly gradeLevel: string;
    readonly status: string;
    readonly isEnrolled: boolean;
    readonly isNamed: boolean;
  }
>()(sql`
  with ${school}, ${rights}, related as materialized (${ownStudents}),
  coded as materialized (select code from jsonb_array_elements_text(${sql.placeholder("codes")}::jsonb) as code),
  named as materialized (
    select st.id from unnest(${sql.placeholder("named")}::uuid[]) n (id)
      join students st on st.tenant_id = ${tenant} and st.id = n.id and st.deleted_at is null, rights
     where ${maySee} and ${mayName}),
  found as (
    select st.id from students st where st.tenant_id = ${tenant} and st.display_code in (select code from coded)
    union select id from named)
  select st.id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel", st.status,
    exists (select 1 from enrollments e where e.tenant_id = st.tenant_id and e.intervention_id = ${intervention}
      and e.student_id = st.id and e.status = 'active') as "isEnrolled", st.id in (select id from named) as "isNamed"
    from found join students st on st.tenant_id = ${tenant} and st.id = found.id
   where st.deleted_at is null`);

/** Who works here, for owners and teams. */
export const staffRows = rawStatement<object, Staff>()(sql`
  select u.id, u.name, coalesce(jsonb_agg(r.name order by r.name) filter (where r.name is not null), '[]') as roles
    from users u
    left join user_roles m on m.tenant_id = u.tenant_id and m.user_id = u.id
    left join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
   where u.tenant_id = ${tenant} and u.status = 'active' and u.deleted_at is null
   group by u.tenant_id, u.id, u.name order by u.name, u.id limit 1000`);
