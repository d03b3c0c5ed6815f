import type { Case } from "@handrail/domain/casework/case-schema";
import type { Enrolling } from "@handrail/domain/casework/meeting-schema";
import { recapSentence } from "@handrail/domain/casework/recap";
import type { Day } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { Select } from "@handrail/ui/select";
import { TextField } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { useMe } from "../../../shell/me.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { followUpDay, followUpError } from "../recorder/check.ts";
import { EnrolOffers, plainly, refusedEnrolment } from "./enrol-offers.tsx";
import { FollowUpField } from "./follow-up-field.tsx";

export type AgreedFormProps = { page: Case; entryId: string; student: string; today: Day; onClose: () => void };

const none = "none";

const useSupport = (rootCause: string) => {
  const mayEnrol = useMe().tools.includes("interventions");
  const query = useQuery(
    api.interventions.suggest.queryOptions({ rootCause: rootCause as never }, { enabled: mayEnrol }),
  );
  return query.data?.interventions ?? [];
};

/** One thing that is agreed on. Where it is support, the student is enrolled in the same step. */
export const AgreedForm = ({ page, entryId, student, today, onClose }: AgreedFormProps) => {
  const me = useMe();
  const { id: caseId, rootCause } = page.case;
  const people = useQuery(api.casework.people.queryOptions(undefined, { staleTime: 5 * 60_000 }));
  const support = useSupport(rootCause);
  const add = useMutation(api.casework.addAction.mutationOptions());
  const [what, setWhat] = useState("");
  const [ownerId, setOwner] = useState<string>(me.userId);
  const [due, setDue] = useState("");
  const [interventionId, setIntervention] = useState<string>(none);
  const [asked, setAsked] = useState(plainly);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const problem = add.error === null ? null : problemOf(add.error);
  const refused = interventionId === none ? null : refusedEnrolment(problem);
  const owner = people.data?.find(({ id }) => id === ownerId)?.name ?? me.name;
  const dueOn = followUpDay(due, today);
  const dueFault = followUpError(due, today);

  const agree = (enrol: Enrolling | null): void => {
    const found = {
      ...(what.trim() === "" ? { what: "Say what the student gets." } : {}),
      ...(dueFault !== undefined ? { dueOn: dueFault } : {}),
    };
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    if (enrol !== null) setAsked(enrol);
    add.mutate(
      {
        mutationId: newId(),
        caseId,
        entryId,
        what,
        ownerId: ownerId as never,
        dueOn: dueOn ?? null,
        ...(interventionId === none ? {} : { interventionId: interventionId as never }),
        ...(interventionId === none || enrol === null ? {} : { enrol }),
      },
      {
        onSuccess: ({ enrollmentId }) => {
          if (interventionId !== none && enrol !== null)
            toast({
              message: enrollmentId === null ? `${student} is on the waiting list.` : `${student} is enrolled.`,
              tone: "done",
            });
          onClose();
        },
        onError: (error) => setErrors(problemOf(error).fields),
        onSettled: () => void queryClient.invalidateQueries({ queryKey: api.casework.one.pathKey() }),
      },
    );
  };
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    agree(plainly);
  };
  return (
    <form className="rounded-card border-line bg-surface flex flex-col gap-4 border p-4" noValidate onSubmit={send}>
      {problem !== null && refused === null && Object.keys(problem.fields).length === 0 && (
        <FormProblem>{problem.message}</FormProblem>
      )}
      <TextField error={errors["what"]} label={`${student} gets`} value={what} onChange={setWhat} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          error={errors["ownerId"]}
          label="From"
          options={(people.data ?? [{ id: me.userId, name: me.name }]).map(({ id, name }) => ({
            value: id as string,
            label: name,
          }))}
          value={ownerId}
          onChange={setOwner}
        />
        <FollowUpField error={errors["dueOn"]} label="By" today={today} value={due} onChange={setDue} />
      </div>
      {support.length > 0 && (
        <Select
          description="Interventions that answer this root cause. The student is enrolled when you agree."
          label="Add support"
          options={[
            { value: none, label: "No intervention" },
            ...support.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          value={interventionId}
          onChange={(next) => {
            setIntervention(next);
            add.reset();
            const chosen = support.find(({ id }) => id === next);
            if (chosen !== undefined && what.trim() === "") setWhat(chosen.name);
          }}
        />
      )}
      {refused !== null && (
        <EnrolOffers
          asked={asked}
          isPending={add.isPending}
          problem={refused}
          onTake={agree}
          onWithout={() => agree(null)}
        />
      )}
      {what.trim() !== "" && dueOn !== undefined && (
        <p className="text-ui text-ink-2">{recapSentence({ student, what, owner, dueOn, today })}</p>
      )}
      <span className="flex justify-end gap-2">
        <Button size="sm" onPress={onClose}>
          Cancel
        </Button>
        <Button isPending={add.isPending} size="sm" type="submit" variant="primary">
          Agree
        </Button>
      </span>
    </form>
  );
};
