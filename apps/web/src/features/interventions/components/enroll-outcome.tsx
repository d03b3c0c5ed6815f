import type { EnrollmentClash, EnrollResult } from "@handrail/domain/interventions/enrollment-schema";
import { Button } from "@handrail/ui/button";

import { count, dayAndTime } from "../words.ts";

type How = { onClash: "refuse" | "leave_out"; whenFull: "refuse" | "wait" };

export type EnrollOutcomeProps = {
  results: readonly EnrollResult[];
  zone: string;
  nameOf: (studentId: string) => string;
  isPending: boolean;
  onSend: (students: readonly string[], how: How) => void;
};

const few = 3;

const Clashes = ({ clashes, zone }: { clashes: readonly EnrollmentClash[]; zone: string }) => (
  <ul className="text-meta text-ink-2 list-disc ps-5">
    {clashes.slice(0, few).map(({ sessionId, title, startsAt }) => (
      <li key={`${sessionId} ${startsAt}`}>
        {title}, {dayAndTime(zone, startsAt)}
      </li>
    ))}
    {clashes.length > few && <li>and {clashes.length - few} more</li>}
  </ul>
);

/** Who could not be enrolled, why, and what can be done about it. */
export const EnrollOutcome = ({ results, zone, nameOf, isPending, onSend }: EnrollOutcomeProps) => {
  const clashing = results.filter(({ situation }) => situation === "SESSION_CLASH");
  const full = results.filter(({ situation }) => situation === "INTERVENTION_FULL");
  return (
    <section
      aria-label="Who was not enrolled"
      className="rounded-card border-tardy bg-surface flex flex-col gap-3 border p-4"
      role="alert"
    >
      <h3 className="text-head">{count(results.length, "student was", "students were")} not enrolled</h3>
      <ul className="flex flex-col gap-2" role="list">
        {results.map(({ studentId, reason, clashes }) => (
          <li key={studentId}>
            <p className="text-ui">
              <span className="font-semibold">{nameOf(studentId)}</span>: {reason}
            </p>
            {clashes.length > 0 && <Clashes clashes={clashes} zone={zone} />}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        {clashing.length > 0 && (
          <Button
            isPending={isPending}
            size="sm"
            onPress={() =>
              onSend(
                clashing.map(({ studentId }) => studentId),
                { onClash: "leave_out", whenFull: "refuse" },
              )
            }
          >
            Enrol without these sessions
          </Button>
        )}
        {full.length > 0 && (
          <Button
            isPending={isPending}
            size="sm"
            onPress={() =>
              onSend(
                full.map(({ studentId }) => studentId),
                { onClash: "refuse", whenFull: "wait" },
              )
            }
          >
            Put on the waiting list
          </Button>
        )}
      </div>
    </section>
  );
};
