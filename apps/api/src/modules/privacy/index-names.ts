import * as z from "zod/mini";

import { task } from "../../jobs/task.ts";
import { done, nothingToDo } from "../../kernel/command.ts";
import { askForJob } from "../jobs/job-writes.ts";
import { openOfKind } from "../jobs/queries.ts";
import { watchedJob, type WatchedJob } from "../jobs/watched-job.ts";
import type { VaultJobs } from "./vault-jobs.ts";

/** Puts names into the search index that are not in it, such as those of a restored or imported list. */
export const createNameIndexing = (identities: Pick<VaultJobs, "indexNames">): WatchedJob =>
  watchedJob("index_names", z.object({}), async (_input, { tenantId }) => ({
    done: await identities.indexNames(tenantId),
    leftOut: 0,
  }));

/** Asks for it once a night; one that still runs, or waits, is the night's. */
export const indexNightly = task(
  "privacy.index-names",
  z.object({ tenantId: z.uuid() }),
  ({ tenantId }, { inTenant }) =>
    inTenant(tenantId, async (tx) => {
      const [[open]] = await tx.facts(openOfKind({ kind: "index_names" }));
      if (open !== undefined) return nothingToDo(undefined);
      const { write, event } = askForJob("index_names", {});
      tx.write(write);
      return done(undefined, [event]);
    }),
);
