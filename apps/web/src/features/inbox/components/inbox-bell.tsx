import { buttonClass } from "@handrail/ui/button-class";
import { Link } from "@tanstack/react-router";
import Bell from "lucide-react/icons/bell";

import { useMe } from "../../../shell/me.ts";
import { UnreadCount } from "./unread-count.tsx";

/** The way to the inbox from everywhere, with how much of it is unread. */
export const InboxBell = () => {
  const { tools } = useMe();
  if (!tools.includes("inbox")) return null;
  return (
    <Link className={`${buttonClass({ variant: "quiet", size: "sm", square: true })} relative`} to="/inbox">
      <Bell aria-hidden="true" size={18} strokeWidth={1.75} />
      <span className="sr-only">Inbox</span>
      <UnreadCount className="absolute -end-1 top-0 h-4.5! min-w-4.5! px-1! max-md:end-0 max-md:top-1" />
    </Link>
  );
};
