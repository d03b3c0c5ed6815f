import { ProgramPublished, ProgramRetired } from "@handrail/domain/interventions/events";
import type { ProgramMoveInput } from "@handrail/domain/interventions/program-schema";
import type * as z from "zod/mini";

import { command, done, nothingToDo } from "../../kernel/command.ts";
import { emit } from "../../kernel/record.ts";
import { no } from "../../kernel/refused.ts";
import { programVersionsForChange, setProgramStatus } from "./program-rows.ts";

/** Publishes a draft: from now on interventions are made from it. The version before it is retired with that. */
export const publishProgram = command({
  name: "interventions.publishProgram",
  facts: (input: z.infer<typeof ProgramMoveInput>) => [programVersionsForChange(input)],
  decide: (tx, { programId }, [versions]) => {
    const found = versions.find(({ id }) => id === programId);
    if (found === undefined)
      throw no("NOT_FOUND", "This program does not exist, or you have no access to it.", { field: "programId" });
    const { version, lineId, status } = found;
    if (status === "published") return nothingToDo({ programId, version, status });
    if (status === "retired")
      throw no("ALREADY_DECIDED", "This version is retired. Write the next version instead.", { field: "programId" });
    const before = versions.filter((one) => one.status === "published");
    if (before.length > 0)
      tx.write(setProgramStatus({ programIds: `{${before.map(({ id }) => id).join(",")}}`, status: "retired" }));
    tx.write(setProgramStatus({ programIds: `{${programId}}`, status: "published" }));
    return done({ programId, version, status: "published" as const }, [
      emit(ProgramPublished, {
        aggregateId: programId,
        version,
        payload: { programId, lineId, version, by: tx.actor.userId },
        audit: [
          { entityType: "program", entityId: programId, before: { status }, after: { status: "published" } },
          ...before.map(({ id }) => ({
            entityType: "program",
            entityId: id,
            before: { status: "published" },
            after: { status: "retired" },
          })),
        ],
      }),
    ]);
  },
});

/** Nothing new is made from it any more; what runs goes on. */
export const retireProgram = command({
  name: "interventions.retireProgram",
  facts: (input: z.infer<typeof ProgramMoveInput>) => [programVersionsForChange(input)],
  decide: (tx, { programId }, [versions]) => {
    const found = versions.find(({ id }) => id === programId);
    if (found === undefined)
      throw no("NOT_FOUND", "This program does not exist, or you have no access to it.", { field: "programId" });
    const { version, lineId, status } = found;
    if (status === "retired") return nothingToDo({ programId, version, status });
    tx.write(setProgramStatus({ programIds: `{${programId}}`, status: "retired" }));
    return done({ programId, version, status: "retired" as const }, [
      emit(ProgramRetired, {
        aggregateId: programId,
        version,
        payload: { programId, lineId, version, by: tx.actor.userId },
        audit: [{ entityType: "program", entityId: programId, before: { status }, after: { status: "retired" } }],
      }),
    ]);
  },
});
