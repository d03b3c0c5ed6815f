import { cx } from "@handrail/ui/cx";

import { useUnread } from "./use-unread.ts";

const most = 99;

/** How many lines of the inbox are unread; nothing when none are. */
export const UnreadCount = ({ className }: { className?: string | undefined }) => {
  const unread = useUnread();
  if (unread === 0) return null;
  return (
    <span
      className={cx(
        "rounded-chip bg-accent text-on-solid inline-flex h-5 min-w-5 items-center justify-center px-1.5 text-[0.75rem] font-semibold tabular-nums",
        className,
      )}
    >
      <span className="sr-only">, </span>
      {unread > most ? `${most}+` : unread}
      <span className="sr-only"> unread</span>
    </span>
  );
};
