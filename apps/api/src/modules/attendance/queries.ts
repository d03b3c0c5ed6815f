import { rawStatement } from "@handrail/db/statement";
import type { HistoryEntry, Roster } from "@handrail/domain/attendance/schema";
import { has } from "@handrail/domain/kernel/actor";
import type { SessionId, StudentId, UserId } from "@handrail/domain/kernel/ids";
import { canRecordAttendance, canReopenSession, canSeeSession } from "@handrail/domain/sessions/policy";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import { sessionHead, sessionTies } from "../sessions/queries.ts";
import { rosterRows, rowOf } from "./rows.ts";

/** Staff who occur on the roster: its facilitator and team, and whoever marked or claimed. */
export const rosterPeople = rawStatement<{ sessionId: string }, { id: UserId; name: string }>()(sql`
  with s as materialized (
    select id, tenant_id, facilitator_id, intervention_id from sessions
     where tenant_id = (select app.tenant_id()) and id = ${sql.placeholder("sessionId")}::uuid
  ), ids as (
    select s.facilitator_id as id from s
    union select t.user_id from s join intervention_team t on t.tenant_id = s.tenant_id and t.intervention_id = s.intervention_id
    union select a.taken_by from s join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id
    union select (c ->> 'by')::uuid from s
      join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id and a.contested <> '[]'::jsonb
      cross join lateral jsonb_array_elements(a.contested) c
    union select (select app.user_id())
  )
  select u.id, u.name from users u join ids on ids.id = u.id where u.tenant_id = (select app.tenant_id()) order by u.name`);

/** Sessions at the same time that expect a student of this one, or hold their time. */
export const rosterClashes = rawStatement<
  { sessionId: string },
  { studentId: StudentId; title: string; startsAt: string; endsAt: string }
>()(sql`
  with s as materialized (
    select id, tenant_id, start_time, end_time, start_time - interval '24 hours' as earliest from sessions
     where tenant_id = (select app.tenant_id()) and id = ${sql.placeholder("sessionId")}::uuid and status <> 'cancelled'
  ), mine as materialized (
    select a.student_id from s join attendance_records a on a.tenant_id = s.tenant_id and a.session_id = s.id
     where a.expectation <> 'not_expected'
  ), others as materialized (
    select o.tenant_id, o.id, o.intervention_id, o.start_time, o.end_time from s join sessions o on o.tenant_id = s.tenant_id
       and o.start_time < s.end_time and o.start_time > s.earliest
     where o.id <> s.id and o.end_time > s.start_time and o.status <> 'cancelled' and o.deleted_at is null
  ), met as (
    -- Under row-level security an index takes no bound that is computed from another table's column: "earliest" is ready.
    -- "offset 0": from each of the few sessions to its own rows, however long the tables are.
    select o.id, b.student_id from others o cross join lateral (
      select k.resource_id as student_id from bookings k
       where k.tenant_id = o.tenant_id and k.session_id = o.id and k.active and k.resource_kind = 'student' offset 0) b
     where b.student_id in (select student_id from mine)
    union
    select o.id, x.student_id from others o cross join lateral (
      select r.tenant_id, r.student_id, r.expectation, r.enrollment_id from attendance_records r
       where r.tenant_id = o.tenant_id and r.session_id = o.id and r.expectation <> 'not_expected' offset 0) x
     where x.student_id in (select student_id from mine)
       and (x.expectation = 'guest' or exists (select 1 from enrollments e
         where e.tenant_id = x.tenant_id and e.id = x.enrollment_id and e.status = 'active'))
  )
  select met.student_id as "studentId", coalesce(i.name, '') as title, o.start_time as "startsAt", o.end_time as "endsAt"
    from met join others o on o.id = met.id
    left join interventions i on i.tenant_id = o.tenant_id and i.id = o.intervention_id
   order by o.start_time, o.id, met.student_id`);

export const roster = async (scope: Scope, input: { sessionId: SessionId }): Promise<Roster> => {
  const { actor, rows } = await read(
    scope,
    sessionHead(input),
    rosterRows(input),
    rosterPeople(input),
    rosterClashes(input),
  );
  const [[session], found, people, clashes] = rows;
  insist(canSeeSession(actor, session));
  if (session === undefined) throw no("NOT_FOUND", "This session does not exist, or you have no access to it.");
  const mayRecord = canRecordAttendance(actor, session).allowed;
  return {
    session: {
      id: input.sessionId,
      kind: session.kind,
      title: session.title ?? "",
      number: session.number,
      of: session.of,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      zone: session.zone,
      status: session.status,
      cancelledReason: session.cancelledReason,
      location: session.location,
      facilitatorId: session.facilitatorId as UserId | null,
      mayRecord,
      mayReopen: canReopenSession(actor, session).allowed,
      mayAddGuests: mayRecord && has(actor, "attendance.walk_in"),
      editDays: session.editDays,
    },
    version: session.rosterVersion,
    rows: found.map(rowOf),
    people: [...people],
    clashes: clashes.map(({ startsAt, endsAt, ...clash }) => ({
      ...clash,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
    })),
  };
};

interface HistoryRow {
  at: string;
  by: UserId | null;
  name: string | null;
  action: string;
  before: z.infer<typeof HistoryEntry>["before"];
  after: z.infer<typeof HistoryEntry>["after"];
}

export const rowHistory = rawStatement<{ sessionId: string; studentId: string }, HistoryRow>()(sql`
  select l.created_at as at, l.actor_id as by, u.name, l.action, l.before, l.after
    from attendance_records a
    join audit_logs l on l.tenant_id = a.tenant_id and l.entity_id = a.id and l.subject_id = a.student_id
    left join users u on u.tenant_id = l.tenant_id and u.id = l.actor_id
   where a.tenant_id = (select app.tenant_id()) and a.session_id = ${sql.placeholder("sessionId")}::uuid
     and a.student_id = ${sql.placeholder("studentId")}::uuid
   order by l.created_at desc, l.id desc limit 100`);

/** Everything that was ever said of one row, newest first: who, when, from what to what. */
export const markHistory = async (
  scope: Scope,
  input: { sessionId: SessionId; studentId: StudentId },
): Promise<z.infer<typeof HistoryEntry>[]> => {
  const { actor, rows } = await read(scope, sessionTies(input), rowHistory(input));
  const [[ties], lines] = rows;
  insist(canSeeSession(actor, ties));
  return lines.map((line) => ({
    at: new Date(line.at).toISOString(),
    by: line.by === null || line.name === null ? null : { id: line.by, name: line.name },
    action: line.action,
    before: line.before,
    after: line.after,
  }));
};

interface OptionRow {
  studentId: StudentId;
  displayCode: string;
  gradeLevel: string;
}

const guestRows = rawStatement<{ sessionId: string }, OptionRow>()(sql`
  select st.id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel"
    from students st
   where st.tenant_id = (select app.tenant_id()) and st.status = 'active' and st.deleted_at is null
     and not exists (select 1 from attendance_records a where a.tenant_id = st.tenant_id
       and a.session_id = ${sql.placeholder("sessionId")}::uuid and a.student_id = st.id)
   order by st.display_code limit 6000`);

/** Students who may join a roster as guests: active, and not on it yet. */
export const guestOptions = async (scope: Scope, input: { sessionId: SessionId }): Promise<OptionRow[]> => {
  const { actor, rows } = await read(scope, sessionTies(input), guestRows(input));
  const [[ties], options] = rows;
  insist(canSeeSession(actor, ties));
  if (ties === undefined) throw no("NOT_FOUND", "This session does not exist, or you have no access to it.");
  insist(canRecordAttendance(actor, ties));
  return [...options];
};
