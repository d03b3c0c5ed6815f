import { rawStatement } from "@handrail/db/statement";
import type { WriteToGroupInput } from "@handrail/domain/communications/schema";
import { canBeFilled } from "@handrail/domain/communications/template";
import { canSeeIntervention } from "@handrail/domain/interventions/policy";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { interventionTies } from "../interventions/queries.ts";
import { askForJob } from "../jobs/job-writes.ts";
import { ownStudents, rights, school } from "../students/queries.ts";
import { templateById, valueFacts } from "./queries.ts";
import { valuesOf } from "./values.ts";

/** Who takes part in an intervention now and is a student of the writer's. */
export const familiesOfGroup = rawStatement<{ interventionId: string }, { readonly studentId: string }>()(sql`
  with ${school}, ${rights}, related as materialized (${ownStudents})
  select e.student_id as "studentId" from enrollments e cross join rights
    join students st on st.tenant_id = e.tenant_id and st.id = e.student_id and st.deleted_at is null
   where e.tenant_id = (select app.tenant_id()) and e.intervention_id = ${sql.placeholder("interventionId")}::uuid
     and e.status = 'active' and (rights.sees_all or e.student_id in (select student_id from related))
   order by e.student_id`);

/** Asks for a message to the family of everyone who takes part; it can be watched while they are written. */
export const writeToGroup = command({
  name: "communications.writeToGroup",
  facts: (input: z.infer<typeof WriteToGroupInput>) => [
    interventionTies(input),
    templateById(input),
    familiesOfGroup(input),
  ],
  decide: async (tx, { interventionId, templateId }, [[ties], [template], families]) => {
    insist(canSeeIntervention(tx.actor, ties));
    if (template === undefined || template.status !== "published")
      throw no("NOT_FOUND", "This template is no longer in use.", { field: "templateId" });
    const [first] = families;
    if (first === undefined)
      throw no("INVALID_INPUT", "There is no family here that you can write to.", { field: "interventionId" });
    const [[facts]] = await tx.facts(valueFacts({ ...first, interventionId, staffId: null }));
    if (facts === undefined) throw no("NOT_FOUND", "This student does not exist, or you may not see this student.");
    insist(canBeFilled(`${template.subject}\n${template.body}`, valuesOf(facts, tx.now)));
    const studentIds = families.map(({ studentId }) => studentId);
    const { id, write, event } = askForJob("write_to_families", { interventionId, templateId, studentIds });
    tx.write(write);
    return done({ jobId: id, families: studentIds.length }, [event]);
  },
});
