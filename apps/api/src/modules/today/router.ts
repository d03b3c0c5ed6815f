import { AnsweredHint, AnswerHintInput, Today, TodayInput } from "@handrail/domain/today/schema";

import { router, withTool } from "../../trpc.ts";
import { answerHint } from "./answer-hint.ts";
import { readToday } from "./queries.ts";

const today = withTool("today");

export const todayRouter = router({
  read: today
    .input(TodayInput)
    .output(Today)
    .query(({ ctx, input }) => readToday(ctx.scope, input)),
  answerHint: today
    .input(AnswerHintInput)
    .output(AnsweredHint)
    .mutation(({ ctx, input }) => answerHint(ctx, input)),
});
