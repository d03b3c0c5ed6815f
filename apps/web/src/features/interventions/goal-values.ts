import type { GoalRow } from "@handrail/domain/interventions/goal-schema";
import type { Intervention } from "@handrail/domain/interventions/intervention-schema";
import type { GoalStatus } from "@handrail/domain/interventions/schema";
import { addDays } from "@handrail/domain/kernel/time";

import { shortDay } from "../../lib/time.ts";
import { goalWords } from "./words.ts";

/** What is written of a goal by hand. */
export type GoalValues = {
  readonly studentId: string;
  readonly measure: string;
  readonly unit: string;
  readonly baseline: number | null;
  readonly startsOn: string;
  readonly target: number | null;
  readonly targetOn: string;
  readonly status: GoalStatus;
};

/** A goal as it stands, or as a new one begins. */
export const goalValues = ({ fields, program, today }: Intervention, goal: GoalRow | null): GoalValues => {
  if (goal === null)
    return {
      studentId: "",
      measure: program.measure === "" ? program.name : program.measure,
      unit: program.unit,
      baseline: null,
      startsOn: fields.startDate,
      target: null,
      targetOn: fields.endDate ?? addDays(today, 84),
      status: "active",
    };
  const { studentId, measure, unit, baseline, startsOn, target, targetOn, status } = goal;
  return { studentId, measure, unit, baseline, startsOn, target, targetOn, status };
};

export const goalLabels: Readonly<Record<keyof GoalValues, string>> = {
  studentId: "Student",
  measure: "Measure",
  unit: "Unit",
  baseline: "Baseline",
  startsOn: "From",
  target: "Target",
  targetOn: "By",
  status: "Result",
};

export const showGoalValue = (field: keyof GoalValues, value: GoalValues[keyof GoalValues]): string => {
  if (value === null || value === "") return "Empty";
  if (field === "startsOn" || field === "targetOn") return shortDay(String(value));
  return field === "status" ? goalWords[value as GoalStatus] : String(value);
};
