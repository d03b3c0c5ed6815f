import type postgres from "postgres";
import { v7 as newId } from "uuid";

export interface Cell {
  readonly session: string;
  readonly student: string;
  readonly version: number;
  readonly guest: string | null;
}

const ofRow = ({ session, student }: Cell) => ({ mutationId: newId(), sessionId: session, studentId: student });

/** Each procedure about a session, with a call that succeeds wherever it is allowed. */
export const callsOnSession: Readonly<Record<string, readonly ((cell: Cell) => Record<string, unknown>)[]>> = {
  "attendance.roster": [({ session }) => ({ sessionId: session })],
  "attendance.history": [({ session, student }) => ({ sessionId: session, studentId: student })],
  "attendance.guestOptions": [({ session }) => ({ sessionId: session })],
  "attendance.record": [
    ({ session, student, version }) => ({
      mutationId: newId(),
      sessionId: session,
      marks: [{ studentId: student, status: "present", baseVersion: version }],
      afterFinish: true,
    }),
  ],
  "attendance.keep": [(cell) => ({ ...ofRow(cell), keep: "current", baseVersion: cell.version })],
  "attendance.setExpectation": [(cell) => ({ ...ofRow(cell), expected: true, baseVersion: 1 })],
  "attendance.addGuest": [(cell) => ({ ...ofRow(cell), studentId: cell.guest })],
  "sessions.reopen": [({ session }) => ({ mutationId: newId(), sessionId: session })],
  "sessions.finish": [({ session }) => ({ mutationId: newId(), sessionId: session })],
  "privacy.revealNames": [
    ({ session }) => ({ sessionId: session, purpose: "roster" }),
    ({ session }) => ({ sessionId: session, purpose: "walk_in" }),
  ],
};

/** A row of the session, and a student who is free at its time and not on its roster. */
export const cellOf = async (admin: postgres.Sql, session: string): Promise<Cell> => {
  const [row] = await admin<Omit<Cell, "session">[]>`
    select a.student_id as student, a.version,
      (select st.id from students st where st.tenant_id = s.tenant_id and st.status = 'active'
        and not exists (select 1 from attendance_records a
          where a.tenant_id = st.tenant_id and a.session_id = s.id and a.student_id = st.id)
        and not exists (select 1 from bookings b where b.tenant_id = st.tenant_id and b.resource_id = st.id and b.active
          and b.during && tstzrange(s.start_time, s.end_time))
        order by st.id limit 1) as guest
      from sessions s join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id
     where s.id = ${session} and a.expectation = 'expected' order by a.student_id limit 1`;
  if (row === undefined) throw new Error("Nobody is expected there");
  return { session, ...row };
};
