import type { JobKind, JobResult } from "@handrail/domain/jobs/schema";
import * as z from "zod/mini";

import { job, task, type JobRequest, type Task, type TaskContext } from "../../jobs/task.ts";
import { done, nothingToDo, type Done } from "../../kernel/command.ts";
import { changeJob } from "./job-writes.ts";
import { jobForChange, type JobFacts } from "./queries.ts";

/** Why watched work cannot go on, in words for whoever watches, with what to do about it. Trying again by itself is no help. */
export class JobFault extends Error {}

export interface Watched extends Pick<TaskContext, "inTenant"> {
  readonly tenantId: string;
  readonly jobId: string;
  /** Who asked for it; null: it comes round by itself. */
  readonly createdBy: string | null;
  /** Says how much of it is done. */
  readonly progress: (count: number, of: number) => Promise<void>;
}

export interface WatchedJob {
  readonly kind: JobKind;
  readonly run: (input: unknown, watched: Watched) => Promise<JobResult>;
}

/** Work that a person can watch. It may come twice, or begin again half-way: what is done stays done. */
export const watchedJob = <S extends z.ZodMiniType>(
  kind: JobKind,
  input: S,
  run: (input: z.infer<S>, watched: Watched) => Promise<JobResult>,
): WatchedJob => ({ kind, run: (given, watched) => run(input.parse(given), watched) });

const Payload = z.object({ tenantId: z.string(), jobId: z.string() });
type Payload = z.infer<typeof Payload>;

const wanted: Pick<Task<Payload>, "name" | "check"> = { name: "jobs.run", check: (payload) => Payload.parse(payload) };

export const runOf = (payload: Payload): JobRequest =>
  job(wanted, payload, { key: `job:${payload.jobId}`, maxAttempts: 3 });

const unforeseen =
  "It stopped for a reason on our side. What is done stays done: try again, and if it stops again, tell whoever looks after this server.";

type Decide = (found: JobFacts) => Parameters<typeof changeJob>[1] | null;

const settle = ({ inTenant }: TaskContext, { tenantId, jobId }: Payload, decide: Decide): Promise<JobFacts | null> =>
  inTenant(tenantId, async (tx): Promise<Done<JobFacts | null>> => {
    const [[found]] = await tx.facts(jobForChange({ jobId }));
    const change = found === undefined ? null : decide(found);
    if (found === undefined || change === null) return nothingToDo(null);
    const { write, event } = changeJob(found, change);
    tx.write(write);
    return done(found, [event]);
  });

const work = async (kinds: readonly WatchedJob[], payload: Payload, context: TaskContext): Promise<void> => {
  const found = await settle(context, payload, ({ status, progress }) =>
    status === "queued" || status === "running" ? { status: "running", progress } : null,
  );
  if (found === null) return;
  const known = kinds.find(({ kind }) => kind === found.kind);
  let told = found.progress;
  const progress = async (count: number, of: number): Promise<void> => {
    // The end is told with what came of it.
    const reached = of === 0 ? 0 : Math.min(99, Math.floor((count / of) * 100));
    if (reached <= told) return;
    told = reached;
    await settle(context, payload, ({ status }) =>
      status === "running" ? { status: "running", progress: reached } : null,
    );
  };
  try {
    if (known === undefined) throw new Error("A kind of work that this version does not know");
    const result = await known.run(found.input, {
      ...payload,
      inTenant: context.inTenant,
      createdBy: found.createdBy,
      progress,
    });
    await settle(context, payload, ({ status }) =>
      status === "running" ? { status: "done", progress: 100, result } : null,
    );
  } catch (error) {
    const isFault = error instanceof JobFault;
    if (isFault || context.isLastAttempt)
      await settle(context, payload, (row) =>
        row.status === "running"
          ? { status: "failed", progress: row.progress, error: isFault ? error.message : unforeseen }
          : null,
      );
    if (!isFault) throw error;
  }
};

/** Does watched work of every kind. */
export const createJobRunner = (kinds: readonly WatchedJob[]): Task<Payload> =>
  task(wanted.name, Payload, (payload, context) => work(kinds, payload, context));
