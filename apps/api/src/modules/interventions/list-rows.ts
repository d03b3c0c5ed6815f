import { rawStatement } from "@handrail/db/statement";
import type { InterventionRow } from "@handrail/domain/interventions/intervention-schema";
import type { InterventionStatus, InterventionType } from "@handrail/domain/interventions/schema";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

/** Owned, helped with, or facilitated by the person. */
const isMine = sql`(i.owner_staff_id = ${person}
  or exists (select 1 from intervention_team t where t.tenant_id = i.tenant_id and t.intervention_id = i.id and t.user_id = ${person})
  or exists (select 1 from sessions s where s.tenant_id = i.tenant_id and s.intervention_id = i.id and s.facilitator_id = ${person}
       and s.status <> 'cancelled' and s.deleted_at is null))`;

export interface ListFilter {
  readonly mine: boolean;
  readonly text: string | null;
  readonly status: string | null;
  readonly type: string | null;
  readonly tier: number | null;
  readonly programId: string | null;
  readonly afterName: string | null;
  readonly afterId: string | null;
  readonly most: number;
}

interface ListRow {
  readonly id: string;
  readonly name: string;
  readonly status: InterventionStatus;
  readonly programId: string;
  readonly programName: string;
  readonly programVersion: number;
  readonly type: InterventionType;
  readonly tier: number;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly students: number;
  readonly waiting: number;
  readonly capacity: number | null;
  readonly sessionsHeld: number;
  readonly sessionsPlanned: number;
  readonly minutesReceived: number;
  readonly minutesPlanned: number;
  readonly lastPointOn: string | null;
  readonly verdicts: InterventionRow["verdicts"];
}

const given = (name: keyof ListFilter, cast: "text" | "int" | "uuid" | "boolean") =>
  sql`${sql.placeholder(name)}::${cast === "text" ? sql`text` : cast === "int" ? sql`int` : cast === "uuid" ? sql`uuid` : sql`boolean`}`;

/**
 * A page of interventions by name. What they come to is counted for the page alone: enrolments by
 * intervention, planned and received minutes over the rosters of its sessions that are over.
 */
export const listRows = rawStatement<ListFilter, ListRow>()(sql`
  with page as materialized (
    select i.*, p.name as program_name, p.version as program_version, p.intervention_type, p.tier from interventions i
      join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
     where i.tenant_id = ${tenant} and i.deleted_at is null
       and (${given("afterName", "text")} is null or (i.name, i.id) > (${given("afterName", "text")}, ${given("afterId", "uuid")}))
       and (${given("text", "text")} is null or position(lower(${given("text", "text")}) in lower(i.name)) > 0)
       and (${given("status", "text")} is null or i.status = ${given("status", "text")})
       and (${given("type", "text")} is null or p.intervention_type = ${given("type", "text")})
       and (${given("tier", "int")} is null or p.tier = ${given("tier", "int")})
       and (${given("programId", "uuid")} is null or p.line_id = (select o.line_id from programs o
         where o.tenant_id = ${tenant} and o.id = ${given("programId", "uuid")}))
       and (not ${given("mine", "boolean")} or ${isMine})
     order by i.name, i.id limit ${given("most", "int")})
  select i.id, i.name, i.status, i.program_id as "programId", i.program_name as "programName",
    i.program_version as "programVersion", i.intervention_type as type, i.tier, i.owner_staff_id as "ownerId",
    u.name as "ownerName", i.start_date as "startDate", i.end_date as "endDate", e.students, w.waiting, i.capacity,
    s.held as "sessionsHeld", i.planned_sessions as "sessionsPlanned", s.received as "minutesReceived",
    s.planned as "minutesPlanned", n.last as "lastPointOn", v.verdicts
    from page i
    join users u on u.tenant_id = i.tenant_id and u.id = i.owner_staff_id
    cross join lateral (select count(*)::int as students from enrollments e
      where e.tenant_id = i.tenant_id and e.intervention_id = i.id and e.status = 'active') e
    cross join lateral (select count(*)::int as waiting from waiting_list w
      where w.tenant_id = i.tenant_id and w.intervention_id = i.id and w.status = 'waiting') w
    cross join lateral (
      select count(*) filter (where s.status = 'completed')::int as held,
          coalesce(sum(r.expected * extract(epoch from s.end_time - s.start_time) / 60), 0)::int as planned,
          coalesce(sum(r.received), 0)::int as received
        from sessions s
        left join lateral (select count(*)::int as expected, sum(a.minutes_attended) as received from attendance_records a
          where a.tenant_id = s.tenant_id and a.session_id = s.id and a.expectation = 'expected') r on true
       where s.tenant_id = i.tenant_id and s.intervention_id = i.id and s.status <> 'cancelled' and s.end_time <= now()
         and s.deleted_at is null) s
    cross join lateral (select max(n.measured_on)::text as last from progress_notes n
      where n.tenant_id = i.tenant_id and n.intervention_id = i.id and n.value is not null and n.deleted_at is null) n
    cross join lateral (select jsonb_build_object(
          'judged', count(*) filter (where v.finding <> 'too_few' or v.is_undelivered),
          'below', count(*) filter (where v.finding = 'below' and not v.is_undelivered),
          'undelivered', count(*) filter (where v.is_undelivered)) as verdicts
        from progress_verdicts v
        join enrollments e on e.tenant_id = v.tenant_id and e.id = v.enrollment_id and e.status = 'active'
       where v.tenant_id = i.tenant_id and v.intervention_id = i.id) v
   order by i.name, i.id`);

/** What the palette finds by name, those that begin with the words first. */
export const searchRows = rawStatement<
  { text: string; mine: boolean },
  { readonly id: string; readonly name: string; readonly status: InterventionStatus; readonly ownerName: string }
>()(sql`
  select i.id, i.name, i.status, u.name as "ownerName" from interventions i
    join users u on u.tenant_id = i.tenant_id and u.id = i.owner_staff_id
   where i.tenant_id = ${tenant} and i.deleted_at is null
     and position(lower(${given("text", "text")}) in lower(i.name)) > 0 and (not ${given("mine", "boolean")} or ${isMine})
   order by not starts_with(lower(i.name), lower(${given("text", "text")})), i.status <> 'active', i.name, i.id limit 8`);
