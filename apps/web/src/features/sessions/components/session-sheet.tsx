import { dayIn } from "@handrail/domain/kernel/time";
import { Sheet } from "@handrail/ui/sheet";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { type TabItem, Tabs } from "@handrail/ui/tabs";
import { useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { clockTime, shortDay } from "../../../lib/time.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { useScheduleOptions } from "../plan-queries.ts";
import { CancelSession } from "./cancel-session.tsx";
import { ChangeFacilitator } from "./change-facilitator.tsx";
import { MoveSession } from "./move-session.tsx";
import { RestoreSession } from "./restore-session.tsx";
import type { SessionFormProps } from "./session-form.ts";

type Verb = "move" | "facilitator" | "cancel" | "restore" | "makeUp";

const verbsOf = (props: SessionFormProps): TabItem<Verb>[] =>
  props.session.status === "cancelled"
    ? [
        { id: "makeUp", label: "Make up", content: <MoveSession {...props} isMakeUp /> },
        { id: "restore", label: "Restore", content: <RestoreSession {...props} /> },
      ]
    : [
        { id: "move", label: "Move", content: <MoveSession {...props} /> },
        { id: "facilitator", label: "Facilitator", content: <ChangeFacilitator {...props} /> },
        { id: "cancel", label: "Cancel", content: <CancelSession {...props} /> },
      ];

const Verbs = (props: SessionFormProps) => {
  const tabs = verbsOf(props);
  const [verb, setVerb] = useState<Verb>(tabs[0]?.id ?? "move");
  return <Tabs label="What to change" selected={verb} tabs={tabs} onSelect={setVerb} />;
};

export type SessionSheetProps = Omit<SessionFormProps, "options">;

/** What can be changed about one session, or from it on. */
export const SessionSheet = ({ interventionId, session, onClose }: SessionSheetProps) => {
  const options = useScheduleOptions(interventionId);
  const { zone } = session;
  const when = `${shortDay(dayIn(zone, session.startsAt))}, ${clockTime(zone, session.startsAt)}`;
  return (
    <Sheet
      isOpen
      title={options.data === undefined ? "Session" : `Session of ${when}`}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      {options.data === undefined ? (
        options.error === null ? (
          <SkeletonRows label="The session is loading" rows={5} />
        ) : (
          <FormProblem>{problemOf(options.error).message}</FormProblem>
        )
      ) : (
        <Verbs interventionId={interventionId} options={options.data} session={session} onClose={onClose} />
      )}
    </Sheet>
  );
};
