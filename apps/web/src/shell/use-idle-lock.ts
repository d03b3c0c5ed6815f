import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";

import { api, client } from "../lib/api.ts";
import { arm, lockWhenOverdue, sharedMinutes, touch, useDeviceLock } from "../lib/device-lock.ts";

const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "input"] as const;
const lookMs = 5_000;

/** Locks this page when nobody has touched it for as long as its device was given. */
export const useIdleLock = (): void => {
  const { armed, isLocked } = useDeviceLock();
  useEffect(() => {
    if (armed === null || isLocked) return;
    // The first touch after a long sleep comes before the clock has looked.
    const sign = (event: Event): void => {
      // Browsers also report a pointer that rests where the page moved under it.
      if (event instanceof PointerEvent && event.type === "pointermove" && !event.movementX && !event.movementY) return;
      lockWhenOverdue();
      touch();
    };
    for (const name of signs) window.addEventListener(name, sign, { capture: true, passive: true });
    document.addEventListener("visibilitychange", lockWhenOverdue);
    const timer = setInterval(lockWhenOverdue, lookMs);
    return () => {
      for (const name of signs) window.removeEventListener(name, sign, { capture: true });
      document.removeEventListener("visibilitychange", lockWhenOverdue);
      clearInterval(timer);
    };
  }, [armed, isLocked]);
};

/** On a device that is marked as shared, whoever signs in is asked of the server to be locked out when they leave. */
export const useSharedDevice = (): { readonly lacksPin: boolean } => {
  const { armed, isLocked } = useDeviceLock();
  const minutes = sharedMinutes();
  const isAsking = armed === null && minutes !== null && !isLocked;
  const { data } = useQuery({ ...api.access.deviceLock.queryOptions(), enabled: isAsking });
  useEffect(() => {
    if (!isAsking || data?.hasPin !== true) return;
    client.access.shareDevice.mutate({ lockAfterMinutes: minutes }).then(
      (lock) => arm(lock.lockAfterMinutes),
      (problem: unknown) => console.warn("This shared device cannot be locked yet.", problem),
    );
  }, [isAsking, data, minutes]);
  return { lacksPin: isAsking && data?.hasPin === false };
};
