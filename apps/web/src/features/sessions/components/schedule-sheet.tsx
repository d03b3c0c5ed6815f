import type { InterventionId } from "@handrail/domain/kernel/ids";
import { addDays } from "@handrail/domain/kernel/time";
import { Pattern, type Choice, type ScheduleOptions } from "@handrail/domain/sessions/schedule-schema";
import { Button } from "@handrail/ui/button";
import { whenDrawn } from "@handrail/ui/later";
import { Sheet } from "@handrail/ui/sheet";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { toast } from "@handrail/ui/toast";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { api, newId, problemOf } from "../../../lib/api.ts";
import { FormProblem } from "../../interventions/components/form-problem.tsx";
import { planChanged, usePreview, useScheduleOptions } from "../plan-queries.ts";
import { countOf } from "../row-facts.ts";
import { PatternList } from "./pattern-list.tsx";

// It comes while the first preview is computed.
const SchedulePreview = whenDrawn(
  async () => (await import("./schedule-preview.tsx")).SchedulePreview,
  <SkeletonRows label="The preview is loading" rows={4} />,
);

const usualWeeks = 6;

const firstPattern = ({ suggested, today }: ScheduleOptions): Pattern => {
  const { recurrence, durationMinutes, endsOn, facilitatorId, locationId } = suggested;
  const startsOn = addDays(today, 1);
  return {
    recurrence,
    startsOn,
    endsOn: endsOn !== null && endsOn > startsOn ? endsOn : addDays(startsOn, 7 * usualWeeks),
    localTime: "09:00",
    durationMinutes,
    locationId,
    facilitatorId,
  };
};

const errorsOf = (pattern: Pattern): Readonly<Record<string, string>> => {
  const checked = Pattern.safeParse(pattern);
  const found = checked.success
    ? []
    : checked.error.issues.map(({ path, message }) => [String(path[0] ?? ""), message] as const);
  const order = pattern.endsOn < pattern.startsOn ? [["endsOn", "The last day is before the first day."] as const] : [];
  return Object.fromEntries([...order, ...found]);
};

type PlannerProps = { interventionId: string; options: ScheduleOptions; onClose: () => void };

const Planner = ({ interventionId, options, onClose }: PlannerProps) => {
  const [patterns, setPatterns] = useState<readonly Pattern[]>(() => [firstPattern(options)]);
  const [choices, setChoices] = useState<Choice[]>([]);
  const errors = patterns.map(errorsOf);
  const plan = { interventionId: interventionId as InterventionId, patterns: [...patterns], choices };
  const isComplete = errors.every((found) => Object.keys(found).length === 0);
  const preview = usePreview(isComplete ? plan : null, interventionId);
  const save = useMutation(api.sessions.schedule.mutationOptions({ onSettled: planChanged }));
  const { data, isBehind } = preview;
  const clashes = data?.occurrences.filter(({ state }) => state === "clash").length ?? 0;
  const problem = save.error ?? preview.error;
  const send = (): void => {
    if (data === undefined) return;
    save.mutate(
      { ...plan, mutationId: newId(), count: data.count },
      {
        onSuccess: ({ sessionIds }) => {
          toast({ message: `${countOf(sessionIds.length, "session", "sessions")} scheduled.`, tone: "done" });
          onClose();
        },
        // What came up meanwhile is in the next preview.
        onError: () => void preview.refetch(),
      },
    );
  };
  return (
    <div className="flex flex-col gap-6">
      <PatternList
        errors={errors}
        options={options}
        patterns={patterns}
        onChange={(next) => {
          setPatterns(next);
          setChoices([]);
          save.reset();
        }}
      />
      {problem !== null && <FormProblem>{problemOf(problem).message} Nothing was saved.</FormProblem>}
      {data === undefined ? (
        isComplete && preview.error === null && <SkeletonRows label="The preview is loading" rows={4} />
      ) : (
        <SchedulePreview choices={choices} preview={data} onChoices={setChoices} />
      )}
      <div className="border-line bg-surface sticky -bottom-4 -mx-5 -mb-4 flex flex-col gap-3 border-t px-5 py-3">
        <div className="flex flex-wrap items-center justify-end gap-2">
          {clashes > 0 && (
            <p className="text-meta text-ink-2 me-auto">
              {countOf(clashes, "clash", "clashes")} to resolve: choose another time, or leave the session out.
            </p>
          )}
          <Button onPress={onClose}>Back</Button>
          <Button
            isDisabled={!isComplete || isBehind || clashes > 0 || (data?.count ?? 0) === 0}
            isPending={save.isPending}
            variant="primary"
            onPress={send}
          >
            Schedule {countOf(data?.count ?? 0, "session", "sessions")}
          </Button>
        </div>
      </div>
    </div>
  );
};

/** Makes sessions from days, a time, a room and a person; shows every one of them before anything is saved. */
export const ScheduleSheet = ({ interventionId, onClose }: { interventionId: string; onClose: () => void }) => {
  const options = useScheduleOptions(interventionId);
  return (
    <Sheet isOpen title="Schedule sessions" onOpenChange={(isOpen) => !isOpen && onClose()}>
      {options.data === undefined ? (
        options.error === null ? (
          <SkeletonRows label="The form is loading" rows={6} />
        ) : (
          <FormProblem>{problemOf(options.error).message}</FormProblem>
        )
      ) : (
        <Planner interventionId={interventionId} options={options.data} onClose={onClose} />
      )}
    </Sheet>
  );
};
