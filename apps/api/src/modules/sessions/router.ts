import { SessionChange, SessionChangeInput, SessionsOfDay, SessionsOfDayInput } from "@handrail/domain/sessions/schema";

import { router, withTool } from "../../trpc.ts";
import { finishSession } from "./finish-session.ts";
import { sessionsOfDay } from "./queries.ts";
import { reopenSession } from "./reopen-session.ts";

export const sessionsRouter = router({
  day: withTool("sessions")
    .input(SessionsOfDayInput)
    .output(SessionsOfDay)
    .query(({ ctx, input }) => sessionsOfDay(ctx.scope, input)),
  finish: withTool("sessions")
    .input(SessionChangeInput)
    .output(SessionChange)
    .mutation(({ ctx, input }) => finishSession(ctx, input)),
  reopen: withTool("sessions")
    .input(SessionChangeInput)
    .output(SessionChange)
    .mutation(({ ctx, input }) => reopenSession(ctx, input)),
});
