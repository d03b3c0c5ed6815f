import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { UserId } from "../kernel/ids.ts";
import { HintAnswer, HintRule } from "./schema.ts";

/** A hint was followed, put off or taken back into the list. Stays on the server: it says how good the rule is. */
export const HintAnswered = defineEvent({
  name: "HintAnswered",
  payload: z.object({ userId: UserId, rule: HintRule, answer: HintAnswer }),
  aggregate: "hint_answer",
  audience: [],
});
