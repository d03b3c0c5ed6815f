ALTER TABLE "jobs" ADD COLUMN "input" jsonb DEFAULT '{}'::jsonb NOT NULL;
--> statement-breakpoint
-- What is done at a certain hour is done for each school at its own: ids and zones, nothing else.
create policy gate_reads on tenants for select to handrail_gate using (true);
--> statement-breakpoint
grant select (id, time_zone, deleted_at) on tenants to handrail_gate;
--> statement-breakpoint
create function app.schools_by_zone() returns table (tenant_id uuid, time_zone text) language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.id, t.time_zone from public.tenants t where t.deleted_at is null
$$;
--> statement-breakpoint
alter function app.schools_by_zone() owner to handrail_gate;
--> statement-breakpoint
grant execute on function app.schools_by_zone() to handrail_worker;
