import type { UserId } from "@handrail/domain/kernel/ids";
import { Button } from "@handrail/ui/button";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { toast } from "@handrail/ui/toast";
import { useMutation, useQuery } from "@tanstack/react-query";

import { api, client, newId, problemOf } from "../../../lib/api.ts";
import { clockTime } from "../../../lib/time.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { planChanged } from "../plan-queries.ts";
import type { SessionFormProps } from "./session-form.ts";

/** Who leads this one session: the free first, the others with what they lead then. */
export const ChangeFacilitator = ({ session, onClose }: SessionFormProps) => {
  const { id: sessionId, version, facilitatorId } = session;
  const staff = useQuery(api.sessions.freeStaff.queryOptions({ sessionId }, { staleTime: 0 }));
  const give = useMutation(api.sessions.substitute.mutationOptions({ onSettled: planChanged }));
  const undo = async (seen: number): Promise<void> => {
    try {
      await client.sessions.substitute.mutate({ mutationId: newId(), sessionId, version: seen, facilitatorId });
    } catch (problem) {
      toast({ message: problemOf(problem).message, tone: "problem" });
    }
    await planChanged();
  };
  const choose = (id: UserId, name: string): void =>
    give.mutate(
      { mutationId: newId(), sessionId, version, facilitatorId: id },
      {
        onSuccess: ({ sessions }) => {
          toast({
            message: `${name} leads it.`,
            tone: "done",
            action: { label: "Undo", onPress: () => void undo(sessions[0]?.version ?? version) },
          });
          onClose();
        },
      },
    );
  if (staff.data === undefined)
    return staff.error === null ? (
      <SkeletonRows label="The staff are loading" rows={4} />
    ) : (
      <FormProblem>{problemOf(staff.error).message}</FormProblem>
    );
  return (
    <div className="flex flex-col gap-3">
      <p>
        {session.facilitator === null ? "Nobody leads it yet." : `${session.facilitator} leads it.`}
        {session.substitutedFor !== null && ` It was ${session.substitutedFor}'s.`}
      </p>
      {give.error !== null && <FormProblem>{problemOf(give.error).message} Nothing was changed.</FormProblem>}
      <ul className="rounded-card border-line border" role="list">
        {staff.data
          .filter(({ id }) => id !== facilitatorId)
          .map(({ id, name, busyWith }) => (
            <li
              className="border-line flex flex-wrap items-center justify-between gap-2 border-b px-3 py-2 last:border-b-0"
              key={id}
            >
              <span>
                {name}
                <span className="text-meta text-ink-2 block">
                  {busyWith === null
                    ? "Free"
                    : `Leads ${busyWith.title}, ${clockTime(session.zone, busyWith.startsAt)} to ${clockTime(session.zone, busyWith.endsAt)}`}
                </span>
              </span>
              {busyWith === null && (
                <Button
                  aria-label={`Let ${name} lead it`}
                  isPending={give.isPending && give.variables.facilitatorId === id}
                  size="sm"
                  onPress={() => choose(id, name)}
                >
                  Choose
                </Button>
              )}
            </li>
          ))}
      </ul>
    </div>
  );
};
