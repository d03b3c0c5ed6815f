import type { Alternative, Occurrence } from "@handrail/domain/sessions/schedule-schema";
import { Button } from "@handrail/ui/button";
import { StatusPill, type StatusTone } from "@handrail/ui/status-pill";
import Ban from "lucide-react/icons/ban";
import CalendarOff from "lucide-react/icons/calendar-off";
import CircleCheck from "lucide-react/icons/circle-check";
import CircleMinus from "lucide-react/icons/circle-minus";

import { clockTime, shortDay } from "../../../lib/time.ts";
import { clashWords, stateWords, whenWords, whyWords } from "../plan-words.ts";

type Look = { readonly icon: typeof Ban; readonly tone: StatusTone };

const lookOf = (state: Occurrence["state"]): Look => {
  if (state === "ok") return { icon: CircleCheck, tone: "good" };
  if (state === "clash") return { icon: Ban, tone: "bad" };
  return state === "left_out" ? { icon: CircleMinus, tone: "neutral" } : { icon: CalendarOff, tone: "neutral" };
};

const alternativeWords = (zone: string, day: string, { day: other, startsAt }: Alternative): string =>
  other === day ? clockTime(zone, startsAt) : `${shortDay(other)}, ${clockTime(zone, startsAt)}`;

export type OccurrenceRowProps = {
  occurrence: Occurrence;
  zone: string;
  nameOf: (studentId: string, code: string) => string;
  /** Another time was chosen for it, or it was left out. */
  isChosen: boolean;
  onChoose: (to: { day: string; time: string } | null) => void;
  onTakeBack: () => void;
};

/** One occurrence: when it would be, what is in its way, and what can be done about it. */
export const OccurrenceRow = (props: OccurrenceRowProps) => {
  const { occurrence, zone, nameOf, isChosen, onChoose, onTakeBack } = props;
  const { state, clashes, clashCount, alternatives, day, occursOn } = occurrence;
  const { icon: Icon, tone } = lookOf(state);
  const when = whenWords(zone, occurrence);
  const why = whyWords(occurrence);
  return (
    <li className="border-line flex flex-col gap-1.5 border-b px-3 py-2.5 last:border-b-0" data-state={state}>
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span className={state === "left_out" ? "text-ui text-ink-2 line-through" : "text-ui text-ink tabular-nums"}>
          {when}
        </span>
        <StatusPill icon={<Icon size={14} />} tone={tone}>
          {stateWords[state]}
        </StatusPill>
      </div>
      {day !== occursOn && <p className="text-meta text-ink-2">Instead of {shortDay(occursOn)}</p>}
      {why !== null && <p className="text-meta text-ink-2">{why}</p>}
      {clashes.length > 0 && (
        <ul className="text-meta text-ink" role="list">
          {clashes.map((clash) => (
            <li key={`${clash.kind} ${clash.resourceId} ${clash.startsAt}`}>{clashWords(clash, zone, nameOf)}</li>
          ))}
          {clashCount > clashes.length && <li className="text-ink-2">and {clashCount - clashes.length} more</li>}
        </ul>
      )}
      {(state !== "ok" || isChosen) && state !== "past" && state !== "outside_term" && (
        <div className="flex flex-wrap gap-2">
          {alternatives.map((slot) => (
            <Button
              aria-label={`Hold the session of ${when} at ${alternativeWords(zone, day, slot)}`}
              key={slot.startsAt}
              size="sm"
              onPress={() => onChoose({ day: slot.day, time: slot.time })}
            >
              {alternativeWords(zone, day, slot)}
            </Button>
          ))}
          {state === "clash" && (
            <Button aria-label={`Leave out ${when}`} size="sm" variant="quiet" onPress={() => onChoose(null)}>
              Leave out
            </Button>
          )}
          {isChosen && (
            <Button aria-label={`Undo the choice for ${when}`} size="sm" variant="quiet" onPress={onTakeBack}>
              Take back
            </Button>
          )}
        </div>
      )}
      {state === "ok" && !isChosen && (
        <Button
          aria-label={`Leave out ${when}`}
          className="self-start"
          size="sm"
          variant="quiet"
          onPress={() => onChoose(null)}
        >
          Leave out
        </Button>
      )}
    </li>
  );
};
