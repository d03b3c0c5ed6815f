import type { Audiences } from "../../realtime/rooms.ts";

/** How somebody answers a hint is nobody else's news. */
export const todayAudiences: Audiences<"HintAnswered"> = { HintAnswered: () => [] };
