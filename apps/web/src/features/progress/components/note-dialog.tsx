import type { Graph, StudentGraph } from "@handrail/domain/progress/graph-schema";
import { SaveNoteInput } from "@handrail/domain/progress/point-schema";
import { otherMeasure, readValue, writeValue } from "@handrail/domain/progress/values";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { Select } from "@handrail/ui/select";
import { TextArea, TextField } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf } from "../../../lib/api.ts";
import { longDay, shortDay } from "../../../lib/time.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";

export type NoteDialogProps = {
  graph: Graph;
  student: StudentGraph;
  /** Null: a new one. */
  noteId: string | null;
  onClose: () => void;
};

const ratings = [
  { value: "none", label: "No rating" },
  { value: "5", label: "5, very well" },
  { value: "4", label: "4, well" },
  { value: "3", label: "3, fairly" },
  { value: "2", label: "2, hardly" },
  { value: "1", label: "1, not at all" },
] as const;

const History = ({ interventionId, noteId }: { interventionId: string; noteId: string }) => {
  const { data = [] } = useQuery({ ...api.progress.history.queryOptions({ interventionId, noteId }), staleTime: 0 });
  if (data.length < 2) return null;
  return (
    <section aria-label="What it was before">
      <p className="text-meta text-ink-2 mb-1">What it was before</p>
      <ul className="text-ui tabular-nums" role="list">
        {data.slice(1).map(({ at, by, value }) => (
          <li key={at}>
            {value === null ? "No value" : writeValue(value)}
            <span className="text-ink-2">
              {" "}
              by {by}, {shortDay(at.slice(0, 10))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** What was seen and how it went, beside or without a measured value. */
export const NoteDialog = ({ graph, student, noteId, onClose }: NoteDialogProps) => {
  const { interventionId, today, unit, mayRecord } = graph;
  const form = useId();
  const existing = student.points.find((one) => one.noteId === noteId);
  const [seen] = useState(existing);
  const [note, setNote] = useState(existing?.note ?? "");
  const [rating, setRating] = useState<string>(existing?.rating?.toString() ?? "none");
  const [value, setValue] = useState(
    existing?.value === undefined || existing.value === null ? "" : writeValue(existing.value),
  );
  const [measuredOn, setMeasuredOn] = useState(existing?.on ?? today);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation(api.progress.saveNote.mutationOptions());
  const withdraw = useMutation(api.progress.withdrawNote.mutationOptions());
  const problem = save.error ?? withdraw.error;
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const number = readValue((seen?.metric ?? "") === "" ? graph : otherMeasure, value);
    const input = {
      mutationId: newId(),
      interventionId,
      studentId: student.studentId,
      existing: seen === undefined ? null : { id: seen.noteId, version: seen.version },
      measuredOn,
      note: note.trim() === "" ? null : note,
      rating: rating === "none" ? null : Number(rating),
      metric: seen?.metric ?? "",
      value: "fault" in number ? null : number.value,
      sessionId: null,
    };
    const read = SaveNoteInput.safeParse(input);
    const faults = read.success
      ? []
      : read.error.issues.map(({ path, message }) => [String(path[0]), message] as const);
    const all = Object.fromEntries([...faults, ...("fault" in number ? [["value", number.fault] as const] : [])]);
    setErrors(all);
    if (Object.keys(all).length > 0) return;
    save.mutate(input, {
      onSuccess: () => {
        toast({ message: "Note saved.", tone: "done" });
        onClose();
      },
    });
  };
  const onWithdraw = (): void => {
    if (seen === undefined) return;
    withdraw.mutate(
      { mutationId: newId(), interventionId, noteId: seen.noteId, version: seen.version },
      { onSuccess: onClose },
    );
  };
  return (
    <Dialog
      footer={
        mayRecord && (
          <>
            {seen !== undefined && (
              <Button className="me-auto" isPending={withdraw.isPending} variant="danger" onPress={onWithdraw}>
                Withdraw
              </Button>
            )}
            <Button onPress={onClose}>Cancel</Button>
            <Button form={form} isPending={save.isPending} type="submit" variant="primary">
              Save
            </Button>
          </>
        )
      }
      isOpen
      size="sm"
      title={seen === undefined ? "Add a note" : longDay(seen.on)}
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        {problem !== null && <FormProblem>{problemOf(problem).message}</FormProblem>}
        <TextArea error={errors["note"]} label="Note" value={note} onChange={setNote} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label="How it went"
            options={ratings}
            value={rating as (typeof ratings)[number]["value"]}
            onChange={setRating}
          />
          <TextField
            error={errors["value"]}
            inputMode="decimal"
            isOptional
            label={unit === "" ? "Value" : `Value in ${unit}`}
            value={value}
            onChange={setValue}
          />
          <TextField
            error={errors["measuredOn"]}
            label="Day"
            max={today}
            type="date"
            value={measuredOn}
            onChange={setMeasuredOn}
          />
        </div>
        {seen !== undefined && <History interventionId={interventionId} noteId={seen.noteId} />}
      </form>
    </Dialog>
  );
};
