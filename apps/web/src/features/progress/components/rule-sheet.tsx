import { SetRuleInput, type Graph } from "@handrail/domain/progress/graph-schema";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { Sheet } from "@handrail/ui/sheet";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { WholeField } from "../../interventions/components/whole-field.tsx";

export type RuleSheetProps = { graph: Graph; onClose: () => void };

/** How the graphs are judged: which rule, on how many points. */
export const RuleSheet = ({ graph, onClose }: RuleSheetProps) => {
  const form = useId();
  const [seen] = useState(graph.settings);
  const [settings, setSettings] = useState(graph.settings);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation(api.progress.setRule.mutationOptions());
  const put = (part: Partial<Graph["settings"]>): void => setSettings((before) => ({ ...before, ...part }));
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const input = { mutationId: newId(), interventionId: graph.interventionId, settings, seen };
    const read = SetRuleInput.safeParse(input);
    if (!read.success) {
      setErrors(Object.fromEntries(read.error.issues.map(({ path, message }) => [String(path[1]), message])));
      return;
    }
    setErrors({});
    save.mutate(input, {
      onSuccess: () => {
        toast({ message: "Saved. The graphs now use these rules.", tone: "done" });
        onClose();
      },
    });
  };
  const fields = [
    ["baselinePoints", "Baseline points", "How many of the first points give the student's start (their median)."],
    ["points", "Points for a verdict", "How many of the latest points are compared; with fewer there is no verdict."],
    [
      "exitPoints",
      "Points at the target",
      "How many of the latest points must reach the target before an exit is advised.",
    ],
  ] as const;
  return (
    <Sheet
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={save.isPending} type="submit" variant="primary">
            Save
          </Button>
        </>
      }
      isOpen
      title="How progress is judged"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        {save.error !== null && <FormProblem>{problemOf(save.error).message}</FormProblem>}
        <Select
          description="Latest points: if all are below the aim line, the plan should change; if all are above, the goal can be raised. Trend: the slope of the points is compared with the slope of the aim line."
          label="Rule"
          options={[
            { value: "four_point", label: "Latest points against the aim line" },
            { value: "trend", label: "Trend against the aim line" },
          ]}
          value={settings.rule}
          onChange={(rule) => put({ rule })}
        />
        <Select
          description="Scores go up and down from day to day. The usual distance is measured from the student's own points."
          label="Points near the aim line"
          options={[
            { value: "scatter", label: "Count as on the line" },
            { value: "none", label: "Count as above or below (strict)" },
          ]}
          value={settings.band}
          onChange={(band) => put({ band })}
        />
        {settings.band === "scatter" && (
          <WholeField
            description={`The standard error of measurement from the test's manual${graph.unit === "" ? "" : `, in ${graph.unit}`}. Empty: measured from the student's own points.`}
            error={errors["standardError"]}
            isOptional
            label="Usual distance"
            name="standardError"
            value={settings.standardError}
            onChange={(standardError) => put({ standardError })}
          />
        )}
        <Select
          description="What later points are compared with."
          label="After a change of plan"
          options={[
            { value: "new_aim", label: "A new aim line, from where the student stood then" },
            { value: "first_aim", label: "The first aim line to the end" },
          ]}
          value={settings.afterChange}
          onChange={(afterChange) => put({ afterChange })}
        />
        <Select
          description="The typical slope does not change when one point is unusual. The best fit uses every point equally."
          label="Trend line"
          options={[
            { value: "theil_sen", label: "Typical slope (one unusual point does not change it)" },
            { value: "least_squares", label: "Best fit" },
          ]}
          value={settings.trend}
          onChange={(trend) => put({ trend })}
        />
        {fields.map(([name, label, description]) => (
          <WholeField
            description={description}
            error={errors[name]}
            key={name}
            label={label}
            name={name}
            value={settings[name]}
            onChange={(value) => put({ [name]: value ?? Number.NaN })}
          />
        ))}
      </form>
    </Sheet>
  );
};
