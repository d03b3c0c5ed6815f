import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { InterventionId, StudentId, UserId } from "../kernel/ids.ts";

/** Points or notes were written, corrected or withdrawn: of whom, never what they say. */
export const ProgressUpdated = defineEvent({
  name: "ProgressUpdated",
  payload: z.object({
    interventionId: InterventionId,
    version: z.number(),
    by: UserId,
    studentIds: z.array(StudentId),
  }),
  aggregate: "intervention",
  audience: ["intervention", "student"],
});

const recommendation = z.object({
  recommendationId: z.string(),
  interventionId: InterventionId,
  studentId: StudentId,
  version: z.number(),
});
const about = { aggregate: "exit_recommendation", audience: ["intervention", "student", "list"] } as const;

/** What was agreed on for an exit is met. Nothing else has changed yet. */
export const ExitRecommended = defineEvent({ name: "ExitRecommended", payload: recommendation, ...about });

/** What a recommendation rested on is no longer so; nobody had decided. */
export const ExitSuperseded = defineEvent({ name: "ExitSuperseded", payload: recommendation, ...about });

/** A person decided. An exit follows at once, in the same transaction. */
export const ExitDecided = defineEvent({
  name: "ExitDecided",
  payload: z.extend(recommendation, { by: UserId, decision: z.enum(["accepted", "declined"]) }),
  ...about,
});

/** One person put a decision off, or took that back. It stays on the server: nobody else's list changes. */
export const ExitPutOff = defineEvent({
  name: "ExitPutOff",
  payload: z.object({ by: UserId, isPutOff: z.boolean() }),
  aggregate: "exit_put_off",
  audience: [],
});

/** The effect of programs left as a file. It stays on the server: who took it along is in the audit log. */
export const EffectExported = defineEvent({
  name: "EffectExported",
  payload: z.object({ by: UserId }),
  aggregate: "program",
  audience: [],
});
