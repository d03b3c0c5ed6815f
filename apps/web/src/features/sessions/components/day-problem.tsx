import { ErrorState } from "@handrail/ui/error-state";
import { ForbiddenState } from "@handrail/ui/forbidden-state";

import { problemOf } from "../../../lib/api.ts";

export type DayProblemProps = { error: unknown; isRetrying: boolean; onRetry: () => void };

/** Why a day's sessions are not shown. */
export const DayProblem = ({ error, isRetrying, onRetry }: DayProblemProps) => {
  const { situation, message } = problemOf(error);
  if (situation === "TOOL_MISSING" || situation === "NOT_ALLOWED")
    return <ForbiddenState owner={message} title="You can't open these sessions" />;
  return (
    <ErrorState
      isRetrying={isRetrying}
      safe={`${message} Marks you made are kept.`}
      title="The sessions did not load"
      onRetry={onRetry}
    />
  );
};
