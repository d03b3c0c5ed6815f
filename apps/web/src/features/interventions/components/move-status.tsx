import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import type { InterventionStatus } from "@handrail/domain/interventions/schema";
import { moveOf, needsReason } from "@handrail/domain/interventions/status";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { Select } from "@handrail/ui/select";
import { TextArea } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { count, dayAndTime, statusWords } from "../words.ts";
import { FormProblem } from "./form-problem.tsx";

export type MoveStatusProps = { intervention: Intervention; to: InterventionStatus; onClose: () => void };

const endings = [
  { value: "exited", label: "Exited: the support is no longer needed" },
  { value: "withdrawn", label: "Withdrawn: ended before the goal was reached" },
] as const;

const effectOf = (intervention: Intervention, to: InterventionStatus): string => {
  const move = moveOf(intervention.status, to);
  if (move?.reopens === true)
    return "The sessions to come that were cancelled with it and its enrolments come back, if people and rooms are free. Otherwise nothing changes, and you are told what is in the way.";
  if (move?.closes !== true) return "You can change its team and students again.";
  const enrolled = intervention.enrollments.filter(({ status }) => status === "active").length;
  return `${count(intervention.sessionsToCome, "session", "sessions")} to come will be cancelled with this reason, people and rooms are free again, and ${count(enrolled, "enrolment ends", "enrolments end")}. The waiting list is closed. Marks and points stay.`;
};

/** Starts, completes, cancels or reactivates: says first what that does. */
export const MoveStatus = ({ intervention, to, onClose }: MoveStatusProps) => {
  const { id, status: from, fields, today, zone } = intervention;
  const move = moveOf(from, to);
  const form = useId();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string>();
  const [ending, setEnding] = useState<"exited" | "withdrawn">(to === "completed" ? "exited" : "withdrawn");
  const setStatus = useMutation(api.interventions.setStatus.mutationOptions());
  const mustSay = move !== undefined && needsReason(move, { endDate: fields.endDate, today });
  const problem = setStatus.error === null ? null : problemOf(setStatus.error);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (mustSay && reason.trim() === "") {
      setError(to === "cancelled" ? "Say why it is cancelled." : "Say why it ends before its end.");
      return;
    }
    setError(undefined);
    setStatus.mutate(
      {
        mutationId: newId(),
        interventionId: id,
        from,
        to,
        reason,
        ...(move?.closes === true ? { enrollments: ending } : {}),
      },
      {
        onSuccess: () => {
          toast({ message: `${statusWords[to]}.`, tone: "done" });
          onClose();
        },
        onSettled: () =>
          void queryClient.invalidateQueries({ queryKey: api.interventions.get.queryKey({ interventionId: id }) }),
      },
    );
  };
  const clash = problem?.situation === "SESSION_CLASH" ? problem.details["startsAt"] : undefined;
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Back</Button>
          <Button
            form={form}
            isPending={setStatus.isPending}
            type="submit"
            variant={to === "cancelled" ? "danger" : "primary"}
          >
            {move?.label}
          </Button>
        </>
      }
      isOpen
      title={`${move?.label ?? ""} ${fields.name}?`}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        <p>{effectOf(intervention, to)}</p>
        {problem !== null && (
          <FormProblem>
            {problem.message}
            {typeof clash === "string" && ` It begins ${dayAndTime(zone, clash)}.`}
          </FormProblem>
        )}
        {move?.closes === true && (
          <>
            <TextArea
              error={error}
              isOptional={!mustSay}
              label="Reason"
              name="reason"
              rows={2}
              value={reason}
              onChange={setReason}
            />
            <Select
              description={
                ending === "exited"
                  ? "Each student's points, attendance and exit rules of today are kept with your reason, as evidence."
                  : undefined
              }
              label="Enrolments end as"
              options={endings}
              value={ending}
              onChange={setEnding}
            />
          </>
        )}
      </form>
    </Dialog>
  );
};
