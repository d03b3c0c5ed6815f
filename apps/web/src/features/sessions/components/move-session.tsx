import type { LocationId, UserId } from "@handrail/domain/kernel/ids";
import { dayIn, daysBetween, minutesBetween } from "@handrail/domain/kernel/time";
import type { ChangeScope, SeriesChanged, SessionsChanged } from "@handrail/domain/sessions/change-schema";
import { Button } from "@handrail/ui/button";
import { TextField } from "@handrail/ui/text-field";
import { toast } from "@handrail/ui/toast";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";

import { api, client, newId, problemOf } from "../../../lib/api.ts";
import { clockTime } from "../../../lib/time.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { planChanged } from "../plan-queries.ts";
import { countOf } from "../row-facts.ts";
import { PlaceFields } from "./place-fields.tsx";
import { ScopeChoice } from "./scope-choice.tsx";
import type { SessionFormProps } from "./session-form.ts";
import { SlotAnswer } from "./slot-answer.tsx";

interface Wanted {
  readonly day: string;
  readonly time: string;
  readonly durationMinutes: number;
  readonly locationId: LocationId | null;
  readonly facilitatorId: UserId | null;
}

/** `7 sessions changed. 1 of them is left out: the school is closed then.` */
const seriesWords = (changed: number, leftOut: number): string =>
  [
    `${countOf(changed, "session", "sessions")} changed.`,
    ...(leftOut === 0
      ? []
      : [`${leftOut} of them ${leftOut === 1 ? "is" : "are"} left out: the school is closed then.`]),
  ].join(" ");

const isComplete = ({ day, time, durationMinutes }: Wanted): boolean =>
  day !== "" && time !== "" && durationMinutes >= 5 && durationMinutes <= 1440;

/** Another day, time or room; for a cancelled session a session in its place. What is in the way is said while choosing. */
export const MoveSession = ({
  session,
  options,
  isMakeUp = false,
  onClose,
}: SessionFormProps & { isMakeUp?: boolean }) => {
  const { id: sessionId, version, zone } = session;
  const first: Wanted = {
    day: isMakeUp ? "" : dayIn(zone, session.startsAt),
    time: clockTime(zone, session.startsAt),
    durationMinutes: minutesBetween(session.startsAt, session.endsAt),
    locationId: session.locationId,
    facilitatorId: session.facilitatorId,
  };
  const [wanted, setWanted] = useState(first);
  const [scope, setScope] = useState<ChangeScope>("one");
  const set = (change: Partial<Wanted>): void => setWanted({ ...wanted, ...change });
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(first);
  const isAsking = isComplete(wanted) && isChanged && scope === "one";
  const check = useQuery(
    api.sessions.checkSlot.queryOptions({ sessionId, ...wanted }, { enabled: isAsking, staleTime: 0, retry: false }),
  );
  const change = useMutation({
    mutationFn: (): Promise<SessionsChanged | SeriesChanged> => {
      const { facilitatorId, ...slot } = wanted;
      const intent = { mutationId: newId(), sessionId };
      if (isMakeUp) return client.sessions.makeUp.mutate({ ...intent, ...wanted });
      if (scope === "one") return client.sessions.move.mutate({ ...intent, version, ...slot });
      const { day, ...rest } = slot;
      const shiftDays = daysBetween(first.day, day);
      return client.sessions.changeSeries.mutate({ ...intent, version, scope, shiftDays, ...rest, facilitatorId });
    },
    onSettled: planChanged,
  });
  const undo = async (moved: SessionsChanged): Promise<void> => {
    const { facilitatorId: _leads, ...slot } = first;
    try {
      await client.sessions.move.mutate({
        mutationId: newId(),
        sessionId,
        version: moved.sessions[0]?.version ?? version,
        ...slot,
      });
    } catch (error) {
      toast({ message: problemOf(error).message, tone: "problem" });
    }
    await planChanged();
  };
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    change.mutate(undefined, {
      onSuccess: (moved) => {
        const { length } = moved.sessions;
        if (isMakeUp) toast({ message: "Make-up session scheduled.", tone: "done" });
        else if (scope !== "one")
          toast({ message: seriesWords(length, "leftOut" in moved ? moved.leftOut : 0), tone: "done" });
        else toast({ message: "Moved.", tone: "done", action: { label: "Undo", onPress: () => void undo(moved) } });
        onClose();
      },
    });
  };
  const problem = change.error === null ? null : problemOf(change.error);
  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={send}>
      {!isMakeUp && <ScopeChoice scope={scope} session={session} onChange={setScope} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Day" type="date" value={wanted.day} onChange={(day) => set({ day })} />
        <TextField label="Starts at" type="time" value={wanted.time} onChange={(time) => set({ time })} />
        <TextField
          inputMode="numeric"
          label="Minutes"
          max={1440}
          min={5}
          type="number"
          value={wanted.durationMinutes === 0 ? "" : String(wanted.durationMinutes)}
          onChange={(minutes) => set({ durationMinutes: Number(minutes) })}
        />
      </div>
      <PlaceFields
        locationId={wanted.locationId}
        options={options}
        {...(isMakeUp || scope !== "one" ? { facilitatorId: wanted.facilitatorId } : {})}
        onChange={set}
      />
      {isAsking && check.data !== undefined && (
        <SlotAnswer answer={check.data} day={wanted.day} zone={zone} onChoose={set} />
      )}
      {problem !== null && <FormProblem>{problem.message} Nothing was changed.</FormProblem>}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onClose}>Back</Button>
        <Button
          isDisabled={!isComplete(wanted) || !isChanged}
          isPending={change.isPending}
          type="submit"
          variant="primary"
        >
          {isMakeUp ? "Schedule the make-up" : scope === "one" ? "Move the session" : "Change the series"}
        </Button>
      </div>
    </form>
  );
};
