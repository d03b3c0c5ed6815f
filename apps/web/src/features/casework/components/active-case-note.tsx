import { statusWords } from "@handrail/domain/casework/machine";
import type { ActiveCases } from "@handrail/domain/casework/recorder-schema";
import { causeWords } from "@handrail/domain/casework/rules";
import { Button } from "@handrail/ui/button";
import Info from "lucide-react/icons/info";
import TriangleAlert from "lucide-react/icons/triangle-alert";

import { shortDay } from "../../../lib/time.ts";
import type { CaseChanges } from "../recorder/check.ts";
import { count, urgencyLabel } from "../words.ts";

export type ActiveCaseNoteProps = { found: ActiveCases[number]; student: string; onChangeCause: () => void };

const dayOf = (day: string | null): string => (day === null ? "none" : shortDay(day));

/** What this meeting will change of its case, said before it is recorded. */
export const ChangesNote = ({ changes: { urgency, followUp } }: { changes: CaseChanges }) => (
  <div className="rounded-control bg-accent-soft text-ui px-3 py-2.5 empty:hidden" role="status">
    {(urgency !== null || followUp !== null) && (
      <>
        <p className="font-semibold">Recording this meeting changes the case:</p>
        <ul role="list">
          {urgency !== null && <li>{`Urgency: ${urgencyLabel(urgency.from)} → ${urgencyLabel(urgency.to)}`}</li>}
          {followUp !== null && (
            <li>
              {`Follow-up: ${dayOf(followUp.from)} → ${dayOf(followUp.to)}`}
              {followUp.isMet && " (this meeting is the follow-up that was due)"}
            </li>
          )}
        </ul>
      </>
    )}
  </div>
);

/** Said while it is being written: the meeting joins the case that is there, or belongs to a colleague's. */
export const ActiveCaseNote = ({ found, student, onChangeCause }: ActiveCaseNoteProps) => {
  const cause = causeWords[found.rootCause];
  const facts = [
    found.status === null ? null : statusWords[found.status],
    found.since === null ? null : `since ${shortDay(found.since.slice(0, 10))}`,
    found.meetings === null ? null : count(found.meetings, "meeting", "meetings"),
  ].filter((fact) => fact !== null);
  const Icon = found.mayJoin ? Info : TriangleAlert;
  return (
    <div
      className={`rounded-control text-ui flex items-start gap-2.5 px-3 py-2.5 ${found.mayJoin ? "bg-accent-soft" : "bg-tardy-soft"}`}
      role="status"
    >
      <Icon
        aria-hidden="true"
        className={`mt-0.5 shrink-0 ${found.mayJoin ? "text-accent" : "text-tardy"}`}
        size={16}
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-60">
          {found.mayJoin ? (
            <>
              {student} already has an active {cause} case ({facts.join(", ")}). This will be added to it as meeting{" "}
              {(found.meetings ?? 0) + 1}.
            </>
          ) : (
            <>
              {found.opener.name} has an active {cause} case of {student}. Ask them to add you to its team; the words
              here are kept as a draft.
            </>
          )}
        </p>
        <Button size="sm" onPress={onChangeCause}>
          Change cause
        </Button>
      </div>
    </div>
  );
};
