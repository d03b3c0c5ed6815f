import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

import type { Keyring } from "@handrail/db/vault/keyring";
import { httpStatus } from "@handrail/domain/kernel/errors";
import { Hono, type Context as HonoContext } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";

import { isFromOwnPage } from "./http/own-page.ts";
import { waitOf } from "./http/retry-after.ts";
import { answerHeaders } from "./http/security-headers.ts";
import { createTrpcDoor } from "./http/trpc-door.ts";
import { callerAddress, limitKey } from "./kernel/address.ts";
import { databaseRefusal, storageFaultOf } from "./kernel/database-errors.ts";
import type { Fairness } from "./kernel/fairness.ts";
import { describeError, type Log } from "./kernel/log.ts";
import { createPageFaults } from "./kernel/page-faults.ts";
import type { Readiness } from "./kernel/readiness.ts";
import { Refused } from "./kernel/refused.ts";
import type { Access, Scope } from "./kernel/scope.ts";
import { readApiToken } from "./modules/access/api-token.ts";
import { readToken } from "./modules/access/cookie.ts";
import type { SignInDesk } from "./modules/access/desk.ts";
import { deviceName } from "./modules/access/device-name.ts";
import { readDevice } from "./modules/access/known-device.ts";
import type { MessageVault } from "./modules/communications/message-vault.ts";
import type { VaultDesk } from "./modules/privacy/vault.ts";
import { createCalendarDoor } from "./modules/sessions/serve-calendar.ts";
import { createRest } from "./rest/rest.ts";
import { serveWeb } from "./static.ts";
import type { Context } from "./trpc.ts";

export interface AppParts {
  readonly keyring: Keyring;
  readonly desk: SignInDesk;
  readonly vault: VaultDesk;
  readonly words: MessageVault;
  /** Where the SMS provider says what became of a message; only where there is one. */
  readonly smsHook: Hono | undefined;
  readonly log: Log;
  readonly publicUrl: string | undefined;
  readonly trustedProxies: number;
  readonly webDir: string | undefined;
  readonly wake: () => void;
  readonly readiness: () => Promise<Readiness>;
  readonly fairness: Fairness;
  /** Told the code when the database could not write. */
  readonly noteStorageFault: (code: string) => void;
  readonly mint: (parts: Pick<Scope, "tokenHash" | "requestId" | "ipHash" | "signal"> & { access: Access }) => Scope;
}

type Bindings = { Bindings: { incoming: IncomingMessage } };

export const createApp = (parts: AppParts): Hono<Bindings> => {
  const app = new Hono<Bindings>();
  const noteFailure = (error: unknown): void => {
    const code = storageFaultOf(error);
    if (code === undefined) return;
    parts.noteStorageFault(code);
    parts.log.error("The database cannot write: its disk or memory may be full", { code });
  };
  app.use(...answerHeaders(parts.publicUrl));
  app.get("/health", (c) => c.json({ ok: true }));
  app.get("/health/ready", async (c) => {
    const readiness = await parts.readiness();
    return c.json(readiness, readiness.ok ? 200 : 503);
  });
  app.route(
    "/",
    createTrpcDoor({
      log: parts.log,
      publicUrl: parts.publicUrl,
      contextOf: (c, resHeaders) => contextOf(parts, c, { resHeaders }),
      count: async (c, calls) => {
        const { tokenHash, ipHash } = contextOf(parts, c, { resHeaders: new Headers() });
        return tokenHash === null ? undefined : parts.fairness.count({ tokenHash, ipHash }, calls);
      },
      noteFailure,
    }),
  );
  const pageFaults = createPageFaults(parts.log);
  app.post("/page-faults", bodyLimit({ maxSize: 2 * 1024 }), async (c) =>
    c.body(null, isFromOwnPage(c, parts) ? pageFaults.tell(addressOf(parts, c), await c.req.text()) : 403),
  );
  const calendarDoor = createCalendarDoor();
  app.get("/calendar/:file{.+\\.ics}", (c) =>
    calendarDoor({
      token: c.req.param("file").slice(0, -".ics".length),
      address: addressOf(parts, c),
      origin: new URL(parts.publicUrl ?? c.req.url).origin,
      scopeOf: (tokenHash) =>
        parts.mint({
          access: "signed_in",
          tokenHash,
          requestId: randomUUID(),
          ipHash: null,
          signal: c.req.raw.signal,
        }),
    }),
  );
  if (parts.smsHook !== undefined) app.route("/hooks/sms", parts.smsHook);
  const rest = createRest({
    log: parts.log,
    publicUrl: parts.publicUrl,
    noteFailure,
    contextOf: (c) => {
      const apiToken = readApiToken(c.req.header("authorization"));
      // The routes below say nothing of a cookie: what a procedure would set is not sent.
      return { context: contextOf(parts, c, { resHeaders: new Headers(), apiToken }), isProgram: apiToken !== null };
    },
  });
  app.all("/api", (c) => c.redirect("/api/docs/"));
  app.all("/api/*", (c) => rest.fetch(c.req.raw, c.env));
  if (parts.webDir !== undefined) app.route("/", serveWeb(parts.webDir));
  app.notFound((c) => c.text("There is nothing here.", 404));
  app.onError((error, c) => {
    // Refusals of Hono's own parts, such as a body that is too large.
    if (error instanceof HTTPException && error.status < 500) return error.getResponse();
    const refusal = databaseRefusal(error);
    noteFailure(refusal);
    if (refusal instanceof Refused) {
      const wait = waitOf([refusal]);
      if (wait !== undefined) c.header("retry-after", String(wait));
      return c.json({ message: refusal.message }, httpStatus[refusal.refusal.situation]);
    }
    parts.log.error("A request failed", describeError(error));
    return c.json({ message: "Something went wrong on our side." }, 500);
  });
  return app;
};

const addressOf = ({ trustedProxies }: AppParts, c: HonoContext): string =>
  limitKey(
    callerAddress(
      (c.env as Bindings["Bindings"]).incoming.socket.remoteAddress ?? "",
      c.req.header("x-forwarded-for"),
      trustedProxies,
    ),
  );

interface ContextOptions {
  readonly resHeaders: Headers;
  /** Where a program brought one, it alone counts. */
  readonly apiToken?: string | null;
}

const contextOf = (parts: AppParts, c: HonoContext, { resHeaders, apiToken = null }: ContextOptions): Context => {
  const isSecure =
    parts.publicUrl?.startsWith("https:") ??
    (parts.trustedProxies > 0 && c.req.header("x-forwarded-proto")?.split(",").at(-1)?.trim() === "https");
  const token =
    apiToken ?? readToken({ cookie: c.req.header("cookie"), authorization: c.req.header("authorization"), isSecure });
  const address = addressOf(parts, c);
  const tokenHash = token === null ? null : createHash("sha256").update(token).digest();
  const requestId = randomUUID();
  const ipHash = parts.keyring.hmac("ip", address);
  return {
    tokenHash,
    requestId,
    ipHash,
    address,
    device: deviceName(c.req.header("user-agent") ?? ""),
    knownDevice: readDevice(c.req.header("cookie"), isSecure),
    isSecure,
    setCookie: (cookie) => resHeaders.append("set-cookie", cookie),
    scopeFor: (access) => {
      if (tokenHash === null) throw new Error("A scope was asked for without a token");
      return parts.mint({ access, tokenHash, requestId, ipHash, signal: c.req.raw.signal });
    },
    wake: parts.wake,
    desk: parts.desk,
    vault: parts.vault,
    words: parts.words,
    feedTokenOf: (feedId) => parts.keyring.hmac("calendar feed", feedId).toString("base64url"),
  };
};
