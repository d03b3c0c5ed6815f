import type { AttendanceStatus, RosterClash, RosterRow } from "@handrail/domain/attendance/schema";
import { percentWords } from "@handrail/domain/kernel/share";
import type { MarkKind } from "@handrail/ui/mark";

import { clockTime } from "../../../lib/time.ts";

/** The interface's words for marks. `scheduled` is Unmarked: said of nobody yet. */
export const kindOf: Readonly<Record<AttendanceStatus, MarkKind>> = {
  scheduled: "unmarked",
  present: "present",
  tardy: "tardy",
  absent: "absent",
  excused: "excused",
};

export const wordOf: Readonly<Record<AttendanceStatus, string>> = {
  scheduled: "Unmarked",
  present: "Present",
  tardy: "Tardy",
  absent: "Absent",
  excused: "Excused",
};

export const letterOf: Readonly<Record<AttendanceStatus, string>> = {
  scheduled: "–",
  present: "P",
  tardy: "T",
  absent: "A",
  excused: "E",
};

/** What the picker offers: everything but Unmarked, which is a key and a line of the menu. */
export type Pickable = Exclude<AttendanceStatus, "scheduled">;

const keyFor: Readonly<Record<Pickable, string>> = { present: "p", tardy: "t", absent: "a", excused: "x" };

const option = (value: Pickable) => ({
  value,
  label: wordOf[value],
  letter: letterOf[value],
  shortcut: keyFor[value],
  look: kindOf[value],
});

export const fourMarks = [option("present"), option("tardy"), option("absent"), option("excused")] as const;
export const threeMarks = fourMarks.slice(0, 3);

/** A tap on a tile goes round: P, T, A, E and P again. */
export const nextInCycle: Readonly<Record<AttendanceStatus, Pickable>> = {
  scheduled: "present",
  present: "tardy",
  tardy: "absent",
  absent: "excused",
  excused: "present",
};

export const markText = (mark: Pick<RosterRow, "status" | "minutesLate">): string =>
  mark.status === "tardy" && mark.minutesLate !== null ? `T ${mark.minutesLate}` : letterOf[mark.status];

/** `92 % (12/13)`; nothing before the first mark. */
export const rate = (row: Pick<RosterRow, "attended" | "marked">): string =>
  row.marked === 0 ? "" : `${percentWords(row.attended, row.marked)} (${row.attended}/${row.marked})`;

export const students = (count: number): string => (count === 1 ? "1 student" : `${count} students`);

/** `Mr Ito` as a colleague says it in a hurry: the last word of the name. */
export const shortName = (name: string): string => name.trim().split(/\s+/).at(-1) ?? name;

export const grade = (level: string): string => (/^\d/.test(level) ? `G${level}` : level);

/** `also Guitar B 10:00–10:45`, for each student who is expected elsewhere at this time. */
export const clashesByStudent = (clashes: readonly RosterClash[], zone: string): ReadonlyMap<string, string> => {
  const words = new Map<string, string>();
  for (const { studentId, title, startsAt, endsAt } of clashes) {
    const times = `${clockTime(zone, startsAt)}–${clockTime(zone, endsAt)}`;
    const named = [title, times].filter(Boolean).join(" ");
    const before = words.get(studentId);
    words.set(studentId, before === undefined ? `also ${named}` : `${before}, ${named}`);
  }
  return words;
};
