import { pageSize } from "@handrail/domain/interventions/schema";
import { Evidence, type Decisions, type DecisionsInput } from "@handrail/domain/progress/exit-schema";
import { canDecideExit } from "@handrail/domain/progress/policy";
import type * as z from "zod/mini";

import { read, type Scope } from "../../kernel/scope.ts";
import { decisionRows, schoolDay } from "./decision-rows.ts";

const moment = (at: string): string => new Date(at).toISOString();

/** What waits for a decision, or what was decided: page by page, newest first. */
export const decisions = async (scope: Scope, input: z.infer<typeof DecisionsInput>): Promise<Decisions> => {
  const { actor, rows } = await read(
    scope,
    decisionRows({
      pending: input.show === "pending",
      interventionId: input.interventionId ?? null,
      beforeAt: input.cursor?.at ?? null,
      beforeId: input.cursor?.id ?? null,
      most: pageSize + 1,
    }),
    schoolDay({}),
  );
  const [found, [school]] = rows;
  if (school === undefined) throw new Error("A signed-in person without a school");
  const page = found.slice(0, pageSize);
  const last = found.length > pageSize ? page.at(-1) : undefined;
  return {
    rows: page.map(({ isOnTeam, leads, facilitates, ...row }) => ({
      ...row,
      createdAt: moment(row.createdAt),
      decidedAt: row.decidedAt === null ? null : moment(row.decidedAt),
      evidence: Evidence.parse(row.evidence),
      mayDecide:
        row.decision === "pending" &&
        canDecideExit(actor, { ownerId: row.ownerId, isOnTeam, leads, facilitates }).allowed,
    })),
    next: last === undefined ? null : { at: moment(last.createdAt), id: last.id },
    zone: school.zone,
    today: school.today,
  };
};
