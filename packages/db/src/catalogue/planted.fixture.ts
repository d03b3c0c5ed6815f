/** One way to break isolation, and the line by which the check names it. */
export interface Planted {
  readonly plant: string;
  readonly found: string;
}

const table = "create table public.planted (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id));";
const owned = "alter table public.planted owner to handrail_owner;";
const protectedTable = `${table} ${owned} call app.protect('public.planted', 'select');`;

export const planted: readonly Planted[] = [
  // Row-level security
  { plant: "alter table students disable row level security", found: "public.students has row-level security off" },
  {
    plant: "alter table attendance_records no force row level security",
    found: "public.attendance_records does not force row-level security on its owner",
  },
  {
    plant: "alter table auth.rate_limits disable row level security",
    found: "auth.rate_limits has row-level security off",
  },
  {
    plant: "drop policy tenant_reads on sessions",
    found: "public.sessions has no policy for select that compares the tenant",
  },
  {
    plant: "drop policy tenant_inserts on bookings",
    found: "public.bookings has no policy for insert that compares the tenant",
  },
  {
    plant: "drop policy tenant_updates on attendance_records",
    found: "public.attendance_records has no policy for update that compares the tenant",
  },
  {
    plant: "drop policy tenant_deletes on vault.keys",
    found: "vault.keys has no policy for delete that compares the tenant",
  },
  {
    plant: "alter policy tenant_updates on sessions with check (true)",
    found: "public.sessions has no policy for update that compares the tenant",
  },
  {
    plant: "alter policy tenant_reads on students using (tenant_id = current_setting('app.tenant')::uuid)",
    found: "public.students has no policy for select that compares the tenant",
  },
  {
    plant: "create policy support on students for select using (true)",
    found: "public.students has the policy support (select, everyone), which is not listed",
  },
  {
    plant: "alter policy sign_in_reads on users to public",
    found: "public.users has the policy sign_in_reads (select, everyone), which is not listed",
  },
  {
    plant: "drop policy revealed_only on vault.identities",
    found: "vault.identities has lost the restrictive policy revealed_only",
  },
  {
    plant: "drop policy opened_only on vault.contents",
    found: "vault.contents has lost the restrictive policy opened_only",
  },
  // The queue
  {
    plant: "alter table graphile_worker._private_jobs disable row level security",
    found: "graphile_worker._private_jobs has row-level security off",
  },
  {
    plant: "alter policy worker_works on graphile_worker._private_jobs to handrail_worker, handrail_api",
    found:
      "graphile_worker._private_jobs has the policies worker_works handrail_worker,handrail_api, not the worker's alone",
  },
  {
    plant: "alter table graphile_worker._private_jobs owner to postgres",
    found: "graphile_worker._private_jobs belongs to postgres, not to handrail_owner",
  },
  {
    plant: "grant usage on schema graphile_worker to handrail_api",
    found: "handrail_api may enter the schema graphile_worker",
  },
  {
    plant: "grant select on graphile_worker._private_jobs to handrail_api",
    found: "graphile_worker._private_jobs gives SELECT to handrail_api",
  },
  // Tables, keys, indexes
  { plant: `${table} ${owned}`, found: "public.planted has row-level security off" },
  { plant: table, found: "public.planted belongs to postgres, not to handrail_owner" },
  {
    plant: "create table public.planted (id uuid primary key, tenant_id uuid)",
    found: "public.planted has no tenant_id that is not null",
  },
  {
    plant: "create table public.planted (id uuid, tenant_id uuid not null, primary key (id, tenant_id))",
    found: "public.planted has a primary key that does not begin with tenant_id",
  },
  {
    plant: "create schema shadow; create table shadow.students as select * from students",
    found: "shadow.students lies outside the schemas that are checked",
  },
  {
    plant: `alter table students add unique (id);
      alter table attendance_records add constraint by_id foreign key (student_id) references students (id)`,
    found: "public.attendance_records has the foreign key by_id without the tenant on both sides",
  },
  {
    plant: `alter table sessions add constraint crossed foreign key (tenant_id, intervention_id)
      references interventions (tenant_id, id) not valid`,
    found: "public.sessions has the foreign key crossed, which is not validated or not enforced",
  },
  {
    plant: "create index students_by_code on students (display_code)",
    found: "public.students has the index public.students_by_code, which does not begin with the tenant",
  },
  {
    plant: "create unique index users_by_name on users (lower(name), id)",
    found: "public.users has the index public.users_by_name, which does not begin with the tenant",
  },
  {
    plant: "alter table bookings drop constraint bookings_no_clash",
    found: "public.bookings has lost the exclusion constraint that refuses clashes",
  },
  {
    plant: "alter table progress_notes drop constraint progress_notes_tenant_id_session_id_sessions_tenant_id_id_fk",
    found: "public.progress_notes has public.progress_notes.session_id, which is no foreign key and not listed",
  },
  {
    plant: "drop index case_actions_by_entry",
    found:
      "public.case_actions has the foreign key public.case_actions.entry_id without an index, and it is not listed",
  },
  {
    plant: "grant delete on sessions to handrail_api",
    found:
      "public.sessions has the foreign key public.sessions.make_up_for without an index, and rows of sessions are deleted",
  },
  {
    plant: "create index by_author on progress_notes (tenant_id, entered_by)",
    found: "public.progress_notes.entered_by is listed under foreign keys without an index and is not there",
  },
  // Views and functions
  {
    plant: "create view everyone as select * from students",
    found: "public.everyone is a view without security_invoker",
  },
  {
    plant: "create materialized view totals as select tenant_id, count(*) from students group by 1",
    found: "public.totals is a materialised view, which row-level security does not hold",
  },
  {
    plant: `create function app.all_students() returns setof students language sql security definer
      set search_path = pg_catalog, pg_temp as 'select * from public.students';
      alter function app.all_students() owner to handrail_gate; revoke all on function app.all_students() from public`,
    found: "app.all_students() is SECURITY DEFINER and not listed",
  },
  {
    plant: "alter function app.begin(bytea) reset search_path",
    found: "app.begin(bytea) is SECURITY DEFINER and does not pin its search_path",
  },
  {
    plant: "alter function app.mac(text) owner to postgres",
    found: "app.mac(text) is SECURITY DEFINER and belongs to postgres, not to handrail_gate",
  },
  {
    plant: "grant execute on function app.enter(uuid, uuid) to handrail_api",
    found: "app.enter(uuid,uuid) may be called by handrail_api, listed: nobody",
  },
  {
    plant: "grant execute on function app.enter(uuid, uuid) to public",
    found: "app.enter(uuid,uuid) may be called by everyone",
  },
  {
    plant: `create or replace function app.tenant_id() returns uuid language sql stable as
      $$select current_setting('app.tenant', true)::uuid$$`,
    found: "app.tenant_id() does not answer from the signed context",
  },
  {
    plant: `create or replace function app.user_id() returns uuid language sql stable as
      $$select nullif((app.context())[2], '')::uuid$$`,
    found: "app.user_id() looks names up when it runs, and its caller chooses where",
  },
  {
    plant: "alter function app.audit_is_append_only() reset search_path",
    found: "app.audit_is_append_only() looks names up when it runs, and its caller chooses where",
  },
  {
    plant: "alter procedure app.protect(regclass, text, text) set search_path = pg_temp, pg_catalog",
    found: "app.protect(regclass,text,text) looks names up when it runs, and its caller chooses where",
  },
  {
    plant: "alter function graphile_worker.remove_job(text) reset search_path",
    found: "graphile_worker.remove_job(text) looks names up when it runs, and its caller chooses where",
  },
  // Names that could be taken for others
  { plant: "create type pg_temp.uuid as (raw text)", found: "pg_temp.uuid is a type under a name of the system's" },
  { plant: "create domain public.text as varchar", found: "public.text is a type under a name of the system's" },
  {
    plant: `create type pg_temp.uuid as (raw text); create function pg_temp.swap(text) returns pg_temp.uuid language sql
      as 'select row($1)::pg_temp.uuid'; create cast (text as pg_temp.uuid) with function pg_temp.swap(text)`,
    found: "the cast from pg_catalog.text to pg_temp.uuid is of nobody's extension",
  },
  {
    plant: "create operator public.= (leftarg = uuid, rightarg = uuid, function = uuid_ne)",
    found: "public.= is an operator of nobody's extension",
  },
  {
    plant: "create function public.now() returns timestamptz language sql as 'select to_timestamp(0)'",
    found: "public.now is a function under a name of the system's",
  },
  {
    plant: "create table public.pg_roles (rolname name)",
    found: "public.pg_roles is a relation under a name of the system's",
  },
  {
    plant: "create temporary table students (id uuid)",
    found: "pg_temp.students is temporary, under the name of a table",
  },
  // Objects of one's own, and large objects
  {
    plant: "do $$ begin execute format('grant temporary on database %I to public', current_database()); end $$",
    found: "the database gives TEMPORARY to everyone",
  },
  {
    plant: "do $$ begin execute format('grant create on database %I to handrail_auth', current_database()); end $$",
    found: "the database gives CREATE to handrail_auth",
  },
  {
    plant: "create schema shadow; grant create on schema shadow to handrail_api",
    found: "handrail_api may create in the schema shadow",
  },
  {
    plant: "grant execute on function lo_create(oid) to public",
    found: "pg_catalog.lo_create(oid) may be called by everyone",
  },
  {
    plant: "grant execute on function lowrite(integer, bytea) to handrail_worker",
    found: "pg_catalog.lowrite(integer,bytea) may be called by handrail_worker",
  },
  { plant: "select lo_create(0)", found: "the database holds 1 large objects, which belong to no tenant" },
  // Roles and rights
  { plant: "alter role handrail_api superuser", found: "handrail_api has superuser" },
  { plant: "alter role handrail_worker bypassrls", found: "handrail_worker has bypassrls" },
  { plant: "grant handrail_owner to handrail_api", found: "handrail_api is a member of handrail_owner" },
  { plant: "grant handrail_gate to handrail_vault", found: "handrail_vault is a member of handrail_gate" },
  { plant: "alter role handrail_gate login", found: "handrail_gate can log in" },
  { plant: "alter table settings owner to handrail_api", found: "handrail_api owns 1 things" },
  { plant: "grant select on students to public", found: "public.students gives SELECT to everyone" },
  {
    plant: "grant select (display_code) on students to public",
    found: "public.students gives SELECT to everyone on display_code",
  },
  { plant: "grant truncate on sessions to handrail_api", found: "public.sessions gives TRUNCATE to handrail_api" },
  { plant: "grant references on students to handrail_api", found: "public.students gives REFERENCES to handrail_api" },
  { plant: "grant trigger on students to handrail_worker", found: "public.students gives TRIGGER to handrail_worker" },
  { plant: "grant select on vault.identities to handrail_api", found: "vault.identities gives SELECT to handrail_api" },
  { plant: "grant select on auth.passwords to handrail_api", found: "auth.passwords gives SELECT to handrail_api" },
  { plant: "grant usage on schema vault to handrail_api", found: "handrail_api may enter the schema vault" },
  { plant: "grant create on schema app to handrail_worker", found: "handrail_worker may create in the schema app" },
  { plant: "grant update on audit_logs to handrail_api", found: "public.audit_logs gives UPDATE to handrail_api" },
  { plant: "grant insert on user_roles to handrail_api", found: "public.user_roles gives INSERT to handrail_api" },
  // The audit log, and who is in a table
  { plant: "drop trigger append_only on audit_logs", found: "public.audit_logs has lost the trigger append_only" },
  {
    plant: "alter table audit_logs disable trigger append_only_whole",
    found: "public.audit_logs has the trigger append_only_whole switched off",
  },
  {
    plant: `${protectedTable} alter table public.planted add student_id uuid`,
    found: "public.planted holds students and is not in the list of what erasure covers",
  },
];
