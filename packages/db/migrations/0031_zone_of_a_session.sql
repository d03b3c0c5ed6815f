-- The one rule for the zone of a session, and of the school's day: the zone of the school that its room belongs to; without
-- a room that of the tenant's first school; a tenant without a school has its own.
create function app.zone_of(tenant uuid, room uuid default null) returns text language sql stable begin atomic
  select coalesce(
    (select sc.time_zone from public.locations l
       join public.schools sc on sc.tenant_id = l.tenant_id and sc.id = l.school_id and sc.deleted_at is null
      where l.tenant_id = zone_of.tenant and l.id = zone_of.room),
    (select sc.time_zone from public.schools sc where sc.tenant_id = zone_of.tenant and sc.deleted_at is null
      order by sc.created_at, sc.id limit 1),
    (select t.time_zone from public.tenants t where t.id = zone_of.tenant));
end;
--> statement-breakpoint
revoke execute on function app.zone_of(uuid, uuid) from public;
--> statement-breakpoint
grant execute on function app.zone_of(uuid, uuid) to handrail_api, handrail_worker;
--> statement-breakpoint
-- The hour of a school's jobs is by the clock of the tenant's first school, too.
grant select on schools to handrail_gate;
--> statement-breakpoint
create policy gate_reads on schools for select to handrail_gate using (true);
--> statement-breakpoint
create or replace function app.schools_by_zone() returns table (tenant_id uuid, time_zone text) language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.id, coalesce(
      (select sc.time_zone from public.schools sc where sc.tenant_id = t.id and sc.deleted_at is null
        order by sc.created_at, sc.id limit 1), t.time_zone)
    from public.tenants t where t.deleted_at is null
$$;
--> statement-breakpoint
create or replace function app.check_progress_note() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  part record;
begin
  select e.intervention_id, e.student_id, (e.enrolled_at at time zone app.zone_of(e.tenant_id))::date as first_day,
      (e.withdrawn_at at time zone app.zone_of(e.tenant_id))::date as last_day, p.progress_metric
    into part
    from public.enrollments e
    join public.interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
    join public.programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
   where e.tenant_id = new.tenant_id and e.id = new.enrollment_id;
  if part.intervention_id is distinct from new.intervention_id or part.student_id is distinct from new.student_id
    or new.measured_on < part.first_day or new.measured_on > part.last_day then
    raise exception using errcode = 'check_violation', constraint = 'progress_notes_enrolled', table = 'progress_notes',
      message = 'the student was not enrolled on this day';
  end if;
  if new.metric = '' and (part.progress_metric = 'likert' and new.value not between 1 and 5
    or part.progress_metric = 'percent' and new.value not between 0 and 100) then
    raise exception using errcode = 'check_violation', constraint = 'progress_notes_in_bounds', table = 'progress_notes',
      message = 'the value lies outside of what is measured';
  end if;
  return new;
end $$;
