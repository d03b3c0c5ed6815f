import { Select } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";

import type { GoalValues } from "../goal-values.ts";
import { goalWords, optionsOf } from "../words.ts";
import { WholeField } from "./whole-field.tsx";

export type GoalFieldsProps = {
  values: GoalValues;
  errors: Readonly<Record<string, string>>;
  students: readonly { readonly value: string; readonly label: string }[];
  /** It has a student and a state already. */
  isThere: boolean;
  set: <K extends keyof GoalValues>(field: K, value: GoalValues[K]) => void;
};

/** Whose goal it is, what is measured, from where to where, by when. */
export const GoalFields = ({ values, errors, students, isThere, set }: GoalFieldsProps) => (
  <>
    <Select
      disabled={isThere}
      error={errors["studentId"]}
      label="Student"
      options={students}
      placeholder="Choose a student"
      value={values.studentId}
      onChange={(studentId) => set("studentId", studentId)}
    />
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
        label="How it stands"
        options={optionsOf(goalWords)}
        value={values.status}
        onChange={(status) => set("status", status)}
      />
    )}
  </>
);
