import { createHash, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";

import type { Keyring } from "@handrail/db/vault/keyring";
import { httpStatus, type Refusal } from "@handrail/domain/kernel/errors";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { Hono, type Context as HonoContext } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";

import { callerAddress, limitKey } from "./kernel/address.ts";
import { logDenial } from "./kernel/denial.ts";
import { describeError, type Log } from "./kernel/log.ts";
import { foreignOrigin, isOwnOrigin, ownOrigins } from "./kernel/origin.ts";
import { Refused } from "./kernel/refused.ts";
import type { Access, Scope } from "./kernel/scope.ts";
import { readApiToken } from "./modules/access/api-token.ts";
import { readToken } from "./modules/access/cookie.ts";
import type { SignInDesk } from "./modules/access/desk.ts";
import { deviceName } from "./modules/access/device-name.ts";
import type { MessageVault } from "./modules/communications/message-vault.ts";
import type { VaultDesk } from "./modules/privacy/vault.ts";
import { createCalendarDoor } from "./modules/sessions/serve-calendar.ts";
import { createRest } from "./rest/rest.ts";
import { appRouter } from "./router.ts";
import { serveWeb } from "./static.ts";
import { trpcCode, type Context } from "./trpc.ts";

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
  readonly isReady: () => Promise<boolean>;
  readonly mint: (parts: Pick<Scope, "tokenHash" | "requestId" | "ipHash" | "signal"> & { access: Access }) => Scope;
}

/** Largest body accepted: a class of 200 marks with notes is a third of it. */
const mostBytes = 512 * 1024;
/** Procedures in one batch; every one of them counts for the limits. */
const mostInBatch = 20;

type Bindings = { Bindings: { incoming: IncomingMessage } };

/** A refusal before any procedure runs, in tRPC's shape; one object answers every call of a batch. */
const refusal = (c: HonoContext, { situation, message }: Refusal) => {
  const status = httpStatus[situation];
  const data = { code: trpcCode[status], httpStatus: status, situation, fields: [], details: {} };
  return c.json({ error: { message, code: -32_600, data } }, status);
};

export const createApp = (parts: AppParts): Hono<Bindings> => {
  const app = new Hono<Bindings>();
  app.use(async (c, next) => {
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "same-origin");
    c.header("cross-origin-opener-policy", "same-origin");
    c.header("permissions-policy", "camera=(), microphone=(), geolocation=()");
    if (parts.publicUrl?.startsWith("https:") === true) c.header("strict-transport-security", "max-age=31536000");
    await next();
  });
  app.get("/health", (c) => c.json({ ok: true }));
  app.get("/health/ready", async (c) => {
    const isReady = await parts.isReady();
    return c.json({ ok: isReady }, isReady ? 200 : 503);
  });

  app.use("/trpc/*", async (c, next) => {
    c.header("cache-control", "no-store");
    if (c.req.method !== "POST") return refusal(c, { situation: "INVALID_INPUT", message: "Send this as POST." });
    const own = ownOrigins(parts.publicUrl, c.req.header("host"));
    if (!isOwnOrigin({ origin: c.req.header("origin"), fetchSite: c.req.header("sec-fetch-site"), own })) {
      logDenial(parts.log, { procedure: undefined, requestId: undefined, ...foreignOrigin });
      return refusal(c, foreignOrigin);
    }
    if (c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() !== "application/json")
      return refusal(c, { situation: "INVALID_INPUT", message: "Send JSON (content-type: application/json)." });
    if (c.req.path.split(",").length > mostInBatch)
      return refusal(c, {
        situation: "INVALID_INPUT",
        message: `Send at most ${mostInBatch} procedures in one batch.`,
      });
    return next();
  });
  app.use(
    "/trpc/*",
    bodyLimit({
      maxSize: mostBytes,
      onError: (c) => {
        // What is left of the body is not read: no other request may come after it on this connection.
        c.header("connection", "close");
        return refusal(c, { situation: "TOO_LARGE", message: "This request is larger than 512 kB." });
      },
    }),
  );
  app.all("/trpc/*", (c) =>
    fetchRequestHandler({
      endpoint: "/trpc",
      req: c.req.raw,
      router: appRouter,
      allowMethodOverride: true,
      // Counted once more where the path is decoded: a comma may be written %2C.
      maxBatchSize: mostInBatch,
      createContext: ({ resHeaders }) => contextOf(parts, c, { resHeaders }),
      onError: ({ error, path, ctx }) => {
        if (error.cause instanceof Refused)
          logDenial(parts.log, { procedure: path, requestId: ctx?.requestId, ...error.cause.refusal });
        else if (error.code === "INTERNAL_SERVER_ERROR")
          parts.log.error("A procedure failed", { procedure: path, ...describeError(error) });
      },
    }),
  );
  const calendarDoor = createCalendarDoor();
  app.get("/calendar/:file{.+\\.ics}", (c) =>
    calendarDoor({
      token: c.req.param("file").slice(0, -".ics".length),
      address: addressOf(parts, c),
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
  app.all("/trpc", (c) => refusal(c, { situation: "INVALID_INPUT", message: "Name a procedure." }));
  const rest = createRest({
    log: parts.log,
    ownOrigins: (host) => ownOrigins(parts.publicUrl, host),
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
    parts.log.error("A request failed", describeError(error));
    return c.json({ message: "Something went wrong on our side." }, 500);
  });
  return app;
};

const addressOf = ({ trustedProxies }: AppParts, c: HonoContext<Bindings>): string =>
  limitKey(callerAddress(c.env.incoming.socket.remoteAddress ?? "", c.req.header("x-forwarded-for"), trustedProxies));

interface ContextOptions {
  readonly resHeaders: Headers;
  /** Where a program brought one, it alone counts. */
  readonly apiToken?: string | null;
}

const contextOf = (
  parts: AppParts,
  c: HonoContext<Bindings>,
  { resHeaders, apiToken = null }: ContextOptions,
): Context => {
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
