import type { DatabaseHold } from "./database-hold.ts";

type Fetch<E> = (request: Request, env: E) => Response | Promise<Response>;

const message = "Handrail is busy just now. Try again in a moment.";
const headers = { "retry-after": "2", "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** In the shape of the door that was knocked at. */
const busy = (path: string): Response => {
  const data = { code: "SERVICE_UNAVAILABLE", httpStatus: 503, situation: "BUSY", fields: [], details: {} };
  const body = path.startsWith("/trpc")
    ? { error: { message, code: -32_600, data } }
    : { code: "BUSY", message, fields: [] };
  return Response.json(body, { status: 503, headers });
};

/** Paths behind which the database is asked. */
const asksDatabase = /^\/(?:trpc|api|calendar|hooks)(?:\/|$)/;

/**
 * No request waits longer than the database may hang: it is answered 503, and what it began ends by the database's own
 * time limit, or is done; a command sent again under its mutation's id is done once.
 */
export const withDeadline =
  <E>(fetch: Fetch<E>, hold: Pick<DatabaseHold, "onHanging">): Fetch<E> =>
  (request, env) => {
    const path = new URL(request.url).pathname;
    if (!asksDatabase.test(path)) return fetch(request, env);
    return new Promise<Response>((resolve, reject) => {
      const takeBack = hold.onHanging(() => resolve(busy(path)));
      Promise.resolve(fetch(request, env)).then(resolve, reject).finally(takeBack);
    });
  };
