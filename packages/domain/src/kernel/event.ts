import type * as z from "zod/mini";

/** What a socket may watch. A client names one of these, never a room. */
type Audience = "roster" | "day" | "intervention" | "student" | "case" | "list" | "person";

/**
 * The definition of an event: its past-tense name, the shape of its payload (ids, versions and, for the live roster,
 * marks; never names), the aggregate whose order it keeps, and who may hear it.
 */
export interface EventDefinition<N extends string = string, P extends z.ZodMiniType = z.ZodMiniType> {
  readonly name: N;
  readonly payload: P;
  readonly aggregate: string;
  /** Which rooms hear it. Empty: it stays on the server, as audit row and for reactions. */
  readonly audience: readonly Audience[];
}

export const defineEvent = <N extends string, P extends z.ZodMiniType>(
  definition: EventDefinition<N, P>,
): EventDefinition<N, P> => definition;
