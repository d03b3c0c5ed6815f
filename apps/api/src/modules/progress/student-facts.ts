import type { Marked } from "@handrail/domain/progress/criteria";
import type { Dosage } from "@handrail/domain/progress/dosage";
import type { Phase } from "@handrail/domain/progress/graph-schema";
import { Settings } from "@handrail/domain/progress/graph-schema";
import type { Point } from "@handrail/domain/progress/line";
import { defaultSettings, type DecisionSettings } from "@handrail/domain/progress/rules";
import { verdictOf, type ProgressVerdict } from "@handrail/domain/progress/verdict";

import type { GoalRow, Head, Participant, PointRow, SessionRow } from "./student-rows.ts";

/** What is stored is what was once accepted: what is missing of it is as usual. */
export const settingsOf = (stored: unknown): DecisionSettings => {
  const found = Settings.safeParse({ ...defaultSettings, ...(typeof stored === "object" ? stored : {}) });
  return found.success ? found.data : defaultSettings;
};

interface ProgressRows {
  readonly head: Head;
  readonly participants: readonly Participant[];
  readonly points: readonly PointRow[];
  readonly sessions: readonly SessionRow[];
  readonly phases: readonly Phase[];
  readonly goals: readonly GoalRow[];
}

/** All that is known of one student's progress, in the shapes that the rules take. */
export interface StudentFacts {
  readonly participant: Participant;
  readonly notes: readonly PointRow[];
  /** Points by measure; the intervention's own is the empty one. */
  readonly points: ReadonlyMap<string, readonly Point[]>;
  readonly sessions: readonly SessionRow[];
  readonly marked: readonly Marked[];
  readonly dosage: Dosage;
  readonly phases: readonly string[];
  readonly goal: GoalRow | null;
  readonly settings: DecisionSettings;
  readonly verdict: ProgressVerdict | null;
}

const grouped = <R extends { readonly studentId: string }>(rows: readonly R[]): ReadonlyMap<string, readonly R[]> => {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const group = groups.get(row.studentId);
    if (group === undefined) groups.set(row.studentId, [row]);
    else group.push(row);
  }
  return groups;
};

const isThere = ({ status }: SessionRow): boolean => status === "present" || status === "tardy";

const dosageOf = (sessions: readonly SessionRow[]): Dosage => ({
  plannedSessions: sessions.length,
  entered: sessions.filter(({ status }) => status !== "scheduled").length,
  attended: sessions.filter(isThere).length,
  plannedMinutes: sessions.reduce((sum, { planned }) => sum + planned, 0),
  receivedMinutes: sessions.reduce((sum, { received }) => sum + received, 0),
});

const pointsByMeasure = (notes: readonly PointRow[]): ReadonlyMap<string, readonly Point[]> => {
  const points = new Map<string, Point[]>();
  for (const { metric, on, value } of notes) {
    if (value === null) continue;
    const list = points.get(metric);
    if (list === undefined) points.set(metric, [{ on, value }]);
    else list.push({ on, value });
  }
  return points;
};

export const factsOfStudents = (rows: ProgressRows): readonly StudentFacts[] => {
  const { head } = rows;
  const settings = settingsOf(head.settings);
  const notesOf = grouped(rows.points);
  const sessionsOf = grouped(rows.sessions);
  const goalsOf = grouped(rows.goals);
  return rows.participants.map((participant) => {
    const { studentId } = participant;
    const notes = notesOf.get(studentId) ?? [];
    const sessions = sessionsOf.get(studentId) ?? [];
    const points = pointsByMeasure(notes);
    const dosage = dosageOf(sessions);
    const phases = rows.phases
      .filter((phase) => phase.studentId === null || phase.studentId === studentId)
      .map(({ on }) => on);
    const goals = goalsOf.get(studentId) ?? [];
    const goal = goals.find(({ measure }) => measure === head.measure) ?? goals[0] ?? null;
    return {
      participant,
      notes,
      points,
      sessions,
      marked: sessions
        .filter(({ status }) => status !== "scheduled")
        .map((session) => ({ on: session.on, isAttended: isThere(session) })),
      dosage,
      phases,
      goal,
      settings,
      verdict:
        goal === null
          ? null
          : verdictOf({ goal, points: points.get("") ?? [], phases, dosage, settings, today: head.today }),
    };
  });
};
