import type { DayAttendance, StudentPage } from "@handrail/domain/students/schema";
import type { ReactNode } from "react";

import { shortDay } from "../../../lib/time.ts";
import { dayWords } from "../words.ts";

/** A shape for each kind of day, told apart without colour: dot, half dot, half box, ring, full box. */
const shapes: { readonly [D in DayAttendance]: ReactNode } = {
  present: <circle className="fill-present" cx="5" cy="10" r="2" />,
  tardy: (
    <>
      <circle className="stroke-tardy fill-none" cx="5" cy="10" r="3.2" strokeWidth="1.4" />
      <path className="fill-tardy" d="M5 6.8a3.2 3.2 0 0 0 0 6.4z" />
    </>
  ),
  part: (
    <>
      <rect className="stroke-absent fill-none" height="9" strokeWidth="1.4" width="6.6" x="1.7" y="5.5" />
      <rect className="fill-absent" height="4.5" width="6.6" x="1.7" y="10" />
    </>
  ),
  excused: (
    <rect
      className="stroke-excused fill-none"
      height="11"
      strokeDasharray="2 1.6"
      strokeWidth="1.4"
      width="6.6"
      x="1.7"
      y="4.5"
    />
  ),
  absent: <rect className="fill-absent" height="14" width="7.6" x="1.2" y="3" />,
};

const order: readonly DayAttendance[] = ["present", "tardy", "part", "excused", "absent"];

const summary = (strip: StudentPage["strip"]): string => {
  const counted = order
    .map((kind) => ({ kind, count: strip.filter(({ attendance }) => attendance === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => `${count} ${dayWords[kind]}`);
  return `The latest ${strip.length} days with sessions: ${counted.join(", ")}`;
};

/** Up to 30 days, oldest first. */
export const AttendanceStrip = ({ strip }: { strip: StudentPage["strip"] }) =>
  strip.length === 0 ? null : (
    <svg
      aria-label={summary(strip)}
      className="h-5 max-w-full"
      preserveAspectRatio="xMinYMid meet"
      role="img"
      viewBox={`0 0 ${strip.length * 10} 20`}
    >
      {strip.map(({ day, attendance }, index) => (
        <g key={day} transform={`translate(${index * 10} 0)`}>
          <title>{`${shortDay(day)}: ${dayWords[attendance]}`}</title>
          {shapes[attendance]}
        </g>
      ))}
    </svg>
  );
