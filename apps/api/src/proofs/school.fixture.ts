import { setTimeout as delay } from "node:timers/promises";

import { demoIds } from "@handrail/db/seed/ids";
import { TRPCClientError, type TRPCClient } from "@trpc/client";
import postgres from "postgres";
import { v7 as uuid } from "uuid";

import type { AppRouter } from "../router.ts";

/** For tests that look past the API into the database of the demo's first school, Alder Street. */
export type Client = TRPCClient<AppRouter>;
type Roster = Awaited<ReturnType<Client["attendance"]["roster"]["query"]>>;
export type Row = Roster["rows"][number];
export type Mark = Parameters<Client["attendance"]["record"]["mutate"]>[0]["marks"][number];
export type Result = Awaited<ReturnType<Client["attendance"]["record"]["mutate"]>>["results"][number];

export const tenantId = demoIds.tenant("alder");
export const student = (place: number): string => demoIds.student("alder", place);
export const person = (name: string): string => demoIds.user("alder", name);
export const newMutation = (): string => uuid();

/** A superuser's connections: row-level security does not hold them. */
export const openAdmin = (adminUrl: string, max = 4): postgres.Sql =>
  postgres(adminUrl, { max, onnotice: () => undefined });

export interface Refusal {
  readonly situation: string | null;
  readonly status: number;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What the server said no with; an error of any other kind, or a yes, fails the test. */
export const refusalOf = async (asked: Promise<unknown>): Promise<Refusal> => {
  try {
    await asked;
  } catch (error) {
    const data = error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data : undefined;
    if (data === undefined || data === null) throw error;
    const { situation, httpStatus: status, details } = data;
    return { situation, status, message: error instanceof Error ? error.message : "", details };
  }
  throw new Error("This was not refused.");
};

export const situationOf = async (asked: Promise<unknown>): Promise<string | null> =>
  (await refusalOf(asked)).situation;

/** Students whose counters differ from their marks counted anew. */
export const wrongCounters = (admin: postgres.Sql): Promise<readonly unknown[]> => admin`
  with counted as (
    select a.tenant_id, s.kind, s.intervention_id as source_id, a.student_id,
        count(*) filter (where a.expectation = 'expected')::int as expected, count(*) filter (where a.status = 'present')::int as present,
        count(*) filter (where a.status = 'tardy')::int as tardy, count(*) filter (where a.status = 'excused')::int as excused,
        count(*) filter (where a.status = 'absent')::int as absent, coalesce(sum(a.minutes_attended), 0)::int as minutes
      from attendance_records a join sessions s on s.tenant_id = a.tenant_id and s.id = a.session_id
     where a.expectation <> 'guest' group by 1, 2, 3, 4
  )
  select c.*, r.expected as kept_expected, r.present as kept_present, r.tardy as kept_tardy, r.excused as kept_excused,
      r.absent as kept_absent, r.minutes as kept_minutes
    from counted c full join attendance_rollups r
      on r.tenant_id = c.tenant_id and r.source_kind = c.kind and r.source_id = c.source_id and r.student_id = c.student_id
   where (c.expected, c.present, c.tardy, c.excused, c.absent, c.minutes)
     is distinct from (r.expected, r.present, r.tardy, r.excused, r.absent, r.minutes)`;

/** Pairs of active bookings that claim the same person or room for the same time. */
export const overlaps = (admin: postgres.Sql): Promise<readonly unknown[]> => admin`
  select a.id, b.id from bookings a join bookings b on a.tenant_id = b.tenant_id and a.resource_kind = b.resource_kind
     and a.resource_id = b.resource_id and a.id < b.id and a.during && b.during and a.active and b.active`;

/** How many lines the audit log and the outbox hold about a session and its rows. */
export const traceOf = async (admin: postgres.Sql, sessionId: string): Promise<{ audits: number; events: number }> => {
  const [counts] = await admin<{ audits: number; events: number }[]>`
    select (select count(*)::int from audit_logs where entity_id = ${sessionId}
        or entity_id in (select id from attendance_records where session_id = ${sessionId})) as audits,
      (select count(*)::int from outbox_events where aggregate_id = ${sessionId}) as events`;
  if (counts === undefined) throw new Error("Counting gives a row.");
  return counts;
};

/** Minutes from now to 01:00 UTC some nights ago: at night the demo holds no sessions that could be in the way. */
export const night = (nights: number, minutes = 0): number => {
  const day = Math.floor(Date.now() / 86_400_000) - nights - 1;
  return day * 1440 + 60 + minutes - Date.now() / 60_000;
};

export interface NewSession {
  /** The intervention it belongs to, and whose facilitator holds it. */
  readonly intervention: string;
  readonly facilitator: string;
  /** Minutes from now. */
  readonly startsIn: number;
  readonly minutes?: number;
  /** Places of enrolled students that get a row, and whether it claims their time. */
  readonly students?: readonly number[];
  readonly expectation?: "expected" | "not_expected";
}

/** A session beside those of the demo. Expected students are booked, as the product books them. */
export const addSession = async (admin: postgres.Sql, wanted: NewSession): Promise<string> => {
  const { intervention, facilitator, startsIn, minutes = 30, students = [], expectation = "expected" } = wanted;
  const id = uuid();
  const interventionId = demoIds.intervention("alder", intervention);
  const startTime = new Date(Date.now() + startsIn * 60_000);
  const endTime = new Date(startTime.getTime() + minutes * 60_000);
  await admin.begin(async (tx) => {
    await tx`insert into sessions (tenant_id, id, kind, intervention_id, number, start_time, end_time, facilitator_id)
      values (${tenantId}, ${id}, 'intervention', ${interventionId}, 90, ${startTime}, ${endTime}, ${person(facilitator)})`;
    for (const place of students) {
      await tx`insert into attendance_records (tenant_id, id, session_id, student_id, enrollment_id, expectation)
        values (${tenantId}, ${uuid()}, ${id}, ${student(place)}, ${demoIds.enrollment("alder", intervention, place)}, ${expectation})`;
      if (expectation !== "expected") continue;
      await tx`update attendance_rollups set expected = expected + 1
        where tenant_id = ${tenantId} and source_id = ${interventionId} and student_id = ${student(place)}`;
      await tx`insert into bookings (tenant_id, id, session_id, resource_kind, resource_id, during)
        values (${tenantId}, ${uuid()}, ${id}, 'student', ${student(place)}, tstzrange(${startTime}, ${endTime}))`;
    }
  });
  return id;
};

/** The row of a student, which must be there. */
export const rowIn = (roster: { readonly rows: readonly Row[] }, place: number): Row => {
  const row = roster.rows.find((one) => one.studentId === student(place));
  if (row === undefined) throw new Error(`Student ${place} is not on the roster.`);
  return row;
};

/** Counts from 0 to 1 the same way for the same seed (mulberry32), so that a failing run can be run again. */
export const chanceFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** How often the server said that it is busy, since the file was loaded. */
export const busy = { answers: 0 };

/** Busy is the one answer that says nothing: the same intent is sent again, as a client does. */
export const insisting = async <T>(ask: () => Promise<T>): Promise<T | Refusal> => {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const refusal = await refusalOf(Promise.reject(error as Error));
      if (refusal.situation !== "BUSY") return refusal;
      busy.answers += 1;
      await delay(20);
    }
  }
};
export const isRefusal = (answer: object): answer is Refusal => "situation" in answer;
