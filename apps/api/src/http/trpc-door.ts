import { httpStatus, type Refusal } from "@handrail/domain/kernel/errors";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { Hono, type Context as HonoContext } from "hono";
import { bodyLimit } from "hono/body-limit";

import { logDenial } from "../kernel/denial.ts";
import { describeError, type Log } from "../kernel/log.ts";
import { foreignOrigin } from "../kernel/origin.ts";
import { Refused } from "../kernel/refused.ts";
import { appRouter } from "../router.ts";
import { trpcCode, type Context } from "../trpc.ts";
import { isFromOwnPage } from "./own-page.ts";
import { waitOf } from "./retry-after.ts";

/** Largest body accepted: a class of 200 marks with notes is a third of it. */
const mostBytes = 512 * 1024;
/** Procedures in one batch; every one of them counts for the limits. */
const mostInBatch = 20;

export interface TrpcDoorParts {
  readonly log: Log;
  readonly publicUrl: string | undefined;
  readonly contextOf: (c: HonoContext, resHeaders: Headers) => Context;
  /** Counts a request's calls; answers in how many seconds its person may go on, where they may not now. */
  readonly count: (c: HonoContext, calls: number) => Promise<number | undefined>;
  /** Told about every failure, so that readiness knows of a full disk. */
  readonly noteFailure: (error: unknown) => void;
}

/** A refusal before any procedure runs, in tRPC's shape; one object answers every call of a batch. */
const refuse = (c: HonoContext, { situation, message, details = {} }: Refusal) => {
  const status = httpStatus[situation];
  const data = { code: trpcCode[status], httpStatus: status, situation, fields: [], details };
  return c.json({ error: { message, code: -32_600, data } }, status);
};

/** What a request must be before its body is read: from a page of ours, JSON, and not too many calls. */
const refusalOf = (c: HonoContext, parts: TrpcDoorParts): Refusal | undefined => {
  if (c.req.method !== "POST") return { situation: "INVALID_INPUT", message: "Send this as POST." };
  if (!isFromOwnPage(c, parts)) return foreignOrigin;
  if (c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() !== "application/json")
    return { situation: "INVALID_INPUT", message: "Send JSON (content-type: application/json)." };
  if (callsOf(c) > mostInBatch)
    return { situation: "INVALID_INPUT", message: `Send at most ${mostInBatch} procedures in one batch.` };
  return undefined;
};

/** How many calls a request holds; a comma may be written %2C. */
const callsOf = (c: HonoContext): number => c.req.path.toLowerCase().replaceAll("%2c", ",").split(",").length;

/** The way in for the web app and the typed client. */
export const createTrpcDoor = (parts: TrpcDoorParts): Hono => {
  const app = new Hono();
  app.use("/trpc/*", async (c, next) => {
    const refusal = refusalOf(c, parts);
    if (refusal !== undefined) return refuse(c, refusal);
    const seconds = await parts.count(c, callsOf(c));
    if (seconds === undefined) return next();
    c.header("retry-after", String(seconds));
    const message = `You asked for too much at once. Try again in ${seconds} seconds.`;
    return refuse(c, { situation: "TOO_MANY_TRIES", message, details: { seconds } });
  });
  app.use(
    "/trpc/*",
    bodyLimit({
      maxSize: mostBytes,
      onError: (c) => {
        // What is left of the body is not read: no other request may come after it on this connection.
        c.header("connection", "close");
        return refuse(c, { situation: "TOO_LARGE", message: "This request is larger than 512 kB." });
      },
    }),
  );
  app.all("/trpc/*", (c) =>
    fetchRequestHandler({
      endpoint: "/trpc",
      req: c.req.raw,
      router: appRouter,
      allowMethodOverride: true,
      // Counted once more where the path is decoded.
      maxBatchSize: mostInBatch,
      createContext: ({ resHeaders }) => parts.contextOf(c, resHeaders),
      responseMeta: ({ errors }) => {
        const wait = waitOf(errors);
        return wait === undefined ? {} : { headers: new Headers({ "retry-after": String(wait) }) };
      },
      onError: ({ error, path, ctx }) => {
        parts.noteFailure(error);
        if (error.cause instanceof Refused)
          logDenial(parts.log, { procedure: path, requestId: ctx?.requestId, ...error.cause.refusal });
        else if (error.code === "INTERNAL_SERVER_ERROR")
          parts.log.error("A procedure failed", { procedure: path, ...describeError(error) });
      },
    }),
  );
  app.all("/trpc", (c) => refuse(c, { situation: "INVALID_INPUT", message: "Name a procedure." }));
  return app;
};
