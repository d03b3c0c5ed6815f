import { rawStatement } from "@handrail/db/statement";
import type { ProgramFields } from "@handrail/domain/interventions/program-schema";
import type { ProgramStatus } from "@handrail/domain/interventions/schema";
import type { ProgramId } from "@handrail/domain/kernel/ids";
import { sql } from "drizzle-orm";

const tenant = sql`(select app.tenant_id())`;
const program = sql`${sql.placeholder("programId")}::uuid`;

const fields = sql`p.name, p.description, p.intervention_type as "interventionType", p.tier, p.frequency, p.recurrence,
  p.duration_minutes as "durationMinutes", p.location_type as "locationType",
  p.default_facilitator_role as "defaultFacilitatorRole", p.progress_metric as "progressMetric",
  p.higher_is_better as "higherIsBetter", p.measure, p.unit, p.lowest_value as "lowestValue", p.highest_value as "highestValue", p.capacity,
  p.planned_weeks as "plannedWeeks",
  to_jsonb(p.root_causes) as "rootCauses", p.exit_defaults as "exitDefaults"`;

const running = sql`(select count(*)::int from interventions i where i.tenant_id = p.tenant_id and i.program_id = p.id
  and i.status in ('draft', 'active') and i.deleted_at is null)`;

export interface ProgramFacts extends ProgramFields {
  readonly id: ProgramId;
  readonly lineId: string;
  readonly version: number;
  readonly status: ProgramStatus;
  readonly updatedAt: string;
  readonly running: number;
}

/** All versions of the line that a program belongs to, newest first. */
export const programVersions = rawStatement<{ programId: string }, ProgramFacts>()(sql`
  select p.id, p.line_id as "lineId", p.version, p.status, p.updated_at as "updatedAt", ${fields}, ${running} as running
    from programs p
   where p.tenant_id = ${tenant} and p.deleted_at is null
     and p.line_id = (select o.line_id from programs o where o.tenant_id = ${tenant} and o.id = ${program} and o.deleted_at is null)
   order by p.version desc`);

/** As `programVersions`, locked: two who publish or draft in one line come one after another. */
export const programVersionsForChange = rawStatement<{ programId: string }, ProgramFacts>()(sql`
  select p.id, p.line_id as "lineId", p.version, p.status, p.updated_at as "updatedAt", ${fields}, 0 as running
    from programs p
   where p.tenant_id = ${tenant} and p.deleted_at is null
     and p.line_id = (select o.line_id from programs o where o.tenant_id = ${tenant} and o.id = ${program} and o.deleted_at is null)
   order by p.version desc for no key update of p`);

export interface ProgramFilter {
  readonly text: string | null;
  readonly type: string | null;
  readonly tier: number | null;
  readonly status: string | null;
  readonly afterName: string | null;
  readonly afterId: string | null;
  readonly most: number;
}

interface LineRow extends Omit<ProgramFacts, "exitDefaults" | "updatedAt"> {
  readonly draftId: ProgramId | null;
}

/** One row a line: its published version, else what there is of it, with a next version that is being written. */
export const programLines = rawStatement<ProgramFilter, LineRow>()(sql`
  with line as (
    select distinct on (p.line_id) p.* from programs p
     where p.tenant_id = ${tenant} and p.deleted_at is null
     order by p.line_id, p.status <> 'published', p.status = 'draft' desc, p.version desc)
  select p.id, p.line_id as "lineId", p.version, p.status, ${fields},
    (select count(*)::int from interventions i join programs v on v.tenant_id = i.tenant_id and v.id = i.program_id
      where v.tenant_id = p.tenant_id and v.line_id = p.line_id and i.status in ('draft', 'active') and i.deleted_at is null) as running,
    (select d.id from programs d where d.tenant_id = p.tenant_id and d.line_id = p.line_id and d.status = 'draft'
      and d.id <> p.id and d.deleted_at is null) as "draftId"
    from line p
   where (${sql.placeholder("afterName")}::text is null
       or (p.name, p.id) > (${sql.placeholder("afterName")}::text, ${sql.placeholder("afterId")}::uuid))
     and (${sql.placeholder("text")}::text is null
       or position(lower(${sql.placeholder("text")}::text) in lower(p.name || ' ' || p.description || ' ' || p.measure)) > 0)
     and (${sql.placeholder("type")}::text is null or p.intervention_type = ${sql.placeholder("type")}::text)
     and (${sql.placeholder("tier")}::int is null or p.tier = ${sql.placeholder("tier")}::int)
     and (${sql.placeholder("status")}::text is null or p.status = ${sql.placeholder("status")}::text)
   order by p.name, p.id limit ${sql.placeholder("most")}::int`);

