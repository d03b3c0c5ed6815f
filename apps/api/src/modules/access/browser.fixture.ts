import { createHash } from "node:crypto";

import postgres from "postgres";
import { expect } from "vitest";

import { startWorld } from "../../testing/world.ts";

export interface Answer {
  readonly status: number;
  readonly cookie: string | undefined;
  readonly setCookie: string | undefined;
  readonly body: unknown;
}

/** What the database keeps of the token in a cookie. */
export const hashOf = (cookie: string): Buffer =>
  createHash("sha256")
    .update(cookie.slice(cookie.indexOf("=") + 1))
    .digest();

/** A real server, called as a browser calls it. */
export const startBrowser = async () => {
  const world = await startWorld();
  const admin = postgres(world.database.adminUrl, { max: 1, onnotice: () => undefined });
  /** One call, with all that comes back. */
  const call = async (procedure: string, input: unknown, cookie?: string): Promise<Answer> => {
    const answer = await fetch(`${world.url}/trpc/${procedure}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(cookie === undefined ? {} : { cookie }) },
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    });
    const [setCookie] = answer.headers.getSetCookie();
    return { status: answer.status, setCookie, cookie: setCookie?.split(";")[0], body: await answer.json() };
  };
  return {
    world,
    admin,
    call,
    signIn: async (email: string): Promise<string> => (await world.signIn(email)).cookie,
    /** Whether a cookie still opens anything; if not, the refusal must be the one for that. */
    isIn: async (cookie: string): Promise<boolean> => {
      const { status, body } = await call("access.me", undefined, cookie);
      if (status !== 200) expect(body).toMatchObject({ error: { data: { situation: "NOT_SIGNED_IN" } } });
      return status === 200;
    },
    close: async () => {
      await admin.end();
      await world.close();
    },
  };
};
