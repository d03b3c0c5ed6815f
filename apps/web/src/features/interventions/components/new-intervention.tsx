import type { InterventionFields } from "@handrail/domain/interventions/intervention-schema";
import type { ProgramRow } from "@handrail/domain/interventions/program-schema";
import { plannedOf } from "@handrail/domain/interventions/recurrence";
import type { UserId } from "@handrail/domain/kernel/ids";
import { addDays, dayIn } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { Sheet } from "@handrail/ui/sheet";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf } from "../../../lib/api.ts";
import { serverNow } from "../../../lib/now.ts";
import { useMe } from "../../../shell/me.ts";
import { FormProblem } from "./form-problem.tsx";
import { type Errors, PlanForm, planErrors } from "./plan-form.tsx";

const focusFirst = (form: HTMLFormElement | null): void =>
  form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();

const today = (zone: string): string => dayIn(zone, serverNow());

const planOf = (program: ProgramRow, start: string, owner: string): InterventionFields => {
  const { sessions, minutes } = plannedOf(program);
  return {
    name: program.name,
    objective: "",
    ownerStaffId: owner as UserId,
    startDate: start,
    endDate: addDays(start, program.plannedWeeks * 7 - 1),
    capacity: program.capacity,
    plannedSessions: sessions,
    plannedMinutes: minutes,
  };
};

export type NewInterventionProps = {
  /** The program it is made from, where that is chosen already. */
  programId?: string | undefined;
  onClose: () => void;
};

/** Begins an intervention from a program: what the program says is filled in, and can be changed. */
export const NewIntervention = ({ programId, onClose }: NewInterventionProps) => {
  const me = useMe();
  const form = useId();
  const navigate = useNavigate();
  const library = useQuery(api.interventions.programs.queryOptions({ status: "published" }));
  const create = useMutation(api.interventions.create.mutationOptions());
  const [chosen, setChosen] = useState(programId ?? "");
  const [written, setWritten] = useState<Partial<InterventionFields>>({});
  const [errors, setErrors] = useState<Errors<InterventionFields> & { programId?: string }>({});
  const programs = library.data?.rows ?? [];
  const program = programs.find(({ id }) => id === chosen);
  const values = program && { ...planOf(program, written.startDate ?? today(me.zone), me.userId), ...written };
  const problem = create.error === null ? null : problemOf(create.error);

  const send = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = values === undefined ? { programId: "Choose a program." } : planErrors(values);
    setErrors(found);
    if (values === undefined || Object.keys(found).length > 0) {
      setTimeout(focusFirst, 0, event.currentTarget);
      return;
    }
    create.mutate(
      { mutationId: newId(), programId: chosen, fields: values, team: [] },
      {
        onSuccess: ({ interventionId }) =>
          void navigate({ to: "/interventions/$interventionId", params: { interventionId } }),
        onError: (error) => setErrors(problemOf(error).fields),
      },
    );
  };
  return (
    <Sheet
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={create.isPending} type="submit" variant="primary">
            Create as draft
          </Button>
        </>
      }
      isOpen
      title="New intervention"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        <Select
          description="It keeps the version of the program it begins with."
          error={errors.programId}
          label="Program"
          name="programId"
          options={programs.map(({ id, name, tier }) => ({ value: id as string, label: `${name}, tier ${tier}` }))}
          placeholder="Choose a program"
          value={chosen}
          onChange={(id) => {
            setChosen(id);
            setWritten({});
          }}
        />
        {problem !== null && Object.keys(problem.fields).length === 0 && <FormProblem>{problem.message}</FormProblem>}
        {values !== undefined && (
          <PlanForm
            errors={errors}
            key={chosen}
            set={(field, value) => setWritten((before) => ({ ...before, [field]: value }))}
            values={values}
          />
        )}
      </form>
    </Sheet>
  );
};
