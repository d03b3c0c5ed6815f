import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { UserId } from "../kernel/ids.ts";
import { ExportedList, RevealPurpose } from "./schema.ts";

/** Names were shown. Stays on the server: it is the record of a disclosure. */
export const NamesRevealed = defineEvent({
  name: "NamesRevealed",
  payload: z.object({ userId: UserId, purpose: RevealPurpose, contextId: z.string(), students: z.number() }),
  aggregate: "reveal",
  audience: [],
});

/** A list left as a file. It stays on the server: who took which rows along is in the audit log. */
export const ListExported = defineEvent({
  name: "ListExported",
  payload: z.object({ list: ExportedList, by: UserId }),
  aggregate: "export",
  audience: [],
});
