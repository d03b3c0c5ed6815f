import type { AppRouter as ServerRouter } from "@handrail/api/router";
import type { EventPayload } from "@handrail/domain/events";
import type { Situation } from "@handrail/domain/kernel/errors";
import type { ClientToServer, HeardEvent, Signals } from "@handrail/domain/realtime/schema";
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

// Ids go in as plain text, as they do in the inputs of procedures.
const ask = <A>(): {
  [N in keyof A]: A[N] extends (input: infer I) => void
    ? (
        input: I extends object ? { [K in keyof I]: I[K] extends { readonly __id: string } ? string : I[K] } : never,
      ) => void
    : A[N] extends (input: infer I, answer: (answer: infer R) => void) => void
      ? (
          input: I extends object ? { [K in keyof I]: I[K] extends { readonly __id: string } ? string : I[K] } : never,
          answer: (answer: R extends object ? { [K in keyof R]: R[K] } : never) => void,
        ) => void
      : never;
} => ({}) as never;

const heard = <S>(): {
  [N in keyof S]: S[N] extends (signal: infer P) => void ? { [K in keyof P]: P[K] } : never;
} => ({}) as never;

export const procedures = open<ServerRouter["_def"]["record"]>();
export const errorShape = plain<ServerRouter["_def"]["_config"]["$types"]["errorShape"]>();
export const payloads = plain<{ [N in HeardEvent]: EventPayload<N> }>();
export const signals = heard<Signals>();
export const asks = ask<ClientToServer>();
export const situations = plain<{ [S in Situation]: S }>();
