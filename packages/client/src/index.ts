import { createTRPCClient, httpBatchLink, type HTTPHeaders, type TRPCClient } from "@trpc/client";
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
}

export type Client = TRPCClient<AppRouter>;

/** Calls made in the same tick travel together; everything goes by POST, so that no input ends up in a URL. */
export const createClient = ({ url, headers }: ClientOptions): Client =>
  createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: `${url}/trpc`,
        methodOverride: "POST",
        maxItems: 20,
        ...(headers === undefined ? {} : { headers }),
      }),
    ],
  });

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
