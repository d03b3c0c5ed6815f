import { statusWords } from "@handrail/domain/casework/machine";
import { overdueWords } from "@handrail/domain/casework/rules";
import type { CaseStatus, Urgency } from "@handrail/domain/casework/schema";
import { cx } from "@handrail/ui/cx";
import { LevelMeter } from "@handrail/ui/level-meter";
import { StatusPill, type StatusTone } from "@handrail/ui/status-pill";
import ArrowUpRight from "lucide-react/icons/arrow-up-right";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleDot from "lucide-react/icons/circle-dot";
import Clock from "lucide-react/icons/clock";
import Eye from "lucide-react/icons/eye";
import TrendingDown from "lucide-react/icons/trending-down";
import TrendingUp from "lucide-react/icons/trending-up";

import { shortDay } from "../../../lib/time.ts";

const looks: Readonly<Record<CaseStatus, { readonly icon: typeof Eye; readonly tone: StatusTone }>> = {
  open: { icon: CircleDot, tone: "accent" },
  monitoring: { icon: Eye, tone: "info" },
  improving: { icon: TrendingUp, tone: "good" },
  not_improving: { icon: TrendingDown, tone: "warn" },
  escalated: { icon: ArrowUpRight, tone: "bad" },
  closed: { icon: CircleCheck, tone: "neutral" },
};

export const CaseStatusPill = ({ status }: { status: CaseStatus }) => {
  const { icon: Icon, tone } = looks[status];
  return (
    <StatusPill icon={<Icon aria-hidden="true" size={14} />} tone={tone}>
      {statusWords[status]}
    </StatusPill>
  );
};

const levels = { low: 1, medium: 2, high: 3 } as const;
const words = { low: "Low", medium: "Medium", high: "High" } as const;

export const UrgencyMeter = ({ urgency }: { urgency: Urgency }) => (
  <span className={cx("whitespace-nowrap", urgency === "high" && "[&>span]:text-absent font-medium")}>
    <LevelMeter level={levels[urgency]} steps={3} word={words[urgency]} />
  </span>
);

export type FollowUpProps = {
  followUpDate: string | null;
  overdueDays: number | null;
  today: string;
  /** Under a heading that says what the day is for. */
  isBare?: boolean;
};

/** When to come back to it; overdue in words and by a sign. */
export const FollowUp = ({ followUpDate, overdueDays, today, isBare = false }: FollowUpProps) => {
  if (followUpDate === null) return <span className="text-ink-2">{isBare ? "None" : "No follow-up"}</span>;
  if (overdueDays === null) {
    const day = followUpDate === today ? "today" : shortDay(followUpDate);
    return <span>{isBare ? day.replace(/^t/, "T") : `Follow-up ${day}`}</span>;
  }
  return (
    <span className="text-absent inline-flex items-center gap-1.5 font-medium">
      <Clock aria-hidden="true" className="shrink-0" size={14} />
      {overdueWords(overdueDays)}
    </span>
  );
};
