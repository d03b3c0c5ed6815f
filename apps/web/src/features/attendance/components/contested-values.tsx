import type { RosterRow } from "@handrail/domain/attendance/schema";
import { Button } from "@handrail/ui/button";
import { Mark } from "@handrail/ui/mark";

import { clockTime } from "../../../lib/time.ts";
import { kindOf, shortName, wordOf } from "../roster/words.ts";

export interface ContestedValuesProps {
  readonly row: RosterRow;
  readonly name: string;
  readonly zone: string;
  readonly personId: string;
  readonly nameOf: (userId: string | null) => string;
  readonly onKeep: (studentId: string, keep: string) => void;
}

/** All values that were given to one row, side by side, until a person keeps one. It covers nothing. */
export const ContestedValues = ({ row, name, zone, personId, nameOf, onKeep }: ContestedValuesProps) => {
  const current = {
    keep: "current",
    by: row.takenBy,
    at: row.recordedAt,
    status: row.status,
    minutesLate: row.minutesLate,
  };
  const claims = row.contested.map(({ mutationId, by, at, status, minutesLate }) => ({
    keep: mutationId,
    by,
    at,
    status,
    minutesLate,
  }));
  // One's own value first, as it is the one a person looks for.
  const sides = [current, ...claims].sort((a, b) => Number(b.by === personId) - Number(a.by === personId));
  return (
    <section
      aria-label={`Two marks for ${name}`}
      data-contested=""
      className="rounded-card border-tardy bg-surface flex flex-wrap items-center gap-x-4 gap-y-2 border px-3 py-2"
    >
      <p className="text-ui text-ink">
        Two different marks. <span className="text-ink-2">Which one is right?</span>
      </p>
      <ul className="flex flex-wrap gap-2" role="list">
        {sides.map(({ keep, by, at, status, minutesLate }) => {
          const who = by === personId ? "You" : shortName(nameOf(by));
          return (
            <li key={keep}>
              <Button size="sm" onPress={() => onKeep(row.studentId, keep)}>
                <span className="sr-only">Keep {wordOf[status]}, marked by </span>
                <Mark
                  isDecorative
                  kind={kindOf[status]}
                  size="sm"
                  {...(minutesLate === null ? {} : { minutes: minutesLate })}
                />
                <span>
                  {who}
                  {at !== null && <span className="text-meta text-ink-2 ms-1.5">{clockTime(zone, at)}</span>}
                </span>
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
