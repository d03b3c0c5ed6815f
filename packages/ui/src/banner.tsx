import Info from "lucide-react/icons/info";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import X from "lucide-react/icons/x";
import type { ReactNode } from "react";

import { Button } from "./button.tsx";
import { cx } from "./cx.ts";
import { IconButton } from "./icon-button.tsx";

export type BannerProps = {
  children: ReactNode;
  tone?: "info" | "warn";
  action?: { label: string; onPress: () => void };
  onDismiss?: () => void;
};

/** A sentence about the whole page: "Handrail was updated." It blocks nothing. */
export const Banner = ({ children, tone = "info", action, onDismiss }: BannerProps) => {
  const Icon = tone === "warn" ? TriangleAlert : Info;
  return (
    <div
      className={cx(
        "flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1 text-ui print:hidden",
        tone === "warn" ? "bg-tardy-soft text-ink" : "bg-accent-soft text-ink",
      )}
      role="status"
    >
      <Icon aria-hidden="true" className={cx("shrink-0", tone === "warn" ? "text-tardy" : "text-accent")} size={16} />
      <p className="min-w-0 flex-1 basis-40 py-1.5">{children}</p>
      {action && (
        <Button size="sm" onPress={action.onPress}>
          {action.label}
        </Button>
      )}
      {onDismiss && (
        <IconButton
          icon={<X aria-hidden="true" size={16} />}
          label="Dismiss"
          size="sm"
          tooltip={false}
          onPress={onDismiss}
        />
      )}
    </div>
  );
};
