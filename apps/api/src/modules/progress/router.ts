import { ExportFile } from "@handrail/domain/kernel/export-schema";
import {
  CriterionChange,
  DecideExitInput,
  Decisions,
  DecisionsInput,
  ExitDecision,
  ExitPutOffChange,
  PutOffExitInput,
  SaveCriterionInput,
  TriedCriterion,
  TryCriterionInput,
} from "@handrail/domain/progress/exit-schema";
import {
  ChangePlanInput,
  Graph,
  GraphInput,
  PlanChange,
  RemovePhaseInput,
  SetRuleInput,
} from "@handrail/domain/progress/graph-schema";
import { Effectiveness, ExportEffectInput, Overview } from "@handrail/domain/progress/insight-schema";
import {
  Grid,
  GridInput,
  NoteChange,
  NoteHistory,
  NoteHistoryInput,
  Probes,
  ProbesInput,
  RecordManyInput,
  RecordManyOutput,
  SaveNoteInput,
  WithdrawNoteInput,
} from "@handrail/domain/progress/point-schema";

import { router, withTool } from "../../trpc.ts";
import { changePlan, removePhase } from "./change-plan.ts";
import { decideExit } from "./decide-exit.ts";
import { exportEffect } from "./export-effect.ts";
import { decisions } from "./list-decisions.ts";
import { putOffExit } from "./put-off-exit.ts";
import { graph } from "./read-graph.ts";
import { grid, noteHistory, probes } from "./read-grid.ts";
import { effectiveness, overview } from "./read-insights.ts";
import { recordPoints } from "./record-points.ts";
import { saveCriterion } from "./save-criterion.ts";
import { saveNote } from "./save-note.ts";
import { setRule } from "./set-rule.ts";
import { tryCriterion } from "./try-criterion.ts";
import { withdrawNote } from "./withdraw-note.ts";

const tool = "interventions";

export const progressRouter = router({
  grid: withTool(tool)
    .input(GridInput)
    .output(Grid)
    .query(({ ctx, input }) => grid(ctx.scope, input)),
  graph: withTool(tool)
    .input(GraphInput)
    .output(Graph)
    .query(({ ctx, input }) => graph(ctx.scope, input)),
  probes: withTool("sessions")
    .input(ProbesInput)
    .output(Probes)
    .query(({ ctx, input }) => probes(ctx.scope, input)),
  history: withTool(tool)
    .input(NoteHistoryInput)
    .output(NoteHistory)
    .query(({ ctx, input }) => noteHistory(ctx.scope, input)),
  decisions: withTool(tool)
    .input(DecisionsInput)
    .output(Decisions)
    .query(({ ctx, input }) => decisions(ctx.scope, input)),
  tryCriterion: withTool(tool)
    .input(TryCriterionInput)
    .output(TriedCriterion)
    .query(({ ctx, input }) => tryCriterion(ctx.scope, input)),
  recordMany: withTool(tool)
    .input(RecordManyInput)
    .output(RecordManyOutput)
    .mutation(({ ctx, input }) => recordPoints(ctx, input)),
  saveNote: withTool(tool)
    .input(SaveNoteInput)
    .output(NoteChange)
    .mutation(({ ctx, input }) => saveNote(ctx, input)),
  withdrawNote: withTool(tool)
    .input(WithdrawNoteInput)
    .output(NoteChange)
    .mutation(({ ctx, input }) => withdrawNote(ctx, input)),
  changePlan: withTool(tool)
    .input(ChangePlanInput)
    .output(PlanChange)
    .mutation(({ ctx, input }) => changePlan(ctx, input)),
  removePhase: withTool(tool)
    .input(RemovePhaseInput)
    .output(PlanChange)
    .mutation(({ ctx, input }) => removePhase(ctx, input)),
  setRule: withTool(tool)
    .input(SetRuleInput)
    .output(PlanChange)
    .mutation(({ ctx, input }) => setRule(ctx, input)),
  saveCriterion: withTool(tool)
    .input(SaveCriterionInput)
    .output(CriterionChange)
    .mutation(({ ctx, input }) => saveCriterion(ctx, input)),
  overview: withTool("insights")
    .output(Overview)
    .query(({ ctx }) => overview(ctx.scope)),
  effectiveness: withTool("insights")
    .output(Effectiveness)
    .query(({ ctx }) => effectiveness(ctx.scope)),
  exportEffect: withTool("insights", "reports.export")
    .input(ExportEffectInput)
    .output(ExportFile)
    .mutation(({ ctx, input }) => exportEffect(ctx, input)),
  decide: withTool(tool)
    .input(DecideExitInput)
    .output(ExitDecision)
    .mutation(({ ctx, input }) => decideExit(ctx, input)),
  putOff: withTool(tool)
    .input(PutOffExitInput)
    .output(ExitPutOffChange)
    .mutation(({ ctx, input }) => putOffExit(ctx, input)),
});
