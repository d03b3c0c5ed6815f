import { type AppRouter, createClient } from "@handrail/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { v7 } from "uuid";

import { learnClock } from "./now.ts";
import { queryClient } from "./query-client.ts";

export { mayPass, problemOf } from "./problem.ts";
export { queryClient };

/** The page's own origin serves the API. */
export const client = createClient({
  url: "",
  onAnswer: (headers, sentAt) => learnClock(headers.get("date"), sentAt, Date.now()),
});

export const api = createTRPCOptionsProxy<AppRouter>({ client, queryClient });

/** One id per intent: sending a mutation again with the same id has one effect. */
export const newId = (): string => v7();
