import type { EnrollmentRow } from "@handrail/domain/interventions/enrollment-schema";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { Select } from "@handrail/ui/select";
import { TextArea } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { undoEnding } from "../undo.ts";
import { FormProblem } from "./form-problem.tsx";

export type EndEnrollmentProps = { interventionId: string; row: EnrollmentRow; name: string; onClose: () => void };

const ways = [
  { value: "withdrawn", label: "Withdrawn: ended before the goal was reached" },
  { value: "exited", label: "Exited: the support is no longer needed" },
] as const;

/** Takes a student out: says why, and what it frees. */
export const EndEnrollment = ({ interventionId, row, name, onClose }: EndEnrollmentProps) => {
  const form = useId();
  const [as, setAs] = useState<"withdrawn" | "exited">("withdrawn");
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string>();
  const end = useMutation(api.interventions.endEnrollment.mutationOptions());
  const problem = end.error === null ? null : problemOf(end.error);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (reason.trim() === "") {
      setError("Say why, in a few words.");
      return;
    }
    setError(undefined);
    end.mutate(
      { mutationId: newId(), interventionId, enrollmentId: row.id, version: row.version, as, reason },
      {
        onSuccess: () => {
          toast({
            message: as === "exited" ? "Exited." : "Withdrawn.",
            tone: "done",
            action: { label: "Undo", onPress: () => void undoEnding(interventionId, row) },
          });
          onClose();
        },
        onSettled: () =>
          void queryClient.invalidateQueries({ queryKey: api.interventions.get.queryKey({ interventionId }) }),
      },
    );
  };
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Back</Button>
          <Button form={form} isPending={end.isPending} type="submit" variant="primary">
            End the enrolment
          </Button>
        </>
      }
      isOpen
      title={`End the enrolment of ${name}?`}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        <p>The student is taken off later sessions. Marks and points stay.</p>
        {problem !== null && <FormProblem>{problem.message}</FormProblem>}
        <Select
          description={
            as === "exited"
              ? "Today's points, attendance and exit rules are kept with your reason, as evidence."
              : undefined
          }
          label="It ends as"
          options={ways}
          value={as}
          onChange={setAs}
        />
        <TextArea error={error} label="Reason" rows={2} value={reason} onChange={setReason} />
      </form>
    </Dialog>
  );
};
