import { runMigrations } from "graphile-worker";
import type postgres from "postgres";

/** The job library keeps its tables to itself; the schema's name is its own default. */
export const queueSchema = "graphile_worker";

const tables = ["_private_jobs", "_private_job_queues", "_private_tasks", "_private_known_crontabs"] as const;

const ownerUrl = (adminUrl: string): string => {
  const url = new URL(adminUrl);
  url.searchParams.set("options", "-c role=handrail_owner");
  return url.href;
};

/**
 * Brings the queue's tables to the version of the library and lets the worker alone into them, by right and by policy.
 * To be called by the migrator, as `handrail_owner`; doing it again changes nothing.
 */
export const installQueue = async (owner: postgres.Sql, adminUrl: string): Promise<void> => {
  await runMigrations({ connectionString: ownerUrl(adminUrl), maxPoolSize: 1 });
  await owner.begin(async (tx) => {
    await tx.unsafe(`grant usage on schema ${queueSchema} to handrail_worker`);
    await tx.unsafe(`grant select on ${queueSchema}.migrations to handrail_worker`);
    await tx.unsafe(`grant execute on all functions in schema ${queueSchema} to handrail_worker`);
    // The library's functions look their names up when they run: here, where nobody but the system's own can answer.
    const functions = await tx<{ name: string }[]>`
      select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = ${queueSchema}::regnamespace`;
    for (const { name } of functions) await tx.unsafe(`alter function ${name} set search_path = pg_catalog, pg_temp`);
    // As it comes, the view would show its owner's rows to whoever may read it.
    await tx.unsafe(`alter view ${queueSchema}.jobs set (security_invoker = true)`);
    for (const table of tables) {
      const name = `${queueSchema}.${table}`;
      await tx.unsafe(`grant select, insert, update, delete on ${name} to handrail_worker`);
      await tx.unsafe(`drop policy if exists worker_works on ${name}`);
      await tx.unsafe(
        `create policy worker_works on ${name} for all to handrail_worker using (true) with check (true)`,
      );
    }
  });
};
