import { query } from "@handrail/db/client";
import { students } from "@handrail/db/schema/students";
import { rawStatement, statement } from "@handrail/db/statement";
import type { GuestInput, RosterRow } from "@handrail/domain/attendance/schema";
import { has } from "@handrail/domain/kernel/actor";
import type { StudentId } from "@handrail/domain/kernel/ids";
import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type * as z from "zod/mini";

import { command } from "../../kernel/command.ts";
import { insist, no } from "../../kernel/refused.ts";
import { bookStudent, clashesOfStudent, clashVerdict, holdStudent } from "../sessions/book-student.ts";
import { sessionForChange } from "../sessions/queries.ts";
import { doneWithRow } from "./change-row.ts";
import { openRoster } from "./open-roster.ts";
import { rowsForChange } from "./rows.ts";

const activeStudent = statement<{ studentId: string }>()(
  query
    .select({ displayCode: students.displayCode, gradeLevel: students.gradeLevel })
    .from(students)
    .where(
      and(
        eq(students.tenantId, sql`(select app.tenant_id())`),
        eq(students.id, sql.placeholder("studentId")),
        eq(students.status, "active"),
        isNull(students.deletedAt),
      ),
    ),
);

const insertGuest = rawStatement<{ id: string; sessionId: string; studentId: string; mutationId: string }>()(sql`
  insert into attendance_records (tenant_id, id, session_id, student_id, expectation, client_mutation_id)
  values (app.tenant_id(), ${sql.placeholder("id")}::uuid, ${sql.placeholder("sessionId")}::uuid,
    ${sql.placeholder("studentId")}::uuid, 'guest', ${sql.placeholder("mutationId")}::uuid)`);

/** A walk-in: a student without enrolment here joins the roster for today, unmarked. */
export const addGuest = command({
  name: "attendance.addGuest",
  facts: (input: z.infer<typeof GuestInput>) => [
    sessionForChange(input),
    rowsForChange(input.sessionId, [input.studentId]),
    activeStudent(input),
    holdStudent(input),
    clashesOfStudent(input),
  ],
  decide: (tx, input, [[found], [existing], [student], , [clash]]) => {
    const session = openRoster(tx, found);
    if (!has(tx.actor, "attendance.walk_in"))
      throw no("NOT_ALLOWED", "Your roles do not include adding students to a roster.");
    if (student === undefined)
      throw no("NOT_FOUND", "This student does not exist, or you may not see this student.", { field: "studentId" });
    if (existing !== undefined)
      throw no("ALREADY_EXPECTED", "This student is on this roster already.", { field: "studentId" });
    if (clash !== undefined) insist(clashVerdict(clash));
    const recordId = newId();
    tx.write(insertGuest({ id: recordId, ...input }));
    tx.write(bookStudent({ id: newId(), ...input }));
    const row: RosterRow = {
      studentId: input.studentId as StudentId,
      displayCode: student.displayCode,
      gradeLevel: student.gradeLevel,
      expectation: "guest",
      status: "scheduled",
      minutesLate: null,
      minutesAttended: null,
      note: null,
      takenBy: null,
      recordedAt: null,
      version: 1,
      contested: [],
      attended: 0,
      marked: 0,
    };
    return doneWithRow(tx, "expectation", {
      sessionId: input.sessionId,
      rosterVersion: session.rosterVersion,
      recordId,
      before: null,
      row,
    });
  },
});
