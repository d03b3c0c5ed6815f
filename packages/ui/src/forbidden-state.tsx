import Lock from "lucide-react/icons/lock";
import type { ReactNode } from "react";

import { type HeadingLevel, StateBlock } from "./state-block.tsx";

export type ForbiddenStateProps = {
  title?: string;
  /** Who can open it: "Ms Okafor owns this case." */
  owner: ReactNode;
  /** Such as a button that asks for access. */
  action?: ReactNode;
  level?: HeadingLevel;
};

export const ForbiddenState = ({ title = "You cannot open this", owner, action, level }: ForbiddenStateProps) => (
  <StateBlock
    actions={action}
    icon={<Lock aria-hidden="true" className="text-ink-2 shrink-0" size={18} />}
    level={level}
    title={title}
  >
    {owner}
  </StateBlock>
);
