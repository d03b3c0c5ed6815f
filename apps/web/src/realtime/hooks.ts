import type { ListTopic, Presence, WatchInput } from "@handrail/domain/realtime/schema";
import { useStore } from "@handrail/ui/store";
import { useEffect, useRef } from "react";

import { keyOf } from "./core.ts";
import { hearOf, type LiveState, liveState, presenceStore, watch, type WatchHandlers } from "./live.ts";

export const useLiveState = (): LiveState => useStore(liveState);

/** Follows `input` while the component is there; null follows nothing. The newest handlers are the ones called. */
export const useWatch = (input: WatchInput | null, handlers: WatchHandlers): void => {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  const key = input === null ? null : keyOf(input);
  const asked = useRef(input);
  useEffect(() => {
    asked.current = input;
  });
  useEffect(() => {
    if (key === null || asked.current === null) return;
    return watch(asked.current, {
      held: () => latest.current.held?.() ?? null,
      stale: () => latest.current.stale(),
      events: {
        AttendanceRecorded: (event) => latest.current.events?.AttendanceRecorded?.(event),
        ExpectationChanged: (event) => latest.current.events?.ExpectationChanged?.(event),
        SessionFinished: (event) => latest.current.events?.SessionFinished?.(event),
        SessionReopened: (event) => latest.current.events?.SessionReopened?.(event),
      },
      changed: (sessionId) => latest.current.changed?.(sessionId),
      heard: (name) => latest.current.heard?.(name),
      gone: (reason) => latest.current.gone?.(reason),
    });
  }, [key]);
};

const nobody: Presence["people"] = [];

/** Hears of changes to a list of the person's own while the component is there; null hears nothing. */
export const useHearing = (topic: ListTopic | null, hear: () => void): void => {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => (topic === null ? undefined : hearOf(topic, () => latest.current())), [topic]);
};

/** Who is on this page just now, this person included. */
export const usePresence = (kind: Presence["kind"], id: string): Presence["people"] =>
  useStore(presenceStore).get(`${kind}:${id}`) ?? nobody;
