import type { PlannedSession } from "@handrail/domain/sessions/change-schema";
import { StatusPill } from "@handrail/ui/status-pill";
import Circle from "lucide-react/icons/circle";
import CircleAlert from "lucide-react/icons/circle-alert";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import CircleSlash from "lucide-react/icons/circle-slash";

/** Where a session stands: planned, with its roll partly taken or not at all, finished, cancelled. */
export const PlannedPill = ({ session, isOver }: { session: PlannedSession; isOver: boolean }) => {
  const { status, expected, unmarked } = session;
  if (status === "cancelled")
    return (
      <StatusPill icon={<CircleSlash size={14} />} tone="neutral">
        Cancelled
      </StatusPill>
    );
  if (status === "completed")
    return (
      <StatusPill icon={<CircleCheck size={14} />} tone="good">
        Finished
      </StatusPill>
    );
  if (isOver && unmarked > 0)
    return (
      <StatusPill icon={<CircleAlert size={14} />} tone="warn">
        {unmarked === expected ? "Not taken" : `${unmarked} unmarked`}
      </StatusPill>
    );
  return unmarked < expected ? (
    <StatusPill icon={<CircleDashed size={14} />} tone="accent">
      {unmarked === 0 ? "All marked" : `${unmarked} unmarked`}
    </StatusPill>
  ) : (
    <StatusPill icon={<Circle size={14} />} tone="neutral">
      Planned
    </StatusPill>
  );
};
