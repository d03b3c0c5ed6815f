CREATE INDEX "sessions_open" ON "sessions" USING btree ("tenant_id","start_time","id") WHERE "sessions"."status" = 'scheduled' and "sessions"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_made_up_once" ON "sessions" USING btree ("tenant_id","make_up_for") WHERE "sessions"."make_up_for" is not null and "sessions"."status" <> 'cancelled' and "sessions"."deleted_at" is null;--> statement-breakpoint
-- A calendar address opens the sessions of its person, as long as they may use the sessions at all.
create function app.begin_feed(token_hash bytea,
  out tenant_id uuid, out user_id uuid, out feed_id uuid, out scope text, out kind text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  select f.tenant_id, f.user_id, f.id, f.scope, f.kind
    into tenant_id, user_id, feed_id, scope, kind
    from public.calendar_feeds f
    join public.users u on u.tenant_id = f.tenant_id and u.id = f.user_id
   where f.token_hash = begin_feed.token_hash and f.ended_at is null and u.status = 'active' and u.deleted_at is null
     and exists (
       select 1 from public.user_roles ur
         join public.role_tools rt on rt.tenant_id = ur.tenant_id and rt.role_id = ur.role_id
         join public.tools t on t.tenant_id = rt.tenant_id and t.id = rt.tool_id and t.status = 'approved' and t.key = 'sessions'
        where ur.tenant_id = f.tenant_id and ur.user_id = f.user_id);
  if not found then
    raise exception using errcode = 'HR401', message = 'no live calendar address';
  end if;
  perform app.enter(tenant_id, user_id);
end $$;
--> statement-breakpoint
alter function app.begin_feed(bytea) owner to handrail_gate;
--> statement-breakpoint
grant execute on function app.begin_feed(bytea) to handrail_api;
