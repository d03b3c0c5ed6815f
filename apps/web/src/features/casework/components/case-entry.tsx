import type { Case, CaseEntry as Entry } from "@handrail/domain/casework/case-schema";
import { statusWords } from "@handrail/domain/casework/machine";
import { Button } from "@handrail/ui/button";
import { cx } from "@handrail/ui/cx";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import Lock from "lucide-react/icons/lock";
import { lazy, Suspense, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { moment, shortDay } from "../../../lib/time.ts";

const EditEntry = lazy(async () => ({ default: (await import("./edit-entry.tsx")).EditEntry }));
const WithdrawDialog = lazy(async () => ({ default: (await import("./withdraw-dialog.tsx")).WithdrawDialog }));

const titleOf = (entry: Entry): string => {
  if (entry.kind === "meeting")
    return entry.meetingDate === null ? "Meeting" : `Meeting on ${shortDay(entry.meetingDate)}`;
  if (entry.kind === "status") return "Status changed";
  return entry.statusTo === "escalated" ? "Escalated" : "Update";
};

const Words = ({ label, text }: { label: string | null; text: string | null }) =>
  text === null ? null : (
    <div>
      {label !== null && <dt className="text-meta text-ink-2">{label}</dt>}
      <dd className="max-w-[70ch] whitespace-pre-wrap">{text}</dd>
    </div>
  );

const Body = ({ entry }: { entry: Entry }) => {
  const { absenceReason, interventionNotes, actionPlan, updateText } = entry;
  if (entry.isRestricted && absenceReason === null && updateText === null)
    return (
      <p className="text-ink-2 flex items-center gap-1.5">
        <Lock aria-hidden="true" className="shrink-0" size={14} />
        Restricted by {entry.by.name}. Only the case team can read it.
      </p>
    );
  return (
    <dl className="flex flex-col gap-2.5">
      <Words label="What the student said" text={absenceReason} />
      <Words label="What was noticed" text={interventionNotes} />
      <Words label="Plan" text={actionPlan} />
      <Words label={null} text={updateText} />
    </dl>
  );
};

export type CaseEntryProps = {
  entry: Entry;
  page: Case;
  student: string;
  now: string;
  /** What is restricted leaves the paper unless it was asked for. */
  isOnPaper: boolean;
};

/** One thing that was said about a case, by whom and when. */
export const CaseEntry = ({ entry, page, student, now, isOnPaper }: CaseEntryProps) => {
  const [isEditing, setEditing] = useState(false);
  const [isWithdrawing, setWithdrawing] = useState(false);
  const undo = useMutation(api.casework.undoEntry.mutationOptions());
  const { withdrawn, statusFrom, statusTo, followUpDate, undoUntil } = entry;
  const mayUndo = undoUntil !== null && undoUntil > now;
  const takeBack = (): void =>
    undo.mutate(
      { mutationId: newId(), caseId: entry.caseId, entryId: entry.id },
      {
        onSuccess: () => toast({ message: `Taken back from the case of ${student}.`, tone: "done" }),
        onError: (error) => toast({ message: problemOf(error).message, tone: "problem" }),
        onSettled: () => void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() }),
      },
    );
  return (
    <li
      className={cx(
        "border-line flex break-inside-avoid flex-col gap-2 border-b px-4 py-4 last:border-b-0",
        !isOnPaper && "print:hidden",
      )}
      id={`entry-${entry.id}`}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="text-ui text-ink font-semibold">
          {titleOf(entry)}
          {entry.isRestricted && (
            <span className="text-meta text-ink-2 ms-2 inline-flex items-center gap-1 font-normal">
              <Lock aria-hidden="true" size={12} />
              Restricted
            </span>
          )}
        </h3>
        <p className="text-meta text-ink-2">
          {entry.by.name} · <time dateTime={entry.at}>{moment(page.zone, entry.at, now)}</time>
          {entry.editedAt !== null && ` · changed ${moment(page.zone, entry.editedAt, now)}`}
        </p>
      </div>
      {statusTo !== null && statusFrom !== null && (
        <p className="text-ui">
          <span className="text-ink-2">{statusWords[statusFrom]}</span> → <strong>{statusWords[statusTo]}</strong>
        </p>
      )}
      {withdrawn === null ? (
        <Body entry={entry} />
      ) : (
        <>
          <del className="text-ink-2 block">
            <Body entry={entry} />
          </del>
          <p className="text-meta text-ink-2">
            Deleted by {withdrawn.by.name}, {moment(page.zone, withdrawn.at, now)}: {withdrawn.reason}
          </p>
        </>
      )}
      {followUpDate !== null && withdrawn === null && (
        <p className="text-meta text-ink-2">Follow-up {shortDay(followUpDate)}</p>
      )}
      {(entry.mayEdit || entry.mayWithdraw || mayUndo) && (
        <div className="-ms-3 flex flex-wrap gap-1 print:hidden">
          {mayUndo && (
            <Button isPending={undo.isPending} size="sm" variant="quiet" onPress={takeBack}>
              Undo
            </Button>
          )}
          {entry.mayEdit && entry.kind === "meeting" && (
            <Button size="sm" variant="quiet" onPress={() => setEditing(true)}>
              Change
            </Button>
          )}
          {entry.mayWithdraw && (
            <Button size="sm" variant="quiet" onPress={() => setWithdrawing(true)}>
              Delete
            </Button>
          )}
        </div>
      )}
      <Suspense>
        {isEditing && <EditEntry entry={entry} page={page} onClose={() => setEditing(false)} />}
        {isWithdrawing && (
          <WithdrawDialog entry={entry} page={page} student={student} onClose={() => setWithdrawing(false)} />
        )}
      </Suspense>
    </li>
  );
};
