import { randomUUID } from "node:crypto";

import { openPool, type Pool } from "@handrail/db/client";
import { createTestDatabase, type TestDatabase } from "@handrail/db/testing";
import { memoryKeyring } from "@handrail/db/vault/keyring";
import postgres from "postgres";

import type { Caller } from "./desk-parts.ts";
import { createSignInDesk, type SignInDesk } from "./desk.ts";
import { hashPassword, verifyPassword } from "./password.ts";

export const password = "alder-street-demo";

export interface DeskWorld {
  readonly desk: SignInDesk;
  readonly admin: postgres.Sql;
  /** How many passwords have been hashed to be compared. */
  hashed(): number;
  /** A request from an address, with whatever sign-in it brings. */
  from(address: string, tokenHash?: Uint8Array | null, knownDevice?: string | null): Caller;
  /** A person of their own, so that tests do not share counters: answers the e-mail address. */
  addPerson(options?: { status?: "active" | "suspended"; schools?: 1 | 2; password?: string }): Promise<string>;
  close(): Promise<void>;
}

/** The desk alone, with its own role, over a real database that holds the demo school. */
export const startDesk = async (): Promise<DeskWorld> => {
  const database: TestDatabase = await createTestDatabase({ demo: true });
  const pool: Pool = openPool({ url: database.urls.auth, name: "desk-test", max: 4 });
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => undefined });
  const keyring = memoryKeyring();
  let hashes = 0;
  const desk = createSignInDesk({
    pool,
    keyring,
    wake: () => undefined,
    verify: (hash, typed) => {
      hashes += 1;
      return verifyPassword(hash, typed);
    },
  });
  const passwordHash = await hashPassword(password);
  return {
    desk,
    admin,
    hashed: () => hashes,
    from: (address, tokenHash = null, knownDevice = null) => ({
      tokenHash,
      address,
      requestId: randomUUID(),
      ipHash: keyring.hmac("ip", address),
      device: "Firefox on Linux",
      knownDevice,
    }),
    addPerson: async ({ status = "active", schools = 1, password: own } = {}) => {
      const email = `p${randomUUID()}@alder.example`;
      const hash = own === undefined ? passwordHash : await hashPassword(own);
      const tenants = await admin<{ id: string }[]>`select id from tenants order by name limit ${schools}`;
      for (const { id } of tenants) {
        const userId = randomUUID();
        await admin`insert into users (tenant_id, id, name, email, status) values (${id}, ${userId}, 'A person', ${email}, ${status})`;
        await admin`insert into auth.passwords (tenant_id, id, user_id, hash) values (${id}, ${randomUUID()}, ${userId}, ${hash})`;
      }
      return email;
    },
    close: async () => {
      await pool.end();
      await admin.end();
      await database.drop();
    },
  };
};

/** How a call was refused: all that the person can tell it by. */
export const refusedWith = async (call: Promise<unknown>): Promise<{ situation: string; refusal: unknown }> => {
  try {
    await call;
  } catch (error) {
    if (typeof error === "object" && error !== null && "refusal" in error) {
      const refusal = error.refusal as { situation: string };
      return { situation: refusal.situation, refusal };
    }
    throw error;
  }
  return { situation: "NONE", refusal: null };
};

/** How many of each. */
export const tally = (results: readonly { situation: string }[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { situation } of results) counts[situation] = (counts[situation] ?? 0) + 1;
  return counts;
};
