import type { CsvValue } from "../kernel/csv.ts";
import { percentOf } from "../kernel/share.ts";
import { dayIn } from "../kernel/time.ts";
import { doseLines } from "../progress/dosage.ts";
import type { EnrollmentRow } from "./enrollment-schema.ts";
import type { GoalRow } from "./goal-schema.ts";

const head = [
  "Code",
  "Grade",
  "Status",
  "Source",
  "Enrolled on",
  "Ended on",
  "Reason",
  "Present",
  "Tardy",
  "Absent",
  "Excused",
  "Attendance %",
  "Minutes received",
  "Minutes planned",
  "Dose %",
  "Finding",
  "Outcome",
  "What the points say",
  "Goal",
  "Baseline",
  "Target",
  "Target on",
] as const;

/** Sessions attended of those marked. */
export const attendanceOf = ({
  present,
  tardy,
  absent,
  excused,
}: Pick<EnrollmentRow, "present" | "tardy" | "absent" | "excused">): number | null =>
  percentOf(present + tardy, present + tardy + absent + excused);

/** The report of an intervention as rows of a table: who took part, how often, how much of it, and towards what. */
export const reportRows = (
  enrollments: readonly EnrollmentRow[],
  goals: readonly GoalRow[],
  zone: string,
): (readonly CsvValue[])[] => [
  head,
  ...enrollments.map((row): readonly CsvValue[] => {
    const goal = goals.find(({ studentId, status }) => studentId === row.studentId && status !== "dropped");
    return [
      row.displayCode,
      row.gradeLevel,
      row.status,
      row.source,
      dayIn(zone, row.enrolledAt),
      row.endedAt === null ? null : dayIn(zone, row.endedAt),
      row.exitReason,
      row.present,
      row.tardy,
      row.absent,
      row.excused,
      attendanceOf(row),
      row.minutesReceived,
      row.minutesPlanned,
      percentOf(row.minutesReceived, row.minutesPlanned, doseLines),
      row.verdict === null ? null : row.verdict.isUndelivered ? "undelivered" : row.verdict.finding,
      row.verdict?.outcome ?? null,
      row.verdict?.sentence ?? null,
      goal === undefined ? null : `${goal.measure}${goal.unit === "" ? "" : ` (${goal.unit})`}`,
      goal?.baseline ?? null,
      goal?.target ?? null,
      goal?.targetOn ?? null,
    ];
  }),
];
