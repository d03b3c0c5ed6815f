import { minutesAttended, rollupDelta, type RollupDelta } from "@handrail/domain/attendance/rules";
import type { AttendanceStatus } from "@handrail/domain/attendance/schema";
import type postgres from "postgres";

import { attendanceRecords, attendanceRollups } from "../schema/attendance.ts";
import { plusMinutes } from "./days.ts";
import type { SchoolDefinition } from "./definition.ts";
import { demoIds } from "./ids.ts";
import { chanceOf, idOf, insertAll, type RowOf } from "./rows.ts";
import type { PlannedSession } from "./sessions.ts";

type Row = RowOf<typeof attendanceRecords>;

interface Mark {
  readonly status: AttendanceStatus;
  readonly minutesLate: number | null;
  readonly notes: string | null;
}

const unmarked: Mark = { status: "scheduled", minutesLate: null, notes: null };

const lateNotes = ["Bus was late.", "Came with a pass.", null, null, null, null];
const excusedNotes = ["Medical appointment.", "School trip.", "Told us the day before.", null];

const pick = <T>(choices: readonly T[], chance: number): T | undefined => choices[Math.floor(chance * choices.length)];

/** A student's own habit lies around that of the group: some are nearly always there, one or two are not. */
const markOf = (reliability: number, chance: () => number): Mark => {
  const drawn = chance();
  const detail = chance();
  if (drawn < reliability * 0.93) return { status: "present", minutesLate: null, notes: null };
  if (drawn < reliability)
    return { status: "tardy", minutesLate: 2 + Math.floor(detail * 9), notes: pick(lateNotes, chance()) ?? null };
  if (detail < 0.35) return { status: "excused", minutesLate: null, notes: pick(excusedNotes, chance()) ?? null };
  return { status: "absent", minutesLate: null, notes: null };
};

const rowOf = (
  school: SchoolDefinition,
  session: PlannedSession,
  { place, mark }: { place: number; mark: Mark },
): Row => {
  const { id, intervention, startsAt, endsAt, isHeld } = session;
  const row = idOf(`${id} row ${place}`);
  return {
    id: row,
    sessionId: id,
    studentId: demoIds.student(school.key, place),
    enrollmentId: demoIds.enrollment(school.key, intervention.key, place),
    ...mark,
    minutesAttended: minutesAttended(mark, { startsAt, endsAt }),
    takenBy: isHeld ? demoIds.user(school.key, intervention.facilitator) : null,
    recordedAt: isHeld ? plusMinutes(startsAt, 3) : null,
    version: isHeld ? 2 : 1,
    clientMutationId: isHeld ? idOf(`${row} mark`) : null,
  };
};

const planRows = (school: SchoolDefinition, planned: readonly PlannedSession[]): Row[] => {
  const chance = chanceOf(`${school.key} marks`);
  const habits = new Map<string, number>();
  const reliabilityOf = (session: PlannedSession, place: number): number => {
    const { key, attendance } = session.intervention;
    const name = `${key} ${place}`;
    const habit = habits.get(name) ?? Math.min(0.99, Math.max(0.2, attendance + (chance() - 0.55) * 0.24));
    habits.set(name, habit);
    return habit;
  };
  return planned.flatMap((session) =>
    session.intervention.students.map((place) => {
      const mark = session.isHeld ? markOf(reliabilityOf(session, place), chance) : unmarked;
      return rowOf(school, session, { place, mark });
    }),
  );
};

const nothing: RollupDelta = { expected: 0, present: 0, tardy: 0, excused: 0, absent: 0, minutes: 0 };

const sum = (a: RollupDelta, b: RollupDelta): RollupDelta => ({
  expected: a.expected + b.expected,
  present: a.present + b.present,
  tardy: a.tardy + b.tardy,
  excused: a.excused + b.excused,
  absent: a.absent + b.absent,
  minutes: a.minutes + b.minutes,
});

/** Counted by the rule that every later mark follows, so that counters and marks agree from the first day. */
const planRollups = (planned: readonly PlannedSession[], rows: readonly Row[], school: SchoolDefinition) => {
  const sourceOf = new Map(
    planned.map((session) => [session.id, demoIds.intervention(school.key, session.intervention.key)]),
  );
  const counts = new Map<string, { sourceId: string; studentId: string; count: RollupDelta }>();
  for (const row of rows) {
    const sourceId = sourceOf.get(row.sessionId) ?? "";
    const name = `${sourceId} ${row.studentId}`;
    const { status = "scheduled", minutesAttended: minutes = null } = row;
    const added = rollupDelta(null, { status, minutesAttended: minutes, expectation: "expected" });
    const count = sum(counts.get(name)?.count ?? nothing, added);
    counts.set(name, { sourceId, studentId: row.studentId, count });
  }
  return [...counts.values()].map(({ sourceId, studentId, count }) => ({
    id: idOf(`${sourceId} counts ${studentId}`),
    sourceKind: "intervention" as const,
    sourceId,
    studentId,
    ...count,
  }));
};

/** A row per expected student of every session, marked where the session was held, and the counters over them. */
export const seedHistory = async (
  tx: postgres.TransactionSql,
  school: SchoolDefinition,
  planned: readonly PlannedSession[],
): Promise<void> => {
  const rows = planRows(school, planned);
  await insertAll(tx, attendanceRecords, rows);
  await insertAll(tx, attendanceRollups, planRollups(planned, rows, school));
};
