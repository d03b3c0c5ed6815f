import type { CaseRow } from "@handrail/domain/casework/case-schema";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { Select } from "@handrail/ui/select";
import { TextArea } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";

export type EscalateDialogProps = {
  one: Pick<CaseRow, "id" | "version" | "escalatedTo">;
  /** Whose case it is. */
  label: string;
  onClose: () => void;
};

/** Asks somebody by name to take a case on, and says why. */
export const EscalateDialog = ({ one, label, onClose }: EscalateDialogProps) => {
  const form = useId();
  const me = useMe();
  const people = useQuery(api.casework.people.queryOptions());
  const [toUserId, setTo] = useState("");
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const escalate = useMutation(api.casework.escalate.mutationOptions());
  const problem = escalate.error === null ? null : problemOf(escalate.error);
  const options = (people.data ?? [])
    .filter(({ id }) => id !== me.userId && id !== one.escalatedTo?.id)
    .map(({ id, name }) => ({ value: id as string, label: name }));
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const found = {
      ...(toUserId === "" ? { toUserId: "Choose who is to take it on." } : {}),
      ...(reason.trim() === "" ? { reason: "Say why, so that they can act." } : {}),
    };
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    escalate.mutate(
      { mutationId: newId(), caseId: one.id, version: one.version, toUserId: toUserId as never, reason },
      {
        onSuccess: () => {
          toast({ message: `${label}: escalated. It is in their inbox.`, tone: "done" });
          onClose();
        },
        onError: (error) => setErrors(problemOf(error).fields),
        onSettled: () => void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() }),
      },
    );
  };
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={escalate.isPending} type="submit" variant="primary">
            Escalate
          </Button>
        </>
      }
      isOpen
      title={`Escalate the case of ${label}`}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        {problem !== null && Object.keys(problem.fields).length === 0 && <FormProblem>{problem.message}</FormProblem>}
        <Select
          error={errors["toUserId"]}
          label="To whom"
          options={options}
          placeholder="Choose a colleague"
          value={toUserId}
          onChange={setTo}
        />
        <TextArea error={errors["reason"]} label="Reason" rows={3} value={reason} onChange={setReason} />
      </form>
    </Dialog>
  );
};
