-- What a policy, a trigger or a check calls means the same whatever the caller has made or put on the search path: either
-- the body is parsed here and now (begin atomic), or the path is pinned with temporary objects last.
create or replace function app.tenant_id() returns uuid language sql stable parallel restricted begin atomic
  select (app.context())[1]::pg_catalog.uuid;
end;
--> statement-breakpoint
create or replace function app.user_id() returns uuid language sql stable parallel restricted begin atomic
  select nullif((app.context())[2], '')::pg_catalog.uuid;
end;
--> statement-breakpoint
alter function app.audit_is_append_only() set search_path = pg_catalog, pg_temp;
--> statement-breakpoint
alter procedure app.protect(regclass, text, text) set search_path = pg_catalog, pg_temp;
