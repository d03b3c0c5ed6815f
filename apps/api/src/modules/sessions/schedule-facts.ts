import { rawStatement } from "@handrail/db/statement";
import type { LocationId, StudentId, UserId } from "@handrail/domain/kernel/ids";
import { addDays, type Day } from "@handrail/domain/kernel/time";
import type { SchoolCalendar } from "@handrail/domain/sessions/calendar";
import { nextDays, type PlanFacts } from "@handrail/domain/sessions/plan-occurrences";
import type { Choice, Clash, Pattern } from "@handrail/domain/sessions/schedule-schema";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const intervention = sql`${sql.placeholder("interventionId")}::uuid`;

/** Staff and rooms that a plan asks for. */
export interface Resources {
  readonly interventionId: string;
  /** As Postgres writes a list: `{a,b}`. */
  readonly staff: string;
  readonly rooms: string;
}

/** Whose time the plan takes: everyone enrolled, and the staff and rooms that it names. */
const wanted = sql`(
  select 'student' as kind, e.student_id as id from enrollments e
   where e.tenant_id = ${tenant} and e.intervention_id = ${intervention} and e.status = 'active'
  union all select 'staff', unnest(${sql.placeholder("staff")}::uuid[])
  union all select 'room', unnest(${sql.placeholder("rooms")}::uuid[]))`;

/**
 * Before the question who is free, in one order: two who plan for the same people then come one after another, and the
 * second sees what the first has booked.
 */
export const holdResources = rawStatement<Resources, object>()(sql`
  select pg_advisory_xact_lock(hashtextextended('books ' || held.id::text, 0))
    from (select distinct w.id from ${wanted} w order by w.id) held`);

export const enrolledStudents = rawStatement<{ interventionId: string }, { studentId: StudentId }>()(sql`
  select e.student_id as "studentId" from enrollments e
   where e.tenant_id = ${tenant} and e.intervention_id = ${intervention} and e.status = 'active'`);

interface ClaimRow extends Omit<Clash, "kind"> {
  readonly kind: "staff" | "room" | "student";
}

/** What people and rooms are booked for in a span of time: one look at the index for each of them. */
export const claimsInRange = rawStatement<
  Resources & { readonly from: Day; readonly to: Day; readonly but: string },
  ClaimRow
>()(sql`
  select w.kind, w.id as "resourceId", coalesce(st.display_code, u.name, l.name, '') as name, coalesce(i.name, '') as title,
    s.id as "sessionId", lower(b.during) as "startsAt", upper(b.during) as "endsAt"
    from ${wanted} w
    join bookings b on b.tenant_id = ${tenant} and b.resource_kind = w.kind and b.resource_id = w.id and b.active
      and b.during && tstzrange(${sql.placeholder("from")}::date - interval '2 days', ${sql.placeholder("to")}::date + interval '3 days')
    join sessions s on s.tenant_id = b.tenant_id and s.id = b.session_id
    left join interventions i on i.tenant_id = s.tenant_id and i.id = s.intervention_id
    left join students st on w.kind = 'student' and st.tenant_id = b.tenant_id and st.id = w.id
    left join users u on w.kind = 'staff' and u.tenant_id = b.tenant_id and u.id = w.id
    left join locations l on w.kind = 'room' and l.tenant_id = b.tenant_id and l.id = w.id
   where not s.id = any (${sql.placeholder("but")}::uuid[])
   order by lower(b.during), w.kind desc, w.id`);

interface CalendarRow {
  readonly zone: string;
  readonly terms: SchoolCalendar["terms"];
  readonly closures: SchoolCalendar["closures"];
  readonly hours: SchoolCalendar["hours"];
  readonly staff: readonly { readonly id: UserId; readonly name: string }[];
  readonly rooms: readonly { readonly id: LocationId; readonly name: string; readonly capacity: number | null }[];
}

