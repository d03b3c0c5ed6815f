import {
  Case,
  CaseList,
  CaseScopeInput,
  CaseStats,
  ExportCasesInput,
  ListCasesInput,
  Openings,
  OpeningsInput,
  Recurring,
  RecurringInput,
  StudentCases,
  StudentCasesInput,
} from "@handrail/domain/casework/case-schema";
import {
  ActionAdded,
  ActionChange,
  ActionEnrolled,
  AddActionInput,
  AddUpdateInput,
  ChangeCaseInput,
  ChangeStatusInput,
  DeclineEscalationInput,
  DoneActionInput,
  EditMeetingInput,
  EnrolActionInput,
  EscalateInput,
  MeetingRecordedOutput,
  RecordMeetingInput,
  TakeOnInput,
  TeamInput,
  UndoEntryInput,
  UpdateMeetingInput,
  WithdrawCaseInput,
  WithdrawEntryInput,
} from "@handrail/domain/casework/meeting-schema";
import {
  ActiveCases,
  ActiveForInput,
  CasePeople,
  CaseStudents,
  CaseView,
  CaseViews,
  Drafts,
  DraftSaved,
  DropDraftInput,
  DropViewInput,
  FoundCases,
  Gone,
  MentionPeople,
  MentionPeopleInput,
  DropPlanInput,
  PlanTemplates,
  SavedPlan,
  SavePlanInput,
  SaveDraftInput,
  SaveViewInput,
  SearchCasesInput,
} from "@handrail/domain/casework/recorder-schema";
import { CaseChange, CaseIdInput, EntryChange } from "@handrail/domain/casework/schema";
import { ExportFile } from "@handrail/domain/kernel/export-schema";

import { router, withTool } from "../../trpc.ts";
import { addUpdate } from "./add-update.ts";
import { caseStats, recurring } from "./case-counts.ts";
import { addAction, doneAction } from "./change-action.ts";
import { changeCase } from "./change-case.ts";
import { changeStatus } from "./change-status.ts";
import { addToTeam, removeFromTeam } from "./change-team.ts";
import { declineCase } from "./decline-escalation.ts";
import { drafts, dropDraft, saveDraft } from "./drafts.ts";
import { editMeeting } from "./edit-meeting.ts";
import { enrolAction } from "./enrol-action.ts";
import { escalateCase } from "./escalate-case.ts";
import { exportCases } from "./export-cases.ts";
import { listCases } from "./list-cases.ts";
import { peopleToMention } from "./mention-people.ts";
import { caseOpenings } from "./openings.ts";
import { readCase } from "./read-case.ts";
import { recordMeeting } from "./record-meeting.ts";
import { activeCases, casePeople, caseStudents, planTemplates, searchCases } from "./recorder.ts";
import { dropPlan, savePlan } from "./save-plan.ts";
import { studentCases } from "./student-cases.ts";
import { takeOnCase } from "./take-on-case.ts";
import { undoEntry } from "./undo-entry.ts";
import { updateMeeting } from "./update-meeting.ts";
import { dropView, saveView, views } from "./views.ts";
import { withdrawCase } from "./withdraw-case.ts";
import { withdrawEntry } from "./withdraw-entry.ts";

const cases = withTool("cases");

