import type { RoleKey } from "@handrail/domain/access/schema";
import { type Weekday, weekdaysOf, weeklyOn } from "@handrail/domain/interventions/recurrence";
import type {
  EnrollmentSource,
  EnrollmentStatus,
  GoalStatus,
  InterventionStatus,
  InterventionType,
  LocationType,
  ProgramStatus,
  ProgressMetric,
  TeamRole,
} from "@handrail/domain/interventions/schema";
import { percentOf } from "@handrail/domain/kernel/share";
import type { Instant } from "@handrail/domain/kernel/time";
import { doseLines } from "@handrail/domain/progress/dosage";

import { moment } from "../../lib/time.ts";

export const statusWords: Readonly<Record<InterventionStatus, string>> = {
  draft: "Draft",
  active: "Active",
  completed: "Completed",
  cancelled: "Cancelled",
};
export const typeWords: Readonly<Record<InterventionType, string>> = {
  academic: "Academic",
  behavioral: "Behaviour",
  attendance: "Attendance",
  social_emotional: "Social and emotional",
  other: "Other",
};
export const placeWords: Readonly<Record<LocationType, string>> = {
  classroom: "Classroom",
  small_room: "Small room",
  office: "Office",
  gym: "Gym",
  online: "Online",
  other: "Another place",
};
export const metricWords: Readonly<Record<ProgressMetric, string>> = {
  likert: "Rating, 1 to 5",
  percent: "Per cent",
  score: "Score",
};
export const programStatusWords: Readonly<Record<ProgramStatus, string>> = {
  draft: "Draft",
  published: "Published",
  retired: "Retired",
};
export const teamWords: Readonly<Record<TeamRole, string>> = {
  lead: "Lead",
  facilitator: "Facilitator",
  support: "Support",
  observer: "Observer",
};
export const sourceWords: Readonly<Record<EnrollmentSource, string>> = {
  manual: "By hand",
  auto: "Automatic",
  risk_list: "Risk list",
};
export const enrollmentWords: Readonly<Record<EnrollmentStatus, string>> = {
  active: "Enrolled",
  withdrawn: "Withdrawn",
  exited: "Exited",
};
export const goalWords: Readonly<Record<GoalStatus, string>> = {
  active: "Under way",
  met: "Met",
  not_met: "Not met",
  dropped: "Dropped",
};
export const causeWords: Readonly<Record<string, string>> = {
  health: "Health",
  family: "Family",
  academic: "Academic",
  financial: "Financial",
  behavioral: "Behaviour",
  other: "Other",
};
export const roleWords: Readonly<Record<RoleKey, string>> = {
  owner: "Owner",
  admin: "Administrator",
  supervisor: "Coordinator",
  clinician: "Clinician",
  form_master: "Form master",
  facilitator: "Facilitator",
  teacher: "Teacher",
  admissions: "Admissions",
  student: "Student",
};

const dayWords: Readonly<Record<Weekday, string>> = {
  MO: "Mon",
  TU: "Tue",
  WE: "Wed",
  TH: "Thu",
  FR: "Fri",
  SA: "Sat",
  SU: "Sun",
};
export const thresholdWords = {
  attendance: "Attendance, per cent",
  progress: "Progress",
  custom_metric: "Another measure",
};
export const comparatorWords = { gte: "at least", gt: "more than", lte: "at most", lt: "less than" };
export const windowWords = { points: "points", sessions: "sessions", days: "days" };

/** `Mon, Wed and Fri`; a rule that is more than weekdays stands as it is. */
export const ruleWords = (recurrence: string): string => {
  if (recurrence === "FREQ=DAILY") return "Every school day";
  const days = weekdaysOf(recurrence);
  return recurrence === weeklyOn(days) && days.length > 0
    ? new Intl.ListFormat("en-GB").format(days.map((day) => dayWords[day]))
    : recurrence;
};

/** The choices of a select, in the order of the words. */
export const optionsOf = <V extends string>(
  words: Readonly<Record<V, string>>,
): readonly { readonly value: V; readonly label: string }[] =>
  (Object.keys(words) as V[]).map((value) => ({ value, label: words[value] }));

const longAgo = new Date(0).toISOString();

/** `Fri 21 Nov, 14:00`, also today. */
export const dayAndTime = (zone: string, at: Instant): string => moment(zone, at, longAgo);

export const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** Minutes received of those planned until now, in per cent; null before anything was planned. */
export const doseOf = (received: number, planned: number): number | null => percentOf(received, planned, doseLines);
