import { SaveGoalInput } from "@handrail/domain/interventions/goal-schema";
import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { toast } from "@handrail/ui/toast";
import { type SyntheticEvent, useId, useState } from "react";

import { api, client, newId, problemOf, queryClient } from "../../../lib/api.ts";
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
      .map(({ path, message }) => [
        String(path[0]),
        path[0] === "studentId" ? "Choose at least one student." : message,
      ]),
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
  /** A new goal can be for several students; each is saved by itself, and who failed stays chosen. */
  const [chosen, setChosen] = useState<readonly string[]>(goal === null ? [] : [goal.studentId]);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const [isSaving, setSaving] = useState(false);
  const edits = useEdits<GoalValues>(current, () => setProblems([]));
  const students = enrollments.filter(({ status, studentId }) => status === "active" || studentId === goal?.studentId);
  const nameOfId = (studentId: string): string =>
    nameOf(studentId, students.find((one) => one.studentId === studentId)?.displayCode ?? "");
  const save = async (inputs: readonly SaveGoalInput[]): Promise<void> => {
    setSaving(true);
    const failed: { readonly studentId: string; readonly words: string }[] = [];
    for (const input of inputs) {
      try {
        await client.interventions.saveGoal.mutate(input);
      } catch (error) {
        const words = problemOf(error).message;
        failed.push({
          studentId: input.studentId,
          words: inputs.length === 1 ? words : `${nameOfId(input.studentId)}: ${words}`,
        });
      }
    }
    setSaving(false);
    const done = inputs.filter(({ studentId }) => !failed.some((one) => one.studentId === studentId));
    const [first] = done;
    if (first !== undefined)
      toast({
        message:
          done.length === 1
            ? `Goal saved for ${nameOfId(first.studentId)}.`
            : `Goal saved for ${done.length} students.`,
        tone: "done",
      });
    await queryClient.invalidateQueries({ queryKey: api.interventions.get.queryKey({ interventionId }) });
    setChosen(failed.map(({ studentId }) => studentId));
    setProblems(failed.map(({ words }) => words));
    if (failed.length === 0) onClose();
  };
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const read = (chosen.length === 0 ? [""] : chosen).map((studentId) =>
      SaveGoalInput.safeParse({
        mutationId: newId(),
        interventionId,
        goal: goal === null ? null : { id: goal.id, version: goal.version },
        ...edits.values,
        studentId,
        target: edits.values.target ?? Number.NaN,
        higherIsBetter: goal?.higherIsBetter ?? program.higherIsBetter,
      }),
    );
    const [refused] = read.flatMap(({ error }) => error ?? []);
    setErrors(refused === undefined ? {} : errorsIn(refused.issues));
    if (refused !== undefined || edits.contested.length > 0 || isSaving) return;
    if (goal !== null && !edits.isChanged) {
      onClose();
      return;
    }
    void save(read.flatMap(({ data }) => data ?? []));
  };
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={isSaving} type="submit" variant="primary">
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
        {edits.contested.length === 0 && problems.map((words) => <FormProblem key={words}>{words}</FormProblem>)}
        <GoalFields
          errors={errors}
          isThere={goal !== null}
          set={edits.set}
          students={students.map(({ studentId, displayCode }) => ({
            value: studentId,
            label: nameOf(studentId, displayCode),
          }))}
          chosen={chosen}
          values={edits.values}
          onChoose={setChosen}
        />
      </form>
    </Dialog>
  );
};
