import type { AppRouter as ServerRouter } from "@handrail/api/router";
import type { EventName, EventPayload } from "@handrail/domain/events";
import type { Situation } from "@handrail/domain/kernel/errors";
import type { ClientToServer, Signals } from "@handrail/domain/realtime/schema";
import type { TRPCMutationProcedure, TRPCQueryProcedure } from "@trpc/server";

// The compiler writes the type of an exported value out in full where the value has no annotation. So the public types
// are values here, and the packed declarations name nothing of the server. This file never runs.

// The mapped types stand inline: a named alias would be printed by its name instead of being written out.
const open = <R>(): {
  [M in keyof R]: {
    [P in keyof R[M]]: R[M][P] extends TRPCQueryProcedure<infer D>
      ? TRPCQueryProcedure<{ input: D["input"]; output: D["output"]; meta: object }>
      : R[M][P] extends TRPCMutationProcedure<infer D>
        ? TRPCMutationProcedure<{ input: D["input"]; output: D["output"]; meta: object }>
        : never;
  };
} => ({}) as never;

const plain = <T>(): { [K in keyof T]: T[K] } => ({}) as never;

export const procedures = open<ServerRouter["_def"]["record"]>();
export const errorShape = plain<ServerRouter["_def"]["_config"]["$types"]["errorShape"]>();
export const payloads = plain<{ [N in EventName]: EventPayload<N> }>();
export const asks = plain<ClientToServer>();
export const signals = plain<Signals>();
export const situations = plain<{ [S in Situation]: S }>();
