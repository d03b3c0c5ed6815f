import { rawStatement } from "@handrail/db/statement";
import type { StudentTies } from "@handrail/domain/students/policy";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

/** The school's day and zone, for the `with` of a query. */
export const school = sql`school as materialized (
  select (now() at time zone app.zone_of(id))::date as day, app.zone_of(id) as zone from tenants where id = ${tenant})`;

/** Which of the rights that widen a view the person has, for the `with` of a query. */
export const rights = sql`rights as materialized (
  select coalesce(bool_or(p.permission = 'students.read_all'), false) as sees_all,
    coalesce(bool_or(p.permission = 'students.names_all'), false) as names_all,
    coalesce(bool_or(p.permission = 'cases.read_all'), false) as cases_all,
    coalesce(bool_or(p.permission = 'interventions.read_all'), false) as interventions_all
    from user_roles ur join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id
   where ur.tenant_id = ${tenant} and ur.user_id = ${person})`;

/** Whether the person is on the team of the case `c`: opened it, was asked to take it on, or was added to it. */
export const isOnCase = sql`(c.created_by = ${person} or coalesce(c.escalated_to = ${person}, false)
  or exists (select 1 from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.user_id = ${person}))`;

/** Whether the person may see the intervention `i`. It needs `rights` beside it. */
export const seesIntervention = sql`(rights.interventions_all or i.owner_staff_id = ${person}
  or exists (select 1 from intervention_team t
              where t.tenant_id = i.tenant_id and t.intervention_id = i.id and t.user_id = ${person})
  or exists (select 1 from sessions s
              where s.tenant_id = i.tenant_id and s.intervention_id = i.id and s.facilitator_id = ${person}
                and s.status <> 'cancelled' and s.deleted_at is null))`;

/**
 * The students a person works with now, as a query of `student_id`: the same ties as `studentTies`, for all students at
 * once. It needs `school` before it in the `with`.
 */
export const ownStudents = sql`
  select e.student_id from enrollments e join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
   where e.tenant_id = ${tenant} and e.status = 'active' and i.deleted_at is null
     and (i.owner_staff_id = ${person}
       or exists (select 1 from intervention_team t
                   where t.tenant_id = i.tenant_id and t.intervention_id = i.id and t.user_id = ${person})
       or exists (select 1 from sessions s
                   where s.tenant_id = i.tenant_id and s.intervention_id = i.id and s.facilitator_id = ${person}
                     and s.status <> 'cancelled' and s.deleted_at is null))
  union
  select r.student_id from student_staff r, school
   where r.tenant_id = ${tenant} and r.user_id = ${person} and r.since <= school.day
     and (r.until is null or r.until > school.day)
  union
  select c.student_id from cases c
   where c.tenant_id = ${tenant} and c.status <> 'closed' and c.deleted_at is null
     and ${isOnCase}`;

/** Whether the person may see the student `st` in lists. It needs `rights`, and `related` from `ownStudents`, before it. */
export const maySee = sql`(rights.sees_all or st.id in (select student_id from related))`;

/** Tier 2 or 3, and taking part in nothing that runs: of the student `st`. */
export const isUnsupported = sql`(st.tier >= 2 and not exists (
  select 1 from enrollments e join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
   where e.tenant_id = st.tenant_id and e.student_id = st.id and e.status = 'active' and i.status = 'active'
     and i.deleted_at is null))`;

/** What ties the person to a student, and the student's version: the facts that every join and read is decided by. */
export const studentTies = rawStatement<{ studentId: string }, StudentTies & { readonly version: number }>()(sql`
  with school as materialized (select (now() at time zone app.zone_of(id))::date as day from tenants where id = ${tenant})
  select st.version,
    exists (select 1 from student_staff r, school
             where r.tenant_id = st.tenant_id and r.student_id = st.id and r.user_id = ${person}
               and r.since <= school.day and (r.until is null or r.until > school.day)) as "isResponsible",
    exists (select 1 from enrollments e join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
             where e.tenant_id = st.tenant_id and e.student_id = st.id and e.status = 'active' and i.deleted_at is null
               and (i.owner_staff_id = ${person}
                 or exists (select 1 from intervention_team t
                             where t.tenant_id = i.tenant_id and t.intervention_id = i.id and t.user_id = ${person})
                 or exists (select 1 from sessions s
                             where s.tenant_id = i.tenant_id and s.intervention_id = i.id and s.facilitator_id = ${person}
                               and s.status <> 'cancelled' and s.deleted_at is null))) as supports,
    exists (select 1 from cases c
             where c.tenant_id = st.tenant_id and c.student_id = st.id and c.status <> 'closed' and c.deleted_at is null
               and (c.created_by = ${person} or c.escalated_to = ${person}
                 or exists (select 1 from case_team t
                             where t.tenant_id = c.tenant_id and t.case_id = c.id and t.user_id = ${person}))) as "isOnCase"
    from students st
   where st.tenant_id = ${tenant} and st.id = ${sql.placeholder("studentId")}::uuid and st.deleted_at is null`);
