import { randomUUID } from "node:crypto";

import postgres from "postgres";

import { hashPassword } from "../apps/api/src/modules/access/password.ts";
import { migrateDatabase } from "../packages/db/src/migrate.ts";
import { seedDemo } from "../packages/db/src/seed/demo.ts";
import { loadKeyring } from "../packages/db/src/vault/keyring.ts";

export interface Templates {
  readonly template: string;
  readonly demoTemplate: string;
  drop(): Promise<void>;
}

/** Migrates once and seeds once; each test file then copies a database in some tens of milliseconds. */
export const makeTemplates = async (
  adminUrl: string,
  options: { now: string; keyringFile: string },
): Promise<Templates> => {
  const run = randomUUID().replaceAll("-", "").slice(0, 12);
  const names = { template: `handrail_template_${run}`, demoTemplate: `handrail_demo_${run}` };
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  const urlOf = (name: string): string => {
    const url = new URL(adminUrl);
    url.pathname = `/${name}`;
    return url.href;
  };
  await admin.unsafe(`create database ${names.template}`);
  await migrateDatabase(urlOf(names.template));
  await admin.unsafe(`create database ${names.demoTemplate} template ${names.template}`);
  await seedDemo(urlOf(names.demoTemplate), {
    now: options.now,
    keyring: await loadKeyring(options.keyringFile),
    hashPassword,
  });
  return {
    ...names,
    drop: async () => {
      for (const name of Object.values(names)) await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
};
