import { rawStatement } from "@handrail/db/statement";
import type { InterventionTies } from "@handrail/domain/interventions/policy";
import type { DecisionRow } from "@handrail/domain/progress/exit-schema";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const person = sql`(select app.user_id())`;

interface DecisionFilter {
  readonly pending: boolean;
  readonly interventionId: string | null;
  readonly beforeAt: string | null;
  readonly beforeId: string | null;
  readonly most: number;
}

type FoundDecision = Omit<DecisionRow, "mayDecide"> & InterventionTies;

/**
 * Recommendations of the interventions that a person may see, newest first. What was superseded before anybody decided
 * is kept and not shown.
 */
export const decisionRows = rawStatement<DecisionFilter, FoundDecision>()(sql`
  with rights as materialized (
    select coalesce(bool_or(p.permission = 'interventions.read_all'), false) as sees_all
      from user_roles ur join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id
     where ur.tenant_id = ${tenant} and ur.user_id = ${person}),
  day as materialized (
    select (now() at time zone app.zone_of(id))::date as today from tenants where id = ${tenant})
  select r.id, r.version, r.intervention_id as "interventionId", i.name as "interventionName", p.name as "programName",
    p.unit, i.owner_staff_id as "ownerId", o.name as "ownerName", r.student_id as "studentId",
    st.display_code as "displayCode", r.created_at as "createdAt", r.outcome, r.evidence, b.name as "recommendedBy", r.decision,
    d.name as "decidedBy",
    r.decided_at as "decidedAt", r.reason, a.until::text as "putOffUntil", tie.mine as "isOnTeam", tie.leads, tie.facilitates
    from exit_recommendations r
    join interventions i on i.tenant_id = r.tenant_id and i.id = r.intervention_id and i.deleted_at is null
    join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
    join users o on o.tenant_id = i.tenant_id and o.id = i.owner_staff_id
    join students st on st.tenant_id = r.tenant_id and st.id = r.student_id
    left join users d on d.tenant_id = r.tenant_id and d.id = r.decided_by
    left join users b on b.tenant_id = r.tenant_id and b.id = r.recommended_by
    left join hint_answers a on a.tenant_id = r.tenant_id and a.user_id = ${person} and a.rule = 'exit_decision'
      and a.subject_id = r.id and r.decision = 'pending' and a.until > (select today from day)
    cross join rights
    cross join lateral (
      select exists (select 1 from intervention_team t where t.tenant_id = i.tenant_id and t.intervention_id = i.id
          and t.user_id = ${person}) as mine,
        exists (select 1 from intervention_team t where t.tenant_id = i.tenant_id and t.intervention_id = i.id
          and t.user_id = ${person} and t.team_role = 'lead') as leads,
        exists (select 1 from sessions s where s.tenant_id = i.tenant_id and s.intervention_id = i.id
          and s.facilitator_id = ${person} and s.status <> 'cancelled' and s.deleted_at is null) as facilitates) tie
   where r.tenant_id = ${tenant}
     and r.decision = any (case when ${sql.placeholder("pending")}::boolean then array['pending'] else array['accepted', 'declined'] end)
     and (${sql.placeholder("interventionId")}::uuid is null or r.intervention_id = ${sql.placeholder("interventionId")}::uuid)
     and (${sql.placeholder("beforeAt")}::timestamptz is null
       or (date_trunc('milliseconds', r.created_at), r.id) < (${sql.placeholder("beforeAt")}::timestamptz, ${sql.placeholder("beforeId")}::uuid))
     and (rights.sees_all or i.owner_staff_id = ${person} or tie.mine or tie.facilitates)
   order by date_trunc('milliseconds', r.created_at) desc, r.id desc limit ${sql.placeholder("most")}::int`);

export const schoolDay = rawStatement<object, { readonly zone: string; readonly today: string }>()(sql`
  select app.zone_of(id) as zone, (now() at time zone app.zone_of(id))::date::text as today from tenants where id = ${tenant}`);
