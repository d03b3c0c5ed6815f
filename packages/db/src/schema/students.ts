import { GradeLevel, StaffRelationship, StudentStatus } from "@handrail/domain/students/schema";
import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

import { belongsTo, choice, instant, oneOf, owned, sortedText } from "../columns.ts";
import { users } from "./access.ts";
import { schools } from "./tenancy.ts";

/** Students by code. Names, numbers and birth dates live in the vault alone. */
export const students = pgTable(
  "students",
  {
    ...owned(),
    displayCode: text().notNull(),
    schoolId: uuid().notNull(),
    gradeLevel: choice(GradeLevel).notNull(),
    status: choice(StudentStatus).notNull().default("active"),
    tier: smallint().notNull().default(1),
    enrolledOn: date().notNull(),
    deletedAt: instant(),
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.schoolId, schools),
    uniqueIndex("students_one_per_code").on(t.tenantId, t.displayCode),
    index("students_by_status").on(t.tenantId, t.status, t.displayCode),
    // For the beginning of a code, whatever the database's collation and the case it was typed in.
    index("students_by_code_start").on(t.tenantId, sql`upper(${t.displayCode}) text_pattern_ops`),
    oneOf("students_status", t.status, StudentStatus),
    oneOf("students_grade_level", t.gradeLevel, GradeLevel),
    check("students_tier", sql`${t.tier} between 1 and 3`),
  ],
);

export const studentGuardians = pgTable(
  "student_guardians",
  {
    ...owned(),
    studentId: uuid().notNull(),
    relationship: sortedText().notNull(),
    isPrimary: boolean().notNull().default(false),
    mayContact: boolean().notNull().default(true),
    deletedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.studentId, students),
    index("student_guardians_by_student").on(t.tenantId, t.studentId),
  ],
);

/** Who is responsible for whom. `until` is exclusive; null means still. */
export const studentStaff = pgTable(
  "student_staff",
  {
    ...owned(),
    studentId: uuid().notNull(),
    userId: uuid().notNull(),
    relationship: choice(StaffRelationship).notNull(),
    since: date().notNull(),
    until: date(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    belongsTo(t.tenantId, t.studentId, students),
    belongsTo(t.tenantId, t.userId, users),
    index("student_staff_by_user").on(t.tenantId, t.userId, t.studentId),
    index("student_staff_by_student").on(t.tenantId, t.studentId),
    oneOf("student_staff_relationship", t.relationship, StaffRelationship),
  ],
);
