ALTER TABLE "reveals" DROP CONSTRAINT "reveals_purpose";--> statement-breakpoint
DROP INDEX "vault"."blind_index_by_subject";--> statement-breakpoint
CREATE UNIQUE INDEX "blind_index_once" ON "vault"."blind_index" USING btree ("tenant_id","subject_kind","subject_id","field","token");--> statement-breakpoint
CREATE INDEX "reveals_live" ON "reveals" USING btree ("tenant_id","user_id","expires_at");--> statement-breakpoint
CREATE INDEX "students_by_code_start" ON "students" USING btree ("tenant_id",upper("display_code") text_pattern_ops);--> statement-breakpoint
ALTER TABLE "reveals" ADD CONSTRAINT "reveals_purpose" CHECK ("reveals"."purpose" in ('roster', 'walk_in', 'intervention', 'student', 'work', 'search', 'letter', 'contact'));--> statement-breakpoint
-- What decides over contacts: whose guardian, and whether a message waits to be sent to them.
grant select (tenant_id, id, student_id, may_contact, deleted_at) on student_guardians to handrail_vault;
--> statement-breakpoint
grant select (tenant_id, guardian_id, status) on communication_log to handrail_vault;
--> statement-breakpoint
-- The vault's own jobs work inside one tenant, as nobody in particular; the policy below says what little they may read.
grant execute on function app.begin_job(uuid) to handrail_vault;
--> statement-breakpoint
drop policy revealed_only on vault.identities;
--> statement-breakpoint
-- Nothing leaves the vault that was not first recorded as revealed to this very person, and not after it expired:
-- students' names under any purpose, their guardians' names and contacts under the purpose of contact. A job, which is
-- nobody, reads the contact of a guardian for as long as a message to them waits to be sent, and a student's name for as
-- long as it is not in the search index.
create policy revealed_only on vault.identities as restrictive for select to handrail_vault using (
  case subject_kind
    when 'student' then field in ('full_name', 'preferred_name') and (
      subject_id in (
        select s.student_id from public.reveals r
          join public.reveal_subjects s on s.tenant_id = r.tenant_id and s.reveal_id = r.id
         where r.user_id = (select app.user_id()) and r.expires_at > now() and r.purpose <> 'contact')
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
