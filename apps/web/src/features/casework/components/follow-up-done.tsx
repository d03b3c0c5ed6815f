import type { Case } from "@handrail/domain/casework/case-schema";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { TextArea } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { followUpDay } from "../recorder/check.ts";
import { FollowUpField } from "./follow-up-field.tsx";

export type FollowUpDoneProps = { page: Case; student: string; onClose: () => void };

/** A follow-up that was done without a meeting: what came of it, and the next day if there is one. */
export const FollowUpDone = ({ page, student, onClose }: FollowUpDoneProps) => {
  const form = useId();
  const [updateText, setText] = useState("");
  const [typed, setTyped] = useState("");
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const add = useMutation(api.casework.addUpdate.mutationOptions());
  const problem = add.error === null ? null : problemOf(add.error);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const followUpDate = followUpDay(typed, page.today);
    const found = {
      ...(updateText.trim() === "" ? { updateText: "Write what came of it." } : {}),
      ...(followUpDate === undefined ? { followUpDate: "Write a day after today: 2w, fri, 24 nov." } : {}),
    };
    setErrors(found);
    if (followUpDate === undefined || Object.keys(found).length > 0) return;
    const { id: caseId, version } = page.case;
    add.mutate(
      { mutationId: newId(), caseId, version, updateText, followUpDate },
      {
        onSuccess: () => {
          toast({ message: `Follow-up of ${student} done.`, tone: "done" });
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
          <Button onPress={onClose}>Back</Button>
          <Button form={form} isPending={add.isPending} type="submit" variant="primary">
            Follow-up done
          </Button>
        </>
      }
      isOpen
      size="sm"
      title={`Follow-up of ${student}`}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        {problem !== null && Object.keys(problem.fields).length === 0 && <FormProblem>{problem.message}</FormProblem>}
        <TextArea
          error={errors["updateText"]}
          label="What came of it?"
          rows={3}
          value={updateText}
          onChange={setText}
        />
        <FollowUpField
          error={errors["followUpDate"]}
          label="Next follow-up"
          today={page.today}
          value={typed}
          onChange={setTyped}
        />
      </form>
    </Dialog>
  );
};
