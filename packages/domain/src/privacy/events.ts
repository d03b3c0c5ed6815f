import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { UserId } from "../kernel/ids.ts";
import { RevealPurpose } from "./schema.ts";

/** Names were shown. Stays on the server: it is the record of a disclosure. */
export const NamesRevealed = defineEvent({
  name: "NamesRevealed",
  payload: z.object({ userId: UserId, purpose: RevealPurpose, contextId: z.string(), students: z.number() }),
  aggregate: "reveal",
  audience: [],
});
