import * as z from "zod/mini";

/** Every way in which Handrail says no. Closed: a new situation is added here, and the maps below stop compiling. */
export const Situation = z.enum([
  "INVALID_INPUT",
  "NOT_SIGNED_IN",
  "WRONG_CREDENTIALS",
  "CODE_REQUIRED",
  "WRONG_CODE",
  "WRONG_PIN",
  "DEVICE_LOCKED",
  "WEAK_PASSWORD",
  "TOO_MANY_TRIES",
  "STEP_UP_REQUIRED",
  "NOT_ALLOWED",
  "TOOL_MISSING",
  "FOREIGN_ORIGIN",
  "NOT_FOUND",
  "STALE_VERSION",
  "KEY_REUSED",
  "SESSION_CLASH",
  "SESSION_CANCELLED",
  "SESSION_FINISHED",
  "SESSION_NOT_STARTED",
  "EDIT_WINDOW_CLOSED",
  "NOT_ENROLLED",
  "NOT_EXPECTED",
  "ALREADY_EXPECTED",
  "ALREADY_DECIDED",
  "IMPOSSIBLE_MOVE",
  "INTERVENTION_CLOSED",
  "INTERVENTION_FULL",
  "ACTIVE_CASE_EXISTS",
  "CASE_CLOSED",
  "ENTRY_FOLLOWED",
  "UNDO_OVER",
  "TOO_LARGE",
  "BUSY",
  "UNKNOWN",
]);
export type Situation = z.infer<typeof Situation>;

/** The HTTP status of a situation; the tRPC code follows from it. */
export const httpStatus: { readonly [S in Situation]: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503 } = {
  INVALID_INPUT: 400,
  NOT_SIGNED_IN: 401,
  WRONG_CREDENTIALS: 401,
  CODE_REQUIRED: 401,
  WRONG_CODE: 401,
  WRONG_PIN: 401,
  DEVICE_LOCKED: 401,
  WEAK_PASSWORD: 400,
  TOO_MANY_TRIES: 429,
  STEP_UP_REQUIRED: 403,
  NOT_ALLOWED: 403,
  TOOL_MISSING: 403,
  FOREIGN_ORIGIN: 403,
  NOT_FOUND: 404,
  STALE_VERSION: 409,
  KEY_REUSED: 422,
  SESSION_CLASH: 409,
  SESSION_CANCELLED: 409,
  SESSION_FINISHED: 409,
  SESSION_NOT_STARTED: 409,
  EDIT_WINDOW_CLOSED: 409,
  NOT_ENROLLED: 409,
  NOT_EXPECTED: 409,
  ALREADY_EXPECTED: 409,
  ALREADY_DECIDED: 409,
  IMPOSSIBLE_MOVE: 409,
  INTERVENTION_CLOSED: 409,
  INTERVENTION_FULL: 409,
  ACTIVE_CASE_EXISTS: 409,
  CASE_CLOSED: 409,
  ENTRY_FOLLOWED: 409,
  UNDO_OVER: 409,
  TOO_LARGE: 413,
  BUSY: 503,
  UNKNOWN: 500,
};

/** A no, in words that name the rule. `field` is the input it belongs to; `details` are ids and times, never names. */
export interface Refusal {
  readonly situation: Situation;
  readonly message: string;
  readonly field?: string;
  readonly details?: Readonly<Record<string, string | number | null>>;
}
