import type { WatchAnswer, WatchInput } from "@handrail/domain/realtime/schema";

/**
 * What this tab follows, and how far the server knows of it. Pure: the socket sends what these functions return.
 * `wanted` counts the components that asked; `sent` says that the present connection has been told.
 */
interface Watch {
  readonly input: WatchInput;
  readonly wanted: number;
  readonly sent: boolean;
}
export type Watches = ReadonlyMap<string, Watch>;

export const noWatches: Watches = new Map();

export const keyOf = (input: WatchInput): string => {
  switch (input.kind) {
    case "roster":
      return `roster:${input.sessionId}`;
    case "day":
      return `day:${input.day}`;
    case "intervention":
      return `intervention:${input.interventionId}`;
    case "student":
      return `student:${input.studentId}`;
    case "case":
      return `case:${input.caseId}`;
    case "list":
      return `list:${input.topic}`;
  }
};

const withWatch = (watches: Watches, watch: Watch): Watches => new Map(watches).set(keyOf(watch.input), watch);

/** One more component wants it. */
export const wanted = (watches: Watches, input: WatchInput): Watches => {
  const before = watches.get(keyOf(input));
  return withWatch(watches, { input, wanted: (before?.wanted ?? 0) + 1, sent: before?.sent ?? false });
};

/** One component less wants it. The entry stays until `settled`, so that the server can be told. */
export const unwanted = (watches: Watches, input: WatchInput): Watches => {
  const before = watches.get(keyOf(input));
  return before === undefined ? watches : withWatch(watches, { ...before, wanted: Math.max(0, before.wanted - 1) });
};

export interface ToSend {
  readonly watch: readonly WatchInput[];
  readonly unwatch: readonly WatchInput[];
}

/** What the present connection still has to be told. */
export const toSend = (watches: Watches): ToSend => {
  const all = [...watches.values()];
  return {
    watch: all.filter(({ wanted: count, sent }) => count > 0 && !sent).map(({ input }) => input),
    unwatch: all.filter(({ wanted: count, sent }) => count === 0 && sent).map(({ input }) => input),
  };
};

/** All of `toSend` is on its way: what nobody wants is forgotten. */
export const settled = (watches: Watches): Watches =>
  new Map(
    [...watches].filter(([, { wanted: count }]) => count > 0).map(([key, watch]) => [key, { ...watch, sent: true }]),
  );

/** A new connection knows nothing of the one before: everything wanted has to be sent again. */
export const disconnected = (watches: Watches): Watches =>
  new Map(
    [...watches].filter(([, { wanted: count }]) => count > 0).map(([key, watch]) => [key, { ...watch, sent: false }]),
  );

/** The server has taken this tab out of one: it stays wanted, and is asked for again with the next connection. */
export const lost = (watches: Watches, key: string): Watches => {
  const before = watches.get(key);
  return before === undefined ? watches : withWatch(watches, { ...before, sent: false });
};

/** What a page has to do with the answer, given the version its copy has. Unknown versions count as different. */
export const judge = (answer: WatchAnswer, held: number | null): "current" | "stale" | "refused" => {
  if (!answer.ok) return "refused";
  return answer.version !== null && answer.version === held ? "current" : "stale";
};
