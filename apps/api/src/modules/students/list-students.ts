import { rawStatement } from "@handrail/db/statement";
import { foldedCode } from "@handrail/domain/kernel/fold";
import type { ListStudentsInput, StudentList } from "@handrail/domain/students/schema";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { read, type Scope } from "../../kernel/scope.ts";
import type { VaultDesk } from "../privacy/queries.ts";
import { isOnCase, isUnsupported, maySee, ownStudents, rights, school } from "./queries.ts";
import { codeBegins, mayName } from "./search-students.ts";

const tenant = sql`(select app.tenant_id())`;

interface Filter {
  grade: string | null;
  tier: number | null;
  status: string;
  unsupported: boolean;
  /** Empty: no filter. */
  prefix: string;
  named: string;
  after: string;
  limit: number;
}

type Row = StudentList["rows"][number];

/** One page, in the order of codes; what counts per student is asked for the page's rows alone. */
export const listRows = rawStatement<Filter, Row>()(sql`
  with ${school}, ${rights}, related as materialized (${ownStudents}),
  page as materialized (
    select st.* from students st, rights
     where st.tenant_id = ${tenant} and st.deleted_at is null and ${maySee} and st.status = ${sql.placeholder("status")}
       and (${sql.placeholder("grade")}::text is null or st.grade_level = ${sql.placeholder("grade")}::text)
       and (${sql.placeholder("tier")}::int is null or st.tier = ${sql.placeholder("tier")}::int)
       and (not ${sql.placeholder("unsupported")}::boolean or ${isUnsupported})
       and (${sql.placeholder("prefix")}::text = '' or ${codeBegins}
         or (st.id = any (${sql.placeholder("named")}::uuid[]) and ${mayName}))
       and st.display_code > ${sql.placeholder("after")}
     order by st.display_code limit ${sql.placeholder("limit")}::int)
  select page.id as "studentId", page.display_code as "displayCode", page.grade_level as "gradeLevel", page.tier,
    page.status, a.attended, a.marked,
    (select count(*)::int from enrollments e join interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
      where e.tenant_id = page.tenant_id and e.student_id = page.id and e.status = 'active' and i.status = 'active'
        and i.deleted_at is null) as interventions,
    (select count(*)::int from cases c
      where c.tenant_id = page.tenant_id and c.student_id = page.id and c.status <> 'closed' and c.deleted_at is null
        and (rights.cases_all or ${isOnCase})) as cases
    from page cross join rights
    cross join lateral (
      select count(*) filter (where a.status in ('present', 'tardy'))::int as attended, count(*)::int as marked
        from attendance_records a
       where a.tenant_id = page.tenant_id and a.student_id = page.id and a.status <> 'scheduled'
         and a.recorded_at > now() - interval '30 days') a
   order by page.display_code`);

export const visibleCount = rawStatement<object, { of: number }>()(sql`
  with ${school}, ${rights}, related as materialized (${ownStudents})
  select count(*)::int as "of" from students st, rights
   where st.tenant_id = ${tenant} and st.deleted_at is null and ${maySee}`);

const mostRows = 50;

export const listStudents = async (
  { scope, vault }: { scope: Scope; vault: VaultDesk },
  input: z.infer<typeof ListStudentsInput>,
): Promise<StudentList> => {
  const { grade = null, tier = null, status = "active", support, query = "", after = "", limit = mostRows } = input;
  const named = query === "" ? [] : await vault.findByName(scope.tokenHash, query);
  // One more than asked for says whether there is another page.
  const page = listRows({
    grade,
    tier,
    status,
    unsupported: support === "none",
    prefix: foldedCode(query),
    named: `{${named.join(",")}}`,
    after,
    limit: limit + 1,
  });
  if (after !== "") {
    const { rows } = await read(scope, page);
    return pageOf(rows[0], limit, null);
  }
  const { rows } = await read(scope, page, visibleCount({}));
  return pageOf(rows[0], limit, rows[1][0]?.of ?? 0);
};

const pageOf = (found: readonly Row[], limit: number, of: number | null): StudentList => {
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? (rows.at(-1)?.displayCode ?? null) : null, of };
};
