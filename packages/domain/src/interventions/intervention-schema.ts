import * as z from "zod/mini";

import { RootCause } from "../casework/schema.ts";
import { exportFormat } from "../kernel/export-schema.ts";
import { InterventionId, MutationId, ProgramId, StudentId, UserId } from "../kernel/ids.ts";
import { filledText, text } from "../kernel/text.ts";
import { Day } from "../kernel/time.ts";
import { EnrollmentRow, WaitingRow } from "./enrollment-schema.ts";
import { GoalRow } from "./goal-schema.ts";
import { Capacity, InterventionStatus, InterventionType, ProgressMetric, TeamRole } from "./schema.ts";

const Planned = z.int("Write a whole number.").check(z.gte(0, "Write 0 or more."), z.lte(100_000, "This is too much."));

/** What is written of an intervention by hand. */
export const InterventionFields = z.strictObject({
  name: filledText(120),
  objective: filledText(500),
  ownerStaffId: UserId,
  startDate: Day,
  endDate: z.nullable(Day),
  capacity: Capacity,
  plannedSessions: Planned,
  plannedMinutes: Planned,
});
export type InterventionFields = z.infer<typeof InterventionFields>;

export const CreateInterventionInput = z.strictObject({
  mutationId: MutationId,
  programId: ProgramId,
  fields: InterventionFields,
  team: z
    .array(z.strictObject({ userId: UserId, teamRole: TeamRole }))
    .check(z.maxLength(20, "Choose at most 20 people.")),
});

/** What the person changed, and what they saw in its place: another's change in between is told, never overwritten. */
export const ChangeInterventionInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  changes: z.partial(InterventionFields),
  seen: z.partial(InterventionFields),
});

export const SetStatusInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  /** The status that the person saw. */
  from: InterventionStatus,
  to: InterventionStatus,
  reason: z.optional(text(500)),
  /** How the enrolments end, where the move ends them. */
  enrollments: z.optional(z.enum(["exited", "withdrawn"])),
});

export const InterventionIdInput = z.strictObject({ interventionId: InterventionId });
export const InterventionChange = z.object({
  interventionId: InterventionId,
  version: z.number(),
  status: InterventionStatus,
});

export const SetTeamRoleInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  userId: UserId,
  /** Null: no longer on the team. */
  teamRole: z.nullable(TeamRole),
  /** What the person saw in its place: another's change in between is told, never overwritten. */
  seen: z.nullable(TeamRole),
});

export const InterventionsInput = z.strictObject({
  scope: z.enum(["mine", "all"]),
  text: z.optional(text(100)),
  status: z.optional(InterventionStatus),
  type: z.optional(InterventionType),
  tier: z.optional(z.int().check(z.gte(1), z.lte(3))),
  /** Of any version of this program. */
  programId: z.optional(ProgramId),
  cursor: z.optional(z.strictObject({ name: text(120), id: InterventionId })),
});
export type InterventionsInput = z.infer<typeof InterventionsInput>;

/** The filter of the list; its page is left out. */
export const ExportInterventionsInput = z.strictObject({
  ...z.omit(InterventionsInput, { cursor: true }).shape,
  mutationId: MutationId,
  format: exportFormat,
});
export type ExportInterventionsInput = z.infer<typeof ExportInterventionsInput>;

export const InterventionRow = z.object({
  id: InterventionId,
  name: z.string(),
  status: InterventionStatus,
  program: z.object({ id: ProgramId, name: z.string(), version: z.number() }),
  type: InterventionType,
  tier: z.number(),
  owner: z.object({ id: UserId, name: z.string() }),
  startDate: Day,
  endDate: z.nullable(Day),
  students: z.number(),
  waiting: z.number(),
  capacity: z.nullable(z.number()),
  sessionsHeld: z.number(),
  sessionsPlanned: z.number(),
  /** Over all enrolled: minutes received, of those planned until now. */
  minutesReceived: z.number(),
  minutesPlanned: z.number(),
  lastPointOn: z.nullable(Day),
  /** Of those enrolled: whose points were enough to judge, who of them is below aim, and who received too little. */
  verdicts: z.object({ judged: z.number(), below: z.number(), undelivered: z.number() }),
});
export type InterventionRow = z.infer<typeof InterventionRow>;
export const Interventions = z.object({
  rows: z.array(InterventionRow),
  next: z.nullable(z.object({ name: z.string(), id: InterventionId })),
  mayCreate: z.boolean(),
});
export type Interventions = z.infer<typeof Interventions>;

export const Staff = z.object({ id: UserId, name: z.string(), roles: z.array(z.string()) });
export type Staff = z.infer<typeof Staff>;

/** The whole page: what is planned, who leads, who takes part. */
export const Intervention = z.object({
  id: InterventionId,
  version: z.number(),
  status: InterventionStatus,
  statusReason: z.nullable(z.string()),
  fields: InterventionFields,
  ownerName: z.string(),
  program: z.object({
    id: ProgramId,
    name: z.string(),
    version: z.number(),
    /** The latest published version of its line. */
    latest: z.number(),
    latestId: ProgramId,
    type: InterventionType,
    tier: z.number(),
    durationMinutes: z.number(),
    recurrence: z.string(),
    progressMetric: ProgressMetric,
    measure: z.string(),
    unit: z.string(),
    higherIsBetter: z.boolean(),
  }),
  zone: z.string(),
  today: Day,
  sessionsHeld: z.number(),
  /** Not over yet and not cancelled: what closing would cancel. */
  sessionsToCome: z.number(),
  minutesReceived: z.number(),
  minutesPlannedSoFar: z.number(),
  lastPointOn: z.nullable(Day),
  team: z.array(z.object({ userId: UserId, name: z.string(), teamRole: TeamRole })),
  goals: z.array(GoalRow),
  enrollments: z.array(EnrollmentRow),
  waiting: z.array(WaitingRow),
  mayManage: z.boolean(),
  mayExport: z.boolean(),
});
export type Intervention = z.infer<typeof Intervention>;

export const InterventionSearchInput = z.strictObject({ text: filledText(100) });
export const InterventionHit = z.object({
  id: InterventionId,
  name: z.string(),
  status: InterventionStatus,
  ownerName: z.string(),
});

export const StudentFilterInput = z.strictObject({
  interventionId: InterventionId,
  /** A part of a code, or the beginning of a name. */
  text: z.optional(text(80)),
  grade: z.optional(text(4)),
  tier: z.optional(z.int().check(z.gte(1), z.lte(3))),
  /** Only those whom the program speaks for. */
  suggested: z.optional(z.boolean()),
});
export const StudentOption = z.object({
  studentId: StudentId,
  displayCode: z.string(),
  gradeLevel: z.string(),
  tier: z.number(),
  /** `case`: an open case, that this person may see, has one of the program's root causes. `tier`: the program's tier. */
  suggestion: z.nullable(z.enum(["case", "tier"])),
});
export type StudentOption = z.infer<typeof StudentOption>;

export const ExportInput = z.strictObject({
  mutationId: MutationId,
  interventionId: InterventionId,
  format: exportFormat,
});

export const SuggestInput = z.strictObject({ rootCause: RootCause });
export const Suggestions = z.object({
  programs: z.array(
    z.object({ id: ProgramId, name: z.string(), tier: z.number(), description: z.string(), running: z.number() }),
  ),
  interventions: z.array(
    z.object({
      id: InterventionId,
      name: z.string(),
      programId: ProgramId,
      students: z.number(),
      capacity: z.nullable(z.number()),
    }),
  ),
});
