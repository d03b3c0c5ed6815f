import type { Choice, Occurrence, SchedulePreview as Preview } from "@handrail/domain/sessions/schedule-schema";
import TriangleAlert from "lucide-react/icons/triangle-alert";

import { useStudentNames } from "../../students/components/student-name.tsx";
import { countOf } from "../row-facts.ts";
import { OccurrenceRow } from "./occurrence-row.tsx";

export type SchedulePreviewProps = {
  preview: Preview;
  choices: readonly Choice[];
  onChoices: (choices: Choice[]) => void;
};

const isOf = (one: { pattern: number; occursOn: string }, other: { pattern: number; occursOn: string }): boolean =>
  one.pattern === other.pattern && one.occursOn === other.occursOn;

const summaryOf = ({ count, occurrences }: Preview): string => {
  const clashes = occurrences.filter(({ state }) => state === "clash").length;
  const left = occurrences.length - count - clashes;
  return [
    `${countOf(count, "session", "sessions")} can be held`,
    ...(clashes > 0 ? [`${countOf(clashes, "clash", "clashes")} to resolve`] : []),
    ...(left > 0 ? [`${left} left out`] : []),
  ].join(" · ");
};

/** Every occurrence, the clashes with what is near and free. */
export const SchedulePreview = ({ preview, choices, onChoices }: SchedulePreviewProps) => {
  const { occurrences, zone, crowded, students } = preview;
  const clashing = occurrences.flatMap(({ clashes }) => clashes).filter(({ kind }) => kind === "student");
  const names = useStudentNames([...new Set(clashing.map(({ resourceId }) => resourceId))], "intervention");
  const choose = (one: Occurrence, to: Choice["to"]): void =>
    onChoices([...choices.filter((other) => !isOf(one, other)), { pattern: one.pattern, occursOn: one.occursOn, to }]);
  return (
    <section aria-label="Preview" className="flex flex-col gap-3">
      <p className="text-ui text-ink" role="status">
        {summaryOf(preview)}
      </p>
      {crowded.map(({ pattern, room, capacity }) => (
        <p className="rounded-control bg-tardy-soft text-ui text-ink flex items-start gap-2 px-3 py-2" key={pattern}>
          <TriangleAlert aria-hidden="true" className="text-tardy mt-0.5 shrink-0" size={16} />
          {room} has {countOf(capacity, "place", "places")} for {countOf(students, "student", "students")}.
        </p>
      ))}
      <ul className="rounded-card border-line bg-surface border" role="list">
        {occurrences.map((one) => (
          <OccurrenceRow
            isChosen={choices.some((choice) => isOf(one, choice))}
            key={`${one.pattern} ${one.occursOn}`}
            nameOf={(id, code) => names.calledOf(id) ?? code}
            occurrence={one}
            zone={zone}
            onChoose={(to) => choose(one, to)}
            onTakeBack={() => onChoices(choices.filter((other) => !isOf(one, other)))}
          />
        ))}
      </ul>
    </section>
  );
};
