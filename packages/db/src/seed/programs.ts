import type { CriterionFields } from "@handrail/domain/progress/exit-schema";
import type postgres from "postgres";

import { programs } from "../schema/interventions.ts";
import type { InterventionDefinition, SchoolDefinition } from "./definition.ts";
import { idOf, insertAll, type RowOf } from "./rows.ts";

interface ProgramDefinition {
  readonly description: string;
  readonly measure: string;
  readonly unit: string;
  readonly rootCauses: readonly string[];
  readonly capacity: number | null;
  /** What a student is to reach, and is done with. */
  readonly target: number;
}

/** What the programs of the running interventions say beside their times, by the intervention's key. */
const known: Readonly<Record<string, ProgramDefinition>> = {
  "reading-boost": {
    description: "Repeated reading in a small group, with one passage a week and a minute's reading at the end.",
    measure: "Words read correctly in a minute",
    unit: "words",
    rootCauses: ["academic"],
    capacity: 12,
    target: 90,
  },
  "maths-fluency": {
    description: "Ten minutes of number facts and twenty of problems that need them, for a whole class.",
    measure: "Facts recalled within three seconds",
    unit: "%",
    rootCauses: ["academic"],
    capacity: null,
    target: 90,
  },
  "breakfast-club": {
    description: "A breakfast, a quiet table and a plan for the day, from eight o'clock on.",
    measure: "School days begun on time",
    unit: "%",
    rootCauses: ["family", "financial", "health"],
    capacity: 20,
    target: 95,
  },
  "social-skills": {
    description: "Six to eight students practise turns, listening and repair, with feedback after each round.",
    measure: "Takes turns in a conversation",
    unit: "of 5",
    rootCauses: ["behavioral", "family"],
    capacity: 8,
    target: 4,
  },
  "check-in": {
    description: "One goal agreed on in the morning, points over the day, and a look at it in the afternoon.",
    measure: "Goals of the day met",
    unit: "%",
    rootCauses: ["behavioral"],
    capacity: 10,
    target: 80,
  },
  "attendance-mentors": {
    description: "A mentor meets each student twice a week and calls home after an absence.",
    measure: "School days attended",
    unit: "%",
    rootCauses: ["family", "health", "financial"],
    capacity: 10,
    target: 90,
  },
};

const plain: ProgramDefinition = {
  description: "",
  measure: "Progress",
  unit: "",
  rootCauses: ["other"],
  capacity: null,
  target: 80,
};

export const programOf = (one: InterventionDefinition): ProgramDefinition =>
  known[one.key] ?? (one.metric === "likert" ? { ...plain, target: 4 } : plain);

export const programId = (school: string, key: string, version = 1): string =>
  idOf(version === 1 ? `${school} program ${key}` : `${school} program ${key} ${version}`);

const weekdayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
const recurrenceOf = (weekdays: readonly number[]): string =>
  `FREQ=WEEKLY;BYDAY=${weekdays.map((weekday) => weekdayNames[weekday - 1]).join(",")}`;

/** Weeks from the first session to the end of the term. */
export const plannedWeeks = 18;

/** Points in a row that reach the target before a student is done. */
export const exitWindow = 3;

/** When a student is done: the goal held over three points, and whoever comes for attendance's sake is there. */
export const exitDefaults = (one: InterventionDefinition): readonly CriterionFields[] => [
  {
    thresholdType: "progress",
    metric: "",
    comparator: "gte",
    targetValue: programOf(one).target,
    window: exitWindow,
    windowUnit: "points",
  },
  ...(one.type === "attendance"
    ? [
        {
          thresholdType: "attendance" as const,
          metric: "",
          comparator: "gte" as const,
          targetValue: 90,
          window: 20,
          windowUnit: "sessions" as const,
        },
      ]
    : []),
];

const rowOf = (school: string, one: InterventionDefinition): RowOf<typeof programs> => {
  const { description, measure, unit, rootCauses, capacity } = programOf(one);
  return {
    id: programId(school, one.key),
    lineId: idOf(`${school} line ${one.key}`),
    version: 1,
    name: one.name,
    description,
    interventionType: one.type,
    tier: one.tier,
    frequency: "weekly",
    recurrence: recurrenceOf(one.weekdays),
    durationMinutes: one.minutes,
    locationType: one.locationType,
    defaultFacilitatorRole: "facilitator",
    progressMetric: one.metric,
    lowestValue: one.metric === "score" ? 0 : null,
    measure,
    unit,
    capacity,
    plannedWeeks,
    rootCauses: [...rootCauses],
    exitDefaults: exitDefaults(one),
    status: "published",
  };
};

/** The library: what runs, one of them in a newer version, one that is being written and one that nothing is made from any more. */
export const seedPrograms = async (tx: postgres.TransactionSql, school: SchoolDefinition): Promise<void> => {
  const { key } = school;
  const rows = school.interventions.map((one) => rowOf(key, one));
  const followed = rows.find((row) => row.id === programId(key, "check-in"));
  const [first] = rows;
  const others =
    followed === undefined || first === undefined
      ? []
      : [
          {
            ...followed,
            id: programId(key, "check-in", 2),
            version: 2,
            description: "As before, with the points shared with the family at the end of the day.",
            durationMinutes: 20,
          },
          {
            ...first,
            id: programId(key, "phonics"),
            lineId: idOf(`${key} line phonics`),
            name: "Phonics in the Morning",
            description: "Sounds and short words, for those who are still working out how letters speak.",
            measure: "Sounds read correctly",
            unit: "sounds",
            status: "draft" as const,
          },
          {
            ...first,
            id: programId(key, "paired-reading"),
            lineId: idOf(`${key} line paired-reading`),
            name: "Paired Reading",
            description: "An older student reads with a younger one. Replaced by Reading Boost.",
            status: "retired" as const,
          },
        ];
  await insertAll(tx, programs, [
    ...rows.map((row) => (row === followed ? { ...row, status: "retired" as const } : row)),
    ...others,
  ]);
};
