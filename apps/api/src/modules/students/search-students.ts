import { rawStatement } from "@handrail/db/statement";
import { foldedCode } from "@handrail/domain/kernel/fold";
import type { SearchStudentsInput, StudentHits } from "@handrail/domain/students/schema";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { read, type Scope } from "../../kernel/scope.ts";
import type { VaultDesk } from "../privacy/queries.ts";
import { maySee, ownStudents, rights, school } from "./queries.ts";

const tenant = sql`(select app.tenant_id())`;
const prefix = sql`upper(${sql.placeholder("prefix")}::text)`;

/** Whether the code of `st` begins with what was typed: as a range, so that an index finds it whatever was typed. */
export const codeBegins = sql`(upper(st.display_code) ~>=~ ${prefix} and upper(st.display_code) ~<~ (${prefix} || chr(1114111)))`;

/** A name may speak for the student `st`: the person works with them or sees all names, and the family allowed it. */
export const mayName = sql`((rights.names_all or st.id in (select student_id from related)) and exists (
  select 1 from consents c
   where c.tenant_id = st.tenant_id and c.student_id = st.id and c.grantee_type = 'staff' and c.status = 'active'
     and c.starts_at <= now() and (c.expires_at is null or c.expires_at > now()) and 'identity.name' = any (c.scope)))`;

export const hitRows = rawStatement<
  { prefix: string; named: string; limit: number },
  StudentHits["hits"][number]
>()(sql`
  with ${school}, ${rights}, related as materialized (${ownStudents}),
  found as (
    select st.id from students st, rights
     where st.tenant_id = ${tenant} and st.deleted_at is null and ${codeBegins} and ${maySee}
    union
    select st.id from unnest(${sql.placeholder("named")}::uuid[]) n (id)
      join students st on st.tenant_id = ${tenant} and st.id = n.id and st.deleted_at is null, rights
     where ${maySee} and ${mayName})
  select st.id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel", st.tier, st.status
    from found join students st on st.tenant_id = ${tenant} and st.id = found.id
   order by st.status <> 'active', st.display_code limit ${sql.placeholder("limit")}::int`);

/** Students by the beginning of a code or of a name, for those who may see them so. */
export const searchStudents = async (
  { scope, vault }: { scope: Scope; vault: VaultDesk },
  { query, limit = 8 }: z.infer<typeof SearchStudentsInput>,
): Promise<StudentHits> => {
  const named = await vault.findByName(scope.tokenHash, query);
  const { rows } = await read(scope, hitRows({ prefix: foldedCode(query), named: `{${named.join(",")}}`, limit }));
  return { hits: rows[0] };
};
