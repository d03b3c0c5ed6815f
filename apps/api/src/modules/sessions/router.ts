import { SessionIdInput } from "@handrail/domain/attendance/schema";
import { InterventionIdInput } from "@handrail/domain/interventions/intervention-schema";
import { ExportFile } from "@handrail/domain/kernel/export-schema";
import {
  CancelSessionsInput,
  ChangeSeriesInput,
  CheckSlotInput,
  FreeStaff,
  InterventionSessions,
  InterventionSessionsInput,
  MakeUpInput,
  MoveSessionInput,
  ExportNotTakenInput,
  NotTaken,
  NotTakenInput,
  RestoreSessionsInput,
  SeriesChanged,
  SessionsChanged,
  SlotCheck,
  SubstituteInput,
} from "@handrail/domain/sessions/change-schema";
import {
  CalendarFeeds,
  EndFeedInput,
  FeedChange,
  FeedMade,
  MakeFeedInput,
} from "@handrail/domain/sessions/feed-schema";
import {
  PreviewScheduleInput,
  ScheduleInput,
  ScheduleOptions,
  ScheduleOutput,
  SchedulePreview,
} from "@handrail/domain/sessions/schedule-schema";
import { SessionChange, SessionChangeInput, SessionsOfDay, SessionsOfDayInput } from "@handrail/domain/sessions/schema";

import { router, withTool } from "../../trpc.ts";
import { calendarFeeds, endFeed, makeFeed } from "./calendar-feeds.ts";
import { cancelSessions } from "./cancel-sessions.ts";
import { changeSeries } from "./change-series.ts";
import { checkSlot, freeStaff } from "./check-slot.ts";
import { exportNotTaken } from "./export-not-taken.ts";
import { finishSession } from "./finish-session.ts";
import { interventionSessions } from "./list-sessions.ts";
import { makeUpSession } from "./make-up-session.ts";
import { moveSession } from "./move-session.ts";
import { notTaken } from "./not-taken.ts";
import { previewSchedule, scheduleOptions } from "./preview-schedule.ts";
import { sessionsOfDay } from "./queries.ts";
import { reopenSession } from "./reopen-session.ts";
import { restoreSessions } from "./restore-sessions.ts";
import { scheduleSessions } from "./schedule-sessions.ts";
import { substituteFacilitator } from "./substitute-facilitator.ts";

// The plan of an intervention belongs to it; rosters and calendars belong to whoever leads sessions.
export const sessionsRouter = router({
  day: withTool("sessions")
    .input(SessionsOfDayInput)
    .output(SessionsOfDay)
    .query(({ ctx, input }) => sessionsOfDay(ctx.scope, input)),
  finish: withTool("sessions")
    .input(SessionChangeInput)
    .output(SessionChange)
    .mutation(({ ctx, input }) => finishSession(ctx, input)),
  reopen: withTool("sessions")
    .input(SessionChangeInput)
    .output(SessionChange)
    .mutation(({ ctx, input }) => reopenSession(ctx, input)),
  notTaken: withTool("sessions")
    .input(NotTakenInput)
    .output(NotTaken)
    .query(({ ctx, input }) => notTaken(ctx.scope, input)),
  exportNotTaken: withTool("sessions", "reports.export")
    .input(ExportNotTakenInput)
    .output(ExportFile)
    .mutation(({ ctx, input }) => exportNotTaken(ctx, input)),
  calendarFeeds: withTool("sessions")
    .output(CalendarFeeds)
    .query(({ ctx }) => calendarFeeds(ctx.scope)),
  makeFeed: withTool("sessions")
    .input(MakeFeedInput)
    .output(FeedMade)
    .mutation(({ ctx, input }) => makeFeed(ctx, input)),
  endFeed: withTool("sessions")
    .input(EndFeedInput)
    .output(FeedChange)
    .mutation(({ ctx, input }) => endFeed(ctx, input)),
  ofIntervention: withTool("interventions")
    .input(InterventionSessionsInput)
    .output(InterventionSessions)
    .query(({ ctx, input }) => interventionSessions(ctx.scope, input)),
  scheduleOptions: withTool("interventions")
    .input(InterventionIdInput)
    .output(ScheduleOptions)
    .query(({ ctx, input }) => scheduleOptions(ctx.scope, input)),
  previewSchedule: withTool("interventions")
    .input(PreviewScheduleInput)
    .output(SchedulePreview)
    .query(({ ctx, input }) => previewSchedule(ctx.scope, input)),
  schedule: withTool("interventions")
    .input(ScheduleInput)
    .output(ScheduleOutput)
    .mutation(({ ctx, input }) => scheduleSessions(ctx, input)),
  checkSlot: withTool("interventions")
    .input(CheckSlotInput)
    .output(SlotCheck)
    .query(({ ctx, input }) => checkSlot(ctx.scope, input)),
  freeStaff: withTool("interventions")
    .input(SessionIdInput)
    .output(FreeStaff)
    .query(({ ctx, input }) => freeStaff(ctx.scope, input)),
  move: withTool("interventions")
    .input(MoveSessionInput)
    .output(SessionsChanged)
    .mutation(({ ctx, input }) => moveSession(ctx, input)),
  changeSeries: withTool("interventions")
    .input(ChangeSeriesInput)
    .output(SeriesChanged)
    .mutation(({ ctx, input }) => changeSeries(ctx, input)),
  cancel: withTool("interventions")
    .input(CancelSessionsInput)
    .output(SessionsChanged)
    .mutation(({ ctx, input }) => cancelSessions(ctx, input)),
  restore: withTool("interventions")
    .input(RestoreSessionsInput)
    .output(SessionsChanged)
    .mutation(({ ctx, input }) => restoreSessions(ctx, input)),
  substitute: withTool("interventions")
    .input(SubstituteInput)
    .output(SessionsChanged)
    .mutation(({ ctx, input }) => substituteFacilitator(ctx, input)),
  makeUp: withTool("interventions")
    .input(MakeUpInput)
    .output(SessionsChanged)
    .mutation(({ ctx, input }) => makeUpSession(ctx, input)),
});
