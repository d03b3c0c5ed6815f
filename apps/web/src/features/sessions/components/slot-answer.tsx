import type { SlotCheck } from "@handrail/domain/sessions/change-schema";
import { Button } from "@handrail/ui/button";
import Ban from "lucide-react/icons/ban";
import CircleCheck from "lucide-react/icons/circle-check";

import { clockTime, shortDay } from "../../../lib/time.ts";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { clashWords, stateWords, whyWords } from "../plan-words.ts";

export type SlotAnswerProps = {
  answer: SlotCheck;
  day: string;
  zone: string;
  onChoose: (slot: { day: string; time: string }) => void;
};

/** Whether a time is free, and what is near if it is not. */
export const SlotAnswer = ({ answer, day, zone, onChoose }: SlotAnswerProps) => {
  const { state, clashes, alternatives } = answer;
  const students = clashes.filter(({ kind }) => kind === "student").map(({ resourceId }) => resourceId);
  const names = useStudentNames([...new Set(students)], "intervention");
  const isFree = state === "ok";
  const Icon = isFree ? CircleCheck : Ban;
  const why = whyWords(answer);
  return (
    <div className="flex flex-col gap-2" role="status">
      <p className="text-ui text-ink flex items-start gap-2">
        <Icon aria-hidden="true" className={isFree ? "text-present mt-0.5" : "text-absent mt-0.5"} size={16} />
        {isFree ? "Everyone is free then." : [stateWords[state], why].filter((part) => part !== null).join(": ")}
      </p>
      {clashes.length > 0 && (
        <ul className="text-meta text-ink ms-6" role="list">
          {clashes.map((clash) => (
            <li key={`${clash.kind} ${clash.resourceId} ${clash.startsAt}`}>
              {clashWords(clash, zone, (id, code) => names.calledOf(id) ?? code)}
            </li>
          ))}
        </ul>
      )}
      {alternatives.length > 0 && (
        <div className="ms-6 flex flex-wrap items-center gap-2">
          <span className="text-meta text-ink-2">Free:</span>
          {alternatives.map((slot) => (
            <Button key={slot.startsAt} size="sm" onPress={() => onChoose({ day: slot.day, time: slot.time })}>
              {slot.day === day ? slot.time : `${shortDay(slot.day)}, ${clockTime(zone, slot.startsAt)}`}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
};
