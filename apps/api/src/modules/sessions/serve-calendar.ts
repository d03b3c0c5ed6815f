import { createHash } from "node:crypto";

import type { Scope } from "../../kernel/scope.ts";
import { readFeed } from "./read-feed.ts";

interface Window {
  readonly since: number;
  readonly count: number;
}

/** Calendars ask a few times an hour; a guesser asks without end. */
const most = 120;
const windowMs = 15 * 60_000;
const mostAddresses = 10_000;

/** Counts by address, in this process: the secret is 256 bits, so this only keeps the database free of noise. */
const createCounter = (): ((address: string) => boolean) => {
  const windows = new Map<string, Window>();
  return (address) => {
    const now = Date.now();
    const known = windows.get(address);
    const open = known !== undefined && now - known.since < windowMs ? known : { since: now, count: 0 };
    if (open.count >= most) return false;
    windows.delete(address);
    windows.set(address, { since: open.since, count: open.count + 1 });
    const [oldest] = windows.keys();
    if (windows.size > mostAddresses && oldest !== undefined) windows.delete(oldest);
    return true;
  };
};

interface Asked {
  readonly token: string;
  readonly address: string;
  /** Where people open Handrail. */
  readonly origin: string;
  readonly scopeOf: (tokenHash: Uint8Array) => Scope;
}

/** Answers the address of a calendar. Whatever is no live address gets the answer of a page that never was. */
export const createCalendarDoor = (): ((asked: Asked) => Promise<Response>) => {
  const isWithinLimit = createCounter();
  return async ({ token, address, origin, scopeOf }) => {
    const headers = { "cache-control": "private, no-store", "content-type": "text/plain; charset=utf-8" };
    if (!isWithinLimit(address))
      return new Response("Too many requests. Try again in a quarter of an hour.", {
        status: 429,
        headers: { ...headers, "retry-after": "900" },
      });
    const calendar = /^[A-Za-z0-9_-]{43}$/.test(token)
      ? await readFeed(scopeOf(createHash("sha256").update(token).digest()), origin)
      : null;
    return calendar === null
      ? new Response("There is nothing here.", { status: 404, headers })
      : new Response(calendar, { headers: { ...headers, "content-type": "text/calendar; charset=utf-8" } });
  };
};
