import { SaveGoalInput, type GoalRow } from "@handrail/domain/interventions/goal-schema";
import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import type { GoalStatus } from "@handrail/domain/interventions/schema";
import { addDays } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { Select } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { goalWords, optionsOf } from "../words.ts";
import { FormProblem } from "./form-problem.tsx";
import { WholeField } from "./whole-field.tsx";

export type GoalFormProps = {
  intervention: Intervention;
  /** Null: a new one. */
  goal: GoalRow | null;
  /** What a student is called here. */
  nameOf: (studentId: string, code: string) => string;
  onClose: () => void;
};

interface Values {
  readonly studentId: string;
  readonly measure: string;
  readonly unit: string;
  readonly baseline: number | null;
  readonly startsOn: string;
  readonly target: number | null;
  readonly targetOn: string;
  readonly status: GoalStatus;
}

const valuesOf = ({ fields, program, today }: Intervention, goal: GoalRow | null): Values =>
  goal ?? {
    studentId: "",
    measure: program.measure === "" ? program.name : program.measure,
    unit: program.unit,
    baseline: null,
    startsOn: fields.startDate,
    target: null,
    targetOn: fields.endDate ?? addDays(today, 84),
    status: "active",
  };

/** What a student is to reach, by when. Without a baseline it is the median of the first points. */
export const GoalForm = ({ intervention, goal, nameOf, onClose }: GoalFormProps) => {
  const { id: interventionId, program, enrollments } = intervention;
  const form = useId();
  const [values, setValues] = useState(() => valuesOf(intervention, goal));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation(api.interventions.saveGoal.mutationOptions());
  const put = (part: Partial<Values>): void => setValues((before) => ({ ...before, ...part }));
  const problem = save.error === null ? null : problemOf(save.error);
  const students = enrollments.filter(({ status, studentId }) => status === "active" || studentId === goal?.studentId);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const { studentId, measure, unit, baseline, startsOn, target, targetOn, status } = values;
    const input = {
      mutationId: newId(),
      interventionId,
      goal: goal === null ? null : { id: goal.id, version: goal.version },
      studentId,
      measure,
      unit,
      baseline,
      startsOn,
      targetOn,
      status,
      target: target ?? Number.NaN,
      higherIsBetter: goal?.higherIsBetter ?? program.higherIsBetter,
    };
    const read = SaveGoalInput.safeParse(input);
    if (!read.success) {
      setErrors(
        Object.fromEntries(
          read.error.issues
            .toReversed()
            .map(({ path, message }) => [String(path[0]), path[0] === "studentId" ? "Choose a student." : message]),
        ),
      );
      return;
    }
    setErrors({});
    save.mutate(input, {
      onSuccess: () => {
        toast({ message: "Goal saved.", tone: "done" });
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
        {problem !== null && <FormProblem>{problem.message}</FormProblem>}
        <Select
          disabled={goal !== null}
          error={errors["studentId"]}
          label="Student"
          options={students.map(({ studentId, displayCode }) => ({
            value: studentId as string,
            label: nameOf(studentId, displayCode),
          }))}
          placeholder="Choose a student"
          value={values.studentId}
          onChange={(studentId) => put({ studentId })}
        />
        <div className="grid gap-4 sm:grid-cols-[2fr_1fr]">
          <TextField
            error={errors["measure"]}
            label="Measure"
            value={values.measure}
            onChange={(measure) => put({ measure })}
          />
          <TextField
            error={errors["unit"]}
            isOptional
            label="Unit"
            value={values.unit}
            onChange={(unit) => put({ unit })}
          />
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <WholeField
            description="Empty: the median of the first points."
            error={errors["baseline"]}
            isOptional
            label="Baseline"
            name="baseline"
            value={values.baseline}
            onChange={(baseline) => put({ baseline })}
          />
          <TextField
            error={errors["startsOn"]}
            label="From"
            type="date"
            value={values.startsOn}
            onChange={(startsOn) => put({ startsOn })}
          />
          <WholeField
            error={errors["target"]}
            label="Target"
            name="target"
            value={values.target}
            onChange={(target) => put({ target })}
          />
          <TextField
            error={errors["targetOn"]}
            label="By"
            type="date"
            value={values.targetOn}
            onChange={(targetOn) => put({ targetOn })}
          />
        </div>
        {goal !== null && (
          <Select
            label="How it stands"
            options={optionsOf(goalWords)}
            value={values.status}
            onChange={(status) => put({ status })}
          />
        )}
      </form>
    </Dialog>
  );
};
