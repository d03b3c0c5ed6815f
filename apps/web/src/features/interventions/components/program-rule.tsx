import type { ProgramFields } from "@handrail/domain/interventions/program-schema";
import { type Weekday, weekdaysOf, weeklyOn } from "@handrail/domain/interventions/recurrence";
import type { Frequency } from "@handrail/domain/interventions/schema";
import { Checkbox } from "@handrail/ui/checkbox";
import { Select } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";
import { type ReactNode, useId } from "react";

import { dayWords, frequencyWords, optionsOf } from "../words.ts";
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

const days = Object.keys(dayWords) as Weekday[];

/** How often it takes place: every school day, on weekdays, or by a rule of its own. */
export const ProgramRule = ({ values, errors, set }: ProgramFormProps) => {
  const chosen = weekdaysOf(values.recurrence);
  const choose = (frequency: Frequency): void => {
    set("frequency", frequency);
    if (frequency === "daily") set("recurrence", "FREQ=DAILY");
    if (frequency === "weekly") set("recurrence", weeklyOn(chosen.length === 0 ? ["MO"] : chosen));
  };
  return (
    <>
      <Select label="How often" options={optionsOf(frequencyWords)} value={values.frequency} onChange={choose} />
      {values.frequency === "weekly" && (
        <Group title="On">
          <div className="flex flex-wrap gap-x-5">
            {days.map((day) => (
              <Checkbox
                isSelected={chosen.includes(day)}
                key={day}
                onChange={(isOn) =>
                  set("recurrence", weeklyOn(isOn ? [...chosen, day] : chosen.filter((one) => one !== day)))
                }
              >
                {dayWords[day]}
              </Checkbox>
            ))}
          </div>
        </Group>
      )}
      {values.frequency === "custom" && (
        <TextField
          description="A rule of RFC 5545, such as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE."
          error={errors.recurrence}
          label="Rule"
          value={values.recurrence}
          onChange={(rule) => set("recurrence", rule.trim().toUpperCase())}
        />
      )}
    </>
  );
};
