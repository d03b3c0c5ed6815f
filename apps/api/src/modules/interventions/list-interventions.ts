import type {
  InterventionHit,
  Interventions,
  InterventionsInput,
  InterventionRow,
} from "@handrail/domain/interventions/intervention-schema";
import { pageSize } from "@handrail/domain/interventions/schema";
import { has } from "@handrail/domain/kernel/actor";
import type { InterventionId, ProgramId, UserId } from "@handrail/domain/kernel/ids";
import type * as z from "zod/mini";

import { read, type Scope } from "../../kernel/scope.ts";
import { listRows, searchRows, type ListFilter } from "./list-rows.ts";

type Row = Awaited<ReturnType<ReturnType<typeof listRows>>>[number];

const rowOf = (row: Row): InterventionRow => ({
  id: row.id as InterventionId,
  name: row.name,
  status: row.status,
  program: { id: row.programId as ProgramId, name: row.programName, version: row.programVersion },
  type: row.type,
  tier: row.tier,
  owner: { id: row.ownerId as UserId, name: row.ownerName },
  startDate: row.startDate,
  endDate: row.endDate,
  students: row.students,
  waiting: row.waiting,
  capacity: row.capacity,
  sessionsHeld: row.sessionsHeld,
  sessionsPlanned: row.sessionsPlanned,
  minutesReceived: row.minutesReceived,
  minutesPlanned: row.minutesPlanned,
  lastPointOn: row.lastPointOn,
  verdicts: row.verdicts,
});

/** A page of the list. Asked for all without the right to see all: what is theirs. */
export const interventions = async (scope: Scope, input: InterventionsInput): Promise<Interventions> => {
  const filter: ListFilter = {
    mine: input.scope === "mine",
    text: input.text === undefined || input.text === "" ? null : input.text,
    status: input.status ?? null,
    type: input.type ?? null,
    tier: input.tier ?? null,
    programId: input.programId ?? null,
    afterName: input.cursor?.name ?? null,
    afterId: input.cursor?.id ?? null,
    most: pageSize + 1,
  };
  const first = await read(scope, listRows(filter));
  const { actor } = first;
  const isTheirs = filter.mine || has(actor, "interventions.read_all");
  const [found] = isTheirs ? first.rows : (await read(scope, listRows({ ...filter, mine: true }))).rows;
  const rows = found.slice(0, pageSize).map(rowOf);
  const last = rows.at(-1);
  return {
    rows,
    next: found.length > pageSize && last !== undefined ? { name: last.name, id: last.id } : null,
    mayCreate: has(actor, "interventions.manage_all"),
  };
};

/** By name, for the palette. */
export const searchInterventions = async (
  scope: Scope,
  { text }: { text: string },
): Promise<z.infer<typeof InterventionHit>[]> => {
  const first = await read(scope, searchRows({ text, mine: false }));
  const [found] = has(first.actor, "interventions.read_all")
    ? first.rows
    : (await read(scope, searchRows({ text, mine: true }))).rows;
  return found.map((row) => ({ ...row, id: row.id as InterventionId }));
};
