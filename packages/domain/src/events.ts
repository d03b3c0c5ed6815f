import type * as z from "zod/mini";

import { AccessChanged } from "./access/events.ts";
import { AttendanceRecorded, ExpectationChanged } from "./attendance/events.ts";
import {
  CaseActionChanged,
  CaseChanged,
  CaseEntryUndone,
  CaseEntryWithdrawn,
  CaseEscalated,
  CaseEscalationDeclined,
  CaseOpened,
  CaseStatusChanged,
  CaseTakenOn,
  CaseTeamChanged,
  CaseUpdated,
  CaseWithdrawn,
  MeetingEdited,
  MeetingRecorded,
  ReadyPlanChanged,
} from "./casework/events.ts";
import {
  CommunicationChanged,
  CommunicationSent,
  ContactChanged,
  ContactLogged,
  TemplateRetired,
  TemplateSaved,
} from "./communications/events.ts";
import {
  InterventionChanged,
  InterventionCreated,
  InterventionEnrollmentChanged,
  InterventionExited,
  InterventionExported,
  InterventionPlaceFreed,
  InterventionStatusChanged,
  ProgramDrafted,
  ProgramPublished,
  ProgramRetired,
} from "./interventions/events.ts";
import { JobChanged } from "./jobs/events.ts";
import { NotificationsGone, NotificationSettled, PeopleNotified } from "./notifications/events.ts";
import { ListExported, NamesRevealed } from "./privacy/events.ts";
import {
  EffectExported,
  ExitDecided,
  ExitPutOff,
  ExitRecommended,
  ExitSuperseded,
  ProgressUpdated,
} from "./progress/events.ts";
import {
  CalendarFeedChanged,
  FacilitatorSubstituted,
  InterventionSessionScheduled,
  MakeUpSessionScheduled,
  SessionCancelled,
  SessionFinished,
  SessionMoved,
  SessionReopened,
  SessionRestored,
  SessionSeriesChanged,
} from "./sessions/events.ts";
import { StudentReportExported } from "./students/events.ts";
import { HintAnswered } from "./today/events.ts";

/** Every event of the product, by name. The audit row, the outbox row and the socket message are all one of these. */
export const events = {
  AccessChanged,
  AttendanceRecorded,
  CalendarFeedChanged,
  CaseActionChanged,
  CaseChanged,
  CaseEntryUndone,
  CaseEntryWithdrawn,
  CaseEscalated,
  CaseEscalationDeclined,
  CaseOpened,
  CaseStatusChanged,
  CaseTakenOn,
  CaseTeamChanged,
  CaseUpdated,
  CaseWithdrawn,
  CommunicationChanged,
  CommunicationSent,
  ContactChanged,
  ContactLogged,
  EffectExported,
  ExitDecided,
  ExitPutOff,
  ExitRecommended,
  ExitSuperseded,
  ExpectationChanged,
  FacilitatorSubstituted,
  HintAnswered,
  InterventionChanged,
  InterventionCreated,
  InterventionEnrollmentChanged,
  InterventionExited,
  InterventionExported,
  InterventionPlaceFreed,
  InterventionSessionScheduled,
  InterventionStatusChanged,
  JobChanged,
  ListExported,
  MakeUpSessionScheduled,
  MeetingEdited,
  MeetingRecorded,
  NamesRevealed,
  NotificationsGone,
  NotificationSettled,
  PeopleNotified,
  ProgramDrafted,
  ProgramPublished,
  ProgramRetired,
  ProgressUpdated,
  ReadyPlanChanged,
  SessionCancelled,
  SessionFinished,
  SessionMoved,
  SessionReopened,
  SessionRestored,
  SessionSeriesChanged,
  StudentReportExported,
  TemplateRetired,
  TemplateSaved,
} as const;

export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]["payload"]>;
