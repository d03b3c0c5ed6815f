import * as z from "zod/mini";

import { RootCause } from "../casework/schema.ts";
import { CaseId, InterventionId, MutationId, StudentId } from "../kernel/ids.ts";
import { Day, Instant } from "../kernel/time.ts";

/** `mine`: my students, cases and interventions. `school`: all of them, for those who may see them. */
export const TodayInput = z.strictObject({ scope: z.enum(["mine", "school"]) });

/** Rules by which something is worth a look; see `rules.ts`. */
export const HintRule = z.enum([
  "absent_without_meeting",
  "follow_up_long_overdue",
  "recurring_without_improvement",
  "below_aim",
  "unmarked_session",
  "place_free",
  "no_point_for_weeks",
]);
export type HintRule = z.infer<typeof HintRule>;

const HintSubjectKind = z.enum(["student", "case", "session", "intervention"]);

const HintLine = z.object({
  rule: HintRule,
  subject: z.object({ kind: HintSubjectKind, id: z.string() }),
  studentId: z.nullable(StudentId),
  displayCode: z.nullable(z.string()),
  reason: z.string(),
  /** Days that the verb's form begins with. */
  days: z.array(Day),
});

export const Today = z.object({
  day: Day,
  zone: z.string(),
  now: Instant,
  /** What was shown: the whole school only for those who may see it. */
  scope: z.enum(["mine", "school"]),
  maySeeSchool: z.boolean(),
  /** Follow-ups of today and of before, the oldest first. */
  followUps: z.array(
    z.object({
      caseId: CaseId,
      studentId: StudentId,
      displayCode: z.string(),
      rootCause: RootCause,
      dueOn: Day,
    }),
  ),
  /** Exit recommendations that wait for this person, the oldest first. */
  decisions: z.array(
    z.object({
      recommendationId: z.string(),
      interventionId: InterventionId,
      intervention: z.string(),
      studentId: StudentId,
      displayCode: z.string(),
    }),
  ),
  hints: z.array(HintLine),
  /** One line of what goes well. */
  good: z.nullable(
    z.object({ studentId: StudentId, displayCode: z.string(), interventionId: InterventionId, reason: z.string() }),
  ),
});
export type Today = z.infer<typeof Today>;

/** `accepted`: the person went on with it. `snoozed`: not now. `open`: now after all. */
export const HintAnswer = z.enum(["accepted", "snoozed", "open"]);
export type HintAnswer = z.infer<typeof HintAnswer>;

export const AnswerHintInput = z.strictObject({
  mutationId: MutationId,
  rule: HintRule,
  subjectKind: HintSubjectKind,
  subjectId: z.uuid("This is not an id."),
  /** The student whom the hint names, if it names one. */
  studentId: z.nullable(StudentId),
  answer: HintAnswer,
});
/** The first day on which it may be shown again; null when it was followed. */
export const AnsweredHint = z.object({ until: z.nullable(Day) });
