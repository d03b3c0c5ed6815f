-- Who may touch what. Run as handrail_owner; the roles exist already (src/roles.ts makes them, they belong to the server,
-- not to one database). Every table made later goes through app.protect().
create schema app;
--> statement-breakpoint
grant usage, create on schema app to handrail_gate;
--> statement-breakpoint
alter default privileges revoke execute on functions from public;
--> statement-breakpoint
revoke all on schema public from public;
--> statement-breakpoint
grant usage on schema app, public to handrail_api, handrail_worker, handrail_auth, handrail_vault, handrail_gate;
--> statement-breakpoint
grant usage on schema auth to handrail_auth, handrail_gate;
--> statement-breakpoint
grant usage on schema vault to handrail_vault;
--> statement-breakpoint
alter table schools add foreign key (tenant_id) references tenants (id);
--> statement-breakpoint
alter table users add foreign key (tenant_id) references tenants (id);
--> statement-breakpoint
-- The key of the signed context: 512 random bits, kept as the two padded blocks of HMAC-SHA-256 (RFC 2104).
create table app.context_key (
  only_row boolean primary key default true check (only_row),
  inner_block bytea not null,
  outer_block bytea not null
);
--> statement-breakpoint
do $$
declare
  secret bytea := uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid());
  inner_block bytea := secret;
  outer_block bytea := secret;
