import { rawStatement } from "@handrail/db/statement";
import type { CaseTies } from "@handrail/domain/casework/policy";
import type { About } from "@handrail/domain/communications/policy";
import type { InterventionTies } from "@handrail/domain/interventions/policy";
import type { StudentTies } from "@handrail/domain/students/policy";
import { sql } from "drizzle-orm";

import { caseTies } from "../casework/queries.ts";
import { interventionTies } from "../interventions/queries.ts";
import { studentTies } from "../students/queries.ts";

interface Named {
  readonly studentId: string;
  readonly interventionId?: string | undefined;
  readonly caseId?: string | undefined;
}

/** An id that nobody has, for what a message is not about. */
const none = "00000000-0000-0000-0000-000000000000";

/** Whether the student takes part in the intervention, or once did. */
export const takingPart = rawStatement<
  { studentId: string; interventionId: string },
  { readonly takesPart: boolean }
>()(sql`
  select exists (select 1 from enrollments e
    where e.tenant_id = (select app.tenant_id()) and e.student_id = ${sql.placeholder("studentId")}::uuid
      and e.intervention_id = ${sql.placeholder("interventionId")}::uuid) as "takesPart"`);

/** What ties the writer to everything that a message says it is about. */
export const aboutFacts = ({ studentId, interventionId = none, caseId = none }: Named) =>
  [
    studentTies({ studentId }),
    interventionTies({ interventionId }),
    takingPart({ studentId, interventionId }),
    caseTies({ caseId }),
  ] as const;

type Facts = readonly [
  readonly StudentTies[],
  readonly InterventionTies[],
  readonly { readonly takesPart: boolean }[],
  readonly (CaseTies & { readonly studentId: string })[],
];

export const aboutOf = (
  { studentId, interventionId, caseId }: Named,
  [[student], [ofIntervention], [part], [ofCase]]: Facts,
): About => ({
  student,
  intervention: interventionId === undefined ? null : { ties: ofIntervention, takesPart: part?.takesPart === true },
  case: caseId === undefined ? null : { ties: ofCase, isTheirs: ofCase?.studentId === studentId },
});
