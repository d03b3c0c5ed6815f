import { InterventionFields } from "@handrail/domain/interventions/intervention-schema";
import type { UserId } from "@handrail/domain/kernel/ids";
import { Select } from "@handrail/ui/select";
import { TextArea, TextField } from "@handrail/ui/text-field";
import { useQuery } from "@tanstack/react-query";

import { api } from "../../../lib/api.ts";
import { WholeField } from "./whole-field.tsx";

export const planLabels: Readonly<Record<keyof InterventionFields, string>> = {
  name: "Name",
  objective: "Objective",
  ownerStaffId: "Owner",
  startDate: "First day",
  endDate: "Last day",
  capacity: "Places",
  plannedSessions: "Planned sessions",
  plannedMinutes: "Planned minutes",
};

export type Errors<F extends object> = Partial<Record<keyof F, string>>;

/** What is wrong with a plan, field by field, in the words of its rules. */
export const planErrors = (values: InterventionFields): Errors<InterventionFields> => {
  const read = InterventionFields.safeParse(values);
  const early =
    values.endDate !== null && values.endDate < values.startDate ? { endDate: "The end is before the start." } : {};
  if (read.success) return early;
  return Object.fromEntries([
    ...Object.entries(early),
    ...read.error.issues.toReversed().map((issue) => [String(issue.path[0]), issue.message]),
  ]) as Errors<InterventionFields>;
};

export const useStaff = () => useQuery(api.interventions.staff.queryOptions(undefined, { staleTime: 5 * 60_000 }));

export type PlanFormProps = {
  values: InterventionFields;
  errors: Errors<InterventionFields>;
  set: <K extends keyof InterventionFields>(field: K, value: InterventionFields[K]) => void;
};

/** The plan of an intervention, new or changed. */
export const PlanForm = ({ values, errors, set }: PlanFormProps) => {
  const staff = useStaff();
  const error = (field: keyof InterventionFields) => ({ error: errors[field] });
  return (
    <>
      <TextField
        {...error("name")}
        label={planLabels.name}
        name="name"
        value={values.name}
        onChange={(name) => set("name", name)}
      />
      <TextArea
        {...error("objective")}
        description="What the students will be able to do."
        label={planLabels.objective}
        name="objective"
        rows={2}
        value={values.objective}
        onChange={(objective) => set("objective", objective)}
      />
      <Select
        {...error("ownerStaffId")}
        label={planLabels.ownerStaffId}
        name="ownerStaffId"
        options={(staff.data ?? []).map(({ id, name }) => ({ value: id as string, label: name }))}
        placeholder="Choose a person"
        value={values.ownerStaffId}
        onChange={(id) => set("ownerStaffId", id as UserId)}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          {...error("startDate")}
          label={planLabels.startDate}
          name="startDate"
          type="date"
          value={values.startDate}
          onChange={(day) => set("startDate", day)}
        />
        <TextField
          {...error("endDate")}
          isOptional
          label={planLabels.endDate}
          name="endDate"
          type="date"
          value={values.endDate ?? ""}
          onChange={(day) => set("endDate", day === "" ? null : day)}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-3">
        <WholeField
          {...error("capacity")}
          isOptional
          label={planLabels.capacity}
          name="capacity"
          value={values.capacity}
          onChange={(places) => set("capacity", places)}
        />
        <WholeField
          {...error("plannedSessions")}
          label={planLabels.plannedSessions}
          name="plannedSessions"
          value={values.plannedSessions}
          onChange={(sessions) => set("plannedSessions", sessions ?? Number.NaN)}
        />
        <WholeField
          {...error("plannedMinutes")}
          label={planLabels.plannedMinutes}
          name="plannedMinutes"
          value={values.plannedMinutes}
          onChange={(minutes) => set("plannedMinutes", minutes ?? Number.NaN)}
        />
      </div>
    </>
  );
};
