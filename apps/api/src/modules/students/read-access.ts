import { rawStatement } from "@handrail/db/statement";
import { has } from "@handrail/domain/kernel/actor";
import { canSeeStudent } from "@handrail/domain/students/policy";
import type { StudentAccess, StudentInput, StudentLooks } from "@handrail/domain/students/schema";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { insist } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { isOnCase, rights, school, studentTies } from "./queries.ts";

const tenant = sql`(select app.tenant_id())`;
const student = sql`${sql.placeholder("studentId")}::uuid`;

interface Asked {
  studentId: string;
}

type Why = StudentAccess["people"][number]["why"][number];
interface WhyRow extends Why {
  readonly userId: StudentAccess["people"][number]["userId"];
  readonly name: string;
}

/**
 * Everyone whom `canSeeStudent` lets see this student, and by which tie: the facts of `studentTies`, asked of all staff.
 * That there is a case is told to those who may see it; to others its team works with the student.
 */
export const whyRows = rawStatement<Asked, WhyRow>()(sql`
  with ${school}, ${rights},
  supports as materialized (
    select i.id, i.name, i.owner_staff_id from enrollments e
      join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
     where e.tenant_id = ${tenant} and e.student_id = ${student} and e.status = 'active' and i.deleted_at is null),
  open_cases as materialized (
    select c.id, c.created_by, c.escalated_to, (rights.cases_all or ${isOnCase}) as is_seen from cases c, rights
     where c.tenant_id = ${tenant} and c.student_id = ${student} and c.status <> 'closed' and c.deleted_at is null),
  ties (user_id, kind, what) as (
    select r.user_id, 'responsible', r.relationship from student_staff r, school
     where r.tenant_id = ${tenant} and r.student_id = ${student} and r.since <= school.day
       and (r.until is null or r.until > school.day)
    union select owner_staff_id, 'owns', name from supports
    union select t.user_id, 'team', supports.name from supports
      join intervention_team t on t.tenant_id = ${tenant} and t.intervention_id = supports.id
    union select s.facilitator_id, 'facilitates', supports.name from supports
      join sessions s on s.tenant_id = ${tenant} and s.intervention_id = supports.id
     where s.facilitator_id is not null and s.status <> 'cancelled' and s.deleted_at is null
    union select w.user_id, case when open_cases.is_seen then 'case' else 'works_with' end, null from open_cases
      cross join lateral (
        select open_cases.created_by union select open_cases.escalated_to
        union select t.user_id from case_team t where t.tenant_id = ${tenant} and t.case_id = open_cases.id) w (user_id)
    union select ur.user_id, 'all', ro.name from user_roles ur
      join roles ro on ro.tenant_id = ur.tenant_id and ro.id = ur.role_id
      join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id
     where ur.tenant_id = ${tenant} and p.permission = 'students.read_all')
  select u.id as "userId", u.name, ties.kind, ties.what
    from ties join users u on u.tenant_id = ${tenant} and u.id = ties.user_id
   where u.status = 'active' and u.deleted_at is null
   order by u.name, u.id, ties.kind, ties.what`);

/** Who can see this student, and why. */
export const readAccess = async (scope: Scope, input: z.infer<typeof StudentInput>): Promise<StudentAccess> => {
  const { actor, rows } = await read(scope, studentTies(input), whyRows(input));
  insist(canSeeStudent(actor, rows[0][0]));
  const people = new Map<string, StudentAccess["people"][number]>();
  for (const { userId, name, kind, what } of rows[1]) {
    const before = people.get(userId)?.why ?? [];
    people.set(userId, { userId, name, why: [...before, { kind, what }] });
  }
  return { people: [...people.values()] };
};

/** The latest hundred disclosures of this student's name or of their guardians. */
export const lookRows = rawStatement<Asked, Omit<StudentLooks["looks"][number], "at"> & { readonly at: string }>()(sql`
  select s.id, u.id as "userId", u.name, r.purpose, s.created_at::text as at
    from reveal_subjects s join reveals r on r.tenant_id = s.tenant_id and r.id = s.reveal_id
    join users u on u.tenant_id = r.tenant_id and u.id = r.user_id
   where s.tenant_id = ${tenant} and s.student_id = ${student}
   order by s.created_at desc, s.id desc limit 100`);

/** Who has looked, and for what. The router asks for `audit.read`. */
export const readLooks = async (scope: Scope, input: z.infer<typeof StudentInput>): Promise<StudentLooks> => {
  const { actor, rows } = await read(scope, studentTies(input), lookRows(input));
  insist(canSeeStudent(actor, rows[0][0]));
  return {
    looks: has(actor, "audit.read") ? rows[1].map((row) => ({ ...row, at: new Date(row.at).toISOString() })) : [],
  };
};
