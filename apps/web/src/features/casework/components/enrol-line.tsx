import type { Case } from "@handrail/domain/casework/case-schema";
import type { Enrolling } from "@handrail/domain/casework/meeting-schema";
import { Button } from "@handrail/ui/button";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { EnrolOffers, refusedEnrolment, plainly } from "./enrol-offers.tsx";

export type EnrolLineProps = { caseId: Case["case"]["id"]; action: Case["actions"][number]; student: string };

/** Makes the enrolment of support that was agreed on, and with it what was agreed on is done. */
export const EnrolLine = ({ caseId, action, student }: EnrolLineProps) => {
  const enrol = useMutation(api.casework.enrolAction.mutationOptions());
  const [asked, setAsked] = useState(plainly);
  const problem = enrol.error === null ? null : problemOf(enrol.error);
  const refused = refusedEnrolment(problem);
  const press = (how: Enrolling): void => {
    setAsked(how);
    enrol.mutate(
      { mutationId: newId(), caseId, actionId: action.id, version: action.version, ...how },
      {
        onSuccess: ({ enrollmentId }) =>
          toast({
            message: enrollmentId === null ? `${student} is on the waiting list.` : `${student} is enrolled.`,
            tone: "done",
          }),
        onSettled: () => void queryClient.invalidateQueries({ queryKey: api.casework.one.pathKey() }),
      },
    );
  };
  return (
    <div className="flex flex-col items-start gap-2 ps-8 pb-2 print:hidden">
      {refused !== null ? (
        <EnrolOffers asked={asked} isPending={enrol.isPending} problem={refused} onTake={press} />
      ) : (
        <>
          {problem !== null && <FormProblem>{problem.message}</FormProblem>}
          <Button
            aria-label={`Enrol: ${action.what}`}
            isPending={enrol.isPending}
            size="sm"
            onPress={() => press(plainly)}
          >
            Enrol
          </Button>
        </>
      )}
    </div>
  );
};
