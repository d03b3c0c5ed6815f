import { rawStatement } from "@handrail/db/statement";
import type { Openings } from "@handrail/domain/casework/case-schema";
import { sql } from "drizzle-orm";

import { read, type Scope } from "../../kernel/scope.ts";
import { arrayOf } from "./case-facts.ts";
import { isMine, me, tenant } from "./case-rows.ts";

/** The first meeting that stands of each case; one that is restricted is for the case team. */
export const openingRows = rawStatement<{ caseIds: string }, Openings[number]>()(sql`
  with ${me}
  select distinct on (e.case_id) e.case_id as "caseId", e.meeting_date::text as "meetingDate", e.absence_reason as "absenceReason",
    e.intervention_notes as "interventionNotes", e.action_plan as "actionPlan"
    from cases c
    join case_entries e on e.tenant_id = c.tenant_id and e.case_id = c.id
   where c.tenant_id = ${tenant} and c.id = any(${sql.placeholder("caseIds")}::uuid[]) and c.deleted_at is null
     and (${isMine} or (select reads_all from me) and not e.is_restricted)
     and e.kind = 'meeting' and e.withdrawn_at is null
   order by e.case_id, e.number`);

export const caseOpenings = async (scope: Scope, { caseIds }: { caseIds: readonly string[] }): Promise<Openings> => [
  ...(await read(scope, openingRows({ caseIds: arrayOf(caseIds) }))).rows[0],
];
