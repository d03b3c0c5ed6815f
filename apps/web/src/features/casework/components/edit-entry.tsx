import type { Case, CaseEntry } from "@handrail/domain/casework/case-schema";
import { canBeMeetingDate } from "@handrail/domain/casework/rules";
import type { RootCause } from "@handrail/domain/casework/schema";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { Sheet } from "@handrail/ui/sheet";
import { TextField } from "@handrail/ui/text-field";
import { useMutation } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { shortDay } from "../../../lib/time.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { causes } from "../words.ts";
import { MentionArea } from "./mention-area.tsx";

const fields = [
  { name: "absenceReason", label: "What did the student say?" },
  { name: "interventionNotes", label: "What you noticed" },
  { name: "actionPlan", label: "Plan" },
] as const;
type Name = (typeof fields)[number]["name"];

/** Changes a meeting's words, while nothing follows it. */
export const EditEntry = ({ entry, page, onClose }: { entry: CaseEntry; page: Case; onClose: () => void }) => {
  const form = useId();
  const [rootCause, setCause] = useState<RootCause | null>(null);
  const isOpening = page.entries[0]?.id === entry.id;
  const [written, setWritten] = useState<Partial<Record<Name | "meetingDate", string>>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  // What was seen when the first word was changed: written over only when nobody was there in between.
  const [version] = useState(entry.version);
  const edit = useMutation(api.casework.editMeeting.mutationOptions());
  const problem = edit.error === null ? null : problemOf(edit.error);
  const isStale = entry.version !== version;
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const day = written.meetingDate ?? entry.meetingDate ?? "";
    const verdict = canBeMeetingDate(day, page.today);
    const found: Record<string, string> = Object.fromEntries(
      fields.flatMap(({ name }) =>
        (written[name] ?? entry[name] ?? "").trim() === "" ? [[name, "Write something here."]] : [],
      ),
    );
    if (!verdict.allowed) found["meetingDate"] = verdict.refusal.message.replace(page.today, shortDay(page.today));
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    edit.mutate(
      {
        mutationId: newId(),
        caseId: entry.caseId,
        entryId: entry.id,
        version: entry.version,
        ...written,
        ...(rootCause === null ? {} : { rootCause }),
      },
      {
        onSuccess: onClose,
        onError: (error) => setErrors(problemOf(error).fields),
        onSettled: () => void queryClient.invalidateQueries({ queryKey: api.casework.pathKey() }),
      },
    );
  };
  return (
    <Sheet
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={edit.isPending} type="submit" variant="primary">
            {isStale ? "Write over it" : "Save"}
          </Button>
        </>
      }
      isOpen
      title="Change this meeting"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        {isStale && (
          <FormProblem>Someone else changed this. The new text is shown under each field that you changed.</FormProblem>
        )}
        {problem !== null && Object.keys(problem.fields).length === 0 && problem.situation !== "STALE_VERSION" && (
          <FormProblem>{problem.message}</FormProblem>
        )}
        <TextField
          error={errors["meetingDate"]}
          label="Date of the meeting"
          max={page.today}
          type="date"
          value={written.meetingDate ?? entry.meetingDate ?? ""}
          onChange={(meetingDate) => setWritten((before) => ({ ...before, meetingDate }))}
        />
        {isOpening && (
          <Select<RootCause>
            error={errors["rootCause"]}
            label="Root cause"
            options={causes}
            value={rootCause ?? page.case.rootCause}
            onChange={setCause}
          />
        )}
        {fields.map(({ name, label }) => (
          <MentionArea
            caseId={entry.caseId}
            description={isStale && written[name] !== undefined ? `Now: ${entry[name] ?? ""}` : undefined}
            error={errors[name]}
            isRestricted={entry.isRestricted}
            key={name}
            label={label}
            rows={4}
            value={written[name] ?? entry[name] ?? ""}
            onChange={(text) => setWritten((before) => ({ ...before, [name]: text }))}
          />
        ))}
      </form>
    </Sheet>
  );
};
