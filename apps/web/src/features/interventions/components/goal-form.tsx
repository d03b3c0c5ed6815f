import { SaveGoalInput } from "@handrail/domain/interventions/goal-schema";
import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { goalLabels, type GoalValues, goalValues, showGoalValue } from "../goal-values.ts";
import { useEdits } from "../use-edits.ts";
import { AlsoWriting } from "./also-writing.tsx";
import { ContestedList } from "./contested-list.tsx";
import { FormProblem } from "./form-problem.tsx";
import { GoalFields } from "./goal-fields.tsx";

export type GoalFormProps = {
  intervention: Intervention;
  /** Null: a new one. */
  goalId: string | null;
  /** What a student is called here. */
  nameOf: (studentId: string, code: string) => string;
  onClose: () => void;
};

const errorsIn = (issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]) =>
  Object.fromEntries(
    issues
      .toReversed()
      .map(({ path, message }) => [String(path[0]), path[0] === "studentId" ? "Choose a student." : message]),
  );

/**
 * What a student is to reach, by when. Without a baseline it is the median of the first points. What others save meanwhile
 * comes in; where it differs from what is typed, both are shown.
 */
export const GoalForm = ({ intervention, goalId, nameOf, onClose }: GoalFormProps) => {
  const { id: interventionId, program, enrollments, goals } = intervention;
  const goal = goals.find(({ id }) => id === goalId) ?? null;
  const form = useId();
  const current = goalValues(intervention, goal);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation(api.interventions.saveGoal.mutationOptions());
  const edits = useEdits<GoalValues>(current, save.reset);
  const problem = save.error === null ? null : problemOf(save.error);
  const students = enrollments.filter(({ status, studentId }) => status === "active" || studentId === goal?.studentId);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const input = {
      mutationId: newId(),
      interventionId,
      goal: goal === null ? null : { id: goal.id, version: goal.version },
      ...edits.values,
      target: edits.values.target ?? Number.NaN,
      higherIsBetter: goal?.higherIsBetter ?? program.higherIsBetter,
    };
    const read = SaveGoalInput.safeParse(input);
    setErrors(read.success ? {} : errorsIn(read.error.issues));
    if (!read.success || edits.contested.length > 0) return;
    if (goal !== null && !edits.isChanged) {
      onClose();
      return;
    }
    save.mutate(input, {
      onSuccess: () => {
        const { studentId } = edits.values;
        const code = students.find((one) => one.studentId === studentId)?.displayCode ?? "";
        toast({ message: `Goal saved for ${nameOf(studentId, code)}.`, tone: "done" });
        onClose();
      },
      onSettled: () =>
        void queryClient.invalidateQueries({ queryKey: api.interventions.get.queryKey({ interventionId }) }),
    });
  };
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={save.isPending} type="submit" variant="primary">
            Save
          </Button>
        </>
      }
      isOpen
      title={goal === null ? "New goal" : "Change the goal"}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        {goal !== null && <AlsoWriting at={`goal.${goal.id}`} interventionId={interventionId} />}
        <ContestedList current={current} edits={edits} labels={goalLabels} show={showGoalValue} />
        {problem !== null && edits.contested.length === 0 && <FormProblem>{problem.message}</FormProblem>}
        <GoalFields
          errors={errors}
          isThere={goal !== null}
          set={edits.set}
          students={students.map(({ studentId, displayCode }) => ({
            value: studentId,
            label: nameOf(studentId, displayCode),
          }))}
          values={edits.values}
        />
      </form>
    </Dialog>
  );
};
