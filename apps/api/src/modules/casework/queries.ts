import { rawStatement } from "@handrail/db/statement";
import type { CaseTies } from "@handrail/domain/casework/policy";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

/** What ties the person to a case, and its version: the facts that every join and read is decided by. */
export const caseTies = rawStatement<
  { caseId: string },
  CaseTies & { readonly studentId: string; readonly version: number }
>()(sql`
  select c.created_by as "createdBy", c.escalated_to as "escalatedTo", c.student_id as "studentId", c.version,
    exists (select 1 from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.user_id = ${person}) as "isOnTeam"
    from cases c
   where c.tenant_id = ${tenant} and c.id = ${sql.placeholder("caseId")}::uuid and c.deleted_at is null`);
