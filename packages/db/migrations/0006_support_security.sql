-- Who may touch the tables of interventions, progress, casework, messages, notifications and jobs.
--> statement-breakpoint
call app.protect('intervention_goals', 'select, insert, update');
--> statement-breakpoint
call app.protect('waiting_list', 'select, insert, update');
--> statement-breakpoint
call app.protect('session_series', 'select, insert, update');
--> statement-breakpoint
call app.protect('calendar_feeds', 'select, insert, update');
--> statement-breakpoint
call app.protect('progress_notes', 'select, insert, update');
--> statement-breakpoint
call app.protect('phase_changes', 'select, insert, update');
--> statement-breakpoint
call app.protect('exit_criteria', 'select, insert, update');
--> statement-breakpoint
call app.protect('exit_recommendations', 'select, insert, update');
--> statement-breakpoint
call app.protect('cases', 'select, insert, update');
--> statement-breakpoint
call app.protect('case_escalations', 'select, insert, update');
--> statement-breakpoint
call app.protect('case_actions', 'select, insert, update');
--> statement-breakpoint
call app.protect('action_plan_templates', 'select, insert, update');
--> statement-breakpoint
call app.protect('case_counters', 'select, insert, update');
--> statement-breakpoint
call app.protect('case_student_counters', 'select, insert, update');
--> statement-breakpoint
call app.protect('communication_templates', 'select, insert, update');
--> statement-breakpoint
call app.protect('communication_log', 'select, insert, update');
--> statement-breakpoint
call app.protect('messages', 'select, insert, update');
--> statement-breakpoint
call app.protect('notification_events', 'select, insert, update');
--> statement-breakpoint
call app.protect('notifications', 'select, insert, update');
--> statement-breakpoint
call app.protect('digests', 'select, insert, update');
--> statement-breakpoint
call app.protect('jobs', 'select, insert, update');
--> statement-breakpoint
call app.protect('case_entries', 'select, insert, update, delete');
--> statement-breakpoint
call app.protect('case_team', 'select, insert, update, delete');
--> statement-breakpoint
call app.protect('case_drafts', 'select, insert, update, delete');
--> statement-breakpoint
call app.protect('saved_views', 'select, insert, update, delete');
--> statement-breakpoint
call app.protect('hint_answers', 'select, insert, update, delete');
--> statement-breakpoint
call app.protect('vault.blind_index', '');
--> statement-breakpoint
call app.protect('vault.contents', '');
--> statement-breakpoint
call app.protect('auth.api_tokens', '');
--> statement-breakpoint
grant insert, update on programs, interventions, enrollments to handrail_api;
--> statement-breakpoint
grant insert, update, delete on intervention_team to handrail_api;
--> statement-breakpoint
grant insert on sessions to handrail_api;
--> statement-breakpoint
-- Search tokens are taken away with a name; what was sent to a family stays as long as its key.
grant select, insert, delete on vault.blind_index to handrail_vault;
--> statement-breakpoint
grant select, insert on vault.contents to handrail_vault;
--> statement-breakpoint
create policy sign_in_works on auth.api_tokens for all to handrail_auth using (true) with check (true);
--> statement-breakpoint
grant select, insert, update, delete on auth.api_tokens to handrail_auth;
--> statement-breakpoint
create policy gate_reads on auth.api_tokens for select to handrail_gate using (true);
--> statement-breakpoint
grant select on auth.api_tokens to handrail_gate;
--> statement-breakpoint
create policy gate_reads on calendar_feeds for select to handrail_gate using (true);
--> statement-breakpoint
grant select on calendar_feeds to handrail_gate;
--> statement-breakpoint
-- Jobs work inside one tenant, as nobody in particular: they recommend, remind and send.
grant insert, update on communication_log, messages, notification_events, notifications, digests, jobs, exit_recommendations to handrail_worker;
--> statement-breakpoint
grant insert on audit_logs, outbox_events to handrail_worker;
--> statement-breakpoint
-- What someone is still writing, and how they like their lists, is theirs alone.
do $$
declare
  target text;
begin
  foreach target in array array['case_drafts', 'saved_views', 'hint_answers'] loop
    execute format('create policy own_only on %I as restrictive for all to handrail_api using (user_id = (select app.user_id())) with check (user_id = (select app.user_id()))', target);
  end loop;
end $$;
--> statement-breakpoint
create policy own_only on notifications as restrictive for update to handrail_api using (recipient_id = (select app.user_id())) with check (recipient_id = (select app.user_id()));
--> statement-breakpoint
create policy own_reads on notifications as restrictive for select to handrail_api using (recipient_id = (select app.user_id()));
--> statement-breakpoint
create function app.on_owner_changed() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.access_changed(old.tenant_id, old.owner_staff_id);
  perform app.access_changed(new.tenant_id, new.owner_staff_id);
  return null;
end $$;
--> statement-breakpoint
create function app.on_case_taken() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.access_changed(old.tenant_id, old.escalated_to);
  perform app.access_changed(new.tenant_id, new.escalated_to);
  return null;
end $$;
--> statement-breakpoint
do $$
declare
  f text;
begin
  foreach f in array array['app.on_owner_changed()', 'app.on_case_taken()'] loop
    execute format('alter function %s owner to handrail_gate', f);
  end loop;
end $$;
--> statement-breakpoint
create trigger access_changed after update on interventions for each row
  when (old.owner_staff_id is distinct from new.owner_staff_id) execute function app.on_owner_changed();
--> statement-breakpoint
create trigger access_changed after insert or update or delete on student_staff for each row execute function app.on_membership_changed();
--> statement-breakpoint
create trigger access_changed after insert or update or delete on case_team for each row execute function app.on_membership_changed();
--> statement-breakpoint
create trigger access_changed after update on cases for each row
  when (old.escalated_to is distinct from new.escalated_to) execute function app.on_case_taken();
