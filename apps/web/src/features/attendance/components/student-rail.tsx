import { whenDrawn } from "@handrail/ui/later";
import { Mark } from "@handrail/ui/mark";
import { ProgressBar } from "@handrail/ui/progress-bar";

import { clockTime } from "../../../lib/time.ts";
import type { ViewRow } from "../roster/overlay.ts";
import { grade, kindOf, wordOf } from "../roster/words.ts";

// After the rows: a roster is there to be marked first.
const ProbeField = whenDrawn(async () => (await import("../../progress/components/probe-field.tsx")).ProbeField);

export interface StudentRailProps {
  readonly sessionId: string;
  readonly row: ViewRow | undefined;
  readonly name: string;
  readonly zone: string;
  readonly isShaded: boolean;
  readonly by: string;
}

/** The student of the row in hand, beside the list on a wide screen. */
export const StudentRail = ({ sessionId, row, name, zone, isShaded, by }: StudentRailProps) => (
  <aside aria-label="Chosen student" className="sticky top-24">
    {row === undefined ? (
      <p className="text-meta text-ink-2 border-line rounded-card border border-dashed p-4">
        Go to a row to see more about its student here.
      </p>
    ) : (
      <div className="border-line bg-surface rounded-card flex flex-col gap-4 border p-4">
        <div>
          <h2 className="text-head text-ink">{name}</h2>
          <p className="text-meta text-ink-2">
            {grade(row.gradeLevel)}
            {!isShaded && name !== row.displayCode && (
              <span className="ms-2 font-(family-name:--font-code) text-[0.75rem]">{row.displayCode}</span>
            )}
          </p>
        </div>
        <div>
          <p className="text-meta text-ink-2 mb-1.5">Today</p>
          <p className="text-ui flex items-center gap-2">
            <Mark
              kind={kindOf[row.status]}
              {...(row.minutesLate === null ? {} : { minutes: row.minutesLate })}
              isDecorative
            />
            <span>
              {wordOf[row.status]}
              {row.recordedAt !== null && row.status !== "scheduled" && (
                <span className="text-meta text-ink-2 block">
                  {clockTime(zone, row.recordedAt)} by {by}
                </span>
              )}
            </span>
          </p>
        </div>
        {row.expectation !== "guest" && !isShaded && (
          <ProbeField key={row.studentId} sessionId={sessionId} studentId={row.studentId} />
        )}
        {row.marked > 0 && (
          <div>
            <ProgressBar
              label="Attended so far"
              max={row.marked}
              value={row.attended}
              valueText={`${row.attended} of ${row.marked}`}
            />
          </div>
        )}
        {row.note !== null && (
          <div>
            <p className="text-meta text-ink-2 mb-1">Note</p>
            <p className="text-ui text-ink">{isShaded ? "Shaded" : row.note}</p>
          </div>
        )}
      </div>
    )}
  </aside>
);
