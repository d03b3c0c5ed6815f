CREATE TABLE "case_follow_up_counters" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"person_id" uuid,
	"day" date NOT NULL,
	"cases" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "case_follow_up_counters_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "case_follow_up_counters_one" UNIQUE NULLS NOT DISTINCT("tenant_id","person_id","day"),
	CONSTRAINT "case_follow_up_counters_counts" CHECK ("case_follow_up_counters"."cases" >= 0)
);
--> statement-breakpoint
ALTER TABLE "case_drafts" DROP CONSTRAINT "case_drafts_kind";--> statement-breakpoint
ALTER TABLE "case_entries" DROP CONSTRAINT "case_entries_update";--> statement-breakpoint
ALTER TABLE "case_student_counters" DROP CONSTRAINT "case_student_counters_counts";--> statement-breakpoint
ALTER TABLE "case_actions" DROP CONSTRAINT "case_actions_tenant_id_entry_id_case_entries_tenant_id_id_fk";
--> statement-breakpoint
ALTER TABLE "case_counters" DROP CONSTRAINT "case_counters_tenant_id_owner_id_users_tenant_id_id_fk";
--> statement-breakpoint
ALTER TABLE "case_student_counters" DROP CONSTRAINT "case_student_counters_tenant_id_owner_id_users_tenant_id_id_fk";
--> statement-breakpoint
DROP INDEX "case_counters_one";--> statement-breakpoint
DROP INDEX "case_student_counters_all";--> statement-breakpoint
DROP INDEX "case_student_counters_own";--> statement-breakpoint
DROP INDEX "case_student_counters_recurring";--> statement-breakpoint
DROP INDEX "cases_by_urgency";--> statement-breakpoint
DROP INDEX "cases_by_follow_up";--> statement-breakpoint
ALTER TABLE "case_actions" ADD COLUMN "intervention_id" uuid;--> statement-breakpoint
ALTER TABLE "case_counters" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "case_entries" ADD COLUMN "edited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "case_entries" ADD COLUMN "case_version" integer NOT NULL DEFAULT 1;--> statement-breakpoint
ALTER TABLE "case_entries" ALTER COLUMN "case_version" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "case_entries" ADD COLUMN "case_before" jsonb;--> statement-breakpoint
ALTER TABLE "case_student_counters" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "case_student_counters" ADD COLUMN "improving" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "restricted_meetings" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "case_follow_up_counters" ADD CONSTRAINT "case_follow_up_counters_tenant_id_person_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_actions" ADD CONSTRAINT "case_actions_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_actions" ADD CONSTRAINT "case_actions_tenant_id_entry_id_case_entries_tenant_id_id_fk" FOREIGN KEY ("tenant_id","entry_id") REFERENCES "public"."case_entries"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_counters" ADD CONSTRAINT "case_counters_tenant_id_person_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_student_counters" ADD CONSTRAINT "case_student_counters_tenant_id_person_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","person_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cases_active_by_contact" ON "cases" USING btree ("tenant_id","last_contact_on","id") WHERE "cases"."status" <> 'closed' and "cases"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "cases_by_escalation" ON "cases" USING btree ("tenant_id","escalated_to","last_contact_on","id") WHERE "cases"."escalated_to" is not null;--> statement-breakpoint
CREATE INDEX "case_student_counters_recurring" ON "case_student_counters" USING btree ("tenant_id","person_id","meetings" DESC NULLS LAST,"student_id") WHERE "case_student_counters"."meetings" >= 2;--> statement-breakpoint
CREATE INDEX "cases_by_urgency" ON "cases" USING btree ("tenant_id","urgency","last_contact_on","id") WHERE "cases"."status" <> 'closed' and "cases"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "cases_by_follow_up" ON "cases" USING btree ("tenant_id","follow_up_date","id") WHERE "cases"."status" <> 'closed' and "cases"."deleted_at" is null and "cases"."follow_up_date" is not null;--> statement-breakpoint
ALTER TABLE "case_counters" DROP COLUMN "owner_id";--> statement-breakpoint
ALTER TABLE "case_student_counters" DROP COLUMN "owner_id";--> statement-breakpoint
ALTER TABLE "case_student_counters" DROP COLUMN "not_improving";--> statement-breakpoint
ALTER TABLE "case_student_counters" DROP COLUMN "improved";--> statement-breakpoint
ALTER TABLE "case_student_counters" DROP COLUMN "last_contact_on";--> statement-breakpoint
ALTER TABLE "case_counters" ADD CONSTRAINT "case_counters_one" UNIQUE NULLS NOT DISTINCT("tenant_id","person_id","status","urgency","root_cause");--> statement-breakpoint
ALTER TABLE "case_student_counters" ADD CONSTRAINT "case_student_counters_one" UNIQUE NULLS NOT DISTINCT("tenant_id","person_id","student_id");--> statement-breakpoint
ALTER TABLE "case_drafts" ADD CONSTRAINT "case_drafts_kind" CHECK ("case_drafts"."kind" in ('meeting', 'update'));--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_status" CHECK ("case_entries"."kind" <> 'status' or "case_entries"."status_to" is not null);--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_meeting_date" CHECK ("case_entries"."meeting_date" <= ("case_entries"."created_at" at time zone 'utc')::date + 1);--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_follow_up" CHECK ("case_entries"."follow_up_date" >= ("case_entries"."created_at" at time zone 'utc')::date);--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_update" CHECK ("case_entries"."kind" <> 'update' or coalesce(btrim("case_entries"."update_text"), '') <> '');--> statement-breakpoint
ALTER TABLE "case_entries" DROP CONSTRAINT "case_entries_meeting";--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_meeting" CHECK ("case_entries"."kind" <> 'meeting' or ("case_entries"."meeting_date" is not null and coalesce(btrim("case_entries"."absence_reason"), '') <> '' and coalesce(btrim("case_entries"."intervention_notes"), '') <> '' and coalesce(btrim("case_entries"."action_plan"), '') <> ''));--> statement-breakpoint
ALTER TABLE "case_student_counters" ADD CONSTRAINT "case_student_counters_counts" CHECK (least("case_student_counters"."cases", "case_student_counters"."active", "case_student_counters"."meetings", "case_student_counters"."improving") >= 0);--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_meetings" CHECK ("cases"."restricted_meetings" between 0 and "cases"."meetings");
--> statement-breakpoint
call app.protect('case_follow_up_counters', 'select, insert, update');
--> statement-breakpoint
-- The words of an entry are permanent once another entry follows; before that their author may correct them, and take the
-- whole entry back within two minutes. Striking through stays possible for ever, once.
create function app.case_entry_is_permanent() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  is_followed boolean := exists (select 1 from public.case_entries e
    where e.tenant_id = old.tenant_id and e.case_id = old.case_id and e.number > old.number);
