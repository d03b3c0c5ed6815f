import {
  canBeContactDay,
  canBeNextStep,
  contactKindWords,
  contactOutcomeWords,
} from "@handrail/domain/communications/contact-rules";
import {
  ContactKind,
  ContactOutcome,
  LogContactInput,
  type FamilyContacts,
} from "@handrail/domain/communications/contact-schema";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { Sheet } from "@handrail/ui/sheet";
import { TextArea, TextField } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { usePreferredName } from "../../students/components/use-preferred-name.ts";
import { refreshContacts } from "../queries.ts";

export type LogContactProps = { studentId: string; contacts: FamilyContacts; onClose: () => void };

const nobody = "nobody";
const kinds = ContactKind.options.map((value) => ({ value, label: contactKindWords[value] }));
const outcomes = ContactOutcome.options.map((value) => ({
  value,
  label: `${contactOutcomeWords[value].charAt(0).toUpperCase()}${contactOutcomeWords[value].slice(1)}`,
}));

/** Writes down a call or a talk: with whom, what came of it, and what is to be done next. */
export const LogContact = ({ studentId, contacts: { today, guardians }, onClose }: LogContactProps) => {
  const form = useId();
  const name = usePreferredName(studentId);
  const [mutationId, setMutationId] = useState(newId);
  const [kind, setKind] = useState<ContactKind>("call");
  const [outcome, setOutcome] = useState<ContactOutcome | "">("");
  const [guardianId, setGuardianId] = useState<string>(guardians[0]?.guardianId ?? nobody);
  const [contactedOn, setContactedOn] = useState(today);
  const [note, setNote] = useState("");
  const [what, setWhat] = useState("");
  const [on, setOn] = useState("");
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const log = useMutation(api.communications.logContact.mutationOptions());
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const nextStep = what.trim() === "" && on === "" ? null : { what, on };
    const input = {
      mutationId,
      studentId,
      guardianId: guardianId === nobody ? null : guardianId,
      kind,
      outcome: outcome === "" ? ("reached" as const) : outcome,
      contactedOn,
      note,
      nextStep,
    };
    const found: Record<string, string> = {};
    if (outcome === "") found["outcome"] = "Choose what came of it.";
    const read = LogContactInput.safeParse(input);
    if (!read.success) for (const { path, message } of read.error.issues) found[path.join(".")] ??= message;
    for (const verdict of [canBeContactDay(contactedOn, today), canBeNextStep(nextStep, today)])
      if (!verdict.allowed) found[verdict.refusal.field ?? ""] ??= verdict.refusal.message;
    if (nextStep !== null && on === "") found["nextStep.on"] = "Choose a day for the next step.";
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    log.mutate(input, {
      onSuccess: () => {
        toast({ message: `Logged for ${name ?? "this student"}.`, tone: "done" });
        refreshContacts();
        onClose();
      },
      onError: (error) => {
        const { fields, situation } = problemOf(error);
        setErrors(fields);
        // What the server refused was not kept: the mended form is another intent.
        if (situation !== "OFFLINE") setMutationId(newId());
      },
    });
  };
  return (
    <Sheet
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={log.isPending} type="submit" variant="primary">
            Log
          </Button>
        </>
      }
      isOpen
      title="Log a call or talk"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        <p>
          With the family of <strong>{name ?? "this student"}</strong>
        </p>
        {log.error !== null && <FormProblem>{problemOf(log.error).message}</FormProblem>}
        <Select error={errors["kind"]} label="Kind" options={kinds} value={kind} onChange={setKind} />
        <Select
          error={errors["guardianId"]}
          label="With whom"
          options={[
            ...guardians.map(({ guardianId: value, relationship }) => ({
              value: value as string,
              label: relationship,
            })),
            { value: nobody, label: "Somebody else" },
          ]}
          value={guardianId}
          onChange={setGuardianId}
        />
        <Select
          error={errors["outcome"]}
          label="What came of it"
          options={outcomes}
          placeholder="Choose"
          value={outcome}
          onChange={setOutcome}
        />
        <TextField
          error={errors["contactedOn"]}
          label="Day"
          max={today}
          type="date"
          value={contactedOn}
          onChange={setContactedOn}
        />
        <TextArea error={errors["note"]} isOptional label="Note" value={note} onChange={setNote} />
        <TextField error={errors["nextStep.what"]} isOptional label="Next step" value={what} onChange={setWhat} />
        <TextField
          error={errors["nextStep.on"]}
          isOptional={what.trim() === ""}
          label="Next step on"
          min={today}
          type="date"
          value={on}
          onChange={setOn}
        />
      </form>
    </Sheet>
  );
};
