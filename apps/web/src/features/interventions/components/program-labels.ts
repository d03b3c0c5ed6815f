import type { ProgramFields } from "@handrail/domain/interventions/program-schema";

export const programLabels: Readonly<Record<keyof ProgramFields, string>> = {
  name: "Name",
  description: "What it is for",
  interventionType: "Kind",
  tier: "Tier",
  frequency: "How often",
  recurrence: "Rule",
  durationMinutes: "Minutes",
  locationType: "Where",
  defaultFacilitatorRole: "Led by",
  progressMetric: "Measured as",
  higherIsBetter: "Direction",
  measure: "What is measured",
  unit: "Unit",
  lowestValue: "Lowest value",
  highestValue: "Highest value",
  capacity: "Places",
  plannedWeeks: "Weeks",
  rootCauses: "Suggested for cases of",
  exitDefaults: "Exit rules to begin with",
};
