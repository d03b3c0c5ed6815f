import { SavePlanInput, type PlanTemplates } from "@handrail/domain/casework/recorder-schema";
import { RootCause } from "@handrail/domain/casework/schema";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { Sheet } from "@handrail/ui/sheet";
import { TextArea, TextField } from "@handrail/ui/text-field";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { ProblemState } from "../../interventions/components/problem-state.tsx";
import { causeLabel } from "../words.ts";

type Plan = PlanTemplates[number];

const causes = RootCause.options.map((value) => ({ value, label: causeLabel(value) }));
const refresh = (): void => void queryClient.invalidateQueries({ queryKey: api.casework.planTemplates.queryKey() });

/** Null: a new one. */
const PlanForm = ({ plan, onDone }: { plan: Plan | null; onDone: () => void }) => {
  const [rootCause, setCause] = useState<RootCause | "">(plan?.rootCause ?? "");
  const [title, setTitle] = useState(plan?.title ?? "");
  const [body, setBody] = useState(plan?.body ?? "");
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const settled = { onSuccess: onDone, onSettled: refresh };
  const save = useMutation(api.casework.savePlan.mutationOptions(settled));
  const drop = useMutation(api.casework.dropPlan.mutationOptions(settled));
  const problem = save.error ?? drop.error;
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    const read = SavePlanInput.safeParse({
      mutationId: newId(),
      existing: plan === null ? null : { planId: plan.id, version: plan.version },
      rootCause,
      title,
      body,
    });
    const faults = read.success
      ? []
      : read.error.issues.map(({ path, message }) => [String(path[0]), message] as const);
    setErrors({ ...Object.fromEntries(faults), ...(rootCause === "" ? { rootCause: "Choose a root cause." } : {}) });
    if (read.success) save.mutate(read.data);
  };
  return (
    <form
      aria-label={plan === null ? "New ready plan" : `Change ${plan.title}`}
      className="rounded-card border-line flex flex-col gap-4 border p-4"
      noValidate
      onSubmit={send}
    >
      {problem !== null && <FormProblem>{problemOf(problem).message}</FormProblem>}
      <Select
        error={errors["rootCause"]}
        label="Root cause"
        options={causes}
        placeholder="Choose a root cause"
        value={rootCause}
        onChange={setCause}
      />
      <TextField error={errors["title"]} label="Title" value={title} onChange={setTitle} />
      <TextArea error={errors["body"]} label="Plan" value={body} onChange={setBody} />
      <div className="flex flex-wrap gap-2">
        <Button isPending={save.isPending} type="submit" variant="primary">
          Save
        </Button>
        <Button onPress={onDone}>Cancel</Button>
        {plan !== null && (
          <Button
            className="ms-auto"
            isPending={drop.isPending}
            variant="danger"
            onPress={() => drop.mutate({ mutationId: newId(), planId: plan.id, version: plan.version })}
          >
            Remove
          </Button>
        )}
      </div>
    </form>
  );
};

/** The ready plans of the school: what the recorder offers for a root cause. */
export const ReadyPlans = ({ onClose }: { onClose: () => void }) => {
  const query = useQuery(api.casework.planTemplates.queryOptions(undefined, { staleTime: 0 }));
  const [open, setOpen] = useState<string | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Sheet isOpen title="Ready plans" onOpenChange={(isOpen) => !isOpen && onClose()}>
      <div className="flex flex-col gap-4">
        <p>Whoever records a meeting can add one of these to the plan. Meetings that have it keep their words.</p>
        {query.error !== null && (
          <ProblemState
            error={query.error}
            isRetrying={query.isFetching}
            what="The ready plans"
            onRetry={() => void query.refetch()}
          />
        )}
        {open === "new" ? (
          <PlanForm plan={null} onDone={close} />
        ) : (
          <Button className="self-start" onPress={() => setOpen("new")}>
            New ready plan
          </Button>
        )}
        <ul className="flex flex-col gap-3" role="list">
          {(query.data ?? []).map((plan) => (
            <li key={plan.id}>
              {open === plan.id ? (
                <PlanForm plan={plan} onDone={close} />
              ) : (
                <div className="border-line flex flex-col gap-1 border-b pb-3">
                  <p className="flex flex-wrap items-center justify-between gap-2">
                    <span className="font-semibold">{plan.title}</span>
                    <Button size="sm" variant="quiet" onPress={() => setOpen(plan.id)}>
                      Change
                      <span className="sr-only"> {plan.title}</span>
                    </Button>
                  </p>
                  <p className="text-meta text-ink-2">{causeLabel(plan.rootCause)}</p>
                  <p className="break-words whitespace-pre-line">{plan.body}</p>
                </div>
              )}
            </li>
          ))}
        </ul>
      </div>
    </Sheet>
  );
};
