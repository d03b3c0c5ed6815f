import type { ReactNode } from "react";

import { type HeadingLevel, StateBlock } from "./state-block.tsx";

export type EmptyStateProps = {
  /** The cause: "No sessions today". */
  title: string;
  /** What this place is for. */
  children?: ReactNode;
  /** One button. */
  action?: ReactNode;
  icon?: ReactNode;
  level?: HeadingLevel;
};

export const EmptyState = ({ title, children, action, icon, level }: EmptyStateProps) => (
  <StateBlock actions={action} icon={icon} isDashed level={level} title={title}>
    {children}
  </StateBlock>
);
