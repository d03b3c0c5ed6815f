import type { Program, ProgramFields } from "@handrail/domain/interventions/program-schema";
import { Button } from "@handrail/ui/button";
import { Sheet } from "@handrail/ui/sheet";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { useEdits } from "../use-edits.ts";
import { ContestedList } from "./contested-list.tsx";
import { FormProblem } from "./form-problem.tsx";
import type { Errors } from "./plan-form.tsx";
import { ProgramForm, programErrors } from "./program-form.tsx";
import { programLabels } from "./program-labels.ts";

const blank: ProgramFields = {
  name: "",
  description: "",
  interventionType: "academic",
  tier: 2,
  frequency: "weekly",
  recurrence: "FREQ=WEEKLY;BYDAY=MO,WE",
  durationMinutes: 30,
  locationType: "small_room",
  defaultFacilitatorRole: "facilitator",
  progressMetric: "score",
  higherIsBetter: true,
  measure: "",
  unit: "",
  lowestValue: 0,
  highestValue: null,
  capacity: null,
  plannedWeeks: 12,
  rootCauses: [],
  exitDefaults: [],
};

const fieldsOf = (program: Program): ProgramFields =>
  Object.fromEntries(
    Object.keys(blank).map((field) => [field, program[field as keyof ProgramFields]]),
  ) as ProgramFields;

export type EditProgramProps = {
  /** Null: a new one. */
  program: Program | null;
  onClose: () => void;
};

const focusFirst = (form: HTMLFormElement | null): void =>
  form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();

/** Writes a program, or changes its draft. Where somebody else changed the same, both values are shown. */
export const EditProgram = ({ program, onClose }: EditProgramProps) => {
  const form = useId();
  const navigate = useNavigate();
  const current = program === null ? blank : fieldsOf(program);
  const edits = useEdits<ProgramFields>(current);
  const [errors, setErrors] = useState<Errors<ProgramFields>>({});
  const after = {
    onError: (error: unknown) => setErrors(problemOf(error).fields as Errors<ProgramFields>),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: api.interventions.program.queryKey() }),
  };
  const create = useMutation(api.interventions.createProgram.mutationOptions(after));
  const change = useMutation(api.interventions.changeProgram.mutationOptions(after));
  const error = create.error ?? change.error;
  const problem = error === null ? null : problemOf(error);
  const send = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = programErrors(edits.values);
    setErrors(found);
    if (Object.keys(found).length > 0) {
      setTimeout(focusFirst, 0, event.currentTarget);
      return;
    }
    if (edits.contested.length > 0) return;
    if (program === null)
      create.mutate(
        { mutationId: newId(), fields: edits.values },
        {
          onSuccess: ({ programId }) => {
            toast({ message: "Draft saved.", tone: "done" });
            void navigate({ to: "/programs/$programId", params: { programId } });
          },
        },
      );
    else
      change.mutate(
        { mutationId: newId(), programId: program.id, changes: edits.changes, seen: edits.seen },
        {
          onSuccess: () => {
            toast({ message: "Draft saved.", tone: "done" });
            onClose();
          },
        },
      );
  };
  return (
    <Sheet
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={create.isPending || change.isPending} type="submit" variant="primary">
            Save the draft
          </Button>
        </>
      }
      isOpen
      title={program === null ? "New program" : `${program.name}, version ${program.version}`}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        <ContestedList
          current={current}
          edits={edits}
          labels={programLabels}
          show={(_field, value) => (Array.isArray(value) ? value.length : String(value ?? "Empty"))}
        />
        {problem !== null && problem.situation !== "STALE_VERSION" && Object.keys(problem.fields).length === 0 && (
          <FormProblem>{problem.message}</FormProblem>
        )}
        <ProgramForm errors={errors} set={edits.set} values={edits.values} />
      </form>
    </Sheet>
  );
};
