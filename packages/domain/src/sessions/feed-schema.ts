import * as z from "zod/mini";

import { MutationId } from "../kernel/ids.ts";
import { Instant } from "../kernel/time.ts";
import { SessionKind } from "./schema.ts";

/** `facilitating`: sessions I lead. `team`: also those of interventions I belong to. */
const FeedScope = z.enum(["facilitating", "team"]);
export type FeedScope = z.infer<typeof FeedScope>;

export const CalendarFeed = z.object({
  id: z.string(),
  scope: FeedScope,
  kind: z.nullable(SessionKind),
  createdAt: Instant,
  lastUsedAt: z.nullable(Instant),
});
export type CalendarFeed = z.infer<typeof CalendarFeed>;
export const CalendarFeeds = z.array(CalendarFeed);

export const MakeFeedInput = z.strictObject({
  mutationId: MutationId,
  scope: FeedScope,
  kind: z.nullable(SessionKind),
});
export const EndFeedInput = z.strictObject({ mutationId: MutationId, feedId: z.uuid().check(z.toLowerCase()) });
export const FeedChange = z.object({ feedId: z.string() });
/** The address's secret is said in this answer alone; the server makes it. */
export const FeedMade = z.extend(FeedChange, { token: z.string() });
