import { contestedFields, realChanges } from "@handrail/domain/interventions/contested";
import { ProgramDrafted } from "@handrail/domain/interventions/events";
import {
  boundsProblem,
  type ChangeProgramInput,
  type CreateProgramInput,
  type ProgramFields,
  type ProgramMoveInput,
} from "@handrail/domain/interventions/program-schema";
import { fitsFrequency } from "@handrail/domain/interventions/recurrence";
import type { ProgramId } from "@handrail/domain/kernel/ids";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command, done, nothingToDo, type Tx } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { no } from "../../kernel/refused.ts";
import { insertDraft, programVersionsForChange, updateDraft, type ProgramFacts } from "./program-rows.ts";

const fieldsOf = ({
  id: _id,
  lineId: _line,
  version: _version,
  status: _status,
  updatedAt: _at,
  running: _running,
  ...fields
}: ProgramFacts): ProgramFields => fields;

const insistOnRule = (fields: ProgramFields): void => {
  if (!fitsFrequency(fields.frequency, fields.recurrence))
    throw no("INVALID_INPUT", "The rule and the frequency do not match.", { field: "recurrence" });
  const problem = boundsProblem(fields);
  if (problem !== null) throw no("INVALID_INPUT", problem, { field: "highestValue" });
};

interface Drafted {
  readonly programId: ProgramId;
  readonly lineId: string;
  readonly version: number;
  readonly before: unknown;
  readonly after: unknown;
}

const drafted = (tx: Tx, { programId, lineId, version, before, after }: Drafted) =>
  done({ programId, version, status: "draft" as const }, [
    emit(ProgramDrafted, {
      aggregateId: programId,
      version,
      payload: { programId, lineId, version, by: tx.actor.userId },
      audit: [{ entityType: "program", entityId: programId, before, after }],
    }),
  ]);

/** Begins a program: version 1 of a line of its own, as a draft. */
export const createProgram = command({
  name: "interventions.createProgram",
  facts: (_input: z.infer<typeof CreateProgramInput>) => [],
  decide: (tx, { fields }) => {
    insistOnRule(fields);
    const programId = newId() as ProgramId;
    const lineId = newId();
    tx.write(insertDraft({ programId, lineId, version: 1, row: JSON.stringify(fields) }));
    return drafted(tx, { programId, lineId, version: 1, before: null, after: fields });
  },
});

/** Begins the next version of a line from its latest one. What runs keeps the version it has. */
export const draftNextVersion = command({
  name: "interventions.draftNextVersion",
  facts: (input: z.infer<typeof ProgramMoveInput>) => [programVersionsForChange(input)],
  decide: (tx, _input, [versions]) => {
    const [latest] = versions;
    if (latest === undefined)
      throw no("NOT_FOUND", "This program does not exist, or you have no access to it.", { field: "programId" });
    if (latest.status === "draft")
      return nothingToDo({ programId: latest.id, version: latest.version, status: "draft" as const });
    const programId = newId() as ProgramId;
    const fields = fieldsOf(latest);
    const { lineId } = latest;
    const version = latest.version + 1;
    tx.write(insertDraft({ programId, lineId, version, row: JSON.stringify(fields) }));
    return drafted(tx, { programId, lineId, version, before: null, after: { fromVersion: latest.version } });
  },
});

/** Changes a draft, field by field. A published version never changes: its next one does. */
export const changeProgram = command({
  name: "interventions.changeProgram",
  facts: (input: z.infer<typeof ChangeProgramInput>) => [programVersionsForChange(input)],
  decide: (tx, { programId, changes, seen }, [versions]) => {
    const found = versions.find(({ id }) => id === programId);
    if (found === undefined)
      throw no("NOT_FOUND", "This program does not exist, or you have no access to it.", { field: "programId" });
    const { lineId, version, status } = found;
    if (status !== "draft")
      throw no("ALREADY_DECIDED", "A published version stays as it is. Write the next version.", {
        field: "programId",
      });
    const current = fieldsOf(found);
    const contested = contestedFields(current, seen, changes);
    if (contested.length > 0)
      throw no("STALE_VERSION", "Someone else changed this while you were editing. Both values are shown: keep one.", {
        field: contested[0] ?? "version",
        details: { fields: contested.join(",") },
      });
    const real = realChanges(current, changes);
    if (Object.keys(real).length === 0) return nothingToDo({ programId, version, status });
    const next = { ...current, ...real };
    insistOnRule(next);
    tx.write(updateDraft({ programId, row: JSON.stringify(next) }));
    const before = Object.fromEntries(Object.keys(real).map((field) => [field, current[field as keyof ProgramFields]]));
    return drafted(tx, { programId, lineId, version, before, after: real });
  },
});
