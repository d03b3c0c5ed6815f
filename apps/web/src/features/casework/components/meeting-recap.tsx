import type { Day } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { buttonClass } from "@handrail/ui/button-class";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { useCase } from "../queries.ts";
import type { Recorded } from "../recorder/use-recording.ts";
import { AgreedList } from "./agreed-list.tsx";

export type MeetingRecapProps = { recorded: Recorded; student: string; today: Day; onClose: () => void };

/** What comes of a meeting: who gets what from whom, and by when. */
export const MeetingRecap = ({ recorded, student, today, onClose }: MeetingRecapProps) => {
  const { caseId, entryId, joined, meeting } = recorded;
  const { query } = useCase(caseId);
  const undo = useMutation(api.casework.undoEntry.mutationOptions());
  const said = useRef<HTMLParagraphElement>(null);
  // What held the focus is gone: those who listen are told what came of it.
  useEffect(() => said.current?.focus(), []);
  const takeBack = (): void => {
    if (entryId === null) return;
    undo.mutate(
      { mutationId: newId(), caseId, entryId },
      {
        onSuccess: () => {
          toast({ message: `The meeting with ${student} was taken back.`, tone: "done" });
          void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() });
          onClose();
        },
        onError: (error) => toast({ message: problemOf(error).message, tone: "problem" }),
      },
    );
  };
  return (
    <>
      <div className="flex flex-1 flex-col gap-5 overflow-y-auto px-5 py-4">
        <p className="outline-none" ref={said} role="status" tabIndex={-1}>
          {joined
            ? `${student}: added to the active case as meeting ${meeting}.`
            : `${student}: a new case was opened with this meeting.`}
        </p>
        {query.data !== undefined && entryId !== null && (
          <AgreedList isOnPaper={() => true} entryId={entryId} page={query.data} student={student} today={today} />
        )}
      </div>
      <div className="border-line flex flex-wrap justify-end gap-2 border-t px-5 py-3">
        <Button isPending={undo.isPending} variant="quiet" onPress={takeBack}>
          Undo
        </Button>
        <Link className={buttonClass()} params={{ caseId }} to="/cases/$caseId" onClick={onClose}>
          Open the case
        </Link>
        <Button variant="primary" onPress={onClose}>
          Done
        </Button>
      </div>
    </>
  );
};
