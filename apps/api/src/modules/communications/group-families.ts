import { rawStatement } from "@handrail/db/statement";
import { heldBecause } from "@handrail/domain/communications/rules";
import type { GroupFamilies, GroupFamiliesInput } from "@handrail/domain/communications/schema";
import { canSeeIntervention } from "@handrail/domain/interventions/policy";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { insist } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { interventionTies } from "../interventions/queries.ts";
import { ownStudents, rights, school } from "../students/queries.ts";
import { isOfToday, mayBeContacted } from "./queries.ts";

interface FamilyFacts {
  readonly hasContact: boolean;
  readonly mayContact: boolean;
  readonly hasConsent: boolean;
  readonly isSentToday: boolean;
}

/** The families that `familiesOfGroup` names, each with its first contact. */
export const familyFacts = rawStatement<{ interventionId: string; templateId: string }, FamilyFacts>()(sql`
  with ${school}, ${rights}, related as materialized (${ownStudents})
  select f.id is not null as "hasContact", coalesce(f.may_contact, false) as "mayContact",
    coalesce(f.has_consent, false) as "hasConsent",
    exists (select 1 from communication_log l
      join communication_templates t on t.tenant_id = l.tenant_id and t.id = l.template_id
      where l.tenant_id = e.tenant_id and l.student_id = e.student_id and ${isOfToday}
        and t.line_id = (select line_id from communication_templates
          where tenant_id = e.tenant_id and id = ${sql.placeholder("templateId")}::uuid)) as "isSentToday"
    from enrollments e cross join rights
    join students st on st.tenant_id = e.tenant_id and st.id = e.student_id and st.deleted_at is null
    left join lateral (
      select g.id, g.may_contact, ${mayBeContacted} as has_consent from student_guardians g
       where g.tenant_id = e.tenant_id and g.student_id = e.student_id and g.deleted_at is null
       order by not g.is_primary, g.relationship, g.id limit 1) f on true
   where e.tenant_id = (select app.tenant_id()) and e.intervention_id = ${sql.placeholder("interventionId")}::uuid
     and e.status = 'active' and (rights.sees_all or e.student_id in (select student_id from related))`);

const countHeld = (reasons: readonly string[]): GroupFamilies["held"] =>
  [...new Set(reasons)].map((reason) => ({ reason, families: reasons.filter((one) => one === reason).length }));

/** What writing to the families of a group would come to: how many messages would leave, and why others would not. */
export const groupFamilies = async (
  scope: Scope,
  input: z.infer<typeof GroupFamiliesInput>,
): Promise<GroupFamilies> => {
  const { actor, rows } = await read(scope, interventionTies(input), familyFacts(input));
  const [[ties], families] = rows;
  insist(canSeeIntervention(actor, ties));
  const reached = families.filter(({ hasContact }) => hasContact);
  const ready = reached.filter((one) => heldBecause(one) === null);
  return {
    families: families.length,
    ready: ready.length,
    held: countHeld(reached.flatMap((one) => heldBecause(one) ?? [])),
    withoutContact: families.length - reached.length,
    sentToday: ready.filter(({ isSentToday }) => isSentToday).length,
  };
};
