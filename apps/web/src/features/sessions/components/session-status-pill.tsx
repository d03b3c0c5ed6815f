import type { SessionListRow } from "@handrail/domain/sessions/schema";
import { StatusPill } from "@handrail/ui/status-pill";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleSlash from "lucide-react/icons/circle-slash";

/** A session that is simply to come needs no pill. */
export const SessionStatusPill = ({ session }: { session: SessionListRow }) => {
  switch (session.status) {
    case "scheduled":
      return null;
    case "completed":
      return (
        <StatusPill icon={<CircleCheck size={14} />} tone="good">
          Finished
        </StatusPill>
      );
    case "cancelled":
      return (
        <StatusPill icon={<CircleSlash size={14} />} tone="neutral">
          Cancelled
        </StatusPill>
      );
  }
};
