import type { Enrolling } from "@handrail/domain/casework/meeting-schema";
import { Button } from "@handrail/ui/button";

import type { Problem } from "../../../lib/problem.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";

/** As it is asked for first: what stands against it is said, and nothing is kept. */
export const plainly: Enrolling = { onClash: "refuse", whenFull: "refuse" };

/** Nobody has decided yet: the same may be asked for again as it is. */
const undecided: ReadonlySet<string> = new Set(["OFFLINE", "BUSY", "UNKNOWN", "STALE_VERSION"]);

/** The refusal to enrol, where something else has to be asked for. */
export const refusedEnrolment = (problem: Problem | null): Problem | null =>
  problem !== null &&
  !undecided.has(problem.situation) &&
  Object.keys(problem.fields).every((field) => field === "interventionId")
    ? problem
    : null;

export type EnrolOffersProps = {
  problem: Problem;
  asked: Enrolling;
  isPending: boolean;
  onTake: (enrol: Enrolling) => void;
  /** Said without enrolling; where nothing is left to say, there is no such way. */
  onWithout?: () => void;
};

/** Why a student was not enrolled, and what can be done instead. */
export const EnrolOffers = ({ problem, asked, isPending, onTake, onWithout }: EnrolOffersProps) => (
  <FormProblem>
    <p>{problem.message}</p>
    <span className="mt-2 flex flex-wrap gap-2">
      {problem.situation === "INTERVENTION_FULL" && (
        <Button isPending={isPending} size="sm" onPress={() => onTake({ ...asked, whenFull: "wait" })}>
          Put on the waiting list
        </Button>
      )}
      {problem.situation === "SESSION_CLASH" && (
        <Button isPending={isPending} size="sm" onPress={() => onTake({ ...asked, onClash: "leave_out" })}>
          Enrol without those sessions
        </Button>
      )}
      {onWithout !== undefined && (
        <Button isPending={isPending} size="sm" onPress={onWithout}>
          Agree without enrolling
        </Button>
      )}
    </span>
  </FormProblem>
);