begin
  for i in 0..63 loop
    inner_block := set_byte(inner_block, i, get_byte(secret, i) # 54);
    outer_block := set_byte(outer_block, i, get_byte(secret, i) # 92);
  end loop;
  insert into app.context_key (inner_block, outer_block) values (inner_block, outer_block);
end $$;
--> statement-breakpoint
alter table app.context_key enable row level security;
--> statement-breakpoint
alter table app.context_key force row level security;
--> statement-breakpoint
create policy gate_reads on app.context_key for select to handrail_gate using (true);
--> statement-breakpoint
grant select on app.context_key to handrail_gate;
--> statement-breakpoint
create function app.mac(message text) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(k.outer_block || sha256(k.inner_block || convert_to(message, 'UTF8'))), 'hex') from app.context_key k
$$;
--> statement-breakpoint
-- Sets the context of this transaction. It names backend and transaction, so a copied or replayed value reads nothing.
create function app.enter(tenant uuid, person uuid) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  claim text := tenant::text || '|' || coalesce(person::text, '');
begin
  perform set_config('app.context', claim || '|' || app.mac(claim || '|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp())), true);
end $$;
--> statement-breakpoint
-- The verified context as {tenant, person}; null when there is none or when it was not made by app.enter here and now.
create function app.context() returns text[] language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp as $$
declare
  -- After a transaction-local setting ends, its value is the empty string, not null.
  parts text[] := string_to_array(nullif(current_setting('app.context', true), ''), '|');
begin
  if cardinality(parts) = 3 and parts[3] = app.mac(parts[1] || '|' || parts[2] || '|' || pg_backend_pid() || '|' || extract(epoch from transaction_timestamp())) then
    return parts[1:2];
  end if;
  return null;
end $$;
--> statement-breakpoint
create function app.tenant_id() returns uuid language sql stable parallel restricted as $$
  select (app.context())[1]::uuid
$$;
--> statement-breakpoint
create function app.user_id() returns uuid language sql stable parallel restricted as $$
  select nullif((app.context())[2], '')::uuid
$$;
--> statement-breakpoint
-- Row-level security, forced, a policy for each verb, and the rights of the API's role.
create procedure app.protect(target regclass, api_rights text, tenant_column text default 'tenant_id') language plpgsql as $$
declare
  rule text := format('%I = (select app.tenant_id())', tenant_column);
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant_reads on %s for select using (%s)', target, rule);
  execute format('create policy tenant_inserts on %s for insert with check (%s)', target, rule);
  execute format('create policy tenant_updates on %s for update using (%s) with check (%s)', target, rule, rule);
  execute format('create policy tenant_deletes on %s for delete using (%s)', target, rule);
  if api_rights <> '' then
    execute format('grant %s on %s to handrail_api', api_rights, target);
    execute format('grant select on %s to handrail_worker', target);
  end if;
end $$;
--> statement-breakpoint
call app.protect('tenants', 'select', 'id');
--> statement-breakpoint
call app.protect('schools', 'select');
--> statement-breakpoint
call app.protect('terms', 'select');
--> statement-breakpoint
call app.protect('closures', 'select');
--> statement-breakpoint
call app.protect('operating_days', 'select');
--> statement-breakpoint
call app.protect('locations', 'select');
--> statement-breakpoint
call app.protect('settings', 'select');
--> statement-breakpoint
call app.protect('users', 'select');
--> statement-breakpoint
call app.protect('roles', 'select');
--> statement-breakpoint
call app.protect('user_roles', 'select');
--> statement-breakpoint
call app.protect('role_permissions', 'select');
--> statement-breakpoint
call app.protect('tools', 'select');
--> statement-breakpoint
call app.protect('role_tools', 'select');
--> statement-breakpoint
call app.protect('navigation_items', 'select');
--> statement-breakpoint
call app.protect('user_settings', 'select');
--> statement-breakpoint
call app.protect('students', 'select');
--> statement-breakpoint
call app.protect('student_guardians', 'select');
--> statement-breakpoint
call app.protect('student_staff', 'select');
--> statement-breakpoint
call app.protect('consents', 'select');
--> statement-breakpoint
call app.protect('sharing_grants', 'select');
--> statement-breakpoint
call app.protect('reveals', 'select, insert');
--> statement-breakpoint
call app.protect('reveal_subjects', 'select, insert');
--> statement-breakpoint
call app.protect('programs', 'select');
--> statement-breakpoint
call app.protect('interventions', 'select');
--> statement-breakpoint
call app.protect('enrollments', 'select');
--> statement-breakpoint
call app.protect('intervention_team', 'select');
--> statement-breakpoint
call app.protect('sessions', 'select, update');
--> statement-breakpoint
call app.protect('bookings', 'select, insert, update');
--> statement-breakpoint
call app.protect('attendance_records', 'select, insert, update');
--> statement-breakpoint
call app.protect('attendance_rollups', 'select, insert, update');
--> statement-breakpoint
call app.protect('audit_logs', 'select, insert');
--> statement-breakpoint
call app.protect('outbox_events', 'insert');
--> statement-breakpoint
call app.protect('idempotency_keys', 'select, insert');
--> statement-breakpoint
-- The vault and the sign-in tables: nothing for the API's own role.
call app.protect('vault.keys', '');
--> statement-breakpoint
call app.protect('vault.identities', '');
--> statement-breakpoint
grant select, insert, update on vault.keys, vault.identities to handrail_vault;
--> statement-breakpoint
grant select on reveals, reveal_subjects to handrail_vault;
--> statement-breakpoint
-- Nothing leaves the vault that was not first recorded as revealed to this very person, and not after it expired.
create policy revealed_only on vault.identities as restrictive for select to handrail_vault using (
  subject_kind = 'student' and field in ('full_name', 'preferred_name') and exists (
    select 1 from public.reveal_subjects s join public.reveals r on r.tenant_id = s.tenant_id and r.id = s.reveal_id
     where s.tenant_id = identities.tenant_id and s.student_id = identities.subject_id
       and r.user_id = (select app.user_id()) and r.expires_at > now()));
--> statement-breakpoint
call app.protect('auth.sessions', '');
--> statement-breakpoint
call app.protect('auth.passwords', '');
--> statement-breakpoint
call app.protect('auth.totp', '');
--> statement-breakpoint
call app.protect('auth.backup_codes', '');
--> statement-breakpoint
call app.protect('auth.challenges', '');
--> statement-breakpoint
alter table auth.rate_limits enable row level security;
--> statement-breakpoint
alter table auth.rate_limits force row level security;
--> statement-breakpoint
-- Before sign-in there is no tenant: the sign-in role sees the sign-in tables of all, and of users what it needs.
do $$
declare
  target text;
begin
  foreach target in array array['sessions', 'passwords', 'totp', 'backup_codes', 'challenges', 'rate_limits'] loop
    execute format('create policy sign_in_works on auth.%I for all to handrail_auth using (true) with check (true)', target);
    execute format('grant select, insert, update, delete on auth.%I to handrail_auth', target);
  end loop;
  foreach target in array array['users', 'tenants'] loop
    execute format('create policy sign_in_reads on %I for select to handrail_auth using (true)', target);
  end loop;
  -- What app.begin reads to answer who this is and what they may do.
  foreach target in array array['users', 'user_roles', 'roles', 'role_tools', 'tools', 'role_permissions'] loop
    execute format('create policy gate_reads on %I for select to handrail_gate using (true)', target);
    execute format('grant select on %I to handrail_gate', target);
  end loop;
end $$;
--> statement-breakpoint
grant select (tenant_id, id, name, email, status, deleted_at) on users to handrail_auth;
--> statement-breakpoint
grant select (id, name, deleted_at) on tenants to handrail_auth;
--> statement-breakpoint
create policy gate_reads on auth.sessions for select to handrail_gate using (true);
--> statement-breakpoint
grant select on auth.sessions to handrail_gate;
--> statement-breakpoint
create policy sign_in_records on audit_logs for insert to handrail_auth with check (true);
--> statement-breakpoint
grant insert on audit_logs to handrail_auth;
--> statement-breakpoint
create policy worker_reads on outbox_events for select to handrail_worker using (true);
--> statement-breakpoint
create policy worker_updates on outbox_events for update to handrail_worker using (true) with check (true);
--> statement-breakpoint
create policy worker_removes on outbox_events for delete to handrail_worker using (status = 'done');
--> statement-breakpoint
grant select, update, delete on outbox_events to handrail_worker;
--> statement-breakpoint
create policy worker_removes on idempotency_keys for delete to handrail_worker using (created_at < now() - interval '7 days');
--> statement-breakpoint
create policy worker_sees on idempotency_keys for select to handrail_worker using (true);
--> statement-breakpoint
grant select, delete on idempotency_keys to handrail_worker;
--> statement-breakpoint
-- A sign-in is live for 12 hours at most and for 30 minutes without use; a person who is not active has none.
create function app.begin(token_hash bytea,
  out tenant_id uuid, out user_id uuid, out sign_in_id uuid, out level text, out is_touch_due boolean,
  out roles text[], out tools text[], out permissions text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  select u.tenant_id, u.id, s.id, s.level, s.seen_at < now() - interval '1 minute'
    into tenant_id, user_id, sign_in_id, level, is_touch_due
    from auth.sessions s
    join public.users u on u.tenant_id = s.tenant_id and u.id = s.user_id
   where s.token_hash = begin.token_hash and s.ended_at is null
     and s.created_at > now() - interval '12 hours' and s.seen_at > now() - interval '30 minutes'
     and u.status = 'active' and u.deleted_at is null;
  if not found then
    raise exception using errcode = 'HR401', message = 'no live sign-in';
  end if;
  select coalesce(array_agg(r.key), '{}') into roles
    from public.user_roles ur join public.roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id
   where ur.tenant_id = begin.tenant_id and ur.user_id = begin.user_id;
  select coalesce(array_agg(distinct t.key), '{}') into tools
    from public.user_roles ur
    join public.role_tools rt on rt.tenant_id = ur.tenant_id and rt.role_id = ur.role_id
    join public.tools t on t.tenant_id = rt.tenant_id and t.id = rt.tool_id and t.status = 'approved'
   where ur.tenant_id = begin.tenant_id and ur.user_id = begin.user_id;
  select coalesce(array_agg(distinct p.permission), '{}') into permissions
    from public.user_roles ur
    join public.role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id
   where ur.tenant_id = begin.tenant_id and ur.user_id = begin.user_id;
  perform app.enter(tenant_id, user_id);
end $$;
--> statement-breakpoint
-- A job works inside one tenant, as nobody in particular.
create function app.begin_job(tenant uuid) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
  select app.enter(tenant, null)
$$;
--> statement-breakpoint
-- What a person may reach has changed: their sockets are looked at again within a second, whoever made the change.
create function app.access_changed(tenant uuid, person uuid) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if person is null then
    return;
  end if;
  insert into public.outbox_events (tenant_id, id, event_type, aggregate_type, aggregate_id, aggregate_version, payload)
  values (tenant, gen_random_uuid(), 'AccessChanged', 'user', person, (extract(epoch from clock_timestamp()) * 1000000)::bigint,
    jsonb_build_object('userId', person));
  perform pg_notify('outbox', '');
end $$;
--> statement-breakpoint
create policy gate_records on outbox_events for insert to handrail_gate with check (true);
--> statement-breakpoint
grant insert on outbox_events to handrail_gate;
--> statement-breakpoint
create function app.on_person_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.access_changed(old.tenant_id, old.id);
  return null;
end $$;
--> statement-breakpoint
create function app.on_membership_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    perform app.access_changed(old.tenant_id, old.user_id);
  end if;
  if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.user_id <> old.user_id) then
    perform app.access_changed(new.tenant_id, new.user_id);
  end if;
  return null;
end $$;
--> statement-breakpoint
create function app.on_role_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.access_changed(ur.tenant_id, ur.user_id) from public.user_roles ur
    where ur.tenant_id = coalesce(old.tenant_id, new.tenant_id) and ur.role_id = coalesce(old.role_id, new.role_id);
  return null;
end $$;
--> statement-breakpoint
create function app.on_tool_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.access_changed(ur.tenant_id, ur.user_id)
    from public.role_tools rt join public.user_roles ur on ur.tenant_id = rt.tenant_id and ur.role_id = rt.role_id
   where rt.tenant_id = new.tenant_id and rt.tool_id = new.id;
  return null;
end $$;
--> statement-breakpoint
create function app.on_facilitator_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.access_changed(old.tenant_id, old.facilitator_id);
  perform app.access_changed(new.tenant_id, new.facilitator_id);
  return null;
end $$;
--> statement-breakpoint
create trigger access_changed after update on users for each row
  when (old.status is distinct from new.status or old.deleted_at is distinct from new.deleted_at) execute function app.on_person_changed();
--> statement-breakpoint
create trigger access_changed after insert or update or delete on user_roles for each row execute function app.on_membership_changed();
--> statement-breakpoint
create trigger access_changed after insert or update or delete on intervention_team for each row execute function app.on_membership_changed();
--> statement-breakpoint
create trigger access_changed after update on auth.sessions for each row
  when (old.ended_at is null and new.ended_at is not null) execute function app.on_membership_changed();
--> statement-breakpoint
create trigger access_changed after insert or update or delete on role_tools for each row execute function app.on_role_changed();
--> statement-breakpoint
create trigger access_changed after insert or update or delete on role_permissions for each row execute function app.on_role_changed();
--> statement-breakpoint
create trigger access_changed after update on tools for each row when (old.status is distinct from new.status) execute function app.on_tool_changed();
--> statement-breakpoint
create trigger access_changed after update on sessions for each row
  when (old.facilitator_id is distinct from new.facilitator_id) execute function app.on_facilitator_changed();
--> statement-breakpoint
-- The functions that see further than their caller belong to a role that nobody can sign in as.
do $$
declare
  f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'app'::regnamespace and p.prosecdef loop
    execute format('alter function %s owner to handrail_gate', f);
  end loop;
end $$;
--> statement-breakpoint
grant execute on function app.context(), app.tenant_id(), app.user_id() to handrail_api, handrail_worker, handrail_auth, handrail_vault, handrail_gate, handrail_owner;
--> statement-breakpoint
grant execute on function app.begin(bytea) to handrail_api, handrail_vault;
--> statement-breakpoint
grant execute on function app.begin_job(uuid) to handrail_worker, handrail_owner;
--> statement-breakpoint
-- Clashes are refused here, for staff, rooms and students, whatever kind of session claims them.
alter table bookings add constraint bookings_no_clash
  exclude using gist (tenant_id with =, resource_kind with =, resource_id with =, during with &&) where (active);
