import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { ReactNode } from "react";

import { Button } from "./button.tsx";
import { type HeadingLevel, StateBlock } from "./state-block.tsx";

export type ErrorStateProps = {
  /** What failed: "The roster did not load". */
  title: string;
  /** What is safe: "Your marks are kept on this device." */
  safe?: string;
  onRetry?: () => void;
  retryLabel?: string;
  /** A second way on, beside Retry. */
  action?: ReactNode;
  isRetrying?: boolean;
  errorId?: string;
  level?: HeadingLevel;
};

export const ErrorState = ({
  title,
  safe,
  onRetry,
  retryLabel = "Retry",
  action,
  isRetrying = false,
  errorId,
  level,
}: ErrorStateProps) => (
  <StateBlock
    actions={
      (onRetry !== undefined || action !== undefined) && (
        <>
          {onRetry && (
            <Button isPending={isRetrying} onPress={onRetry}>
              {retryLabel}
            </Button>
          )}
          {action}
        </>
      )
    }
    foot={
      errorId !== undefined && (
        <>
          Error <code className="select-all">{errorId}</code>
        </>
      )
    }
    icon={<TriangleAlert aria-hidden="true" className="text-absent shrink-0" size={18} />}
    level={level}
    role="alert"
    title={title}
  >
    {safe}
  </StateBlock>
);
