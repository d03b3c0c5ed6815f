import { criterionWords } from "@handrail/domain/progress/criteria";
import type { CriterionFields } from "@handrail/domain/progress/exit-schema";
import { Select } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";

import { WholeField } from "../../interventions/components/whole-field.tsx";

export type CriterionFormProps = {
  value: CriterionFields;
  unit: string;
  errors: Readonly<Record<string, string>>;
  onChange: (value: CriterionFields) => void;
};

const kinds = [
  { value: "progress", label: "Progress" },
  { value: "attendance", label: "Attendance in per cent" },
  { value: "custom_metric", label: "Another measure" },
] as const;
const comparators = [
  { value: "gte", label: "at least" },
  { value: "gt", label: "more than" },
  { value: "lte", label: "at most" },
  { value: "lt", label: "less than" },
] as const;
const windows = [
  { value: "points", label: "points" },
  { value: "sessions", label: "sessions" },
  { value: "days", label: "days" },
] as const;

/** One condition, and how it will read. */
export const CriterionForm = ({ value, unit, errors, onChange }: CriterionFormProps) => {
  const put = (part: Partial<CriterionFields>): void => onChange({ ...value, ...part });
  const isAttendance = value.thresholdType === "attendance";
  return (
    <>
      <Select
        label="What counts"
        options={kinds}
        value={value.thresholdType}
        onChange={(thresholdType) =>
          put({
            thresholdType,
            metric: "",
            ...(thresholdType === "attendance" && value.windowUnit === "points" ? { windowUnit: "sessions" } : {}),
          })
        }
      />
      {value.thresholdType === "custom_metric" && (
        <TextField
          error={errors["metric"]}
          label="Measure"
          value={value.metric}
          onChange={(metric) => put({ metric })}
        />
      )}
      <div className="grid grid-cols-2 gap-4">
        <Select
          label="Is"
          options={comparators}
          value={value.comparator}
          onChange={(comparator) => put({ comparator })}
        />
        <WholeField
          error={errors["targetValue"]}
          label="Value"
          name="targetValue"
          value={value.targetValue}
          onChange={(target) => put({ targetValue: target ?? Number.NaN })}
        />
        <WholeField
          error={errors["window"]}
          label="Over the last"
          name="window"
          value={value.window}
          onChange={(window) => put({ window: window ?? Number.NaN })}
        />
        <Select
          error={errors["windowUnit"]}
          label="Of what"
          options={isAttendance ? windows.slice(1) : windows}
          value={value.windowUnit}
          onChange={(windowUnit) => put({ windowUnit })}
        />
      </div>
      {!Number.isNaN(value.targetValue) && !Number.isNaN(value.window) && (
        <p className="text-ui text-ink-2">{criterionWords(value, unit)}.</p>
      )}
    </>
  );
};
