import {
  ExpectationInput,
  GuestInput,
  GuestOption,
  HistoryEntry,
  HistoryInput,
  KeepMarkInput,
  RecordAttendanceInput,
  RecordAttendanceOutput,
  Roster,
  RosterChange,
  SessionIdInput,
} from "@handrail/domain/attendance/schema";
import * as z from "zod/mini";

import { router, withTool } from "../../trpc.ts";
import { addGuest } from "./add-guest.ts";
import { keepMark } from "./keep-mark.ts";
import { guestOptions, markHistory, roster } from "./queries.ts";
import { recordAttendance } from "./record-attendance.ts";
import { setExpectation } from "./set-expectation.ts";

export const attendanceRouter = router({
  roster: withTool("sessions")
    .input(SessionIdInput)
    .output(Roster)
    .query(({ ctx, input }) => roster(ctx.scope, input)),
  history: withTool("sessions")
    .input(HistoryInput)
    .output(z.array(HistoryEntry))
    .query(({ ctx, input }) => markHistory(ctx.scope, input)),
  guestOptions: withTool("sessions")
    .input(SessionIdInput)
    .output(z.array(GuestOption))
    .query(({ ctx, input }) => guestOptions(ctx.scope, input)),
  record: withTool("sessions")
    .input(RecordAttendanceInput)
    .output(RecordAttendanceOutput)
    .mutation(({ ctx, input }) => recordAttendance(ctx, input)),
  keep: withTool("sessions")
    .input(KeepMarkInput)
    .output(RosterChange)
    .mutation(({ ctx, input }) => keepMark(ctx, input)),
  addGuest: withTool("sessions")
    .input(GuestInput)
    .output(RosterChange)
    .mutation(({ ctx, input }) => addGuest(ctx, input)),
  setExpectation: withTool("sessions")
    .input(ExpectationInput)
    .output(RosterChange)
    .mutation(({ ctx, input }) => setExpectation(ctx, input)),
});
