import { Refused } from "../kernel/refused.ts";

/** How long a busy server asks to wait. */
const busySeconds = 2;

const waitOfOne = (error: unknown): number | undefined => {
  if (!(error instanceof Refused))
    return error instanceof Error && error.cause !== undefined ? waitOfOne(error.cause) : undefined;
  const { situation, details } = error.refusal;
  if (situation === "BUSY") return busySeconds;
  if (situation !== "TOO_MANY_TRIES") return undefined;
  const { seconds, minutes } = details ?? {};
  if (typeof seconds === "number") return seconds;
  return typeof minutes === "number" ? minutes * 60 : undefined;
};

/** The seconds of a Retry-After header: the longest that any of these refusals asks for. */
export const waitOf = (errors: readonly unknown[]): number | undefined => {
  const waits = errors.map(waitOfOne).filter((wait) => wait !== undefined);
  return waits.length === 0 ? undefined : Math.max(...waits);
};
