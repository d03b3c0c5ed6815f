import type { AttendanceStatus } from "../attendance/schema.ts";
import { percentOf } from "../kernel/share.ts";
import type { DayAttendance } from "./schema.ts";

/** The marks of one day, counted. */
export type DayMarks = Readonly<Record<Exclude<AttendanceStatus, "scheduled">, number>>;

/** A day is missed when every marked session of it was: absent, or excused. Half a day at school is a day at school. */
export const dayAttendance = ({ present, tardy, excused, absent }: DayMarks): DayAttendance | null => {
  const missed = excused + absent;
  const attended = present + tardy;
  if (missed + attended === 0) return null;
  if (attended === 0) return absent > 0 ? "absent" : "excused";
  if (missed > 0) return "part";
  return tardy > 0 ? "tardy" : "present";
};

export const isMissedDay = (attendance: DayAttendance): boolean => attendance === "absent" || attendance === "excused";

export type ChronicAbsence =
  /** Too few days to say anything. */
  | { readonly kind: "too_early"; readonly marked: number }
  | { readonly kind: "reached"; readonly percent: number }
  /** `more` further missed days in a row, and the line is reached. */
  | { readonly kind: "ahead"; readonly more: number; readonly percent: number };

/** In per cent. */
const line = 10;
export const fewestDays = 10;

/**
 * How far a student is from chronic absence: at least 10 % of the days of this school year missed, for any reason
 * (excused days count; exactly 10 % is at the line), once there are 10 days. That is the definition of the US
 * Department of Education (EDFacts) and of Attendance Works; it is about missing school, and never mixed with truancy.
 * A school of Handrail marks sessions, not days: a day counts when it has a marked session, and as missed when every
 * marked session of it was absent or excused.
 */
export const chronicAbsence = ({ marked, missed }: { marked: number; missed: number }): ChronicAbsence => {
  if (marked < fewestDays) return { kind: "too_early", marked };
  const percent = percentOf(missed, marked, { lines: [line], decimals: 1 }) ?? 0;
  if (missed * 100 >= line * marked) return { kind: "reached", percent };
  // The least n with (missed + n) / (marked + n) >= line.
  return { kind: "ahead", more: Math.ceil((line * marked - missed * 100) / (100 - line)), percent };
};
