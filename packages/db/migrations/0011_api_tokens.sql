-- As before, and the tokens that people make for their programs open what the person may use, within the token's scopes.
create or replace function app.begin(token_hash bytea,
  out tenant_id uuid, out user_id uuid, out sign_in_id uuid, out level text, out is_touch_due boolean,
  out roles text[], out tools text[], out permissions text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_locked boolean;
  -- Null: no bound but the person's own tools.
  scopes text[];
begin
  select u.tenant_id, u.id, s.id, s.level, s.seen_at < now() - interval '1 minute', s.locked_at is not null
    into tenant_id, user_id, sign_in_id, level, is_touch_due, is_locked
    from auth.sessions s
    join public.users u on u.tenant_id = s.tenant_id and u.id = s.user_id
   where s.token_hash = begin.token_hash and s.ended_at is null
     and s.created_at > now() - interval '12 hours' and s.seen_at > now() - interval '30 minutes'
     and u.status = 'active' and u.deleted_at is null;
  if not found then
    select u.tenant_id, u.id, k.id, 'password', coalesce(k.last_used_at < now() - interval '1 minute', true), k.scopes
      into tenant_id, user_id, sign_in_id, level, is_touch_due, scopes
      from auth.api_tokens k
      join public.users u on u.tenant_id = k.tenant_id and u.id = k.user_id
     where k.token_hash = begin.token_hash and k.ended_at is null and k.expires_at > now()
       and u.status = 'active' and u.deleted_at is null;
    if not found then
      raise exception using errcode = 'HR401', message = 'no live sign-in';
    end if;
  end if;
  if is_locked then
    raise exception using errcode = 'HR423', message = 'the device is locked';
  end if;
  select coalesce(array_agg(r.key), '{}') into roles
    from public.user_roles ur join public.roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id
   where ur.tenant_id = begin.tenant_id and ur.user_id = begin.user_id;
  select coalesce(array_agg(distinct t.key), '{}') into tools
    from public.user_roles ur
    join public.role_tools rt on rt.tenant_id = ur.tenant_id and rt.role_id = ur.role_id
    join public.tools t on t.tenant_id = rt.tenant_id and t.id = rt.tool_id and t.status = 'approved'
   where ur.tenant_id = begin.tenant_id and ur.user_id = begin.user_id
     and (scopes is null or t.key = any(scopes));
  select coalesce(array_agg(distinct p.permission), '{}') into permissions
    from public.user_roles ur
    join public.role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id
   where ur.tenant_id = begin.tenant_id and ur.user_id = begin.user_id;
  perform app.enter(tenant_id, user_id);
end $$;
