-- Which messages wait to be sent, about whom, and which words are theirs: what decides over names and words.
grant select (tenant_id, id, student_id, content_ref) on communication_log to handrail_vault;
--> statement-breakpoint
drop policy revealed_only on vault.identities;
--> statement-breakpoint
-- As before, and a job also reads the name of a student for as long as a message about them waits to be sent.
create policy revealed_only on vault.identities as restrictive for select to handrail_vault using (
  case subject_kind
    when 'student' then field in ('full_name', 'preferred_name') and (
      subject_id in (
        select s.student_id from public.reveals r
          join public.reveal_subjects s on s.tenant_id = r.tenant_id and s.reveal_id = r.id
         where r.user_id = (select app.user_id()) and r.expires_at > now() and r.purpose <> 'contact')
      or ((select app.user_id()) is null and exists (
        select 1 from public.communication_log l
         where l.tenant_id = identities.tenant_id and l.student_id = identities.subject_id and l.status in ('queued', 'sending')))
      or ((select app.user_id()) is null and not exists (
        select 1 from vault.blind_index b
         where b.tenant_id = identities.tenant_id and b.subject_kind = 'student' and b.subject_id = identities.subject_id
           and b.field = identities.field)))
    when 'guardian' then field in ('full_name', 'phone', 'email') and (
      subject_id in (
        select g.id from public.reveals r
          join public.reveal_subjects s on s.tenant_id = r.tenant_id and s.reveal_id = r.id
          join public.student_guardians g on g.tenant_id = s.tenant_id and g.student_id = s.student_id
         where r.user_id = (select app.user_id()) and r.expires_at > now() and r.purpose = 'contact'
           and g.deleted_at is null)
      or ((select app.user_id()) is null and exists (
        select 1 from public.student_guardians g
          join public.communication_log l on l.tenant_id = g.tenant_id and l.guardian_id = g.id
         where g.tenant_id = identities.tenant_id and g.id = identities.subject_id and g.may_contact
           and g.deleted_at is null and l.status in ('queued', 'sending'))))
    else false
  end);
--> statement-breakpoint
-- The words of a message open to whoever was recorded as opening that very message, and to the job that is sending it.
create policy opened_only on vault.contents as restrictive for select to handrail_vault using (exists (
  select 1 from public.communication_log l
   where l.tenant_id = contents.tenant_id and l.content_ref = contents.id
     and (((select app.user_id()) is null and l.status in ('queued', 'sending'))
       or exists (select 1 from public.reveals r
                   where r.tenant_id = l.tenant_id and r.user_id = (select app.user_id()) and r.purpose = 'letter'
                     and r.context_id = l.id and r.expires_at > now()))));
