import { isMarked } from "@handrail/domain/attendance/rules";
import type { AttendanceStatus } from "@handrail/domain/attendance/schema";
import { Mark } from "@handrail/ui/mark";

import type { ViewRow } from "../roster/overlay.ts";
import { kindOf, wordOf } from "../roster/words.ts";

const order = ["present", "tardy", "absent", "excused", "scheduled"] as const satisfies readonly AttendanceStatus[];

export type Counts = Readonly<Record<AttendanceStatus, number>> & {
  readonly expected: number;
  readonly marked: number;
};

export const countsOf = (rows: readonly ViewRow[]): Counts => {
  const counts = { scheduled: 0, present: 0, tardy: 0, absent: 0, excused: 0, expected: 0, marked: 0 };
  for (const { expectation, status } of rows) {
    if (expectation === "not_expected") continue;
    counts[status] += 1;
    counts.expected += 1;
    if (isMarked(status)) counts.marked += 1;
  }
  return counts;
};

export const MarkCounts = ({ counts }: { counts: Counts }) => (
  <ul aria-label="Marks so far" className="flex items-center gap-3" role="list">
    {order.map((status) => (
      <li className="flex items-center gap-1.5" key={status} title={wordOf[status]}>
        <Mark kind={kindOf[status]} size="sm" />
        <span className="text-ui min-w-4 tabular-nums">{counts[status]}</span>
      </li>
    ))}
  </ul>
);
