import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { UserId } from "../kernel/ids.ts";
import { HintRule } from "./schema.ts";

/** A hint was followed or put off. Stays on the server: it says how good the rule is. */
export const HintAnswered = defineEvent({
  name: "HintAnswered",
  payload: z.object({ userId: UserId, rule: HintRule, answer: z.enum(["accepted", "snoozed"]) }),
  aggregate: "hint_answer",
  audience: [],
});
