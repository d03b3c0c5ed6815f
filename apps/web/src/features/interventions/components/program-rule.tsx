import type { ProgramFields } from "@handrail/domain/interventions/program-schema";
import { fitsFrequency } from "@handrail/domain/interventions/recurrence";
import type { Frequency } from "@handrail/domain/interventions/schema";
import { lazy, type ReactNode, Suspense, useId } from "react";

import type { Errors } from "./plan-form.tsx";

/** Part of the schedule's form: fetched beside this one, so that the dialog stays within its size. */
const RepeatFields = lazy(async () => ({
  default: (await import("../../sessions/components/repeat-fields.tsx")).RepeatFields,
}));

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
    <Suspense>
      <RepeatFields
        recurrence={values.recurrence}
        startsOn=""
        onChange={(recurrence) => {
          set("recurrence", recurrence);
          set("frequency", frequencyOf(recurrence));
        }}
      />
    </Suspense>
    {errors.recurrence !== undefined && (
      <p className="text-meta text-absent" role="alert">
        {errors.recurrence}
      </p>
    )}
  </div>
);