export const caseworkRouter = router({
  list: cases
    .input(ListCasesInput)
    .output(CaseList)
    .query(({ ctx, input }) => listCases(ctx.scope, input)),
  exportList: withTool("cases", "reports.export")
    .input(ExportCasesInput)
    .output(ExportFile)
    .mutation(({ ctx, input }) => exportCases(ctx, input)),
  one: cases
    .input(CaseIdInput)
    .output(Case)
    .query(({ ctx, input }) => readCase(ctx.scope, input)),
  openings: cases
    .input(OpeningsInput)
    .output(Openings)
    .query(({ ctx, input }) => caseOpenings(ctx.scope, input)),
  ofStudent: cases
    .input(StudentCasesInput)
    .output(StudentCases)
    .query(({ ctx, input }) => studentCases(ctx.scope, input)),
  stats: cases
    .input(CaseScopeInput)
    .output(CaseStats)
    .query(({ ctx, input }) => caseStats(ctx.scope, input)),
  recurring: cases
    .input(RecurringInput)
    .output(Recurring)
    .query(({ ctx, input }) => recurring(ctx.scope, input)),
  activeFor: cases
    .input(ActiveForInput)
    .output(ActiveCases)
    .query(({ ctx, input }) => activeCases(ctx.scope, input)),
  students: cases.output(CaseStudents).query(({ ctx }) => caseStudents(ctx.scope)),
  people: cases.output(CasePeople).query(({ ctx }) => casePeople(ctx.scope)),
  mentionPeople: cases
    .input(MentionPeopleInput)
    .output(MentionPeople)
    .query(({ ctx, input }) => peopleToMention(ctx.scope, input)),
  savePlan: withTool("cases", "cases.manage_all")
    .input(SavePlanInput)
    .output(SavedPlan)
    .mutation(({ ctx, input }) => savePlan(ctx, input)),
  dropPlan: withTool("cases", "cases.manage_all")
    .input(DropPlanInput)
    .output(SavedPlan)
    .mutation(({ ctx, input }) => dropPlan(ctx, input)),
  planTemplates: cases.output(PlanTemplates).query(({ ctx }) => planTemplates(ctx.scope)),
  search: cases
    .input(SearchCasesInput)
    .output(FoundCases)
    .query(({ ctx, input }) => searchCases(ctx.scope, input)),
  drafts: cases.output(Drafts).query(({ ctx }) => drafts(ctx.scope)),
  views: cases.output(CaseViews).query(({ ctx }) => views(ctx.scope)),
  recordMeeting: cases
    .input(RecordMeetingInput)
    .output(MeetingRecordedOutput)
    .mutation(({ ctx, input }) => recordMeeting(ctx, input)),
  addUpdate: cases
    .input(AddUpdateInput)
    .output(EntryChange)
    .mutation(({ ctx, input }) => addUpdate(ctx, input)),
  changeStatus: cases
    .input(ChangeStatusInput)
    .output(EntryChange)
    .mutation(({ ctx, input }) => changeStatus(ctx, input)),
  changeCase: cases
    .input(ChangeCaseInput)
    .output(CaseChange)
    .mutation(({ ctx, input }) => changeCase(ctx, input)),
  editMeeting: cases
    .input(EditMeetingInput)
    .output(EntryChange)
    .mutation(({ ctx, input }) => editMeeting(ctx, input)),
  updateMeeting: cases
    .input(UpdateMeetingInput)
    .output(EntryChange)
    .mutation(({ ctx, input }) => updateMeeting(ctx, input)),
  withdrawEntry: cases
    .input(WithdrawEntryInput)
    .output(EntryChange)
    .mutation(({ ctx, input }) => withdrawEntry(ctx, input)),
  undoEntry: cases
    .input(UndoEntryInput)
    .output(EntryChange)
    .mutation(({ ctx, input }) => undoEntry(ctx, input)),
  withdrawCase: cases
    .input(WithdrawCaseInput)
    .output(CaseChange)
    .mutation(({ ctx, input }) => withdrawCase(ctx, input)),
  escalate: cases
    .input(EscalateInput)
    .output(EntryChange)
    .mutation(({ ctx, input }) => escalateCase(ctx, input)),
  takeOn: cases
    .input(TakeOnInput)
    .output(CaseChange)
    .mutation(({ ctx, input }) => takeOnCase(ctx, input)),
  declineEscalation: cases
    .input(DeclineEscalationInput)
    .output(CaseChange)
    .mutation(({ ctx, input }) => declineCase(ctx, input)),
  addToTeam: cases
    .input(TeamInput)
    .output(CaseChange)
    .mutation(({ ctx, input }) => addToTeam(ctx, input)),
  removeFromTeam: cases
    .input(TeamInput)
    .output(CaseChange)
    .mutation(({ ctx, input }) => removeFromTeam(ctx, input)),
  addAction: cases
    .input(AddActionInput)
    .output(ActionAdded)
    .mutation(({ ctx, input }) => addAction(ctx, input)),
  doneAction: cases
    .input(DoneActionInput)
    .output(ActionChange)
    .mutation(({ ctx, input }) => doneAction(ctx, input)),
  enrolAction: cases
    .input(EnrolActionInput)
    .output(ActionEnrolled)
    .mutation(({ ctx, input }) => enrolAction(ctx, input)),
  saveDraft: cases
    .input(SaveDraftInput)
    .output(DraftSaved)
    .mutation(({ ctx, input }) => saveDraft(ctx, input)),
  dropDraft: cases
    .input(DropDraftInput)
    .output(Gone)
    .mutation(({ ctx, input }) => dropDraft(ctx, input)),
  saveView: cases
    .input(SaveViewInput)
    .output(CaseView)
    .mutation(({ ctx, input }) => saveView(ctx, input)),
  dropView: cases
    .input(DropViewInput)
    .output(Gone)
    .mutation(({ ctx, input }) => dropView(ctx, input)),
});
