import { createRealtime, type EventPayloads } from "@handrail/client";
import type { HereInput, ListTopic, Presence, WatchInput } from "@handrail/domain/realtime/schema";
import { createStore } from "@handrail/ui/store";

import { api, problemOf, queryClient } from "../lib/api.ts";
import { onSignInState, signInState } from "../lib/sign-in-state.ts";
import {
  disconnected,
  judge,
  keyOf,
  lost,
  noWatches,
  settled,
  toSend,
  unwanted,
  wanted,
  type Watches,
} from "./core.ts";
import { keyOfPlace, leavePlaceOver, placeIn, takePlace, takePlaceOver } from "./places.ts";

export type LiveState = "live" | "connecting" | "offline";

type RosterEvent = "AttendanceRecorded" | "ExpectationChanged" | "SessionFinished" | "SessionReopened";

export interface WatchHandlers {
  /** The version that the page's copy has: after each (re)connection it is compared with the server's. */
  readonly held?: () => number | null;
  /** The page's copy may be behind: ask again. */
  readonly stale: () => void;
  readonly events?: { readonly [N in RosterEvent]?: (payload: EventPayloads[N]) => void };
  /** A session of the watched day changed. */
  readonly changed?: (sessionId: string) => void;
  /** Something happened to the watched intervention, student, case or list; `name` is the event's. */
  readonly heard?: (name: string) => void;
  /** This person may no longer follow it, in the server's words. */
  readonly gone?: (reason: string) => void;
}

const answerMs = 8_000;
const retryMs = 5_000;

const socket = createRealtime({ url: "" });
const state = createStore<LiveState>("connecting");
const presence = createStore<ReadonlyMap<string, Presence["people"]>>(new Map());
const listeners = new Map<string, Set<WatchHandlers>>();
let watches: Watches = noWatches;
let retry: ReturnType<typeof setTimeout> | undefined;

export const liveState = state;
export const presenceStore = presence;

const tell = (key: string, act: (handlers: WatchHandlers) => void): void => {
  for (const handlers of listeners.get(key) ?? []) act(handlers);
};

const sayPlace = (key: string): void => {
  const at = placeIn(key);
  if (at !== null && socket.connected) socket.emit("here", at);
};

const ask = (input: WatchInput): void => {
  const key = keyOf(input);
  socket.timeout(answerMs).emit("watch", input, (problem, answer) => {
    if (problem) {
      // A connection that ended in between sends everything again by itself.
      if (!socket.connected) return;
      watches = lost(watches, key);
      flush();
      return;
    }
    tell(key, (handlers) => {
      const verdict = judge(answer, handlers.held?.() ?? null);
      if (verdict === "stale") handlers.stale();
      if (!answer.ok) handlers.gone?.(answer.message);
    });
    sayPlace(key);
  });
};

const flush = (): void => {
  if (!socket.connected) return;
  const { watch: starting, unwatch: ending } = toSend(watches);
  watches = settled(watches);
  for (const input of starting) ask(input);
  for (const input of ending) socket.timeout(answerMs).emit("unwatch", input, () => undefined);
};

/** Follows something for as long as anyone here wants it. Returns the way to stop. */
export const watch = (input: WatchInput, handlers: WatchHandlers): (() => void) => {
  const key = keyOf(input);
  listeners.set(key, new Set(listeners.get(key)).add(handlers));
  const isNew = !watches.get(key)?.sent;
  watches = wanted(watches, input);
  flush();
  // Someone here follows it already: this page's copy may still be older than what was heard so far.
  if (!isNew && socket.connected) handlers.stale();
  return () => {
    const left = new Set(listeners.get(key));
    left.delete(handlers);
    if (left.size > 0) listeners.set(key, left);
    else listeners.delete(key);
    watches = unwanted(watches, input);
    flush();
  };
};

const told = new Map<ListTopic, Set<() => void>>();
const tellOf = (topic: ListTopic): void => {
  for (const hear of told.get(topic) ?? []) hear();
};

/** Hears of a list of the person's own, which the server speaks of unasked; and of each connection, since something may have been missed before it. */
export const hearOf = (topic: ListTopic, hear: () => void): (() => void) => {
  told.set(topic, new Set(told.get(topic)).add(hear));
  return () => {
    const left = new Set(told.get(topic));
    left.delete(hear);
    told.set(topic, left);
  };
};

/** Says where this person is on a shared page; the latest place is said again after a reconnection. Null when they left. */
export const here = (input: HereInput | null): void => {
  takePlace(input);
  if (input !== null) sayPlace(keyOfPlace(input));
};

