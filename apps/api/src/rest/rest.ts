import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context as HonoContext } from "hono";
import { bodyLimit } from "hono/body-limit";

import { isFromOwnPage } from "../http/own-page.ts";
import { waitOf } from "../http/retry-after.ts";
import { databaseRefusal } from "../kernel/database-errors.ts";
import { describeError, type Log } from "../kernel/log.ts";
import { foreignOrigin } from "../kernel/origin.ts";
import { no } from "../kernel/refused.ts";
import { read } from "../kernel/scope.ts";
import type { TokenRights } from "../modules/access/api-token.ts";
import { appRouter } from "../router.ts";
import { createCallerFactory, type Context } from "../trpc.ts";
import { readHistory, readRecurring, readStats } from "./analytics.ts";
import { answerTo, answerToError, answerToIssues, namesOf } from "./errors.ts";
import { createLimiter } from "./limits.ts";
import {
  addMeeting,
  addProgress,
  changeMeeting,
  createMeeting,
  deleteMeeting,
  listMeetings,
  readMeeting,
  type Caller,
} from "./meetings.ts";
import { mutationIdOf } from "./mutation-id.ts";
import { findOperation } from "./paths.ts";
import { addReference } from "./reference.ts";
import { routes } from "./routes.ts";
import { studentIdOf } from "./student-ref.ts";

export interface RestParts {
  readonly log: Log;
  readonly publicUrl: string | undefined;
  /** Told about every failure, so that readiness knows of a full disk. */
  readonly noteFailure: (error: unknown) => void;
  /** The request's token, and the context that procedures are called with. */
  readonly contextOf: (c: HonoContext) => { readonly context: Context; readonly isProgram: boolean };
}

interface Variables {
  Variables: { context: Context };
}

const mostBytes = 512 * 1024;
/** Requests of one caller in a minute. */
const mostRequests = 600;

const info = {
  title: "Handrail",
  version: "1",
  description:
    "Meetings with students and what came of them, for systems beside Handrail. The same rules as on its screens. A program comes with a token that a person made for it on their Account page: `Authorization: Bearer handrail_...`.",
};

const readMethods: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** What a token was not made for is told as such; whatever its person may not do is told by the procedures. */
const insistOnRights = (rights: TokenRights | undefined, method: string): void => {
  if (rights === undefined) return;
  if (!rights.scopes.includes("cases"))
    throw no("TOOL_MISSING", "This token was made without the tool Cases. Make one that may use it.");
  if (rights.readOnly && !readMethods.includes(method))
    throw no("NOT_ALLOWED", "This token may only read. Make one that may also change things.");
};

