import { MutationCache, notifyManager, QueryCache, QueryClient } from "@tanstack/react-query";

import { lockPage } from "./device-lock.ts";
import { mayPass, problemOf } from "./problem.ts";
import { signInLost } from "./sign-in-state.ts";
import { keepErrors } from "./standing-errors.ts";

// What came in is drawn in the same frame: a timer would let that frame go by.
notifyManager.setScheduler(queueMicrotask);

const noteLostSignIn = (error: unknown): void => {
  const { situation } = problemOf(error);
  if (situation === "NOT_SIGNED_IN") signInLost();
  if (situation === "DEVICE_LOCKED") lockPage();
};

/** Asking again helps when the server was busy; a refusal stays a refusal, and a lost network is waited for elsewhere. */
const worthAnotherTry = (failures: number, error: unknown): boolean => {
  const { situation } = problemOf(error);
  return failures < 2 && situation !== "OFFLINE" && mayPass(situation);
};

export const queryClient = new QueryClient({
  queryCache: keepErrors(new QueryCache({ onError: noteLostSignIn })),
  mutationCache: new MutationCache({ onError: noteLostSignIn }),
  defaultOptions: {
    queries: {
      retry: worthAnotherTry,
      // The live connection says when something changed; this is for what it does not cover.
      staleTime: 30_000,
      // The browser's own word about the network is often wrong: try, and show what is kept meanwhile.
      networkMode: "always",
    },
    mutations: { retry: false, networkMode: "always" },
  },
});
