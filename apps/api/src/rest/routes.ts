import { createRoute, type z } from "@hono/zod-openapi";

import {
  ChangedMeeting,
  DeleteQuery,
  ErrorBody,
  FurtherMeeting,
  IdParam,
  KeyHeader,
  ListQuery,
  MeetingDetails,
  MeetingList,
  NewFurtherMeeting,
  NewMeeting,
  NewProgress,
  NoQuery,
  PageQuery,
  ProgressUpdate,
  RecurringList,
  Stats,
  StudentHistory,
  StudentParam,
} from "./schemas.ts";

const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
const body = <S extends z.ZodType>(schema: S) => ({
  required: true as const,
  content: { "application/json": { schema } },
});
const no = (description: string) => json(ErrorBody, description);

const refusals = {
  400: no("Something in the request is wrong; `fields` says what."),
  401: no("No live token or sign-in."),
  403: no("Not for this person, or this token was not made for it."),
  429: no("Too many requests; `Retry-After` says when."),
  503: no("Busy; try again in a moment."),
} as const;
const one = { ...refusals, 404: no("There is no such thing for this person.") } as const;
const write = {
  ...one,
  409: no("The rules or somebody else's change stand against it; `fields` says where."),
  413: no("The request is larger than 512 kB."),
  422: no("The Idempotency-Key was used for another request."),
} as const;

const root = "/api/interventions/meetings";
const common = { security: [{ bearer: [] }], tags: ["Meetings"] };
const analytics = { ...common, tags: ["Analytics"] };

export const routes = {
  list: createRoute({
    ...common,
    operationId: "listMeetings",
    method: "get",
    path: `${root}/`,
    summary: "List meetings",
    description: "Longest since contact first. A form master gets their own, an administrator all of the school.",
    request: { query: ListQuery },
    responses: { 200: json(MeetingList, "A page of meetings."), ...one },
  }),
  create: createRoute({
    ...common,
    operationId: "createMeeting",
    method: "post",
    path: `${root}/`,
    summary: "Record a meeting",
    description: "Opens a case. While the student has an active one of this root cause, the answer is 409.",
    request: { query: NoQuery, headers: KeyHeader, body: body(NewMeeting) },
    responses: { 201: json(MeetingDetails, "The meeting."), ...write },
  }),
  addProgress: createRoute({
    ...common,
    operationId: "addProgressUpdate",
    method: "post",
    path: `${root}/progress/`,
    summary: "Add a progress update",
    description: "With a status it moves the case on; closing needs resolution notes.",
    request: { query: NoQuery, headers: KeyHeader, body: body(NewProgress) },
    responses: { 201: json(ProgressUpdate, "The update."), ...write },
  }),
  stats: createRoute({
    ...analytics,
    operationId: "readStats",
    method: "get",
    path: `${root}/stats/`,
    summary: "Numbers of the dashboard",
    request: { query: NoQuery },
    responses: { 200: json(Stats, "The numbers."), ...refusals },
  }),
  recurring: createRoute({
    ...analytics,
    operationId: "listRecurringStudents",
    method: "get",
    path: `${root}/recurring/`,
    summary: "Students with two meetings or more",
    request: { query: PageQuery },
    responses: { 200: json(RecurringList, "A page of students."), ...refusals },
  }),
  history: createRoute({
    ...analytics,
    operationId: "readStudentHistory",
    method: "get",
    path: `${root}/student/{id}/`,
    summary: "Everything about a student",
    request: { params: StudentParam, query: NoQuery },
    responses: { 200: json(StudentHistory, "All meetings and updates."), ...one },
  }),
  read: createRoute({
    ...common,
    operationId: "readMeeting",
    method: "get",
    path: `${root}/{id}/`,
    summary: "Read a meeting",
    request: { params: IdParam, query: NoQuery },
    responses: { 200: json(MeetingDetails, "The meeting with its updates."), ...one },
  }),
  change: createRoute({
    ...common,
    operationId: "changeMeeting",
    method: "put",
    path: `${root}/{id}/`,
    summary: "Change a meeting",
    description: "Words may change while nothing follows them; urgency, follow-up and status always.",
    request: { params: IdParam, query: NoQuery, headers: KeyHeader, body: body(ChangedMeeting) },
    responses: { 200: json(MeetingDetails, "The meeting as it is now."), ...write },
  }),
  addMeeting: createRoute({
    ...common,
    operationId: "addFurtherMeeting",
    method: "post",
    path: `${root}/{id}/meetings/`,
    summary: "Record a further meeting",
    description: "About the same cause, while the case is active. Urgency and follow-up stay where they are left out.",
    request: { params: IdParam, query: NoQuery, headers: KeyHeader, body: body(NewFurtherMeeting) },
    responses: { 201: json(FurtherMeeting, "The further meeting."), ...write },
  }),
  remove: createRoute({
    ...common,
    operationId: "deleteMeeting",
    method: "delete",
    path: `${root}/{id}/`,
    summary: "Take a meeting away",
    description: "It stays in the audit trail, struck through, with the reason.",
    request: { params: IdParam, query: DeleteQuery, headers: KeyHeader },
    responses: { 204: { description: "It is taken away." }, ...write },
  }),
} as const;
