import { EnrollInput, EnrollOutput } from "@handrail/domain/interventions/enrollment-schema";
import {
  Intervention,
  InterventionHit,
  InterventionIdInput,
  Interventions,
  InterventionSearchInput,
  InterventionsInput,
} from "@handrail/domain/interventions/intervention-schema";
import * as z from "zod/mini";

import { router, withTool } from "../../trpc.ts";
import { enrollStudents } from "./enroll-students.ts";
import { interventions, searchInterventions } from "./list-interventions.ts";
import { intervention } from "./read-intervention.ts";

export const interventionsRouter = router({
  list: withTool("interventions")
    .input(InterventionsInput)
    .output(Interventions)
    .query(({ ctx, input }) => interventions(ctx.scope, input)),
  search: withTool("interventions")
    .input(InterventionSearchInput)
    .output(z.array(InterventionHit))
    .query(({ ctx, input }) => searchInterventions(ctx.scope, input)),
  get: withTool("interventions")
    .input(InterventionIdInput)
    .output(Intervention)
    .query(({ ctx, input }) => intervention(ctx.scope, input)),
  enroll: withTool("interventions")
    .input(EnrollInput)
    .output(EnrollOutput)
    .mutation(({ ctx, input }) => enrollStudents(ctx, input)),
});
