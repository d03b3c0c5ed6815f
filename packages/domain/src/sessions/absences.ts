import type { AttendanceStatus } from "../attendance/schema.ts";

/**
 * How many sessions in a row a student has missed, from the latest back. Excused and unmarked sessions neither count nor
 * end the run: the student was not there, and nobody knows better.
 */
export const absencesInARow = (latestFirst: readonly AttendanceStatus[]): number => {
  const came = latestFirst.findIndex((status) => status === "present" || status === "tardy");
  return (came === -1 ? latestFirst : latestFirst.slice(0, came)).filter((status) => status === "absent").length;
};

/** What a school without a setting of its own uses (`attendance.consecutive_absences`). */
export const usualAbsencesInARow = 3;
