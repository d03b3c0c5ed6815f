import type { ProgramFields } from "@handrail/domain/interventions/program-schema";
import { fitsFrequency } from "@handrail/domain/interventions/recurrence";
import type { Frequency } from "@handrail/domain/interventions/schema";
import { type ReactNode, useId } from "react";

import { RepeatFields } from "../../sessions/components/repeat-fields.tsx";
import type { Errors } from "./plan-form.tsx";

export type ProgramFormProps = {
  values: ProgramFields;
  errors: Errors<ProgramFields>;
  set: <K extends keyof ProgramFields>(field: K, value: ProgramFields[K]) => void;
};

/** Choices that belong together, under one name. */
export const Group = ({ title, children }: { title: string; children: ReactNode }) => {
  const id = useId();
  return (
    <fieldset aria-labelledby={id} className="flex flex-col gap-1">
      <legend className="text-ui text-ink" id={id}>
        {title}
      </legend>
      {children}
    </fieldset>
  );
};

const frequencyOf = (recurrence: string): Frequency => {
  if (fitsFrequency("daily", recurrence)) return "daily";
  return fitsFrequency("weekly", recurrence) ? "weekly" : "custom";
};

/** How often it takes place, by the same choices as a schedule. */
export const ProgramRule = ({ values, errors, set }: ProgramFormProps) => (
  <div className="flex flex-col gap-1">
    <RepeatFields
      recurrence={values.recurrence}
      startsOn=""
      onChange={(recurrence) => {
        set("recurrence", recurrence);
        set("frequency", frequencyOf(recurrence));
      }}
    />
    {errors.recurrence !== undefined && (
      <p className="text-meta text-absent" role="alert">
        {errors.recurrence}
      </p>
    )}
  </div>
);
