import type { Situation } from "@handrail/domain/kernel/errors";

import type { Log } from "./log.ts";

/** Refusals of someone who may not, as opposed to those of something that cannot be done now. */
const denials: ReadonlySet<string> = new Set<Situation>([
  "NOT_SIGNED_IN",
  "WRONG_CREDENTIALS",
  "STEP_UP_REQUIRED",
  "DEVICE_LOCKED",
  "NOT_ALLOWED",
  "TOOL_MISSING",
  "FOREIGN_ORIGIN",
  // Also what someone is told who guessed an id, or asks for what is not theirs.
  "NOT_FOUND",
]);

export interface Denial {
  readonly procedure: string | undefined;
  readonly situation: string;
  readonly requestId: string | undefined;
}

/** Each denial leaves a line: what was asked and why not. Not who asked nor for what; the request's id leads there. */
export const logDenial = (log: Log, { procedure, situation, requestId }: Denial): void => {
  if (denials.has(situation))
    log.warn("Access was denied", { event: "access_denied", procedure, situation, requestId });
};
