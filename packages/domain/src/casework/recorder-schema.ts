import * as z from "zod/mini";

import { CaseId, MutationId, StudentId } from "../kernel/ids.ts";
import { filledText, text } from "../kernel/text.ts";
import { Day, Instant } from "../kernel/time.ts";
import { CaseFilters } from "./case-schema.ts";
import { CaseStatus, caseTexts, DraftKind, RootCause, SeenVersion, Staff, Urgency } from "./schema.ts";

const id = z.uuid("This is not an id.").check(z.toLowerCase());
const words = z.optional(text(caseTexts.words));

export const ActiveForInput = z.strictObject({ studentId: StudentId });
/** The active cases of a student, at most one for each root cause. */
export const ActiveCases = z.array(
  z.object({
    rootCause: RootCause,
    opener: Staff,
    /** Null, as what follows: it is somebody else's case; ask them to add you to its team. */
    caseId: z.nullable(CaseId),
    status: z.nullable(CaseStatus),
    since: z.nullable(Instant),
    meetings: z.nullable(z.number()),
    urgency: z.nullable(Urgency),
    /** Null also where the case has none. */
    followUpDate: z.nullable(Day),
    version: z.nullable(z.number()),
    mayJoin: z.boolean(),
  }),
);
export type ActiveCases = z.infer<typeof ActiveCases>;

/** Students one may open a case for. */
export const CaseStudents = z.array(
  z.object({ studentId: StudentId, displayCode: z.string(), gradeLevel: z.string(), isMine: z.boolean() }),
);
export type CaseStudents = z.infer<typeof CaseStudents>;

/** Colleagues who work with cases: whom one may escalate to, add to a team or make owner of an action. */
export const CasePeople = z.array(z.extend(Staff, { roles: z.array(z.string()), readsAll: z.boolean() }));
export type CasePeople = z.infer<typeof CasePeople>;

/** Null: of a case that is about to be opened. */
export const MentionPeopleInput = z.strictObject({ caseId: z.nullable(CaseId) });
/** Whom a text can mention, and what of the case they read: `all`; `open`, what is not restricted; or `none`. */
export const MentionPeople = z.array(z.extend(Staff, { reads: z.enum(["all", "open", "none"]) }));
export type MentionPeople = z.infer<typeof MentionPeople>;

export const PlanTemplates = z.array(
  z.object({ id: z.string(), rootCause: RootCause, title: z.string(), body: z.string(), version: z.number() }),
);
export type PlanTemplates = z.infer<typeof PlanTemplates>;

export const SavePlanInput = z.strictObject({
  mutationId: MutationId,
  /** Of a plan that is there already, with the version that was open. Null: a new one. */
  existing: z.nullable(z.strictObject({ planId: id, version: z.int() })),
  rootCause: RootCause,
  title: filledText(80),
  body: filledText(caseTexts.words),
});
export type SavePlanInput = z.infer<typeof SavePlanInput>;
export const DropPlanInput = z.strictObject({ mutationId: MutationId, planId: id, version: z.int() });
export type DropPlanInput = z.infer<typeof DropPlanInput>;
export const SavedPlan = z.object({ planId: z.string(), version: z.number() });

/** What stands in the recorder, as typed: nothing here need be complete. */
export const DraftBody = z.strictObject({
  meetingDate: z.optional(text(40)),
  absenceReason: words,
  rootCause: z.optional(RootCause),
  interventionNotes: words,
  actionPlan: words,
  /** As typed: `2w`, `fri`, `10 dec`. */
  followUp: z.optional(text(40)),
  urgency: z.optional(Urgency),
  isRestricted: z.optional(z.boolean()),
  updateText: words,
  status: z.optional(CaseStatus),
  resolutionNotes: words,
  actions: z.optional(
    z
      .array(
        z.strictObject({ what: text(caseTexts.action), ownerId: z.optional(text(40)), dueOn: z.optional(text(40)) }),
      )
      .check(z.maxLength(10)),
  ),
});
export type DraftBody = z.infer<typeof DraftBody>;

export const SaveDraftInput = z.strictObject({
  mutationId: MutationId,
  /** Chosen by the device with the first word. */
  draftId: id,
  kind: DraftKind,
  studentId: z.nullable(StudentId),
  caseId: z.nullable(CaseId),
  body: DraftBody,
  /** The version this device holds; 0 for a new draft. */
  version: SeenVersion,
});
export type SaveDraftInput = z.infer<typeof SaveDraftInput>;

/** `newer`: another device has saved since; nothing was kept. Ask for the drafts, show both, and save with its version. */
export const DraftSaved = z.object({
  draftId: z.string(),
  outcome: z.enum(["saved", "newer"]),
  version: z.number(),
  savedAt: Instant,
});
export type DraftSaved = z.infer<typeof DraftSaved>;

export const DropDraftInput = z.strictObject({ mutationId: MutationId, draftId: id });
export type DropDraftInput = z.infer<typeof DropDraftInput>;
export const Gone = z.object({ gone: z.boolean() });

export const Drafts = z.array(
  z.object({
    id: z.string(),
    kind: DraftKind,
    studentId: z.nullable(StudentId),
    displayCode: z.nullable(z.string()),
    caseId: z.nullable(CaseId),
    body: DraftBody,
    version: z.number(),
    savedAt: Instant,
  }),
);
export type Drafts = z.infer<typeof Drafts>;

/** Filters of the list as a view keeps them: of no student in particular. */
export const ViewFilters = z.omit(CaseFilters, { studentId: true });

/** A person's own filters of the list of cases. */
export const SaveViewInput = z.strictObject({
  mutationId: MutationId,
  viewId: id,
  name: filledText(60),
  filters: ViewFilters,
});
export type SaveViewInput = z.infer<typeof SaveViewInput>;
export const DropViewInput = z.strictObject({ mutationId: MutationId, viewId: id });
export type DropViewInput = z.infer<typeof DropViewInput>;
export const CaseView = z.object({ id: z.string(), name: z.string(), filters: ViewFilters });
export const CaseViews = z.array(CaseView);
export type CaseViews = z.infer<typeof CaseViews>;

/** Cases by the beginning of a student's code, by words of cause or status, or of students found by name elsewhere. */
export const SearchCasesInput = z.strictObject({
  query: text(80),
  studentIds: z._default(z.array(StudentId).check(z.maxLength(20)), []),
});
export type SearchCasesInput = z.infer<typeof SearchCasesInput>;
export const FoundCases = z.array(
  z.object({
    caseId: CaseId,
    studentId: StudentId,
    displayCode: z.string(),
    rootCause: RootCause,
    status: CaseStatus,
    lastContactOn: Day,
  }),
);
export type FoundCases = z.infer<typeof FoundCases>;
