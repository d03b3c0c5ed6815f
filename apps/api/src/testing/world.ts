import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import { io, type Socket } from "socket.io-client";
import { inject } from "vitest";

import type { AppRouter } from "../router.ts";
import { startServer, type Server, type ServerOptions } from "../server.ts";

export const demoPassword = "alder-street-demo";

interface SignedIn {
  /** `name=value`, as a browser would send it. */
  readonly cookie: string;
  readonly client: TRPCClient<AppRouter>;
  /** A socket of its own, not yet connected. */
  socket(): Socket;
}

export interface World {
  readonly url: string;
  readonly dataDir: string;
  readonly keyringFile: string;
  readonly database: TestDatabase;
  readonly server: Server;
  signIn(email: string, password?: string): Promise<SignedIn>;
  /** A client without a sign-in, or with any headers. */
  client(headers?: Record<string, string>): TRPCClient<AppRouter>;
  close(): Promise<void>;
}

/** A real server on a free port, over a database of its own that holds the demo school. */
export const startWorld = async ({
  web = false,
  ...more
}: { web?: boolean } & Pick<
  ServerOptions,
  "carriers" | "publicUrl" | "webDir" | "logLevel" | "callsPerPerson"
> = {}): Promise<World> => {
  const database = await createTestDatabase({ demo: true });
  const dataDir = await mkdtemp(join(tmpdir(), "handrail-world-"));
  const keyringFile = inject("keyringFile");
  const server = await startServer({
    databases: database.urls,
    dataDir,
    keyringFile,
    port: 0,
    host: "127.0.0.1",
    logLevel: "error",
    // Tests ask faster than people do.
    callsPerPerson: 1_000_000_000,
    ...more,
    ...(web ? { webDir: resolve(import.meta.dirname, "../../../web/dist") } : {}),
  });
  const client = (headers: Record<string, string> = {}): TRPCClient<AppRouter> =>
    createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: `${server.url}/trpc`, methodOverride: "POST", headers: () => headers })],
    });
  return {
    url: server.url,
    dataDir,
    keyringFile,
    database,
    server,
    client,
    signIn: async (email, password = demoPassword) => {
      const answer = await fetch(`${server.url}/trpc/access.signIn`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email, password }),
      });
      const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
      if (!answer.ok || cookie === undefined) throw new Error(`Sign-in of ${email} answered ${answer.status}`);
      return {
        cookie,
        client: client({ cookie }),
        socket: () => io(server.url, { transports: ["websocket"], autoConnect: false, extraHeaders: { cookie } }),
      };
    },
    close: async () => {
      await server.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
