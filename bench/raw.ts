import { createHash } from "node:crypto";

import type postgres from "postgres";
import { v7 as newId } from "uuid";

import { earlierAnswer, insertAudit, insertOutbox, keepAnswer } from "../apps/api/src/kernel/record.ts";
import { rosterPeople } from "../apps/api/src/modules/attendance/queries.ts";
import { writeRollups } from "../apps/api/src/modules/attendance/rollups.ts";
import { bumpRoster, rosterRows, rowsOfStudents, writeRecords } from "../apps/api/src/modules/attendance/rows.ts";
import { sessionForChange, sessionHead } from "../apps/api/src/modules/sessions/queries.ts";

/**
 * The floor: the same SQL in the same two round trips, straight through the driver, with the rows built by hand. No
 * schema, no policy, no rules, no mapping: what is left is Postgres and postgres.js.
 */
const P = { prepare: true } as const;
const beginText = "select * from app.begin($1)";

interface RawRow {
  readonly [column: number]: unknown;
}

const send = (connection: postgres.ReservedSql, text: string, params: readonly unknown[]) =>
  connection
    .unsafe(text, params as never[], P)
    .values()
    .execute() as unknown as Promise<RawRow[]>;

export interface RawMarks {
  readonly sessionId: string;
  readonly studentIds: readonly string[];
  readonly status: "present" | "absent";
}

const nobody = "00000000-0000-7000-8000-000000000000";

/** What the dispatcher takes for a row, or it would try each event eight times beside what is measured. */
const rowOfEvent = (row: { student_id: unknown; status: string; minutes_attended: number; version: number }) => ({
  studentId: row.student_id,
  displayCode: "BENCH",
  gradeLevel: "7",
  expectation: "expected",
  status: row.status,
  minutesLate: null,
  minutesAttended: row.minutes_attended,
  noteChanged: false,
  takenBy: null,
  recordedAt: null,
  version: row.version,
  contested: [],
  attended: 0,
  marked: 0,
});

export const rawMark = async (pool: postgres.Sql, tokenHash: Buffer, marks: RawMarks): Promise<void> => {
  const connection = await pool.reserve();
  try {
    const mutationId = newId();
    const key = { procedure: "attendance.record", key: mutationId };
    const requestHash = createHash("sha256").update(JSON.stringify(marks)).digest();
    const [, , , [session], rows] = await Promise.all([
      connection.unsafe("begin").execute(),
      connection.unsafe(beginText, [tokenHash as never], P).execute(),
      send(connection, earlierAnswer.text, earlierAnswer.params(key)),
      send(connection, sessionForChange.text, sessionForChange.params({ sessionId: marks.sessionId })),
      send(
        connection,
        rowsOfStudents.text,
        rowsOfStudents.params({ sessionId: marks.sessionId, studentIds: `{${marks.studentIds.join(",")}}` }),
      ),
    ]);
    const version = Number(session?.[9]) + 1;
    const minutes = marks.status === "present" ? 185 : 0;
    const now = new Date().toISOString();
    const changed = (rows as RawRow[]).map((row) => ({
      id: row[0],
      student_id: row[1],
      expectation: "expected",
      status: marks.status,
      minutes_late: null,
      minutes_attended: minutes,
      notes: null,
      taken_by: null,
      recorded_at: now,
      version: Number(row[11]) + 1,
      mutation_id: mutationId,
      contested: [],
    }));
    const deltas = (rows as RawRow[]).map((row) => ({
      id: newId(),
      student_id: row[1],
      expected: 0,
      present: (marks.status === "present" ? 1 : 0) - (row[5] === "present" ? 1 : 0),
      tardy: 0,
      excused: 0,
      absent: (marks.status === "absent" ? 1 : 0) - (row[5] === "absent" ? 1 : 0),
      minutes: minutes - Number(row[7] ?? 0),
    }));
    const event = [
      {
        id: newId(),
        name: "AttendanceRecorded",
        aggregate_type: "session",
        aggregate_id: marks.sessionId,
        version,
        payload: { sessionId: marks.sessionId, version, by: nobody, rows: changed.map(rowOfEvent) },
      },
    ];
    const audit = changed.map((row) => ({
      id: newId(),
      action: "AttendanceRecorded",
      entity_type: "attendance_record",
      entity_id: row.id,
      subject_id: row.student_id,
      before: { status: "scheduled" },
      after: { status: row.status },
    }));
    await Promise.all([
      send(connection, bumpRoster.text, bumpRoster.params({ sessionId: marks.sessionId, version })),
      send(connection, writeRecords.text, [JSON.stringify(changed)]),
      send(
        connection,
        writeRollups.text,
        writeRollups.params({ kind: "intervention", sourceId: String(session?.[2]), rows: JSON.stringify(deltas) }),
      ),
      send(connection, insertOutbox.text, [JSON.stringify(event)]),
      send(
        connection,
        insertAudit.text,
        insertAudit.params({ rows: JSON.stringify(audit), requestId: "bench", ipHash: null }),
      ),
      send(connection, keepAnswer.text, keepAnswer.params({ ...key, requestHash, response: JSON.stringify(changed) })),
      connection.unsafe("commit").execute(),
    ]);
  } finally {
    connection.release();
  }
};

/** The roster's three queries in one round trip, rows as the driver gives them. */
export const rawRoster = async (pool: postgres.Sql, tokenHash: Buffer, sessionId: string): Promise<unknown> => {
  const connection = await pool.reserve();
  try {
    const [, , head, rows, people] = await Promise.all([
      connection.unsafe("begin read only").execute(),
      connection.unsafe(beginText, [tokenHash as never], P).execute(),
      connection.unsafe(sessionHead.text, sessionHead.params({ sessionId }) as never[], P).execute(),
      connection.unsafe(rosterRows.text, rosterRows.params({ sessionId }) as never[], P).execute(),
      connection.unsafe(rosterPeople.text, rosterPeople.params({ sessionId }) as never[], P).execute(),
      connection.unsafe("commit").execute(),
    ]);
    return { head, rows, people };
  } finally {
    connection.release();
  }
};