/** Published programs for a root cause, with where one of them is running and has a place. */
export const suggestedPrograms = rawStatement<
  { rootCause: string },
  {
    readonly id: ProgramId;
    readonly name: string;
    readonly tier: number;
    readonly description: string;
    readonly running: number;
  }
>()(sql`
  select p.id, p.name, p.tier, p.description, ${running} as running from programs p
   where p.tenant_id = ${tenant} and p.status = 'published' and p.deleted_at is null
     and ${sql.placeholder("rootCause")}::text = any (p.root_causes)
   order by p.tier, p.name, p.id limit 10`);

export const suggestedInterventions = rawStatement<
  { rootCause: string },
  {
    readonly id: string;
    readonly name: string;
    readonly programId: ProgramId;
    readonly students: number;
    readonly capacity: number | null;
  }
>()(sql`
  select i.id, i.name, i.program_id as "programId", e.students, i.capacity from interventions i
    join programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
    cross join lateral (select count(*)::int as students from enrollments e
      where e.tenant_id = i.tenant_id and e.intervention_id = i.id and e.status = 'active') e
   where i.tenant_id = ${tenant} and i.status in ('draft', 'active') and i.deleted_at is null
     and ${sql.placeholder("rootCause")}::text = any (p.root_causes)
   order by i.capacity is not null and e.students >= i.capacity, i.name, i.id limit 10`);

const row = sql`jsonb_to_record(${sql.placeholder("row")}::jsonb) as r (name text, description text, "interventionType" text,
  tier int, frequency text, recurrence text, "durationMinutes" int, "locationType" text, "defaultFacilitatorRole" text,
  "progressMetric" text, "higherIsBetter" boolean, measure text, unit text, "lowestValue" float8,
  "highestValue" float8, capacity int, "plannedWeeks" int,
  "rootCauses" text[], "exitDefaults" jsonb)`;

/** A draft: of a new line, or the next version of one. `row` is the fields as JSON. */
export const insertDraft = rawStatement<{ programId: string; lineId: string; version: number; row: string }>()(sql`
  insert into programs (tenant_id, id, line_id, version, status, created_by, name, description, intervention_type, tier,
    frequency, recurrence, duration_minutes, location_type, default_facilitator_role, progress_metric, higher_is_better,
    measure, unit, lowest_value, highest_value, capacity, planned_weeks, root_causes, exit_defaults)
  select app.tenant_id(), ${program}, ${sql.placeholder("lineId")}::uuid, ${sql.placeholder("version")}::int, 'draft',
      app.user_id(), r.name, r.description, r."interventionType", r.tier, r.frequency, r.recurrence, r."durationMinutes",
      r."locationType", r."defaultFacilitatorRole", r."progressMetric", r."higherIsBetter", r.measure, r.unit, r."lowestValue",
      r."highestValue", r.capacity, r."plannedWeeks", r."rootCauses", r."exitDefaults"
    from ${row}`);

export const updateDraft = rawStatement<{ programId: string; row: string }>()(sql`
  update programs p set name = r.name, description = r.description, intervention_type = r."interventionType", tier = r.tier,
      frequency = r.frequency, recurrence = r.recurrence, duration_minutes = r."durationMinutes",
      location_type = r."locationType", default_facilitator_role = r."defaultFacilitatorRole",
      progress_metric = r."progressMetric", higher_is_better = r."higherIsBetter", measure = r.measure, unit = r.unit,
      lowest_value = r."lowestValue", highest_value = r."highestValue", capacity = r.capacity, planned_weeks = r."plannedWeeks", root_causes = r."rootCauses",
      exit_defaults = r."exitDefaults", updated_at = now()
    from ${row} where p.tenant_id = app.tenant_id() and p.id = ${program} and p.status = 'draft'`);

export const setProgramStatus = rawStatement<{ programIds: string; status: string }>()(sql`
  update programs set status = ${sql.placeholder("status")}, updated_at = now()
   where tenant_id = app.tenant_id() and id = any (${sql.placeholder("programIds")}::uuid[])`);
