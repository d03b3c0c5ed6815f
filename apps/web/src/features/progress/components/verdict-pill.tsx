import type { StudentGraph } from "@handrail/domain/progress/graph-schema";
import { StatusPill, type StatusTone } from "@handrail/ui/status-pill";
import CircleDashed from "lucide-react/icons/circle-dashed";
import Equal from "lucide-react/icons/equal";
import Flag from "lucide-react/icons/flag";
import Hourglass from "lucide-react/icons/hourglass";
import TrendingDown from "lucide-react/icons/trending-down";
import TrendingUp from "lucide-react/icons/trending-up";

import { findingWords } from "../words.ts";

type Finding = NonNullable<StudentGraph["verdict"]>["finding"];

const looks: Readonly<Record<Finding, { readonly icon: typeof Flag; readonly tone: StatusTone }>> = {
  reached: { icon: Flag, tone: "good" },
  above: { icon: TrendingUp, tone: "good" },
  around: { icon: Equal, tone: "neutral" },
  below: { icon: TrendingDown, tone: "warn" },
  too_few: { icon: CircleDashed, tone: "neutral" },
};

export type VerdictPillProps = { verdict: { readonly finding: Finding; readonly isUndelivered: boolean } | null };

/** Where a student stands, in two words and a shape. */
export const VerdictPill = ({ verdict }: VerdictPillProps) => {
  if (verdict === null)
    return (
      <StatusPill icon={<CircleDashed size={14} />} tone="neutral">
        No goal
      </StatusPill>
    );
  if (verdict.isUndelivered)
    return (
      <StatusPill icon={<Hourglass size={14} />} tone="warn">
        Too few sessions
      </StatusPill>
    );
  const { icon: Icon, tone } = looks[verdict.finding];
  return (
    <StatusPill icon={<Icon size={14} />} tone={tone}>
      {findingWords[verdict.finding]}
    </StatusPill>
  );
};
