import type { Intervention, InterventionFields } from "@handrail/domain/interventions/intervention-schema";
import { Button } from "@handrail/ui/button";
import { Sheet } from "@handrail/ui/sheet";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { shortDay } from "../../../lib/time.ts";
import { useEdits } from "../use-edits.ts";
import { AlsoWriting } from "./also-writing.tsx";
import { ContestedList } from "./contested-list.tsx";
import { FormProblem } from "./form-problem.tsx";
import { type Errors, PlanForm, planErrors, planLabels, useStaff } from "./plan-form.tsx";

export type EditPlanProps = { intervention: Intervention; onClose: () => void };

const focusFirst = (form: HTMLFormElement | null): void =>
  form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();

/** Changes the plan. What others save meanwhile comes in; where it differs from what is typed, both are shown. */
export const EditPlan = ({ intervention, onClose }: EditPlanProps) => {
  const { id } = intervention;
  const form = useId();
  const edits = useEdits<InterventionFields>(intervention.fields);
  const [errors, setErrors] = useState<Errors<InterventionFields>>({});
  const staff = useStaff();
  const change = useMutation(api.interventions.change.mutationOptions());

  const show = (field: keyof InterventionFields, value: InterventionFields[keyof InterventionFields]) => {
    if (value === null || value === "") return "Empty";
    if (field === "ownerStaffId") return staff.data?.find((one) => one.id === value)?.name ?? "Another person";
    return field === "startDate" || field === "endDate" ? shortDay(String(value)) : String(value);
  };
  const send = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = planErrors(edits.values);
    setErrors(found);
    if (Object.keys(found).length > 0) {
      setTimeout(focusFirst, 0, event.currentTarget);
      return;
    }
    if (!edits.isChanged) {
      onClose();
      return;
    }
    if (edits.contested.length > 0) return;
    const refetch = () =>
      queryClient.invalidateQueries({ queryKey: api.interventions.get.queryKey({ interventionId: id }) });
    change.mutate(
      { mutationId: newId(), interventionId: id, changes: edits.changes, seen: edits.seen },
      {
        onSuccess: () => {
          toast({ message: "Details saved.", tone: "done" });
          onClose();
        },
        onError: (error) => setErrors(problemOf(error).fields as Errors<InterventionFields>),
        onSettled: () => void refetch(),
      },
    );
  };
  const problem = change.error === null ? null : problemOf(change.error);
  return (
    <Sheet
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={change.isPending} type="submit" variant="primary">
            Save
          </Button>
        </>
      }
      isOpen
      title="Edit details"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        <AlsoWriting at="plan" interventionId={id} />
        <ContestedList current={intervention.fields} edits={edits} labels={planLabels} show={show} />
        {problem !== null && problem.situation !== "STALE_VERSION" && Object.keys(problem.fields).length === 0 && (
          <FormProblem>{problem.message}</FormProblem>
        )}
        <PlanForm errors={errors} set={edits.set} values={edits.values} />
      </form>
    </Sheet>
  );
};
