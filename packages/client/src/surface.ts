import type { inferRouterInputs, inferRouterOutputs, TRPCBuiltRouter } from "@trpc/server";

import type { asks, errorShape, payloads, procedures, signals, situations } from "./contract.ts";

/** The procedures, as tRPC types them: for `TRPCClientError<AppRouter>` and the libraries around tRPC. */
export type AppRouter = TRPCBuiltRouter<
  { ctx: object; meta: object; errorShape: typeof errorShape; transformer: false },
  typeof procedures
>;
export type RouterInputs = inferRouterInputs<AppRouter>;
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** Why the server said no, as a closed list. */
export type Situation = keyof typeof situations;

/** What happened, by the event's name in the past tense. */
export type EventPayloads = typeof payloads;
export type EventName = keyof EventPayloads;

/** What is told about the connection itself, and about who else is there. */
export type Signals = typeof signals;

/** What the socket hears: the events and the signals. */
export type ServerToClient = { [N in EventName]: (payload: EventPayloads[N]) => void } & {
  [N in keyof Signals]: (signal: Signals[N]) => void;
};
/** What the socket may ask. */
export type ClientToServer = typeof asks;
