import type { Pattern, ScheduleOptions } from "@handrail/domain/sessions/schedule-schema";
import { TextField } from "@handrail/ui/text-field";

import { PlaceFields } from "./place-fields.tsx";
import { RepeatFields } from "./repeat-fields.tsx";

export type ScheduleFormProps = {
  pattern: Pattern;
  options: ScheduleOptions;
  errors: Readonly<Record<string, string>>;
  onChange: (pattern: Pattern) => void;
};

/** When: days, time and length. Where and with whom. */
export const ScheduleForm = ({ pattern, options, errors, onChange }: ScheduleFormProps) => {
  const set = (change: Partial<Pattern>): void => onChange({ ...pattern, ...change });
  return (
    <div className="flex flex-col gap-4">
      <RepeatFields
        recurrence={pattern.recurrence}
        startsOn={pattern.startsOn}
        onChange={(recurrence) => set({ recurrence })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          error={errors["localTime"]}
          label="Starts at"
          type="time"
          value={pattern.localTime}
          onChange={(localTime) => set({ localTime })}
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
