import type { Audiences } from "../../realtime/rooms.ts";

/** Who was shown which names, and who took which list along, is nobody's news: it stays on the server. */
export const privacyAudiences: Audiences<"NamesRevealed" | "ListExported"> = {
  NamesRevealed: () => [],
  ListExported: () => [],
};
