import { fileURLToPath } from "node:url";

import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

import { closeDatabase } from "./database-rights.ts";
import { installQueue } from "./queue.ts";
import { ensureRoles } from "./roles.ts";

/** Where the reviewed SQL lies. A bundled server passes its own place. */
export const migrationsFolder = fileURLToPath(new URL("../migrations", import.meta.url));

export interface MigrateOptions {
  readonly folder?: string;
  /** Also those of roles that exist: their administrator may have set others. */
  readonly setPasswords?: boolean;
}

/**
 * Brings the database up to date: roles, then every migration that has not run, in order, as `handrail_owner`,
 * and the queue's own tables.
 * Two processes may start at once; the second waits and finds nothing to do.
 */
export const migrateDatabase = async (
  adminUrl: string,
  { folder = migrationsFolder, setPasswords = false }: MigrateOptions = {},
): Promise<void> => {
  const admin = postgres(adminUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: { application_name: "handrail-migrate" },
  });
  try {
    await ensureRoles(admin, adminUrl, setPasswords);
    await admin`select pg_advisory_lock(hashtextextended('handrail migrations', 0))`;
    await admin`create extension if not exists btree_gist`;
    const [row] = await admin<{ name: string }[]>`select quote_ident(current_database()) as name`;
    await admin.unsafe(`grant create, connect on database ${row?.name ?? ""} to handrail_owner`);
    await closeDatabase(admin);
    await admin`grant usage, create on schema public to handrail_owner`;
    await admin`set role handrail_owner`;
    await migrate(drizzle(admin), { migrationsFolder: folder });
    await installQueue(admin, adminUrl);
    await admin`reset role`;
    await admin`select pg_advisory_unlock_all()`;
  } finally {
    await admin.end({ timeout: 5 });
  }
};
