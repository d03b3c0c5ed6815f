import type { Weekday } from "@handrail/domain/interventions/recurrence";
import { type Nth, nths, readRepeat, type Repeat, writeRepeat } from "@handrail/domain/interventions/repeat";
import { weekdayOf } from "@handrail/domain/sessions/occurrences";
import { Checkbox } from "@handrail/ui/checkbox";
import { Select } from "@handrail/ui/select";

import { weekdayWords } from "../plan-words.ts";

const weekdays = Object.keys(weekdayWords) as Weekday[];
const dayOptions = weekdays.map((value) => ({ value, label: weekdayWords[value] }));

const often = {
  daily: "Every school day",
  weekly: "Every week",
  fortnightly: "Every other week",
  monthly: "Every month, on a weekday",
  dated: "Every month, on a date",
  rule: "Custom",
} as const;
type Often = keyof typeof often;
const all = Object.keys(often) as Often[];

const nthWords: Readonly<Record<Nth, string>> = { 1: "First", 2: "Second", 3: "Third", 4: "Fourth", [-1]: "Last" };
const nthOptions = nths.map((nth) => ({ value: String(nth), label: nthWords[nth] }));
const dateOptions = Array.from({ length: 31 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) }));

const oftenOf = (repeat: Repeat): Often =>
  repeat.kind === "weekly" ? (repeat.every === 2 ? "fortnightly" : "weekly") : repeat.kind;

const daysIn = (repeat: Repeat): readonly Weekday[] => {
  if (repeat.kind === "weekly") return repeat.days;
  return repeat.kind === "monthly" ? [repeat.day] : [];
};

/** Another way to repeat, which keeps the days that were chosen, or begins with the first day's own. */
const turned = (before: Repeat, to: Often, startsOn: string): Repeat => {
  const own = startsOn === "" ? "MO" : (weekdays[weekdayOf(startsOn) - 1] ?? "MO");
  const days = daysIn(before);
  switch (to) {
    case "daily":
      return { kind: "daily" };
    case "weekly":
    case "fortnightly":
      return { kind: "weekly", every: to === "weekly" ? 1 : 2, days: days.length > 0 ? days : [own] };
    case "monthly":
      return { kind: "monthly", nth: 1, day: days[0] ?? own };
    case "dated":
      return { kind: "dated", date: startsOn === "" ? 1 : Number(startsOn.slice(8)) };
    case "rule":
      return before;
  }
};

export type RepeatFieldsProps = { recurrence: string; startsOn: string; onChange: (recurrence: string) => void };

/** On which days: of every week, of every other one, or of every month. */
export const RepeatFields = ({ recurrence, startsOn, onChange }: RepeatFieldsProps) => {
  const repeat = readRepeat(recurrence);
  const put = (next: Repeat): void => onChange(writeRepeat(next));
  const toggle = (days: readonly Weekday[], { day, isOn }: { day: Weekday; isOn: boolean }): void => {
    const next = isOn ? [...days, day] : days.filter((one) => one !== day);
    if (repeat.kind === "weekly" && next.length > 0) put({ ...repeat, days: next });
  };
  return (
    <div className="flex flex-col gap-4">
      <Select
        description={repeat.kind === "rule" ? repeat.rule : undefined}
        label="How often"
        options={all
          .filter((value) => value !== "rule" || repeat.kind === "rule")
          .map((value) => ({ value, label: often[value] }))}
        value={oftenOf(repeat)}
        onChange={(to) => put(turned(repeat, to, startsOn))}
      />
      {repeat.kind === "weekly" && (
        <fieldset>
          <legend className="text-ui text-ink">Days</legend>
          <div className="flex flex-wrap gap-x-5">
            {weekdays.map((day) => (
              <Checkbox
                isSelected={repeat.days.includes(day)}
                key={day}
                onChange={(isOn) => toggle(repeat.days, { day, isOn })}
              >
                {weekdayWords[day]}
              </Checkbox>
            ))}
          </div>
        </fieldset>
      )}
      {repeat.kind === "monthly" && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label="Which"
            options={nthOptions}
            value={String(repeat.nth)}
            onChange={(value) => put({ ...repeat, nth: nths.find((nth) => String(nth) === value) ?? 1 })}
          />
          <Select label="Weekday" options={dayOptions} value={repeat.day} onChange={(day) => put({ ...repeat, day })} />
        </div>
      )}
      {repeat.kind === "dated" && (
        <Select
          description={repeat.date > 28 ? "Months without this date are left out." : undefined}
          label="Date"
          options={dateOptions}
          value={String(repeat.date)}
          onChange={(value) => put({ kind: "dated", date: Number(value) })}
        />
      )}
    </div>
  );
};
