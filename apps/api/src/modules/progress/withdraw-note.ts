import type { WithdrawNoteInput } from "@handrail/domain/progress/point-schema";
import { canRecordProgress } from "@handrail/domain/progress/policy";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { interventionForChange } from "../interventions/queries.ts";
import { writeChanges } from "./note-events.ts";
import { noteForChange } from "./note-rows.ts";

/** Takes a note or a point away. It stays in the audit log and counts no more. */
export const withdrawNote = command({
  name: "progress.withdrawNote",
  facts: (input: z.infer<typeof WithdrawNoteInput>) => [interventionForChange(input), noteForChange(input)],
  decide: (tx, { interventionId, noteId, version: seen }, [[intervention], [note]]) => {
    insist(canRecordProgress(tx.actor, intervention));
    if (intervention === undefined || note === undefined)
      throw no("NOT_FOUND", "This note does not exist, or you have no access to it.", { field: "noteId" });
    if (note.version !== seen)
      throw no("STALE_VERSION", "This note has changed since you looked. Look again.", {
        field: "version",
        details: { version: note.version },
      });
    const { version, event } = writeChanges(tx, { interventionId, version: intervention.version }, [
      { before: note, after: { ...note, version: note.version + 1, isWithdrawn: true } },
    ]);
    return done({ interventionId, version, noteId }, [event]);
  },
});
