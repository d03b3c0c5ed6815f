import { randomUUID } from "node:crypto";

import postgres from "postgres";
import { inject } from "vitest";

import { closeDatabase } from "./database-rights.ts";
import { urlOf, type LoginRole } from "./roles.ts";

export interface TestDatabase {
  /** A superuser's URL of this database. */
  readonly adminUrl: string;
  readonly urls: { readonly [K in "api" | "worker" | "auth" | "vault"]: string };
  drop(): Promise<void>;
}

/** A database of its own for a test file: a copy of the migrated template, with `demo` of the one that holds the demo. */
export const createTestDatabase = async ({ demo = false }: { demo?: boolean } = {}): Promise<TestDatabase> => {
  const server = inject("adminUrl");
  const template = inject(demo ? "demoTemplate" : "template");
  const name = `handrail_test_${randomUUID().replaceAll("-", "")}`;
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  try {
    await admin.unsafe(`create database ${name} template ${template}`);
  } finally {
    await admin.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  const owner = postgres(url.href, { max: 1, onnotice: () => undefined });
  try {
    await closeDatabase(owner);
  } finally {
    await owner.end();
  }
  const login = (role: LoginRole): string => urlOf(url.href, role);
  return {
    adminUrl: url.href,
    urls: {
      api: login("handrail_api"),
      worker: login("handrail_worker"),
      auth: login("handrail_auth"),
      vault: login("handrail_vault"),
    },
    drop: async () => {
      const last = postgres(server, { max: 1, onnotice: () => undefined });
      try {
        await last.unsafe(`drop database if exists ${name} with (force)`);
      } finally {
        await last.end();
      }
    },
  };
};
