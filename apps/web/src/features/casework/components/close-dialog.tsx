import type { CaseRow } from "@handrail/domain/casework/case-schema";
import { canClose } from "@handrail/domain/casework/machine";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { TextArea } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";

export type CloseDialogProps = { one: Pick<CaseRow, "id" | "version">; label: string; onClose: () => void };

/** Closes a case from the list: it says how it was resolved, or does not close. */
export const CloseDialog = ({ one, label, onClose }: CloseDialogProps) => {
  const form = useId();
  const [notes, setNotes] = useState("");
  const [error, setError] = useState<string>();
  const close = useMutation(api.casework.changeStatus.mutationOptions());
  const problem = close.error === null ? null : problemOf(close.error);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const verdict = canClose("closed", notes);
    setError(verdict.allowed ? undefined : verdict.refusal.message);
    if (!verdict.allowed) return;
    close.mutate(
      { mutationId: newId(), caseId: one.id, version: one.version, status: "closed", resolutionNotes: notes },
      {
        onSuccess: () => {
          toast({ message: `${label}: closed.`, tone: "done" });
          onClose();
        },
        onSettled: () => void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() }),
      },
    );
  };
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Back</Button>
          <Button form={form} isPending={close.isPending} type="submit" variant="primary">
            Close the case
          </Button>
        </>
      }
      isOpen
      size="sm"
      title={`Close the case of ${label}?`}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        <p>Closed cases stay closed. What comes later opens a follow-on case.</p>
        {problem !== null && <FormProblem>{problem.message}</FormProblem>}
        <TextArea error={error} label="Resolution notes" rows={3} value={notes} onChange={setNotes} />
      </form>
    </Dialog>
  );
};
