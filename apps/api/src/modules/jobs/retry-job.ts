import { canRetryJob } from "@handrail/domain/jobs/policy";
import type { JobState, RetryJobInput } from "@handrail/domain/jobs/schema";
import type * as z from "zod/mini";

import { command, done } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { changeJob } from "./job-writes.ts";
import { jobForChange } from "./queries.ts";

/** Lets failed work go on from where it stopped. */
export const retryJob = command({
  name: "jobs.retry",
  facts: (input: z.infer<typeof RetryJobInput>) => [jobForChange(input)],
  decide: (tx, { jobId, version }, [[found]]) => {
    insist(canRetryJob(tx.actor, found));
    if (found === undefined) throw no("NOT_FOUND", "This page does not exist, or you have no access to it.");
    if (found.version !== version)
      throw no("STALE_VERSION", "This work has changed since you looked.", { details: { version: found.version } });
    const { write, event } = changeJob(found, { status: "queued", progress: found.progress });
    tx.write(write);
    const state: z.infer<typeof JobState> = { jobId, status: "queued", version: version + 1 };
    return done(state, [event]);
  },
});
