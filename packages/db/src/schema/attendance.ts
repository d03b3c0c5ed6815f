import { AttendanceStatus, Expectation, type Claim } from "@handrail/domain/attendance/schema";
import { SessionKind } from "@handrail/domain/sessions/schema";
import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";

import { belongsTo, instant, oneOf, owned, choice } from "../columns.ts";
import { users } from "./access.ts";
import { enrollments } from "./interventions.ts";
import { sessions } from "./sessions.ts";
import { students } from "./students.ts";

/** One row per student of a roster, made as `scheduled` (Unmarked) when the student is expected. */
export const attendanceRecords = pgTable(
  "attendance_records",
  {
    ...owned(),
    sessionId: uuid().notNull(),
    studentId: uuid().notNull(),
    /** Enrolment is required for a mark: only a guest's row has none. */
    enrollmentId: uuid(),
    expectation: choice(Expectation).notNull().default("expected"),
    status: choice(AttendanceStatus).notNull().default("scheduled"),
    minutesLate: integer(),
    minutesAttended: integer(),
    notes: text(),
    takenBy: uuid(),
    recordedAt: instant(),
    version: integer().notNull().default(1),
    /** The mutation that made the current value. */
    clientMutationId: uuid(),
    /** Values sent by people who had not seen the current one; see `settle` in the domain's rules. */
    contested: jsonb().$type<Claim[]>().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.sessionId, sessions),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.enrollmentId, enrollments),
    belongsTo(t.tenantId, t.takenBy, users),
    uniqueIndex("attendance_records_one_per_student").on(t.tenantId, t.sessionId, t.studentId),
    index("attendance_records_by_student").on(t.tenantId, t.studentId, t.recordedAt),
    oneOf("attendance_records_expectation", t.expectation, Expectation),
    oneOf("attendance_records_status", t.status, AttendanceStatus),
    check("attendance_records_enrolled", sql`(${t.expectation} = 'guest') = (${t.enrollmentId} is null)`),
    check("attendance_records_minutes_late", sql`(${t.status} = 'tardy') = (${t.minutesLate} is not null)`),
    check("attendance_records_minutes", sql`(${t.status} = 'scheduled') = (${t.minutesAttended} is null)`),
    check("attendance_records_not_expected", sql`${t.expectation} <> 'not_expected' or ${t.status} = 'scheduled'`),
  ],
);

/** Counters per student of an intervention or class, kept in the transaction of the mark. */
export const attendanceRollups = pgTable(
  "attendance_rollups",
  {
    ...owned(),
    sourceKind: choice(SessionKind).notNull(),
    sourceId: uuid().notNull(),
    studentId: uuid().notNull(),
    expected: integer().notNull().default(0),
    present: integer().notNull().default(0),
    tardy: integer().notNull().default(0),
    excused: integer().notNull().default(0),
    absent: integer().notNull().default(0),
    minutes: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.studentId, students),
    uniqueIndex("attendance_rollups_one_per_student").on(t.tenantId, t.sourceKind, t.sourceId, t.studentId),
    oneOf("attendance_rollups_source_kind", t.sourceKind, SessionKind),
    check(
      "attendance_rollups_counts",
      sql`least(${t.expected}, ${t.present}, ${t.tardy}, ${t.excused}, ${t.absent}, ${t.minutes}) >= 0`,
    ),
  ],
);
