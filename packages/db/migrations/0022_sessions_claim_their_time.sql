-- Clashes are refused where time is claimed. So that no session is held without a claim, whoever plans one has claimed the
-- time of its facilitator and its room when the transaction ends.
create function app.check_session_claims() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select 1 from public.sessions s
      cross join lateral (values ('staff', s.facilitator_id), ('room', s.location_id)) as needed (kind, id)
     where s.tenant_id = new.tenant_id and s.id = new.id and s.status = 'scheduled' and s.deleted_at is null
       and needed.id is not null and not exists (
         select 1 from public.bookings b
          where b.tenant_id = s.tenant_id and b.session_id = s.id and b.resource_kind = needed.kind
            and b.resource_id = needed.id and b.active and b.during = tstzrange(s.start_time, s.end_time))) then
    raise exception using errcode = 'check_violation', constraint = 'sessions_claim_their_time', table = 'sessions',
      message = 'nobody claimed the time of this session';
  end if;
  return null;
end $$;
--> statement-breakpoint
create constraint trigger claimed_when_made after insert on sessions deferrable initially deferred for each row
  when (current_user in ('handrail_api', 'handrail_worker')) execute function app.check_session_claims();
--> statement-breakpoint
create constraint trigger claimed_when_moved after update of start_time, end_time, facilitator_id, location_id, status on sessions
  deferrable initially deferred for each row
  when (current_user in ('handrail_api', 'handrail_worker') and (old.status = 'cancelled' and new.status = 'scheduled'
    or (old.start_time, old.end_time, old.facilitator_id, old.location_id)
      is distinct from (new.start_time, new.end_time, new.facilitator_id, new.location_id)))
  execute function app.check_session_claims();
--> statement-breakpoint
revoke execute on function app.check_session_claims() from public;
