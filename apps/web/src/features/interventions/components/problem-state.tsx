import { EmptyState } from "@handrail/ui/empty-state";
import { ErrorState } from "@handrail/ui/error-state";
import { ForbiddenState } from "@handrail/ui/forbidden-state";

import { problemOf } from "../../../lib/api.ts";

export type ProblemStateProps = { error: unknown; what: string; isRetrying: boolean; onRetry: () => void };

/** Why something is not shown. `what` begins a sentence: "The interventions". */
export const ProblemState = ({ error, what, isRetrying, onRetry }: ProblemStateProps) => {
  const { situation, message } = problemOf(error);
  if (situation === "TOOL_MISSING" || situation === "NOT_ALLOWED")
    return <ForbiddenState owner={message} title="You can't open this" />;
  if (situation === "NOT_FOUND")
    return <EmptyState title={message}>It may belong to other people, or the link may be incomplete.</EmptyState>;
  return (
    <ErrorState
      isRetrying={isRetrying}
      safe={`${message} Nothing was changed.`}
      title={`${what} did not load`}
      onRetry={onRetry}
    />
  );
};
