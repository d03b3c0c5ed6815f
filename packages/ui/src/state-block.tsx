import type { ReactNode } from "react";

import { cx } from "./cx.ts";

export type HeadingLevel = 2 | 3 | 4;

type StateBlockProps = {
  icon?: ReactNode;
  title: string;
  level?: HeadingLevel | undefined;
  children?: ReactNode;
  actions?: ReactNode;
  foot?: ReactNode;
  isDashed?: boolean;
  role?: "alert";
};

/** The one shape of a panel that has nothing to show: what, why, what next. */
export const StateBlock = ({ icon, title, level = 2, children, actions, foot, isDashed, role }: StateBlockProps) => {
  const Heading = `h${level}` as const;
  return (
    <section
      className={cx(
        "flex flex-col items-start gap-3 rounded-card border border-line bg-surface p-6",
        isDashed && "border-dashed bg-transparent",
      )}
      role={role}
    >
      <div className="flex items-center gap-2.5">
        {icon}
        <Heading className="text-head">{title}</Heading>
      </div>
      {children && <div className="text-body text-ink-2 max-w-prose">{children}</div>}
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      {foot && <p className="text-meta text-ink-3">{foot}</p>}
    </section>
  );
};
