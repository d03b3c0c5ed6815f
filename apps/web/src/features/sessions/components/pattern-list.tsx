import type { Pattern, ScheduleOptions } from "@handrail/domain/sessions/schedule-schema";
import { Button } from "@handrail/ui/button";
import Plus from "lucide-react/icons/plus";

import { ScheduleForm } from "./schedule-form.tsx";

/** As many as one schedule takes. */
const mostPatterns = 4;
const names = ["First time", "Second time", "Third time", "Fourth time"] as const;

export type PatternListProps = {
  patterns: readonly Pattern[];
  options: ScheduleOptions;
  /** By pattern and field. */
  errors: readonly Readonly<Record<string, string>>[];
  onChange: (patterns: readonly Pattern[]) => void;
};

/** Days and times of a schedule: one, or several that differ, such as Mondays at nine and Thursdays at two. */
export const PatternList = ({ patterns, options, errors, onChange }: PatternListProps) => {
  const last = patterns.at(-1);
  return (
    <div className="flex flex-col gap-5">
      {patterns.map((pattern, index) => (
        <div aria-label={patterns.length > 1 ? names[index] : "When"} key={names[index]} role="group">
          {patterns.length > 1 && (
            <div className="border-line mb-3 flex items-center justify-between gap-3 border-b pb-1.5">
              <p className="text-ui text-ink font-semibold">{names[index]}</p>
              <Button
                aria-label={`Remove the ${(names[index] ?? "").toLowerCase()}`}
                size="sm"
                variant="quiet"
                onPress={() => onChange(patterns.filter((_, other) => other !== index))}
              >
                Remove
              </Button>
            </div>
          )}
          <ScheduleForm
            errors={errors[index] ?? {}}
            options={options}
            pattern={pattern}
            onChange={(next) => onChange(patterns.map((one, other) => (other === index ? next : one)))}
          />
        </div>
      ))}
      {patterns.length < mostPatterns && last !== undefined && (
        <Button
          className="self-start"
          icon={<Plus aria-hidden="true" size={16} />}
          size="sm"
          onPress={() => onChange([...patterns, last])}
        >
          Add another time
        </Button>
      )}
    </div>
  );
};
