import type { Case, CaseEntry } from "@handrail/domain/casework/case-schema";
import { Checkbox } from "@handrail/ui/checkbox";
import { toast } from "@handrail/ui/toast";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";

import { client, newId } from "../../../lib/api.ts";
import { openRecorder } from "../recorder/open.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

export type WithdrawDialogProps = { entry: CaseEntry; page: Case; student: string; onClose: () => void };

/** Strikes an entry through: it stays to be read, with the reason. What follows for the case is said, and offered. */
export const WithdrawDialog = ({ entry, page, student, onClose }: WithdrawDialogProps) => {
  const navigate = useNavigate();
  const { id: caseId, studentId, displayCode, rootCause, status } = page.case;
  const meetings = page.entries.filter(({ kind, withdrawn }) => kind === "meeting" && withdrawn === null);
  const isOnlyMeeting = entry.kind === "meeting" && meetings.length === 1;
  const isClosing = entry.statusTo === "closed" && status === "closed";
  const [isWhole, setWhole] = useState(false);
  const [isFollowOn, setFollowOn] = useState(false);
  const send = async (reason: string): Promise<void> => {
    if (isWhole) {
      await client.casework.withdrawCase.mutate({ mutationId: newId(), caseId, version: page.case.version, reason });
      toast({ message: `The case of ${student} was withdrawn.`, tone: "done" });
      void navigate({ to: "/cases" });
      return;
    }
    await client.casework.withdrawEntry.mutate({
      mutationId: newId(),
      caseId,
      entryId: entry.id,
      version: entry.version,
      reason,
    });
    if (isFollowOn) openRecorder({ studentId, displayCode, rootCause, isStudentFixed: true });
  };
  return (
    <ReasonDialog isDanger title="Delete this entry?" verb="Delete" onClose={onClose} onSend={send}>
      <p>It stays in the case, crossed out, with your name and the reason.</p>
      {isOnlyMeeting && (
        <>
          <p>
            This is the only meeting of the case. Without it the case stays {status === "closed" ? "closed" : "open"}.
          </p>
          {page.mayWithdraw && (
            <Checkbox isSelected={isWhole} onChange={setWhole}>
              Withdraw the whole case
            </Checkbox>
          )}
        </>
      )}
      {isClosing && !isWhole && (
        <>
          <p>This entry closed the case. The case stays closed: closed cases are not opened again.</p>
          <Checkbox isSelected={isFollowOn} onChange={setFollowOn}>
            Record a meeting that opens a follow-on case
          </Checkbox>
        </>
      )}
    </ReasonDialog>
  );
};
