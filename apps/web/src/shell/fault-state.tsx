import { ErrorState } from "@handrail/ui/error-state";
import type { ReactNode } from "react";

import { faultIdOf, isCodeMissing } from "../lib/faults.ts";

export interface FaultStateProps {
  readonly error: unknown;
  /** What could not be shown: "The roster". */
  readonly title: string;
  readonly level?: 2 | 3;
  readonly action?: ReactNode;
  readonly onRetry: () => void;
}

const kept = "Your drafts and marks are kept.";

/** What failed, what is safe and what helps, for an error while drawing. */
export const FaultState = ({ error, title, level = 2, action, onRetry }: FaultStateProps) => {
  if (isCodeMissing(error) && navigator.onLine)
    return (
      <ErrorState
        action={action}
        level={level}
        retryLabel="Reload"
        safe={`Handrail was updated while this page was open. ${kept}`}
        title={`${title} needs the new version`}
        onRetry={() => location.reload()}
      />
    );
  if (isCodeMissing(error))
    return (
      <ErrorState
        action={action}
        level={level}
        retryLabel="Try again"
        safe={`It is not on this device yet and opens when the network is back. ${kept}`}
        title={`${title} cannot be opened without a network`}
        onRetry={onRetry}
      />
    );
  return (
    <ErrorState
      action={action}
      errorId={faultIdOf(error)}
      level={level}
      retryLabel="Try again"
      safe={`Handrail made an error. ${kept} If it happens again, tell your administrator the number below.`}
      title={`${title} could not be shown`}
      onRetry={onRetry}
    />
  );
};
