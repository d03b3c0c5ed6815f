import { has } from "@handrail/domain/kernel/actor";
import { canSeeStudent } from "@handrail/domain/students/policy";
import type { StudentReport } from "@handrail/domain/students/report-schema";
import type { StudentInput } from "@handrail/domain/students/schema";
import type * as z from "zod/mini";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { studentTies } from "./queries.ts";
import { reportHead, reportLines } from "./report-rows.ts";

/** What support a student had and has, and what came of it, for a sheet of paper. */
export const readReport = async (scope: Scope, input: z.infer<typeof StudentInput>): Promise<StudentReport> => {
  const { actor, rows } = await read(scope, studentTies(input), reportHead(input), reportLines(input));
  const [[ties], [head], lines] = rows;
  insist(canSeeStudent(actor, ties));
  if (head === undefined) throw no("NOT_FOUND", "This student does not exist, or you have no access to it.");
  const { today, interventions, ...student } = head;
  return {
    student,
    today,
    interventions: [...lines],
    hidden: interventions - lines.length,
    mayExport: has(actor, "reports.export"),
  };
};