/** The calendar of the room's school (without a room the tenant's first), and whom and what the plan may name. */
export const schoolCalendar = rawStatement<{ room: string | null }, CalendarRow>()(sql`
  with school as materialized (
    select sc.id from schools sc
      left join locations l on l.tenant_id = sc.tenant_id and l.school_id = sc.id and l.id = ${sql.placeholder("room")}::uuid
     where sc.tenant_id = ${tenant} and sc.deleted_at is null
     order by l.id is null, sc.created_at, sc.id limit 1)
  select app.zone_of(t.id, ${sql.placeholder("room")}::uuid) as zone,
    (select coalesce(jsonb_agg(jsonb_build_object('startsOn', x.starts_on, 'endsOn', x.ends_on)), '[]')
       from terms x where x.tenant_id = t.id and x.school_id = (select id from school)) as terms,
    (select coalesce(jsonb_agg(jsonb_build_object('startsOn', x.starts_on, 'endsOn', x.ends_on, 'reason', x.reason)), '[]')
       from closures x where x.tenant_id = t.id and x.school_id = (select id from school)) as closures,
    (select coalesce(jsonb_agg(jsonb_build_object('weekday', x.weekday, 'opens', to_char(x.opens, 'HH24:MI'), 'closes', to_char(x.closes, 'HH24:MI'))), '[]')
       from operating_days x where x.tenant_id = t.id and x.school_id = (select id from school)) as hours,
    (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) order by u.name), '[]')
       from users u where u.tenant_id = t.id and u.status = 'active' and u.deleted_at is null and exists (
         select 1 from user_roles ur join role_tools rt on rt.tenant_id = ur.tenant_id and rt.role_id = ur.role_id
           join tools o on o.tenant_id = rt.tenant_id and o.id = rt.tool_id and o.key = 'sessions'
          where ur.tenant_id = u.tenant_id and ur.user_id = u.id)) as staff,
    (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'capacity', x.capacity) order by x.name), '[]')
       from locations x where x.tenant_id = t.id and x.deleted_at is null) as rooms
    from tenants t where t.id = ${tenant}`);

// The driver leaves JSON as text, for compiled statements to map.
const parsed = <T>(value: T): T => (typeof value === "string" ? (JSON.parse(value) as T) : value);

export const calendarOf = (row: CalendarRow | undefined): CalendarRow => {
  if (row === undefined) throw new Error("A signed-in person without a tenant");
  const { zone, terms, closures, hours, staff, rooms } = row;
  return {
    zone,
    terms: parsed(terms),
    closures: parsed(closures),
    hours: parsed(hours),
    staff: parsed(staff),
    rooms: parsed(rooms),
  };
};

export const clashOf = (row: ClaimRow): Clash => ({
  ...row,
  startsAt: new Date(row.startsAt).toISOString(),
  endsAt: new Date(row.endsAt).toISOString(),
});

const listOf = (ids: readonly (string | null)[]): string =>
  `{${[...new Set(ids.filter((id) => id !== null))].join(",")}}`;

interface Plan {
  readonly interventionId: string;
  readonly patterns: readonly Pattern[];
  readonly choices: readonly Choice[];
}

export const resourcesOf = ({ interventionId, patterns }: Omit<Plan, "choices">): Resources => ({
  interventionId,
  staff: listOf(patterns.map(({ facilitatorId }) => facilitatorId)),
  rooms: listOf(patterns.map(({ locationId }) => locationId)),
});

/** The claims that a plan can meet: from its first day to the last that could stand in for one of its sessions. */
export const claimsOf = (plan: Plan) => {
  const days = [
    ...plan.patterns.flatMap(({ startsOn, endsOn }) => [startsOn, endsOn]),
    ...plan.choices.flatMap(({ to }) => (to === null ? [] : [to.day])),
  ].sort();
  return claimsInRange({
    ...resourcesOf(plan),
    from: days[0] ?? "",
    to: addDays(days.at(-1) ?? "", nextDays),
    but: "{}",
  });
};

export const planFacts = (rows: {
  readonly calendar: CalendarRow;
  readonly students: readonly { readonly studentId: string }[];
  readonly claims: readonly ClaimRow[];
  readonly now: string;
}): PlanFacts => ({
  calendar: rows.calendar,
  now: rows.now,
  claims: rows.claims.map(clashOf),
  studentIds: rows.students.map(({ studentId }) => studentId),
});
