import { InterventionExported } from "@handrail/domain/interventions/events";
import type { ExportInput } from "@handrail/domain/interventions/intervention-schema";
import { canSeeIntervention } from "@handrail/domain/interventions/policy";
import { reportRows } from "@handrail/domain/interventions/report";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { fileOf } from "../../kernel/export-file.ts";
import { emit } from "../../kernel/record.ts";
import { insist, no } from "../../kernel/refused.ts";
import { enrollmentRows, goalRows, interventionHead } from "./page-rows.ts";
import { interventionTies } from "./queries.ts";
import { enrollmentOf } from "./read-intervention.ts";

/** The report of an intervention as a file. Students are in it by code; who took it along is recorded. */
export const exportReport = command({
  name: "interventions.exportReport",
  facts: (input: z.infer<typeof ExportInput>) => [
    interventionTies(input),
    interventionHead(input),
    enrollmentRows(input),
    goalRows(input),
  ],
  decide: async (tx, { interventionId, format }, [[ties], [head], enrollments, goals]) => {
    insist(canSeeIntervention(tx.actor, ties));
    if (head === undefined) throw no("NOT_FOUND", "This intervention does not exist, or you have no access to it.");
    const { version, today, zone } = head;
    const rows = reportRows(enrollments.map(enrollmentOf), goals, zone);
    return done(await fileOf(`intervention-${today}`, format, rows), [
      emit(InterventionExported, {
        aggregateId: interventionId,
        version,
        payload: { interventionId, version, by: tx.actor.userId },
        audit: [
          {
            entityType: "intervention",
            entityId: interventionId,
            before: null,
            after: { exported: format, students: enrollments.length },
          },
        ],
      }),
    ]);
  },
});
