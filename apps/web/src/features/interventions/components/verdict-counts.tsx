import type { InterventionRow } from "@handrail/domain/interventions/intervention-schema";
import { StatusPill } from "@handrail/ui/status-pill";
import CircleDashed from "lucide-react/icons/circle-dashed";
import Hourglass from "lucide-react/icons/hourglass";
import TrendingDown from "lucide-react/icons/trending-down";
import TrendingUp from "lucide-react/icons/trending-up";

/** How the students of an intervention stand, the most pressing first: below aim, not delivered, as planned. */
export const VerdictCounts = ({ verdicts }: Pick<InterventionRow, "verdicts">) => {
  const { judged, below, undelivered } = verdicts;
  if (judged === 0)
    return (
      <StatusPill icon={<CircleDashed size={14} />} tone="neutral">
        Too early
      </StatusPill>
    );
  if (below > 0)
    return (
      <StatusPill icon={<TrendingDown size={14} />} tone="warn">
        {below} of {judged} below aim
      </StatusPill>
    );
  if (undelivered > 0)
    return (
      <StatusPill icon={<Hourglass size={14} />} tone="warn">
        {undelivered} of {judged} got too few sessions
      </StatusPill>
    );
  return (
    <StatusPill icon={<TrendingUp size={14} />} tone="good">
      {judged} on course
    </StatusPill>
  );
};
