CREATE TABLE "auth"."pins" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "pins_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "lock_after_minutes" integer;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "locked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD COLUMN "pin_tries" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "auth"."pins" ADD CONSTRAINT "pins_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "pins_one_per_user" ON "auth"."pins" USING btree ("tenant_id","user_id");--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD CONSTRAINT "sessions_lock" CHECK ("auth"."sessions"."locked_at" is null or "auth"."sessions"."lock_after_minutes" is not null);
--> statement-breakpoint
call app.protect('auth.pins', '');
--> statement-breakpoint
create policy sign_in_works on auth.pins for all to handrail_auth using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on auth.pins to handrail_auth;
--> statement-breakpoint
-- How a person likes Handrail is theirs to change.
grant insert, update on user_settings to handrail_api;
--> statement-breakpoint
-- As before, and a sign-in on a locked device opens nothing until it is unlocked.
create or replace function app.begin(token_hash bytea,
  out tenant_id uuid, out user_id uuid, out sign_in_id uuid, out level text, out is_touch_due boolean,
  out roles text[], out tools text[], out permissions text[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  is_locked boolean;
begin
  select u.tenant_id, u.id, s.id, s.level, s.seen_at < now() - interval '1 minute', s.locked_at is not null
    into tenant_id, user_id, sign_in_id, level, is_touch_due, is_locked
    from auth.sessions s
    join public.users u on u.tenant_id = s.tenant_id and u.id = s.user_id
   where s.token_hash = begin.token_hash and s.ended_at is null
     and s.created_at > now() - interval '12 hours' and s.seen_at > now() - interval '30 minutes'
     and u.status = 'active' and u.deleted_at is null;
  if not found then
    raise exception using errcode = 'HR401', message = 'no live sign-in';
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
   where ur.tenant_id = begin.tenant_id and ur.user_id = begin.user_id;
  select coalesce(array_agg(distinct p.permission), '{}') into permissions
    from public.user_roles ur
    join public.role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id
   where ur.tenant_id = begin.tenant_id and ur.user_id = begin.user_id;
  perform app.enter(tenant_id, user_id);
end $$;
