import { rawStatement } from "@handrail/db/statement";
import type { InterventionFields } from "@handrail/domain/interventions/intervention-schema";
import { sql } from "drizzle-orm";

const intervention = sql`${sql.placeholder("interventionId")}::uuid`;

type FieldValues = {
  readonly name: string;
  readonly objective: string;
  readonly ownerStaffId: string;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly capacity: number | null;
  readonly plannedSessions: number;
  readonly plannedMinutes: number;
};

export const valuesOf = (fields: InterventionFields): FieldValues => ({ ...fields });

export const insertIntervention = rawStatement<{ interventionId: string; programId: string } & FieldValues>()(sql`
  insert into interventions (tenant_id, id, program_id, name, objective, owner_staff_id, start_date, end_date, capacity,
    planned_sessions, planned_minutes)
  values (app.tenant_id(), ${intervention}, ${sql.placeholder("programId")}::uuid, ${sql.placeholder("name")},
    ${sql.placeholder("objective")}, ${sql.placeholder("ownerStaffId")}::uuid, ${sql.placeholder("startDate")}::date,
    ${sql.placeholder("endDate")}::date, ${sql.placeholder("capacity")}::int, ${sql.placeholder("plannedSessions")}::int,
    ${sql.placeholder("plannedMinutes")}::int)`);

export const updateIntervention = rawStatement<{ interventionId: string; version: number } & FieldValues>()(sql`
  update interventions set name = ${sql.placeholder("name")}, objective = ${sql.placeholder("objective")},
      owner_staff_id = ${sql.placeholder("ownerStaffId")}::uuid, start_date = ${sql.placeholder("startDate")}::date,
      end_date = ${sql.placeholder("endDate")}::date, capacity = ${sql.placeholder("capacity")}::int,
      planned_sessions = ${sql.placeholder("plannedSessions")}::int, planned_minutes = ${sql.placeholder("plannedMinutes")}::int,
      version = ${sql.placeholder("version")}, updated_at = now()
   where tenant_id = app.tenant_id() and id = ${intervention}`);

export const insertTeam = rawStatement<{ interventionId: string; rows: string }>()(sql`
  insert into intervention_team (tenant_id, id, intervention_id, user_id, team_role)
  select app.tenant_id(), r.id, ${intervention}, r.user_id, r.team_role
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb) as r (id uuid, user_id uuid, team_role text)
  on conflict (tenant_id, intervention_id, user_id) do update set team_role = excluded.team_role, updated_at = now()`);

export const removeFromTeam = rawStatement<{ interventionId: string; userId: string }>()(sql`
  delete from intervention_team
   where tenant_id = app.tenant_id() and intervention_id = ${intervention} and user_id = ${sql.placeholder("userId")}::uuid`);

/** The criteria that its program gives it. */
export const insertExitDefaults = rawStatement<{ interventionId: string; rows: string }>()(sql`
  insert into exit_criteria (tenant_id, id, intervention_id, threshold_type, metric, comparator, target_value, "window",
    window_unit, created_by)
  select app.tenant_id(), r.id, ${intervention}, r.threshold_type, r.metric, r.comparator, r.target_value, r."window",
      r.window_unit, app.user_id()
    from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb) as r (id uuid, threshold_type text, metric text,
      comparator text, target_value float8, "window" int, window_unit text)`);

/** People of the school who can own an intervention or be on its team. */
export const activePeople = rawStatement<{ userIds: string }, { readonly id: string }>()(sql`
  select u.id from users u
   where u.tenant_id = (select app.tenant_id()) and u.id = any (${sql.placeholder("userIds")}::uuid[])
     and u.status = 'active' and u.deleted_at is null`);