/** The REST door: a caller of the same procedures, in the paths, words and codes of its own document. */
export const createRest = (parts: RestParts): OpenAPIHono<Variables> => {
  const limiter = createLimiter(mostRequests);
  const callers = createCallerFactory(appRouter);
  const app = new OpenAPIHono<Variables>({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const { status, body } = answerToIssues(result.error);
      return c.json(body, status);
    },
  });
  app.onError((error, c) => {
    const { status, body } = answerToError(error, namesOf(c.req));
    parts.noteFailure(error);
    const wait = waitOf([error]);
    if (wait !== undefined) c.header("retry-after", String(wait));
    if (status === 500) parts.log.error("A REST request failed", describeError(error));
    return c.json(body, status as 500);
  });
  app.notFound((c) => c.json(answerTo("NOT_FOUND", "There is nothing under this path.").body, 404));

  addReference(app, "/api/docs");
  app.get("/api/openapi.json", (c) =>
    c.json(app.getOpenAPI31Document({ openapi: "3.1.0", info, servers: [{ url: "/" }] })),
  );

  app.use("/api/interventions/*", async (c, next) => {
    const { context, isProgram } = parts.contextOf(c);
    const wait = limiter.count(
      context.tokenHash === null ? context.address : Buffer.from(context.tokenHash).toString("hex"),
    );
    if (wait !== undefined) {
      c.header("retry-after", String(wait));
      return c.json(answerTo("TOO_MANY_TRIES", `Too many requests. Try again in ${wait} seconds.`).body, 429);
    }
    // A cookie travels with whatever page asks; a token does not.
    if (!isProgram && !isFromOwnPage(c, parts))
      return c.json(answerTo(foreignOrigin.situation, foreignOrigin.message).body, 403);
    // Who it is comes before anything that was sent is looked at.
    if (context.tokenHash === null) throw no("NOT_SIGNED_IN", "Bring a token, or sign in.");
    if (isProgram) insistOnRights(await context.desk.tokenRights(context.tokenHash), c.req.method);
    await read(context.scopeFor({ tool: "cases" })).catch((error: unknown) => {
      throw databaseRefusal(error);
    });
    c.set("context", context);
    return next();
  });
  app.use("/api/interventions/*", (c, next) => {
    const found = findOperation(Object.values(routes), c.req);
    if (found.kind === "slash") return Promise.resolve(c.redirect(`${c.req.path}/${new URL(c.req.url).search}`, 308));
    if (found.kind !== "method") return next();
    c.header("allow", found.allowed.join(", "));
    const message = `${c.req.method} does nothing here. Use ${found.allowed.join(", ")}.`;
    return Promise.resolve(c.json({ code: "METHOD_NOT_ALLOWED", message, fields: {} }, 405));
  });
  app.use(
    "/api/interventions/*",
    bodyLimit({
      maxSize: mostBytes,
      onError: (c) => {
        c.header("connection", "close");
        return c.json(answerTo("TOO_LARGE", "This request is larger than 512 kB.").body, 413);
      },
    }),
  );

  const callerOf = (c: HonoContext<Variables>): Caller => callers(c.get("context"));
  const studentOf = (c: HonoContext<Variables>, given: string, field = "student"): Promise<string> =>
    studentIdOf(c.get("context").scopeFor({ tool: "cases" }), given, field);
  app.openAPIRegistry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  app.openapi(routes.list, async (c) => {
    const query = c.req.valid("query");
    const student = query.student === undefined ? undefined : await studentOf(c, query.student);
    return c.json(await listMeetings(callerOf(c), { ...query, student }), 200);
  });
  app.openapi(routes.create, async (c) => {
    const mutationId = mutationIdOf(c.req.valid("header")["idempotency-key"]);
    const body = c.req.valid("json");
    const student = await studentOf(c, body.student);
    return c.json(await createMeeting(callerOf(c), { ...body, student }, mutationId), 201);
  });
  // Before `{id}`, which would take these words for one.
  app.openapi(routes.addProgress, async (c) => {
    const mutationId = mutationIdOf(c.req.valid("header")["idempotency-key"]);
    return c.json(await addProgress(callerOf(c), c.req.valid("json"), mutationId), 201);
  });
  app.openapi(routes.stats, async (c) => c.json(await readStats(callerOf(c)), 200));
  app.openapi(routes.recurring, async (c) => c.json(await readRecurring(callerOf(c), c.req.valid("query")), 200));
  app.openapi(routes.history, async (c) =>
    c.json(await readHistory(callerOf(c), await studentOf(c, c.req.valid("param").id, "id")), 200),
  );
  app.openapi(routes.read, async (c) => c.json(await readMeeting(callerOf(c), c.req.valid("param").id), 200));
  app.openapi(routes.change, async (c) => {
    const mutationId = mutationIdOf(c.req.valid("header")["idempotency-key"]);
    const body = c.req.valid("json");
    const student = body.student === undefined ? undefined : await studentOf(c, body.student);
    const change = { id: c.req.valid("param").id, body: { ...body, student }, mutationId };
    return c.json(await changeMeeting(callerOf(c), change), 200);
  });
  app.openapi(routes.addMeeting, async (c) => {
    const mutationId = mutationIdOf(c.req.valid("header")["idempotency-key"]);
    const added = { id: c.req.valid("param").id, body: c.req.valid("json"), mutationId };
    return c.json(await addMeeting(callerOf(c), added), 201);
  });
  app.openapi(routes.remove, async (c) => {
    const mutationId = mutationIdOf(c.req.valid("header")["idempotency-key"]);
    await deleteMeeting(callerOf(c), { id: c.req.valid("param").id, query: c.req.valid("query"), mutationId });
    return c.body(null, 204);
  });
  return app;
};
