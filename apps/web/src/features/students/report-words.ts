import type { ReportLine } from "@handrail/domain/students/report-schema";

import { shortDay } from "../../lib/time.ts";

type Enrolled = ReportLine["enrollments"][number];

export const stateWords: Readonly<Record<ReportLine["status"], string>> = {
  draft: "Draft",
  active: "Active",
  completed: "Completed",
  cancelled: "Cancelled",
};
const enrollmentWords: Readonly<Record<Enrolled["status"], string>> = {
  active: "Enrolled",
  withdrawn: "Withdrawn",
  exited: "Exited",
};
const sourceWords: Readonly<Record<Enrolled["source"], string>> = {
  manual: "by hand",
  auto: "automatic",
  risk_list: "from the risk list",
};

/** `Mon 7 Sep 2026`: a report is read years later. */
export const reportDay = (day: string): string => `${shortDay(day)} ${day.slice(0, 4)}`;

/** `54 words`, `80 %`. */
export const withUnit = (value: number, unit: string): string => (unit === "" ? String(value) : `${value} ${unit}`);

/** `Exited, Mon 7 Sep to Fri 20 Nov; reads as the class does`. */
export const enrolledWords = ({ status, source, since, until, reason }: Enrolled): string =>
  [
    `${enrollmentWords[status]}, ${reportDay(since)} to ${until === null ? "now" : reportDay(until)}`,
    reason ?? sourceWords[source],
  ].join("; ");

export const goalWords = ({ measure, unit, baseline, target, targetOn }: NonNullable<ReportLine["goal"]>): string => {
  const from = baseline === null ? "" : `from ${withUnit(baseline, unit)} `;
  return `${measure}: ${from}to ${withUnit(target, unit)} by ${reportDay(targetOn)}`;
};

export const hiddenWords = (hidden: number): string =>
  hidden === 1
    ? "One more intervention is open to its own team alone and is not on this report."
    : `${hidden} more interventions are open to their own teams alone and are not on this report.`;
