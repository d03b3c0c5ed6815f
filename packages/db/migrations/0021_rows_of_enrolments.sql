-- Whoever is expected at a session is enrolled in what it belongs to: a row names an enrolment of its own student and of
-- its session's intervention. Rosters are made by the thousand, so they are looked at once per statement.
create function app.check_roster_rows() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select 1 from written w
     where w.enrollment_id is not null and not exists (
       select 1 from public.enrollments e
         join public.sessions s on s.tenant_id = e.tenant_id and s.intervention_id = e.intervention_id
        where e.tenant_id = w.tenant_id and e.id = w.enrollment_id and e.student_id = w.student_id and s.id = w.session_id)) then
    raise exception using errcode = 'check_violation', constraint = 'attendance_records_of_enrollment',
      table = 'attendance_records', message = 'the student is not enrolled in what the session belongs to';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger of_enrollment_made after insert on attendance_records referencing new table as written
  for each statement when (current_user in ('handrail_api', 'handrail_worker')) execute function app.check_roster_rows();
--> statement-breakpoint
-- A mark names its row and nothing else: only what says whose row it is, is looked at again.
create function app.check_roster_row() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.enrollment_id is not null and not exists (
    select 1 from public.enrollments e
      join public.sessions s on s.tenant_id = e.tenant_id and s.intervention_id = e.intervention_id
     where e.tenant_id = new.tenant_id and e.id = new.enrollment_id and e.student_id = new.student_id
       and s.id = new.session_id) then
    raise exception using errcode = 'check_violation', constraint = 'attendance_records_of_enrollment',
      table = 'attendance_records', message = 'the student is not enrolled in what the session belongs to';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger of_enrollment_kept before update of enrollment_id, student_id, session_id on attendance_records for each row
  when (current_user in ('handrail_api', 'handrail_worker')
    and (old.enrollment_id, old.student_id, old.session_id) is distinct from (new.enrollment_id, new.student_id, new.session_id))
  execute function app.check_roster_row();
--> statement-breakpoint
revoke execute on function app.check_roster_rows(), app.check_roster_row() from public;
