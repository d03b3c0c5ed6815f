import { attendanceOf } from "../interventions/report.ts";
import type { CsvValue } from "../kernel/csv.ts";
import { percentOf } from "../kernel/share.ts";
import { doseLines } from "../progress/dosage.ts";
import { eventHead, eventRows } from "./report-events.ts";
import type { ReportLine, StudentReport } from "./report-schema.ts";

const student = ["Record", "Code", "Grade"] as const;

const support = [
  "Intervention",
  "Program",
  "Intervention status",
  "Enrolment",
  "Source",
  "Enrolled on",
  "Ended on",
  "Reason",
  "Enrolled before",
  "Sessions planned",
  "Sessions so far",
  "Sessions held",
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
  "Latest points",
  "Goal",
  "Baseline",
  "Target",
  "Target on",
  "Decisions",
] as const;

const withUnit = (what: string, unit: string): string => (unit === "" ? what : `${what} (${unit})`);
const joined = (parts: readonly string[]): string | null => (parts.length === 0 ? null : parts.join("; "));

const lineOf = (line: ReportLine): readonly CsvValue[] => {
  const [latest, ...before] = line.enrollments;
  const { goal, verdict } = line;
  return [
    line.name,
    `${line.program}, version ${line.programVersion}`,
    line.status,
    latest?.status ?? null,
    latest?.source ?? null,
    latest?.since ?? null,
    latest?.until ?? null,
    latest?.reason ?? null,
    joined(before.map(({ since, until, status }) => `${since} to ${until ?? "now"} ${status}`)),
    line.sessionsPlanned,
    line.sessionsDue,
    line.sessionsHeld,
    line.present,
    line.tardy,
    line.absent,
    line.excused,
    attendanceOf(line),
    line.minutesReceived,
    line.minutesPlanned,
    percentOf(line.minutesReceived, line.minutesPlanned, doseLines),
    verdict === null ? null : verdict.isUndelivered ? "undelivered" : verdict.finding,
    verdict?.outcome ?? null,
    verdict?.sentence ?? null,
    joined(line.points.map(({ on, value }) => `${on} ${value}`)),
    goal === null ? null : withUnit(goal.measure, goal.unit),
    goal?.baseline ?? null,
    goal?.target ?? null,
    goal?.targetOn ?? null,
    joined(
      line.decisions.map(({ on, outcome, decision, by, reason }) => `${on} ${outcome} ${decision} by ${by}: ${reason}`),
    ),
  ];
};

const noneOf = (columns: readonly string[]): null[] => columns.map(() => null);

/** The report of a student as rows of a table: first the interventions, then cases and meetings, then calls and talks. */
export const studentReportRows = ({
  student: { displayCode, gradeLevel },
  interventions,
  cases,
  contacts,
}: Pick<StudentReport, "student" | "interventions" | "cases" | "contacts">): (readonly CsvValue[])[] => [
  [...student, ...support, ...eventHead],
  ...interventions.map((line) => ["Intervention", displayCode, gradeLevel, ...lineOf(line), ...noneOf(eventHead)]),
  ...eventRows({ cases, contacts }).map(({ record, cells }) => [
    record,
    displayCode,
    gradeLevel,
    ...noneOf(support),
    ...cells,
  ]),
];
