import type { EventName, EventPayload } from "@handrail/domain/events";

import type { JobRequest } from "./task.ts";

/** An event as a reaction sees it: committed, and perhaps not for the first time. */
export interface Happened<N extends EventName> {
  readonly tenantId: string;
  readonly id: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly payload: EventPayload<N>;
}

/** What follows from an event outside the database: jobs, never the effect itself. */
export type Reactions = { readonly [N in EventName]?: (event: Happened<N>) => readonly JobRequest[] };
