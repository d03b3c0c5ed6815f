import type { CaseEntry } from "@handrail/domain/casework/case-schema";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { TextArea } from "@handrail/ui/text-field";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";

/** Strikes an entry through: it stays to be read, with the reason. */
export const WithdrawDialog = ({ entry, onClose }: { entry: CaseEntry; onClose: () => void }) => {
  const form = useId();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string>();
  const withdraw = useMutation(api.casework.withdrawEntry.mutationOptions());
  const problem = withdraw.error === null ? null : problemOf(withdraw.error);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (reason.trim() === "") {
      setError("Say why, in a few words.");
      return;
    }
    withdraw.mutate(
      { mutationId: newId(), caseId: entry.caseId, entryId: entry.id, version: entry.version, reason },
      {
        onSuccess: onClose,
        onSettled: () => void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() }),
      },
    );
  };
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Back</Button>
          <Button form={form} isPending={withdraw.isPending} type="submit" variant="danger">
            Delete
          </Button>
        </>
      }
      isOpen
      size="sm"
      title="Delete this entry?"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        <p>It stays in the case, crossed out, with your name and the reason.</p>
        {problem !== null && <FormProblem>{problem.message}</FormProblem>}
        <TextArea error={error} label="Reason" rows={2} value={reason} onChange={setReason} />
      </form>
    </Dialog>
  );
};
