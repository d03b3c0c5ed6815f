-- A point belongs to an enrolment that ran on its day, and lies within what its program measures: also when an offline
-- device sends it late.
create function app.check_progress_note() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  part record;
begin
  select e.intervention_id, e.student_id, (e.enrolled_at at time zone t.time_zone)::date as first_day,
      (e.withdrawn_at at time zone t.time_zone)::date as last_day, p.progress_metric
    into part
    from public.enrollments e
    join public.tenants t on t.id = e.tenant_id
    join public.interventions i on i.tenant_id = e.tenant_id and i.id = e.intervention_id
    join public.programs p on p.tenant_id = i.tenant_id and p.id = i.program_id
   where e.tenant_id = new.tenant_id and e.id = new.enrollment_id;
  if part.intervention_id is distinct from new.intervention_id or part.student_id is distinct from new.student_id
    or new.measured_on < part.first_day or new.measured_on > part.last_day then
    raise exception using errcode = 'check_violation', constraint = 'progress_notes_enrolled', table = 'progress_notes',
      message = 'the student was not enrolled on this day';
  end if;
  if new.metric = '' and (part.progress_metric = 'likert' and new.value not between 1 and 5
    or part.progress_metric = 'percent' and new.value not between 0 and 100) then
    raise exception using errcode = 'check_violation', constraint = 'progress_notes_in_bounds', table = 'progress_notes',
      message = 'the value lies outside of what is measured';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger enrolled_and_in_bounds before insert or update on progress_notes for each row
  when (new.deleted_at is null) execute function app.check_progress_note();
--> statement-breakpoint
-- What a decision rested on stays as it was, and a decision is made once.
create function app.recommendation_is_frozen() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.decision <> 'pending'
    or (old.tenant_id, old.id, old.intervention_id, old.student_id, old.enrollment_id, old.criterion_id, old.outcome,
        old.evidence, old.created_at)
      is distinct from (new.tenant_id, new.id, new.intervention_id, new.student_id, new.enrollment_id, new.criterion_id,
        new.outcome, new.evidence, new.created_at) then
    raise exception using errcode = 'check_violation', constraint = 'exit_recommendations_frozen',
      table = 'exit_recommendations', message = 'the recommendation is frozen';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger frozen before update on exit_recommendations for each row
  when (current_user in ('handrail_api', 'handrail_worker')) execute function app.recommendation_is_frozen();
--> statement-breakpoint
revoke execute on function app.check_progress_note(), app.recommendation_is_frozen() from public;