begin
  if tg_op = 'DELETE' then
    if is_followed or old.created_by is distinct from app.user_id() or old.created_at < now() - interval '2 minutes' then
      raise exception using errcode = 'HR409', message = 'the entry is permanent';
    end if;
    return old;
  end if;
  if old.withdrawn_at is not null
    or (old.tenant_id, old.id, old.case_id, old.student_id, old.kind, old.number, old.created_by, old.created_at,
        old.status_from, old.status_to, old.case_version)
      is distinct from (new.tenant_id, new.id, new.case_id, new.student_id, new.kind, new.number, new.created_by, new.created_at,
        new.status_from, new.status_to, new.case_version)
    or is_followed and (old.meeting_date, old.absence_reason, old.intervention_notes, old.action_plan, old.update_text,
        old.follow_up_date, old.is_restricted)
      is distinct from (new.meeting_date, new.absence_reason, new.intervention_notes, new.action_plan, new.update_text,
        new.follow_up_date, new.is_restricted) then
    raise exception using errcode = 'HR409', message = 'the entry is permanent';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger permanent before update or delete on case_entries for each row
  when (current_user = 'handrail_api') execute function app.case_entry_is_permanent();
--> statement-breakpoint
-- Closed stays closed, and open is where a case begins. The one way back is an undo: it has taken away the entry that
-- made the move before it comes here.
create function app.case_status_moves_on() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from public.case_entries e
      where e.tenant_id = old.tenant_id and e.case_id = old.id and e.status_to = old.status) then
    raise exception using errcode = 'HR410', message = 'a case does not move that way';
  end if;
  return new;
end $$;
--> statement-breakpoint
create trigger moves_on before update of status on cases for each row
  when (old.status <> new.status and (old.status = 'closed' or new.status = 'open'))
  execute function app.case_status_moves_on();
--> statement-breakpoint
revoke execute on function app.case_entry_is_permanent(), app.case_status_moves_on() from public;