/** The same of what lies over the page. Returns the way to leave. */
export const hereOver = (input: HereInput): (() => void) => {
  takePlaceOver(input);
  sayPlace(keyOfPlace(input));
  return () => {
    leavePlaceOver(input);
    sayPlace(keyOfPlace(input));
  };
};

const comeBack = (): void => {
  void queryClient.invalidateQueries({ queryKey: api.access.me.queryKey() });
  clearTimeout(retry);
  retry = setTimeout(() => {
    if (signInState() === "held" && !socket.connected) socket.connect();
  }, retryMs);
};

const watchAgain = (): void => {
  watches = disconnected(watches);
  flush();
};

socket.on("connect", () => {
  state.set("live");
  watchAgain();
  for (const topic of told.keys()) tellOf(topic);
});
socket.on("disconnect", () => {
  watches = disconnected(watches);
  presence.set(new Map());
  state.set(navigator.onLine ? "connecting" : "offline");
  if (!socket.active && signInState() === "held") comeBack();
});
socket.on("connect_error", () => {
  state.set("offline");
  // Refused rather than unreachable: the library does not try again by itself. The answer about who is signed in says why.
  if (!socket.active) comeBack();
});
socket.on("AttendanceRecorded", (event) => {
  tell(`roster:${event.sessionId}`, (handlers) => handlers.events?.AttendanceRecorded?.(event));
});
socket.on("ExpectationChanged", (event) => {
  tell(`roster:${event.sessionId}`, (handlers) => handlers.events?.ExpectationChanged?.(event));
});
socket.on("SessionFinished", (event) => {
  tell(`roster:${event.sessionId}`, (handlers) => handlers.events?.SessionFinished?.(event));
});
socket.on("SessionReopened", (event) => {
  tell(`roster:${event.sessionId}`, (handlers) => handlers.events?.SessionReopened?.(event));
});
socket.on("AccessChanged", () => {
  // What this person may see is different now: every copy is asked for again, the menu included.
  void queryClient.invalidateQueries();
  watchAgain();
});
/** The ids by which an event's payload names what it is about. */
const subjects = { intervention: "interventionId", student: "studentId", case: "caseId" } as const;

socket.onAny((name: string, payload: Readonly<Record<string, unknown>> | undefined) => {
  for (const [kind, field] of Object.entries(subjects)) {
    const id = payload?.[field];
    if (typeof id === "string") tell(`${kind}:${id}`, (handlers) => handlers.heard?.(name));
  }
});
socket.on("listChanged", ({ topic }) => {
  tell(`list:${topic}`, (handlers) => handlers.heard?.("listChanged"));
  tellOf(topic);
});
socket.on("presence", ({ kind, id, people }) => {
  presence.set((before) => new Map(before).set(`${kind}:${id}`, people));
});
socket.on("dayChanged", ({ sessionId }) => {
  for (const [key, all] of listeners) if (key.startsWith("day:")) for (const one of all) one.changed?.(sessionId);
});
socket.on("resync", ({ kind, id, version }) => {
  tell(`${kind}:${id}`, (handlers) => {
    if (judge({ ok: true, version }, handlers.held?.() ?? null) === "stale") handlers.stale();
  });
});
socket.on("left", ({ kind, id, reason }) => {
  tell(`${kind}:${id}`, (handlers) => handlers.gone?.(reason));
});
// Only this connection's token is known to have ended; the browser may hold a newer one. Asking who is here settles it.
socket.on("signedOut", comeBack);

/** A connection carries the cookie it began with: a new sign-in, or a new token, needs a new connection. */
export const reconnect = (): void => {
  socket.disconnect();
  state.set("connecting");
  socket.connect();
};

onSignInState((now) => {
  if (now === "held") reconnect();
  else socket.disconnect();
});

// A page that opened from what the device kept tries no connection before the server has said who is signed in: that no
// answer came is all it hears of the line.
queryClient.getQueryCache().subscribe((event) => {
  if (event.type !== "updated" || event.action.type !== "error" || signInState() === "held") return;
  if (problemOf(event.action.error).situation === "OFFLINE") state.set("offline");
});

// Also a connection that survived the outage is made anew: it may be dead without knowing, and only a fresh one proves
// that the server is reached.
window.addEventListener("online", () => {
  if (signInState() === "held") reconnect();
});
window.addEventListener("offline", () => {
  state.set("offline");
});
