import { RootCause } from "@handrail/domain/casework/schema";
import { boundsProblem, ProgramFields } from "@handrail/domain/interventions/program-schema";
import { fitsFrequency, isRecurrence } from "@handrail/domain/interventions/recurrence";
import { Checkbox } from "@handrail/ui/checkbox";
import { Select, type SelectOption } from "@handrail/ui/select";
import { TextArea, TextField } from "@handrail/ui/text-field";

import { causeWords, metricWords, optionsOf, placeWords, roleWords, typeWords } from "../words.ts";
import { ExitDefaults } from "./exit-defaults.tsx";
import type { Errors } from "./plan-form.tsx";
import { Group, type ProgramFormProps, ProgramRule } from "./program-rule.tsx";
import { WholeField } from "./whole-field.tsx";

/** What is wrong with a program, field by field, in the words of its rules. */
export const programErrors = (values: ProgramFields): Errors<ProgramFields> => {
  const read = ProgramFields.safeParse(values);
  const rule =
    isRecurrence(values.recurrence) && !fitsFrequency(values.frequency, values.recurrence)
      ? { recurrence: "The rule and the frequency do not match." }
      : {};
  const bounds = boundsProblem(values);
  const own = { ...rule, ...(bounds === null ? {} : { highestValue: bounds }) };
  if (read.success) return own;
  return Object.fromEntries([
    ...Object.entries(own),
    ...read.error.issues.toReversed().map(({ path, message }) => [String(path[0]), message]),
  ]) as Errors<ProgramFields>;
};

const directions: readonly SelectOption<"up" | "down">[] = [
  { value: "up", label: "More is better" },
  { value: "down", label: "Less is better" },
];
const tiers = ["1", "2", "3"].map((tier) => ({ value: tier, label: `Tier ${tier}` }));

/** All that a program says. */
export const ProgramForm = (props: ProgramFormProps) => {
  const { values, errors, set } = props;
  return (
    <>
      <TextField error={errors.name} label="Name" value={values.name} onChange={(name) => set("name", name)} />
      <TextArea
        error={errors.description}
        isOptional
        label="What it is for"
        value={values.description}
        onChange={(description) => set("description", description)}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="Kind"
          options={optionsOf(typeWords)}
          value={values.interventionType}
          onChange={(type) => set("interventionType", type)}
        />
        <Select
          label="Tier"
          options={tiers}
          value={String(values.tier)}
          onChange={(tier) => set("tier", Number(tier))}
        />
      </div>
      <ProgramRule {...props} />
      <div className="grid gap-4 sm:grid-cols-3">
        <WholeField
          error={errors.durationMinutes}
          label="Minutes"
          name="durationMinutes"
          value={values.durationMinutes}
          onChange={(minutes) => set("durationMinutes", minutes ?? Number.NaN)}
        />
        <WholeField
          error={errors.plannedWeeks}
          label="Weeks"
          name="plannedWeeks"
          value={values.plannedWeeks}
          onChange={(weeks) => set("plannedWeeks", weeks ?? Number.NaN)}
        />
        <WholeField
          error={errors.capacity}
          isOptional
          label="Places"
          name="capacity"
          value={values.capacity}
          onChange={(places) => set("capacity", places)}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label="Where"
          options={optionsOf(placeWords)}
          value={values.locationType}
          onChange={(place) => set("locationType", place)}
        />
        <Select
          label="Led by"
          options={optionsOf(roleWords)}
          value={values.defaultFacilitatorRole}
          onChange={(role) => set("defaultFacilitatorRole", role)}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          description="In words, such as “Words read correctly in a minute”."
          error={errors.measure}
          isOptional
          label="What is measured"
          value={values.measure}
          onChange={(measure) => set("measure", measure)}
        />
        <TextField
          error={errors.unit}
          isOptional
          label="Unit"
          value={values.unit}
          onChange={(unit) => set("unit", unit)}
        />
        <Select
          label="Measured as"
          options={optionsOf(metricWords)}
          value={values.progressMetric}
          onChange={(metric) => set("progressMetric", metric)}
        />
        <Select
          label="Direction"
          options={directions}
          value={values.higherIsBetter ? "up" : "down"}
          onChange={(way) => set("higherIsBetter", way === "up")}
        />
        <WholeField
          description="A smaller value is refused, such as -5 words."
          error={errors.lowestValue}
          isOptional
          label="Lowest value"
          name="lowestValue"
          value={values.lowestValue ?? null}
          onChange={(lowest) => set("lowestValue", lowest)}
        />
        <WholeField
          description="A larger value is refused."
          error={errors.highestValue}
          isOptional
          label="Highest value"
          name="highestValue"
          value={values.highestValue ?? null}
          onChange={(highest) => set("highestValue", highest)}
        />
      </div>
      <Group title="Suggested for cases of">
        <div className="flex flex-wrap gap-x-5">
          {RootCause.options.map((cause) => (
            <Checkbox
              isSelected={values.rootCauses.includes(cause)}
              key={cause}
              onChange={(isOn) =>
                set(
                  "rootCauses",
                  RootCause.options.filter((one) => (one === cause ? isOn : values.rootCauses.includes(one))),
                )
              }
            >
              {causeWords[cause] ?? cause}
            </Checkbox>
          ))}
        </div>
      </Group>
      <ExitDefaults
        error={errors.exitDefaults}
        value={values.exitDefaults}
        onChange={(criteria) => set("exitDefaults", criteria)}
      />
    </>
  );
};
