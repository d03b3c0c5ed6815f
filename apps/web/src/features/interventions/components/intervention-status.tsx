import type { InterventionStatus as Status, ProgramStatus as Published } from "@handrail/domain/interventions/schema";
import { StatusPill, type StatusTone } from "@handrail/ui/status-pill";
import Archive from "lucide-react/icons/archive";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleDashed from "lucide-react/icons/circle-dashed";
import CirclePlay from "lucide-react/icons/circle-play";
import CircleSlash from "lucide-react/icons/circle-slash";

import { programStatusWords, statusWords } from "../words.ts";

const looks: Readonly<Record<Status, { readonly icon: typeof Archive; readonly tone: StatusTone }>> = {
  draft: { icon: CircleDashed, tone: "neutral" },
  active: { icon: CirclePlay, tone: "accent" },
  completed: { icon: CircleCheck, tone: "good" },
  cancelled: { icon: CircleSlash, tone: "neutral" },
};

export const InterventionStatus = ({ status }: { status: Status }) => {
  const { icon: Icon, tone } = looks[status];
  return (
    <StatusPill icon={<Icon size={14} />} tone={tone}>
      {statusWords[status]}
    </StatusPill>
  );
};

const programLooks: Readonly<Record<Published, { readonly icon: typeof Archive; readonly tone: StatusTone }>> = {
  draft: { icon: CircleDashed, tone: "neutral" },
  published: { icon: CircleCheck, tone: "good" },
  retired: { icon: Archive, tone: "neutral" },
};

export const ProgramStatus = ({ status }: { status: Published }) => {
  const { icon: Icon, tone } = programLooks[status];
  return (
    <StatusPill icon={<Icon size={14} />} tone={tone}>
      {programStatusWords[status]}
    </StatusPill>
  );
};
