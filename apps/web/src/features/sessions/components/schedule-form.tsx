import { type Weekday, weekdaysOf, weeklyOn } from "@handrail/domain/interventions/recurrence";
import type { Pattern, ScheduleOptions } from "@handrail/domain/sessions/schedule-schema";
import { Checkbox } from "@handrail/ui/checkbox";
import { Select } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";

import { weekdayWords } from "../plan-words.ts";
import { PlaceFields } from "./place-fields.tsx";

const weekdays = Object.keys(weekdayWords) as Weekday[];
const everyOptions = [
  { value: "1", label: "Every week" },
  { value: "2", label: "Every other week" },
] as const;

export type ScheduleFormProps = {
  pattern: Pattern;
  options: ScheduleOptions;
  errors: Readonly<Record<string, string>>;
  onChange: (pattern: Pattern) => void;
};

/** When: days, time and length. Where and with whom. */
export const ScheduleForm = ({ pattern, options, errors, onChange }: ScheduleFormProps) => {
  const days = weekdaysOf(pattern.recurrence);
  const every = pattern.recurrence.includes("INTERVAL=2") ? 2 : 1;
  const set = (change: Partial<Pattern>): void => onChange({ ...pattern, ...change });
  const toggle = (day: Weekday, isOn: boolean): void => {
    const next = isOn ? [...days, day] : days.filter((one) => one !== day);
    if (next.length > 0) set({ recurrence: weeklyOn(next, every) });
  };
  return (
    <div className="flex flex-col gap-4">
      <fieldset>
        <legend className="text-ui text-ink">Days</legend>
        <div className="flex flex-wrap gap-x-5">
          {weekdays.map((day) => (
            <Checkbox isSelected={days.includes(day)} key={day} onChange={(isOn) => toggle(day, isOn)}>
              {weekdayWords[day]}
            </Checkbox>
          ))}
        </div>
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="How often"
          options={everyOptions}
          value={every === 2 ? "2" : "1"}
          onChange={(value) => set({ recurrence: weeklyOn(days, Number(value)) })}
        />
        <TextField
          error={errors["localTime"]}
          label="Starts at"
          type="time"
          value={pattern.localTime}
          onChange={(localTime) => set({ localTime })}
        />
        <TextField
          error={errors["startsOn"]}
          label="First day"
          type="date"
          value={pattern.startsOn}
          onChange={(startsOn) => set({ startsOn })}
        />
        <TextField
          error={errors["endsOn"]}
          label="Until"
          type="date"
          value={pattern.endsOn}
          onChange={(endsOn) => set({ endsOn })}
        />
        <TextField
          error={errors["durationMinutes"]}
          inputMode="numeric"
          label="Minutes"
          max={1440}
          min={5}
          type="number"
          value={Number.isNaN(pattern.durationMinutes) ? "" : String(pattern.durationMinutes)}
          onChange={(minutes) => set({ durationMinutes: minutes === "" ? Number.NaN : Number(minutes) })}
        />
      </div>
      <PlaceFields
        facilitatorId={pattern.facilitatorId}
        locationId={pattern.locationId}
        options={options}
        onChange={set}
      />
    </div>
  );
};
