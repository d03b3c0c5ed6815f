import { Refused } from "./refused.ts";

const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "";

const constraintOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "constraint_name" in error && typeof error.constraint_name === "string"
    ? error.constraint_name
    : "";

/**
 * Deadlock, serialization failure, another request with the same key that came first, or a clash that was not there when
 * the facts were read: the next try sees it and can name it.
 */
export const isRetryable = (error: unknown): boolean => {
  const code = codeOf(error);
  return (
    code === "40001" ||
    code === "40P01" ||
    code === "23P01" ||
    (code === "23505" &&
      (constraintOf(error).startsWith("idempotency_keys") || constraintOf(error) === "cases_one_active"))
  );
};

const lostConnection = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
]);

/** Classes of SQLSTATE: connection lost (08), and stopped by an administrator or a restart (57P). */
const isLost = (code: string): boolean => lostConnection.has(code) || /^(?:08|57P)/.test(code);

/**
 * The database cannot write: its disk or memory is full (class 53), its files cannot be read or written (58), or it has
 * been made read-only, as hosted databases are when their disk is full (25006). 53300 only says: too many connections.
 */
const isStorage = (code: string): boolean =>
  code === "25006" || code === "58000" || code === "58030" || (code.startsWith("53") && code !== "53300");

/** The code with which the database said that it cannot write, anywhere among the causes of an error. */
export const storageFaultOf = (error: unknown): string | undefined => {
  const code = codeOf(error);
  if (isStorage(code)) return code;
  return error instanceof Error && error.cause !== undefined ? storageFaultOf(error.cause) : undefined;
};

/** The same answer for a rule that the database enforced as for the rule itself. Unknown errors pass unchanged. */
export const databaseRefusal = (error: unknown): unknown => {
  if (error instanceof Refused) return error;
  const code = codeOf(error);
  if (code === "HR401")
    return new Refused({ situation: "NOT_SIGNED_IN", message: "Sign in to go on." }, { cause: error });
  if (code === "HR423")
    return new Refused(
      { situation: "DEVICE_LOCKED", message: "This device is locked. Open it with your PIN." },
      { cause: error },
    );
  if (code === "HR409")
    return new Refused(
      { situation: "ENTRY_FOLLOWED", message: "This is part of the history, so it cannot be changed." },
      { cause: error },
    );
  if (code === "HR410")
    return new Refused(
      { situation: "IMPOSSIBLE_MOVE", message: "A case cannot change from its status to this one.", field: "status" },
      { cause: error },
    );
  if (code === "23505" && constraintOf(error) === "cases_one_active")
    return new Refused(
      {
        situation: "ACTIVE_CASE_EXISTS",
        message: "This student already has an active case of that cause.",
        field: "rootCause",
      },
      { cause: error },
    );
  if (code === "23P01" && constraintOf(error) === "bookings_no_clash")
    return new Refused(
      { situation: "SESSION_CLASH", message: "This time is taken by another session." },
      { cause: error },
    );
  if (code === "23514" && constraintOf(error) === "attendance_records_of_enrollment")
    return new Refused(
      { situation: "NOT_ENROLLED", message: "This student is not enrolled in what the session belongs to." },
      { cause: error },
    );
  if (code === "23514" && constraintOf(error) === "progress_notes_enrolled")
    return new Refused(
      { situation: "NOT_ENROLLED", message: "This student was not enrolled on this day." },
      { cause: error },
    );
  if (code === "23514" && constraintOf(error) === "progress_notes_in_bounds")
    return new Refused(
      { situation: "INVALID_INPUT", message: "This value is outside the range of this measure." },
      { cause: error },
    );
  if (code === "57014" || code === "55P03" || code === "53300" || isLost(code) || isStorage(code))
    return new Refused({ situation: "BUSY", message: "Handrail is busy. Try again in a moment." }, { cause: error });
  return error;
};
