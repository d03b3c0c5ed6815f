import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { Select } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";
import { useId } from "react";

import type { GoalValues } from "../goal-values.ts";
import { goalWords, optionsOf } from "../words.ts";
import { WholeField } from "./whole-field.tsx";

export type GoalFieldsProps = {
  values: GoalValues;
  errors: Readonly<Record<string, string>>;
  students: readonly { readonly value: string; readonly label: string }[];
  /** Whom a new goal is for. */
  chosen: readonly string[];
  onChoose: (studentIds: readonly string[]) => void;
  /** It has a student and a state already. */
  isThere: boolean;
  set: <K extends keyof GoalValues>(field: K, value: GoalValues[K]) => void;
};

type StudentBoxesProps = Pick<GoalFieldsProps, "students" | "chosen" | "onChoose"> & { error: string | undefined };

/** One goal for one student or for several alike. */
const StudentBoxes = ({ students, chosen, error, onChoose }: StudentBoxesProps) => {
  const id = useId();
  const isAll = chosen.length === students.length;
  return (
    <fieldset aria-describedby={error === undefined ? undefined : id} className="flex flex-col gap-1.5">
      <legend className="text-ui mb-1 flex w-full items-center justify-between gap-2">
        Students
        {students.length > 1 && (
          <Button size="sm" variant="quiet" onPress={() => onChoose(isAll ? [] : students.map(({ value }) => value))}>
            {isAll ? "Clear selection" : "Select all"}
          </Button>
        )}
      </legend>
      <div className="border-control-line rounded-control grid max-h-48 gap-x-4 overflow-y-auto border px-3 py-2 sm:grid-cols-2">
        {students.map(({ value, label }) => (
          <Checkbox
            isSelected={chosen.includes(value)}
            key={value}
            onChange={(isOn) => onChoose(isOn ? [...chosen, value] : chosen.filter((one) => one !== value))}
          >
            {label}
          </Checkbox>
        ))}
      </div>
      {error !== undefined && (
        <p className="text-meta text-critical" id={id} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
};

/** Whose goal it is, what is measured, from where to where, by when. */
export const GoalFields = ({ values, errors, students, chosen, isThere, set, onChoose }: GoalFieldsProps) => (
  <>
    {isThere ? (
      <Select disabled label="Student" options={students} value={values.studentId} onChange={() => undefined} />
    ) : (
      <StudentBoxes chosen={chosen} error={errors["studentId"]} students={students} onChoose={onChoose} />
    )}
    <div className="grid gap-4 sm:grid-cols-[2fr_1fr]">
      <TextField
        error={errors["measure"]}
        label="Measure"
        value={values.measure}
        onChange={(measure) => set("measure", measure)}
      />
      <TextField
        error={errors["unit"]}
        isOptional
        label="Unit"
        value={values.unit}
        onChange={(unit) => set("unit", unit)}
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
        onChange={(baseline) => set("baseline", baseline)}
      />
      <TextField
        error={errors["startsOn"]}
        label="From"
        type="date"
        value={values.startsOn}
        onChange={(startsOn) => set("startsOn", startsOn)}
      />
      <WholeField
        error={errors["target"]}
        label="Target"
        name="target"
        value={values.target}
        onChange={(target) => set("target", target)}
      />
      <TextField
        error={errors["targetOn"]}
        label="By"
        type="date"
        value={values.targetOn}
        onChange={(targetOn) => set("targetOn", targetOn)}
      />
    </div>
    {isThere && (
      <Select
        label="Result"
        options={optionsOf(goalWords)}
        value={values.status}
        onChange={(status) => set("status", status)}
      />
    )}
  </>
);
