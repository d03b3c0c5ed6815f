import { join } from "node:path";

import postgres from "postgres";

import { keyServiceOf } from "../apps/api/src/kernel/aws-kms.ts";
import { hashPassword } from "../apps/api/src/modules/access/password.ts";
import { startEmbedded } from "../packages/db/src/embedded/start.ts";
import { migrateDatabase } from "../packages/db/src/migrate.ts";
import { seedDemo } from "../packages/db/src/seed/demo.ts";
import { loadKeyring } from "../packages/db/src/vault/keyring.ts";

export interface Database {
  readonly adminUrl: string;
  /** Whether the demo school is in it. */
  readonly hasDemo: boolean;
  stop(): Promise<void>;
}

const roleUrls = ["API_DATABASE_URL", "WORKER_DATABASE_URL", "AUTH_DATABASE_URL", "VAULT_DATABASE_URL"];

const isSet = (name: string): boolean => (process.env[name] ?? "") !== "";

export interface PrepareOptions {
  /** Gives the four roles the passwords derived from the administrator's URL also where they exist. */
  readonly setPasswords?: boolean;
}

/** The given server, or the bundled one; migrated, and with the demo school when it was empty. */
export const prepareDatabase = async (
  dataDir: string,
  { setPasswords = false }: PrepareOptions = {},
): Promise<Database> => {
  const given = process.env["DATABASE_URL"];
  const role = isSet("DATABASE_URL") ? undefined : roleUrls.find(isSet);
  if (role !== undefined)
    throw new Error(
      `${role} is set and DATABASE_URL is not: the database of that role is not the bundled one, and making tables takes an administrator. Set DATABASE_URL for this command.`,
    );
  const embedded =
    given === undefined || given === ""
      ? await startEmbedded({ dataDir: join(dataDir, "postgres"), keep: true })
      : undefined;
  const adminUrl = embedded?.url ?? given ?? "";
  try {
    await migrateDatabase(adminUrl, { setPasswords });
    return { adminUrl, hasDemo: await loadDemoOnce(adminUrl, dataDir), stop: async () => embedded?.stop() };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
};

/** A database in use is never touched: the demo comes into an empty one only, and not with HANDRAIL_DEMO=off. */
const loadDemoOnce = async (adminUrl: string, dataDir: string): Promise<boolean> => {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    const [found] = await admin<{ tenants: number; demo: number }[]>`
      select count(*)::int as tenants, count(*) filter (where is_demo)::int as demo from tenants`;
    if (found !== undefined && found.tenants > 0) return found.demo > 0;
  } finally {
    await admin.end();
  }
  if (process.env["HANDRAIL_DEMO"] === "off") return false;
  const keyring = await loadKeyring(join(dataDir, "keyring.json"), await keyServiceOf(process.env["KMS_KEY_ID"]));
  await seedDemo(adminUrl, { now: new Date().toISOString(), keyring, hashPassword });
  return true;
};
