import { createTRPCClient, httpBatchLink, type HTTPHeaders, httpLink, splitLink, type TRPCClient } from "@trpc/client";
import { io, type Socket } from "socket.io-client";

import type { AppRouter, ClientToServer, ServerToClient } from "./surface.ts";

// Named here, so that who installs this package need not install its own copy to catch the error.
export { TRPCClientError } from "@trpc/client";
export { refusalOf, type Refusal } from "./refusal.ts";
export { signIn, SignInUnfinished, type SignInAnswer, type SignInOptions } from "./sign-in.ts";
export type {
  AppRouter,
  ClientToServer,
  EventName,
  EventPayloads,
  RouterInputs,
  RouterOutputs,
  ServerToClient,
  Signals,
  Situation,
} from "./surface.ts";

export interface ClientOptions {
  /** Where Handrail answers, such as `https://handrail.school.example`; in a browser, "" is the page's own origin. */
  readonly url: string;
  /** For scripts: `{ authorization: "Bearer ..." }`. A browser sends its cookie by itself. */
  readonly headers?: HTTPHeaders | (() => HTTPHeaders | Promise<HTTPHeaders>);
  /** Hears of each answer, such as to learn the server's time from its `Date` header. */
  readonly onAnswer?: (headers: Headers, sentAt: number) => void;
}

export type Client = TRPCClient<AppRouter>;

/**
 * Queries made in the same tick travel together; a change leaves at once, since somebody waits to see it. Everything
 * goes by POST, so that no input ends up in a URL.
 */
export const createClient = ({ url, headers, onAnswer }: ClientOptions): Client => {
  const options = {
    url: `${url}/trpc`,
    methodOverride: "POST",
    ...(headers === undefined ? {} : { headers }),
    ...(onAnswer === undefined
      ? {}
      : {
          fetch: async (input: RequestInfo | URL | string, init?: object): Promise<Response> => {
            const sentAt = Date.now();
            const answer = await fetch(input, init);
            onAnswer(answer.headers, sentAt);
            return answer;
          },
        }),
  } as const;
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === "mutation",
        true: httpLink(options),
        false: httpBatchLink({ ...options, maxItems: 20 }),
      }),
    ],
  });
};

export interface RealtimeOptions {
  readonly url: string;
  /** For scripts: the token of `signIn`. A browser sends its cookie by itself. */
  readonly token?: string;
}

export type Realtime = Socket<ServerToClient, ClientToServer>;

/** Not connected yet: set the listeners first, then call `connect()`. Rooms are watched anew after every `connect`. */
export const createRealtime = ({ url, token }: RealtimeOptions): Realtime =>
  io(url === "" ? undefined : url, {
    transports: ["websocket"],
    autoConnect: false,
    ...(token === undefined ? {} : { extraHeaders: { authorization: `Bearer ${token}` } }),
  });
