import { rawStatement } from "@handrail/db/statement";
import { canSeeCase } from "@handrail/domain/casework/policy";
import type { MentionPeople } from "@handrail/domain/casework/recorder-schema";
import type { CaseId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

import { insist } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { caseTies } from "./queries.ts";

/**
 * All active staff, and what each may read of a case: all, what is not restricted, or nothing. Everybody is in it, since a
 * name is known from a longer one only beside it. Without a case: of one that the person is about to open.
 */
export const mentionPeople = rawStatement<{ caseId: string | null }, MentionPeople[number]>()(sql`
  with asked as materialized (select ${sql.placeholder("caseId")}::uuid as id),
  subject as materialized (
    select c.* from cases c, asked where c.tenant_id = (select app.tenant_id()) and c.id = asked.id and c.deleted_at is null),
  team as materialized (
    select created_by as id from subject union select escalated_to from subject where escalated_to is not null
    union select t.user_id from case_team t join subject c on c.tenant_id = t.tenant_id and c.id = t.case_id
    union select (select app.user_id()) from asked where asked.id is null),
  readers as materialized (
    select ur.user_id as id from user_roles ur
      join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id and p.permission = 'cases.read_all'
     where ur.tenant_id = (select app.tenant_id())
       and (exists (select 1 from subject) or exists (select 1 from asked where asked.id is null)))
  select u.id, u.name,
    case when u.id in (select id from team) then 'all' when u.id in (select id from readers) then 'open' else 'none' end as reads
    from users u
   where u.tenant_id = (select app.tenant_id()) and u.status = 'active' and u.deleted_at is null
   order by u.name, u.id limit 2000`);

/** Whom a text of a case can mention, for the person who writes it. */
export const peopleToMention = async (scope: Scope, { caseId }: { caseId: CaseId | null }): Promise<MentionPeople> => {
  if (caseId === null) return [...(await read(scope, mentionPeople({ caseId }))).rows[0]];
  const { actor, rows } = await read(scope, caseTies({ caseId }), mentionPeople({ caseId }));
  const [[ties], people] = rows;
  insist(canSeeCase(actor, ties));
  return [...people];
};
