import * as z from "zod/mini";

import { defineEvent } from "../kernel/event.ts";
import { SessionId, UserId } from "../kernel/ids.ts";

const change = z.object({ sessionId: SessionId, version: z.number(), by: UserId });

export const SessionFinished = defineEvent({
  name: "SessionFinished",
  payload: change,
  aggregate: "session",
  audience: ["roster", "day"],
});

export const SessionReopened = defineEvent({
  name: "SessionReopened",
  payload: change,
  aggregate: "session",
  audience: ["roster", "day"],
});
