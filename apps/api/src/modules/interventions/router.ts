import {
  EndEnrollmentInput,
  EnrollInput,
  EnrollmentChange,
  EnrollOutput,
  LeaveWaitingInput,
  ReadStudents,
  ReadStudentsInput,
  RestoreEnrollmentInput,
} from "@handrail/domain/interventions/enrollment-schema";
import { GoalChange, SaveGoalInput } from "@handrail/domain/interventions/goal-schema";
import {
  ChangeInterventionInput,
  CreateInterventionInput,
  ExportInput,
  Intervention,
  InterventionChange,
  InterventionHit,
  InterventionIdInput,
  Interventions,
  InterventionSearchInput,
  ExportInterventionsInput,
  InterventionsInput,
  SetStatusInput,
  SetTeamRoleInput,
  Staff,
  StudentFilterInput,
  StudentOption,
  SuggestInput,
  Suggestions,
} from "@handrail/domain/interventions/intervention-schema";
import {
  ChangeProgramInput,
  CreateProgramInput,
  ProgramChange,
  ProgramInput,
  ProgramMoveInput,
  ProgramPage,
  Programs,
  ProgramsInput,
} from "@handrail/domain/interventions/program-schema";
import { ExportFile } from "@handrail/domain/kernel/export-schema";
import * as z from "zod/mini";

import { router, withTool } from "../../trpc.ts";
import { changeIntervention } from "./change-intervention.ts";
import { createIntervention } from "./create-intervention.ts";
import { changeProgram, createProgram, draftNextVersion } from "./draft-program.ts";
import { endEnrollment } from "./end-enrollment.ts";
import { enrollStudents } from "./enroll-students.ts";
import { exportInterventions } from "./export-interventions.ts";
import { exportReport } from "./export-report.ts";
import { leaveWaitingList } from "./leave-waiting-list.ts";
import { interventions, searchInterventions } from "./list-interventions.ts";
import { publishProgram, retireProgram } from "./publish-program.ts";
import { intervention } from "./read-intervention.ts";
import { program, programs, suggestions } from "./read-programs.ts";
import { readStudents, staff, studentOptions } from "./read-students.ts";
import { restoreEnrollment } from "./restore-enrollment.ts";
import { saveGoal } from "./save-goal.ts";
import { setInterventionStatus } from "./set-status.ts";
import { setTeamRole } from "./set-team-role.ts";

const tool = "interventions";

export const interventionsRouter = router({
  list: withTool(tool)
    .input(InterventionsInput)
    .output(Interventions)
    .query(({ ctx, input }) => interventions(ctx.scope, input)),
  exportList: withTool(tool, "reports.export")
    .input(ExportInterventionsInput)
    .output(ExportFile)
    .mutation(({ ctx, input }) => exportInterventions(ctx, input)),
  search: withTool(tool)
    .input(InterventionSearchInput)
    .output(z.array(InterventionHit))
    .query(({ ctx, input }) => searchInterventions(ctx.scope, input)),
  get: withTool(tool)
    .input(InterventionIdInput)
    .output(Intervention)
    .query(({ ctx, input }) => intervention(ctx.scope, input)),
  suggest: withTool(tool)
    .input(SuggestInput)
    .output(Suggestions)
    .query(({ ctx, input }) => suggestions(ctx.scope, input)),
  studentOptions: withTool(tool)
    .input(StudentFilterInput)
    .output(z.array(StudentOption))
    .query(({ ctx, input }) => studentOptions(ctx, input)),
  readStudents: withTool(tool)
    .input(ReadStudentsInput)
    .output(ReadStudents)
    .query(({ ctx, input }) => readStudents(ctx, input)),
  programs: withTool(tool)
    .input(ProgramsInput)
    .output(Programs)
    .query(({ ctx, input }) => programs(ctx.scope, input)),
  program: withTool(tool)
    .input(ProgramInput)
    .output(ProgramPage)
    .query(({ ctx, input }) => program(ctx.scope, input)),
  create: withTool(tool, "interventions.manage_all")
    .input(CreateInterventionInput)
    .output(InterventionChange)
    .mutation(({ ctx, input }) => createIntervention(ctx, input)),
  change: withTool(tool)
    .input(ChangeInterventionInput)
    .output(InterventionChange)
    .mutation(({ ctx, input }) => changeIntervention(ctx, input)),
  setStatus: withTool(tool)
    .input(SetStatusInput)
    .output(InterventionChange)
    .mutation(({ ctx, input }) => setInterventionStatus(ctx, input)),
  setTeamRole: withTool(tool)
    .input(SetTeamRoleInput)
    .output(InterventionChange)
    .mutation(({ ctx, input }) => setTeamRole(ctx, input)),
  saveGoal: withTool(tool)
    .input(SaveGoalInput)
    .output(GoalChange)
    .mutation(({ ctx, input }) => saveGoal(ctx, input)),
  enroll: withTool(tool)
    .input(EnrollInput)
    .output(EnrollOutput)
    .mutation(({ ctx, input }) => enrollStudents(ctx, input)),
  endEnrollment: withTool(tool)
    .input(EndEnrollmentInput)
    .output(EnrollmentChange)
    .mutation(({ ctx, input }) => endEnrollment(ctx, input)),
  restoreEnrollment: withTool(tool)
    .input(RestoreEnrollmentInput)
    .output(EnrollmentChange)
    .mutation(({ ctx, input }) => restoreEnrollment(ctx, input)),
  leaveWaitingList: withTool(tool)
    .input(LeaveWaitingInput)
    .output(EnrollmentChange)
    .mutation(({ ctx, input }) => leaveWaitingList(ctx, input)),
  exportReport: withTool(tool, "reports.export")
    .input(ExportInput)
    .output(ExportFile)
    .mutation(({ ctx, input }) => exportReport(ctx, input)),
  createProgram: withTool(tool, "programs.manage")
    .input(CreateProgramInput)
    .output(ProgramChange)
    .mutation(({ ctx, input }) => createProgram(ctx, input)),
  changeProgram: withTool(tool, "programs.manage")
    .input(ChangeProgramInput)
    .output(ProgramChange)
    .mutation(({ ctx, input }) => changeProgram(ctx, input)),
  draftNextVersion: withTool(tool, "programs.manage")
    .input(ProgramMoveInput)
    .output(ProgramChange)
    .mutation(({ ctx, input }) => draftNextVersion(ctx, input)),
  publishProgram: withTool(tool, "programs.manage")
    .input(ProgramMoveInput)
    .output(ProgramChange)
    .mutation(({ ctx, input }) => publishProgram(ctx, input)),
  retireProgram: withTool(tool, "programs.manage")
    .input(ProgramMoveInput)
    .output(ProgramChange)
    .mutation(({ ctx, input }) => retireProgram(ctx, input)),
  staff: withTool(tool)
    .output(z.array(Staff))
    .query(({ ctx }) => staff(ctx.scope)),
});
