import type { DecisionRow } from "@handrail/domain/progress/exit-schema";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { TextArea } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useQueryClient } from "@tanstack/react-query";
import { type SyntheticEvent, useEffect, useId, useRef, useState } from "react";

import { api, client, newId, problemOf } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { countWords } from "../words.ts";

export type DecideDialogProps = {
  rows: readonly DecisionRow[];
  decision: "accepted" | "declined";
  nameOf: (row: DecisionRow) => string;
  onClose: () => void;
};

/** The reason for one decision or for many alike. Each is made by itself: what cannot be decided does not hold up the others. */
export const DecideDialog = ({ rows, decision, nameOf, onClose }: DecideDialogProps) => {
  const form = useId();
  const queryClient = useQueryClient();
  const [left, setLeft] = useState(rows);
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | undefined>();
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [isSending, setSending] = useState(false);
  // Opened by a key, it is written into at once.
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const isExit = decision === "accepted";

  const send = async (): Promise<void> => {
    setSending(true);
    const answers = await Promise.allSettled(
      left.map(({ id, version, interventionId }) =>
        client.progress.decide.mutate({
          mutationId: newId(),
          interventionId,
          recommendationId: id,
          version,
          decision,
          reason,
        }),
      ),
    );
    setSending(false);
    await queryClient.invalidateQueries({ queryKey: api.progress.decisions.pathKey() });
    const failed = left.flatMap((row, index) => {
      const answer = answers[index];
      return answer?.status === "rejected" ? [{ row, words: problemOf(answer.reason).message }] : [];
    });
    const done = left.length - failed.length;
    if (done > 0)
      toast({ message: isExit ? `${countWords(done, "student")} exited.` : "The plan is kept.", tone: "done" });
    if (failed.length === 0) onClose();
    setLeft(failed.map(({ row }) => row));
    setProblems(failed.map(({ row, words }) => `${nameOf(row)}: ${words}`));
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (reason.trim() === "") setError("Write the reason. It is kept with the decision.");
    else {
      setError(undefined);
      void send();
    }
  };
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={isSending} type="submit" variant="primary">
            {isExit ? "Exit" : "Keep"} {left.length === 1 ? "" : countWords(left.length, "student")}
          </Button>
        </>
      }
      isOpen
      size="sm"
      title={isExit ? "Exit" : "Keep the plan"}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={submit}>
        {problems.length > 0 && (
          <FormProblem>
            <ul role="list">
              {problems.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </FormProblem>
        )}
        <p className="text-ui">
          {left.map(nameOf).join(", ")}
          <span className="text-ink-2 block">
            {isExit
              ? "The enrolment ends now, and the student is taken off later sessions."
              : "Nothing changes. It is recommended again when later points meet the rules."}
          </span>
        </p>
        <TextArea error={error} label="Reason" ref={field} value={reason} onChange={setReason} />
      </form>
    </Dialog>
  );
};
