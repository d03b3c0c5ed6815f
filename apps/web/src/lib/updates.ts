import { createStore, useStore } from "@handrail/ui/store";

const waiting = createStore<ServiceWorker | null>(null);

/** A newer Handrail lies ready on this device. */
export const useUpdate = (): boolean => useStore(waiting) !== null;

/** Nothing is reloaded under anyone's hands: the person says when. */
export const takeUpdate = (): void => {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.get()?.postMessage("take-over");
};

const look = (registration: ServiceWorkerRegistration): void => {
  // Without a controller this is the first visit: there is no older version on the page.
  if (registration.waiting && navigator.serviceWorker.controller) waiting.set(registration.waiting);
};

/** Keeps the app's own files on the device, so that it opens without a network. */
export const startUpdates = async (): Promise<void> => {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" });
  look(registration);
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", () => look(registration));
  });
  document.addEventListener("visibilitychange", () => {
    // Offline there is nothing newer to find.
    if (document.visibilityState === "visible" && navigator.onLine) registration.update().catch(() => undefined);
  });
};
