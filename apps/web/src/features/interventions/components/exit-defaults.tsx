import type { ExitDefault } from "@handrail/domain/interventions/program-schema";
import { Button } from "@handrail/ui/button";
import { IconButton } from "@handrail/ui/icon-button";
import { Select } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";
import X from "lucide-react/icons/x";

import { comparatorWords, optionsOf, thresholdWords, windowWords } from "../words.ts";
import { WholeField } from "./whole-field.tsx";

export type ExitDefaultsProps = {
  value: readonly ExitDefault[];
  onChange: (value: ExitDefault[]) => void;
  error?: string | undefined;
};

const most = 6;
const first: ExitDefault = {
  thresholdType: "progress",
  metric: "",
  comparator: "gte",
  // To be filled in: every student meets "at least 0".
  targetValue: Number.NaN,
  window: 3,
  windowUnit: "points",
};

/** When a student is done, as agreed beforehand: what interventions made from the program begin with. */
export const ExitDefaults = ({ value, onChange, error }: ExitDefaultsProps) => {
  const put = (at: number, part: Partial<ExitDefault>): void =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="text-ui text-ink mb-1">Exit rules to begin with</legend>
      {error !== undefined && (
        <p className="text-meta text-absent" role="alert">
          {error}
        </p>
      )}
      {value.map((one, index) => (
        <div
          className="rounded-card border-line grid grid-cols-2 items-end gap-3 border p-3 sm:grid-cols-[2fr_2fr_1fr_auto]"
          // The rules have no ids: their place is what they are known by.
          key={index}
        >
          <Select
            label="Rule on"
            options={optionsOf(thresholdWords)}
            value={one.thresholdType}
            onChange={(thresholdType) => put(index, { thresholdType, metric: "" })}
          />
          <Select
            label="Is"
            options={optionsOf(comparatorWords)}
            value={one.comparator}
            onChange={(comparator) => put(index, { comparator })}
          />
          <WholeField
            label="Value"
            name={`exit-${index}-value`}
            value={one.targetValue}
            onChange={(targetValue) => put(index, { targetValue: targetValue ?? Number.NaN })}
          />
          <IconButton
            icon={<X aria-hidden="true" size={16} />}
            label={`Remove rule ${index + 1}`}
            onPress={() => onChange(value.filter((_, at) => at !== index))}
          />
          {one.thresholdType === "custom_metric" && (
            <TextField
              className="col-span-2"
              label="Measure"
              value={one.metric}
              onChange={(metric) => put(index, { metric })}
            />
          )}
          <WholeField
            label="Over the last"
            name={`exit-${index}-window`}
            value={one.window}
            onChange={(window) => put(index, { window: window ?? Number.NaN })}
          />
          <Select
            hideLabel
            label="Of what"
            options={optionsOf(windowWords)}
            value={one.windowUnit}
            onChange={(windowUnit) => put(index, { windowUnit })}
          />
        </div>
      ))}
      {value.length < most && (
        <Button className="self-start" size="sm" onPress={() => onChange([...value, first])}>
          Add a rule
        </Button>
      )}
    </fieldset>
  );
};
