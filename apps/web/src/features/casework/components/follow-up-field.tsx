import { dayExample } from "@handrail/domain/casework/follow-up";
import type { Day } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { TextField } from "@handrail/ui/text-field";

import { longDay } from "../../../lib/time.ts";
import { followUpDay } from "../recorder/check.ts";

const shortcuts = [
  { typed: "tomorrow", label: "Tomorrow" },
  { typed: "1w", label: "1 week" },
  { typed: "2w", label: "2 weeks" },
] as const;

export type FollowUpFieldProps = {
  label?: string;
  value: string;
  today: Day;
  error?: string | undefined;
  onChange: (typed: string) => void;
  onBlur?: () => void;
};

/** A day in a few keys: `2w`, `fri`, `10 dec`. The day that it means is said at once. */
export const FollowUpField = ({ label = "Follow-up", value, today, error, onChange, onBlur }: FollowUpFieldProps) => {
  const day = followUpDay(value, today);
  return (
    <div className="flex flex-col gap-2">
      <TextField
        autoComplete="off"
        description={
          <span aria-live="polite">
            {day == null ? (
              `A day after today: 2w, fri, ${dayExample(today)}.`
            ) : (
              <strong className="text-ink">{`→ ${longDay(day)}`}</strong>
            )}
          </span>
        }
        error={error}
        isOptional
        label={label}
        name="followUpDate"
        value={value}
        onBlur={onBlur}
        onChange={onChange}
      />
      {/* The keyboard writes what these write. */}
      <div aria-label={`${label} in`} className="flex flex-wrap gap-1.5" role="group">
        {shortcuts.map(({ typed, label }) => (
          <Button excludeFromTabOrder key={typed} size="sm" variant="quiet" onPress={() => onChange(typed)}>
            {label}
          </Button>
        ))}
        {value !== "" && (
          <Button excludeFromTabOrder size="sm" variant="quiet" onPress={() => onChange("")}>
            None
          </Button>
        )}
      </div>
    </div>
  );
};
