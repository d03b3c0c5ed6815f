import type { Audiences } from "../../realtime/rooms.ts";

/** Who was shown which names is nobody's news: it stays on the server. */
export const privacyAudiences: Audiences<"NamesRevealed"> = { NamesRevealed: () => [] };
