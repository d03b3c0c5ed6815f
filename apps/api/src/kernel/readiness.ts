/** What a server says of itself to whoever sends it requests. */
export interface Readiness {
  readonly ok: boolean;
  /** Why it cannot do its work. */
  readonly problems: readonly string[];
  /** What does not work just now while everything else does. */
  readonly degraded: readonly string[];
}

export interface ReadinessChecks {
  /** One question to the database; throws when there is no answer. */
  readonly askDatabase: () => Promise<unknown>;
  readonly isDispatching: () => boolean;
  /** Undefined where there is no Redis to be away. */
  readonly isRedisThere: (() => boolean) | undefined;
  readonly storageFault: () => string | undefined;
}

/** Whether this server can do its work. Without Redis it can: only other processes' live updates come late. */
export const readinessOf = async (checks: ReadinessChecks): Promise<Readiness> => {
  const answers = await checks.askDatabase().then(
    () => true,
    // Not ready is the answer, whatever the reason; the reason shows where it happened.
    () => false,
  );
  const storage = checks.storageFault();
  const problems = [
    ...(answers ? [] : ["The database does not answer."]),
    ...(storage === undefined ? [] : [`The database cannot write (${storage}): its disk or memory may be full.`]),
    ...(checks.isDispatching() ? [] : ["Events are not sent."]),
  ];
  const degraded = checks.isRedisThere?.() === false ? ["Redis is away: live updates of other processes wait."] : [];
  return { ok: problems.length === 0, problems, degraded };
};

/** A full disk answers reads as ever: that writes fail is known from those that did. */
const rememberedMs = 30_000;

export interface StorageFaults {
  /** Remembers that the database could not write, by its code. */
  readonly note: (code: string) => void;
  readonly latest: () => string | undefined;
}

export const createStorageFaults = (clock: () => number = Date.now): StorageFaults => {
  let last: { readonly code: string; readonly at: number } | undefined;
  return {
    note: (code) => {
      last = { code, at: clock() };
    },
    latest: () => (last !== undefined && clock() - last.at < rememberedMs ? last.code : undefined),
  };
};
