import type { ProgramPage, Programs, ProgramsInput } from "@handrail/domain/interventions/program-schema";
import { pageSize } from "@handrail/domain/interventions/schema";
import { has } from "@handrail/domain/kernel/actor";
import type { InterventionId, ProgramId } from "@handrail/domain/kernel/ids";
import type * as z from "zod/mini";

import { no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { programLines, programVersions, suggestedInterventions, suggestedPrograms } from "./program-rows.ts";

/** A page of the library, one row a line. */
export const programs = async (
  scope: Scope,
  input: z.infer<typeof ProgramsInput>,
): Promise<z.infer<typeof Programs>> => {
  const { actor, rows } = await read(
    scope,
    programLines({
      text: input.text === undefined || input.text === "" ? null : input.text,
      type: input.type ?? null,
      tier: input.tier ?? null,
      status: input.status ?? null,
      afterName: input.cursor?.name ?? null,
      afterId: input.cursor?.id ?? null,
      most: pageSize + 1,
    }),
  );
  const [found] = rows;
  const shown = found.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    rows: [...shown],
    next: found.length > pageSize && last !== undefined ? { name: last.name, id: last.id } : null,
    mayManage: has(actor, "programs.manage"),
  };
};

/** A program with all versions of its line. */
export const program = async (scope: Scope, input: { programId: ProgramId }): Promise<ProgramPage> => {
  const { actor, rows } = await read(scope, programVersions(input));
  const [versions] = rows;
  const found = versions.find(({ id }) => id === input.programId);
  if (found === undefined) throw no("NOT_FOUND", "This program does not exist, or you have no access to it.");
  const at = (moment: string): string => new Date(moment).toISOString();
  return {
    program: { ...found, updatedAt: at(found.updatedAt), mayManage: has(actor, "programs.manage") },
    versions: versions.map(({ id, version, status, updatedAt, running }) => ({
      id,
      version,
      status,
      updatedAt: at(updatedAt),
      running,
    })),
  };
};

/** What a case with this root cause may lead to: programs, and what runs of them. */
export const suggestions = async (scope: Scope, input: { rootCause: string }) => {
  const { rows } = await read(scope, suggestedPrograms(input), suggestedInterventions(input));
  const [found, running] = rows;
  return {
    programs: [...found],
    interventions: running.map((row) => ({ ...row, id: row.id as InterventionId })),
  };
};
