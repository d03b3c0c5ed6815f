-- Until now a note could name any session: one of another school is taken off, the note itself stays.
alter table progress_notes no force row level security;
--> statement-breakpoint
alter table sessions no force row level security;
--> statement-breakpoint
alter table progress_notes disable trigger user;
--> statement-breakpoint
update progress_notes n set session_id = null
 where session_id is not null and not exists (
   select 1 from sessions s where s.tenant_id = n.tenant_id and s.id = n.session_id and s.intervention_id = n.intervention_id);
--> statement-breakpoint
alter table progress_notes enable trigger user;
--> statement-breakpoint
alter table progress_notes force row level security;
--> statement-breakpoint
alter table sessions force row level security;
--> statement-breakpoint
ALTER TABLE "progress_notes" ADD CONSTRAINT "progress_notes_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "role_tools_by_tool" ON "role_tools" USING btree ("tenant_id","tool_id");--> statement-breakpoint
CREATE INDEX "user_roles_by_role" ON "user_roles" USING btree ("tenant_id","role_id");--> statement-breakpoint
CREATE INDEX "case_actions_by_entry" ON "case_actions" USING btree ("tenant_id","entry_id");--> statement-breakpoint
CREATE INDEX "communication_log_by_case" ON "communication_log" USING btree ("tenant_id","case_id") WHERE "communication_log"."case_id" is not null;--> statement-breakpoint
CREATE INDEX "intervention_goals_by_intervention" ON "intervention_goals" USING btree ("tenant_id","intervention_id");
--> statement-breakpoint
-- One row as soon as names may lie in this database: the mark of the keyring that opens them, null until a server has
-- started with it.
create table app.keyring (
  only_row boolean primary key default true check (only_row),
  fingerprint text
);
--> statement-breakpoint
alter table app.keyring enable row level security;
--> statement-breakpoint
alter table vault.keys no force row level security;
--> statement-breakpoint
insert into app.keyring (fingerprint) select null where exists (select 1 from vault.keys);
--> statement-breakpoint
alter table vault.keys force row level security;
--> statement-breakpoint
alter table app.keyring force row level security;
--> statement-breakpoint
create policy vault_marks on app.keyring for all to handrail_vault using (true) with check (true);
--> statement-breakpoint
grant select, insert, update on app.keyring to handrail_vault;
