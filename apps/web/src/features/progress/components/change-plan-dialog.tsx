import { ChangePlanInput, type Graph, type StudentGraph } from "@handrail/domain/progress/graph-schema";
import { Button } from "@handrail/ui/button";
import { Dialog } from "@handrail/ui/dialog";
import { IconButton } from "@handrail/ui/icon-button";
import { Select } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import X from "lucide-react/icons/x";
import { type SyntheticEvent, useId, useState } from "react";

import { api, newId, problemOf } from "../../../lib/api.ts";
import { shortDay } from "../../../lib/time.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";

export type ChangePlanDialogProps = { graph: Graph; student: StudentGraph; name: string; onClose: () => void };

/** What changes from a day on. The graph gets its line by that, so that it is never forgotten. */
export const ChangePlanDialog = ({ graph, student, name, onClose }: ChangePlanDialogProps) => {
  const { interventionId, today } = graph;
  const form = useId();
  const [who, setWho] = useState<"one" | "all">("one");
  const [changedOn, setChangedOn] = useState(today);
  const [what, setWhat] = useState("");
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const save = useMutation(api.progress.changePlan.mutationOptions());
  const remove = useMutation(api.progress.removePhase.mutationOptions());
  const problem = save.error ?? remove.error;
  const known = graph.phases.filter(({ studentId }) => studentId === null || studentId === student.studentId);
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const input = {
      mutationId: newId(),
      interventionId,
      studentId: who === "one" ? student.studentId : null,
      changedOn,
      what,
    };
    const read = ChangePlanInput.safeParse(input);
    if (!read.success) {
      setErrors(Object.fromEntries(read.error.issues.map(({ path, message }) => [String(path[0]), message])));
      return;
    }
    setErrors({});
    save.mutate(input, {
      onSuccess: () => {
        toast({ message: "The change of plan is on the graph.", tone: "done" });
        onClose();
      },
    });
  };
  return (
    <Dialog
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button form={form} isPending={save.isPending} type="submit" variant="primary">
            Change plan
          </Button>
        </>
      }
      isOpen
      size="sm"
      title="Change plan"
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <form className="flex flex-col gap-4" id={form} noValidate onSubmit={send}>
        {problem !== null && <FormProblem>{problemOf(problem).message}</FormProblem>}
        <TextField
          description="A few words. They are shown on the graph."
          error={errors["what"]}
          label="What changes"
          value={what}
          onChange={setWhat}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            error={errors["changedOn"]}
            label="From"
            max={today}
            type="date"
            value={changedOn}
            onChange={setChangedOn}
          />
          <Select
            label="For"
            options={[
              { value: "one", label: name },
              { value: "all", label: "The whole group" },
            ]}
            value={who}
            onChange={setWho}
          />
        </div>
        {known.length > 0 && (
          <section aria-label="Changes so far">
            <p className="text-meta text-ink-2 mb-1">So far</p>
            <ul role="list">
              {known.map(({ id, on, what: words }) => (
                <li className="border-line flex items-center gap-3 border-b last:border-b-0" key={id}>
                  <span className="text-ui min-w-0 flex-1">
                    <span className="text-ink-2 me-2 tabular-nums">{shortDay(on)}</span>
                    {words}
                  </span>
                  <IconButton
                    icon={<X aria-hidden="true" size={16} />}
                    label={`Remove: ${words}`}
                    onPress={() => remove.mutate({ mutationId: newId(), interventionId, phaseId: id })}
                  />
                </li>
              ))}
            </ul>
          </section>
        )}
      </form>
    </Dialog>
  );
};
