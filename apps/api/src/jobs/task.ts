import type * as z from "zod/mini";

import type { Done } from "../kernel/command.ts";
import type { TenantTx } from "../kernel/in-tenant.ts";

/** What a task is given beside its payload. */
export interface TaskContext {
  /** Works inside one tenant: rows, events and audit lines in one transaction. */
  readonly inTenant: <O>(tenantId: string, work: (tx: TenantTx) => Done<O> | Promise<Done<O>>) => Promise<O>;
  /** Adds further jobs. */
  readonly add: (requests: readonly JobRequest[]) => Promise<void>;
  /** 1 the first time. */
  readonly attempt: number;
  /** After this one nobody tries again: say what is left to do. */
  readonly isLastAttempt: boolean;
}

/**
 * Work outside a request. It may come twice (its process was killed after the work and before it could say so), so what
 * it does must come to the same the second time.
 */
export interface Runnable {
  /** `module.what-is-done`. */
  readonly name: string;
  readonly run: (payload: unknown, context: TaskContext) => Promise<void>;
}

/** A task that can be asked for. */
export interface Task<P> extends Runnable {
  /** Holds a payload to the schema, when it is asked for and again when it is done. */
  readonly check: (payload: P) => P;
}

/** A payload holds ids, days and choices: the queue is no place for anything personal. */
export const task = <S extends z.ZodMiniType>(
  name: string,
  payload: S,
  run: (payload: z.infer<S>, context: TaskContext) => Promise<void>,
): Task<z.input<S>> => ({
  name,
  check: (given) => payload.parse(given) as z.input<S>,
  run: (given, context) => run(payload.parse(given), context),
});

export interface JobRequest {
  readonly task: string;
  readonly payload: unknown;
  readonly key: string | null;
  readonly afterMs: number;
  readonly maxAttempts: number;
}

export interface JobOptions {
  /** Of two requests with the same key the later replaces the earlier, as long as that has not begun. */
  readonly key?: string;
  /** How long it waits first. With a key, every further request begins the wait anew: once, when it is quiet. */
  readonly afterMs?: number;
  /** The waits between the attempts grow: 8 attempts take about an hour and a half. */
  readonly maxAttempts?: number;
}

const usualAttempts = 8;

/** Asks for a task to be done. A reaction returns these; the dispatcher puts them into the queue. */
export const job = <P>(wanted: Pick<Task<P>, "name" | "check">, payload: P, options: JobOptions = {}): JobRequest => ({
  task: wanted.name,
  payload: wanted.check(payload),
  key: options.key ?? null,
  afterMs: options.afterMs ?? 0,
  maxAttempts: options.maxAttempts ?? usualAttempts,
});
