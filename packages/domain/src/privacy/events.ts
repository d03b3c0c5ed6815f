import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { SessionId, UserId } from "../kernel/ids.ts";

/** Names were shown. Stays on the server: it is the record of a disclosure. */
export const NamesRevealed = defineEvent({
  name: "NamesRevealed",
  payload: z.object({ userId: UserId, sessionId: SessionId, students: z.number() }),
  aggregate: "reveal",
  audience: [],
});
