CREATE TABLE "auth"."api_tokens" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "api_tokens_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "api_tokens_scopes" CHECK (cardinality("auth"."api_tokens"."scopes") between 1 and 20)
);
--> statement-breakpoint
CREATE TABLE "action_plan_templates" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"root_cause" text NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"sort" integer DEFAULT 0 NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "action_plan_templates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "action_plan_templates_root_cause" CHECK ("action_plan_templates"."root_cause" in ('health', 'family', 'academic', 'financial', 'behavioral', 'other'))
);
--> statement-breakpoint
CREATE TABLE "case_actions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"case_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"what" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"due_on" date,
	"enrollment_id" uuid,
	"done_at" timestamp with time zone,
	"done_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "case_actions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "case_counters" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"owner_id" uuid NOT NULL,
	"status" text NOT NULL,
	"urgency" text NOT NULL,
	"root_cause" text NOT NULL,
	"cases" integer DEFAULT 0 NOT NULL,
	"meetings" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "case_counters_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "case_counters_counts" CHECK ("case_counters"."cases" >= 0 and "case_counters"."meetings" >= 0)
);
--> statement-breakpoint
CREATE TABLE "case_drafts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"student_id" uuid,
	"case_id" uuid,
	"kind" text NOT NULL,
	"body" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "case_drafts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "case_drafts_kind" CHECK ("case_drafts"."kind" in ('meeting', 'update'))
);
--> statement-breakpoint
CREATE TABLE "case_entries" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"case_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	"meeting_date" date,
	"absence_reason" text,
	"intervention_notes" text,
	"action_plan" text,
	"update_text" text,
	"follow_up_date" date,
	"status_from" text,
	"status_to" text,
	"is_restricted" boolean DEFAULT false NOT NULL,
	"created_by" uuid NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" uuid,
	"withdrawn_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "case_entries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "case_entries_kind" CHECK ("case_entries"."kind" in ('meeting', 'update')),
	CONSTRAINT "case_entries_meeting" CHECK ("case_entries"."kind" <> 'meeting' or ("case_entries"."meeting_date" is not null and btrim("case_entries"."absence_reason") <> '' and btrim("case_entries"."intervention_notes") <> '' and btrim("case_entries"."action_plan") <> '')),
	CONSTRAINT "case_entries_update" CHECK ("case_entries"."kind" <> 'update' or btrim("case_entries"."update_text") <> ''),
	CONSTRAINT "case_entries_withdrawn" CHECK (("case_entries"."withdrawn_at" is null) = ("case_entries"."withdrawn_by" is null) and ("case_entries"."withdrawn_at" is null) = ("case_entries"."withdrawn_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "case_escalations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"case_id" uuid NOT NULL,
	"from_user_id" uuid NOT NULL,
	"to_user_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"taken_at" timestamp with time zone,
	CONSTRAINT "case_escalations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "case_student_counters" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"student_id" uuid NOT NULL,
	"owner_id" uuid,
	"cases" integer DEFAULT 0 NOT NULL,
	"active" integer DEFAULT 0 NOT NULL,
	"meetings" integer DEFAULT 0 NOT NULL,
	"not_improving" integer DEFAULT 0 NOT NULL,
	"improved" integer DEFAULT 0 NOT NULL,
	"last_contact_on" date,
	CONSTRAINT "case_student_counters_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "case_student_counters_counts" CHECK (least("case_student_counters"."cases", "case_student_counters"."active", "case_student_counters"."meetings", "case_student_counters"."not_improving", "case_student_counters"."improved") >= 0)
);
--> statement-breakpoint
CREATE TABLE "case_team" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"case_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"added_by" uuid NOT NULL,
	CONSTRAINT "case_team_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"student_id" uuid NOT NULL,
	"root_cause" text NOT NULL,
	"urgency" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"follow_up_date" date,
	"resolution_notes" text,
	"closed_at" timestamp with time zone,
	"last_contact_on" date NOT NULL,
	"meetings" integer DEFAULT 0 NOT NULL,
	"escalated_to" uuid,
	"created_by" uuid NOT NULL,
	"deleted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "cases_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "cases_root_cause" CHECK ("cases"."root_cause" in ('health', 'family', 'academic', 'financial', 'behavioral', 'other')),
	CONSTRAINT "cases_urgency" CHECK ("cases"."urgency" in ('low', 'medium', 'high')),
	CONSTRAINT "cases_status" CHECK ("cases"."status" in ('open', 'monitoring', 'improving', 'not_improving', 'escalated', 'closed')),
	CONSTRAINT "cases_closed_with_notes" CHECK (("cases"."status" = 'closed') = (nullif(btrim("cases"."resolution_notes"), '') is not null)),
	CONSTRAINT "cases_closed_at" CHECK (("cases"."status" = 'closed') = ("cases"."closed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "hint_answers" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"answer" text NOT NULL,
	"until" date,
	CONSTRAINT "hint_answers_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "hint_answers_answer" CHECK ("hint_answers"."answer" in ('accepted', 'snoozed')),
	CONSTRAINT "hint_answers_until" CHECK (("hint_answers"."answer" = 'snoozed') = ("hint_answers"."until" is not null))
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"screen" text NOT NULL,
	"name" text NOT NULL,
	"filters" jsonb NOT NULL,
	"sort" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "saved_views_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "communication_log" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"intervention_id" uuid,
	"case_id" uuid,
	"student_id" uuid NOT NULL,
	"guardian_id" uuid,
	"channel" text NOT NULL,
	"template_id" uuid NOT NULL,
	"content_ref" uuid,
	"status" text DEFAULT 'queued' NOT NULL,
	"status_reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"actor" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "communication_log_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "communication_log_channel" CHECK ("communication_log"."channel" in ('email', 'sms', 'letter')),
	CONSTRAINT "communication_log_status" CHECK ("communication_log"."status" in ('queued', 'sending', 'sent', 'delivered', 'failed', 'held', 'cancelled'))
);
--> statement-breakpoint
CREATE TABLE "communication_templates" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"line_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"channel" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"body" text NOT NULL,
	"status" text DEFAULT 'published' NOT NULL,
	"created_by" uuid,
	CONSTRAINT "communication_templates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "communication_templates_channel" CHECK ("communication_templates"."channel" in ('email', 'sms', 'letter')),
	CONSTRAINT "communication_templates_status" CHECK ("communication_templates"."status" in ('draft', 'published', 'retired'))
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"log_id" uuid,
	"direction" text NOT NULL,
	"template_key" text,
	"redacted_body" text NOT NULL,
	"provider_id" text,
	"status" text NOT NULL,
	CONSTRAINT "messages_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "messages_direction" CHECK ("messages"."direction" in ('outbound', 'inbound')),
	CONSTRAINT "messages_status" CHECK ("messages"."status" in ('queued', 'sending', 'sent', 'delivered', 'failed', 'held', 'cancelled')),
	CONSTRAINT "messages_belong" CHECK ("messages"."direction" = 'inbound' or "messages"."log_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "intervention_goals" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"intervention_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"measure" text NOT NULL,
	"unit" text DEFAULT '' NOT NULL,
	"higher_is_better" boolean DEFAULT true NOT NULL,
	"baseline" double precision,
	"starts_on" date NOT NULL,
	"target" double precision NOT NULL,
	"target_on" date NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"deleted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "intervention_goals_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "intervention_goals_status" CHECK ("intervention_goals"."status" in ('active', 'met', 'not_met', 'dropped')),
	CONSTRAINT "intervention_goals_in_order" CHECK ("intervention_goals"."starts_on" < "intervention_goals"."target_on")
);
--> statement-breakpoint
CREATE TABLE "waiting_list" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"intervention_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"added_by" uuid NOT NULL,
	"settled_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "waiting_list_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "waiting_list_status" CHECK ("waiting_list"."status" in ('waiting', 'enrolled', 'left'))
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"progress" integer DEFAULT 0 NOT NULL,
	"result" jsonb,
	"error" text,
	"subject_id" uuid,
	"created_by" uuid,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "jobs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "jobs_status" CHECK ("jobs"."status" in ('queued', 'running', 'done', 'failed', 'cancelled')),
	CONSTRAINT "jobs_progress" CHECK ("jobs"."progress" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"recipient_id" uuid NOT NULL,
	"day" date NOT NULL,
	"lines" integer NOT NULL,
	"status" text NOT NULL,
	CONSTRAINT "digests_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "notification_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"type" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"student_id" uuid,
	"actor_id" uuid,
	"day" date NOT NULL,
	CONSTRAINT "notification_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "notification_events_type" CHECK ("notification_events"."type" in ('follow_up_due', 'follow_up_overdue', 'case_escalated', 'mention', 'exit_recommended', 'roster_unmarked', 'absences_in_a_row', 'message_failed', 'waiting_place_free')),
	CONSTRAINT "notification_events_subject_kind" CHECK ("notification_events"."subject_kind" in ('case', 'intervention', 'session', 'student', 'message'))
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"event_id" uuid NOT NULL,
	"recipient_id" uuid NOT NULL,
	"type" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"student_id" uuid,
	"day" date NOT NULL,
	"read_at" timestamp with time zone,
	"done_at" timestamp with time zone,
	"snoozed_until" date,
	"mailed_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "notifications_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "notifications_type" CHECK ("notifications"."type" in ('follow_up_due', 'follow_up_overdue', 'case_escalated', 'mention', 'exit_recommended', 'roster_unmarked', 'absences_in_a_row', 'message_failed', 'waiting_place_free')),
	CONSTRAINT "notifications_subject_kind" CHECK ("notifications"."subject_kind" in ('case', 'intervention', 'session', 'student', 'message'))
);
--> statement-breakpoint
CREATE TABLE "vault"."blind_index" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"field" text NOT NULL,
	"token" "bytea" NOT NULL,
	CONSTRAINT "blind_index_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "blind_index_subject_kind" CHECK ("vault"."blind_index"."subject_kind" in ('student', 'guardian', 'lead')),
	CONSTRAINT "blind_index_field" CHECK ("vault"."blind_index"."field" in ('full_name', 'preferred_name', 'phone', 'email', 'date_of_birth', 'address', 'emergency_contact'))
);
--> statement-breakpoint
CREATE TABLE "vault"."contents" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"key_id" uuid NOT NULL,
	CONSTRAINT "contents_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "contents_subject_kind" CHECK ("vault"."contents"."subject_kind" in ('student', 'guardian', 'lead'))
);
--> statement-breakpoint
CREATE TABLE "exit_criteria" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"intervention_id" uuid NOT NULL,
	"threshold_type" text NOT NULL,
	"metric" text DEFAULT '' NOT NULL,
	"comparator" text NOT NULL,
	"target_value" double precision NOT NULL,
	"window" integer NOT NULL,
	"window_unit" text NOT NULL,
	"created_by" uuid NOT NULL,
	"deleted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "exit_criteria_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "exit_criteria_threshold_type" CHECK ("exit_criteria"."threshold_type" in ('attendance', 'progress', 'custom_metric')),
	CONSTRAINT "exit_criteria_comparator" CHECK ("exit_criteria"."comparator" in ('gte', 'gt', 'lte', 'lt')),
	CONSTRAINT "exit_criteria_window_unit" CHECK ("exit_criteria"."window_unit" in ('points', 'sessions', 'days')),
	CONSTRAINT "exit_criteria_window" CHECK ("exit_criteria"."window" between 1 and 400),
	CONSTRAINT "exit_criteria_metric" CHECK (("exit_criteria"."threshold_type" = 'custom_metric') = ("exit_criteria"."metric" <> ''))
);
--> statement-breakpoint
CREATE TABLE "exit_recommendations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"intervention_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"criterion_id" uuid,
	"outcome" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"decision" text DEFAULT 'pending' NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "exit_recommendations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "exit_recommendations_outcome" CHECK ("exit_recommendations"."outcome" in ('exit', 'maintain', 'modify', 'intensify', 'insufficient_data')),
	CONSTRAINT "exit_recommendations_decision" CHECK ("exit_recommendations"."decision" in ('pending', 'accepted', 'declined', 'superseded')),
	CONSTRAINT "exit_recommendations_decided" CHECK ("exit_recommendations"."decision" in ('pending', 'superseded') or ("exit_recommendations"."decided_by" is not null and "exit_recommendations"."decided_at" is not null and btrim("exit_recommendations"."reason") <> ''))
);
--> statement-breakpoint
CREATE TABLE "phase_changes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"intervention_id" uuid NOT NULL,
	"student_id" uuid,
	"changed_on" date NOT NULL,
	"what" text NOT NULL,
	"created_by" uuid NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "phase_changes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "progress_notes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"intervention_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"goal_id" uuid,
	"session_id" uuid,
	"metric" text DEFAULT '' NOT NULL,
	"note" text,
	"rating" integer,
	"value" double precision,
	"measured_on" date NOT NULL,
	"entered_by" uuid NOT NULL,
	"entered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "progress_notes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "progress_notes_say_something" CHECK (coalesce(nullif(btrim("progress_notes"."note"), ''), "progress_notes"."rating"::text, "progress_notes"."value"::text) is not null),
	CONSTRAINT "progress_notes_rating" CHECK ("progress_notes"."rating" between 1 and 5),
	CONSTRAINT "progress_notes_value" CHECK ("progress_notes"."value" > '-Infinity'::float8 and "progress_notes"."value" < 'Infinity'::float8)
);
--> statement-breakpoint
CREATE TABLE "calendar_feeds" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"kind" text,
	"token_hash" "bytea" NOT NULL,
	"last_used_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "calendar_feeds_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "calendar_feeds_scope" CHECK ("calendar_feeds"."scope" in ('facilitating', 'team')),
	CONSTRAINT "calendar_feeds_kind" CHECK ("calendar_feeds"."kind" in ('intervention', 'class'))
);
--> statement-breakpoint
CREATE TABLE "session_series" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"intervention_id" uuid NOT NULL,
	"recurrence" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"local_time" time NOT NULL,
	"duration_minutes" integer NOT NULL,
	"location_id" uuid,
	"facilitator_id" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "session_series_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "session_series_in_order" CHECK ("session_series"."starts_on" <= "session_series"."ends_on"),
	CONSTRAINT "session_series_duration" CHECK ("session_series"."duration_minutes" between 5 and 1440)
);
--> statement-breakpoint
ALTER TABLE "reveals" DROP CONSTRAINT "reveals_purpose";--> statement-breakpoint
ALTER TABLE "interventions" ADD COLUMN "capacity" integer;--> statement-breakpoint
ALTER TABLE "interventions" ADD COLUMN "status_reason" text;--> statement-breakpoint
ALTER TABLE "interventions" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "interventions" ADD COLUMN "decision_settings" jsonb DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "measure" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "unit" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "capacity" integer;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "planned_weeks" integer DEFAULT 12 NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "root_causes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "exit_defaults" jsonb DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "series_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "occurs_on" date;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "make_up_for" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "substituted_for" uuid;--> statement-breakpoint
ALTER TABLE "auth"."api_tokens" ADD CONSTRAINT "api_tokens_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_actions" ADD CONSTRAINT "case_actions_tenant_id_case_id_cases_tenant_id_id_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_actions" ADD CONSTRAINT "case_actions_tenant_id_entry_id_case_entries_tenant_id_id_fk" FOREIGN KEY ("tenant_id","entry_id") REFERENCES "public"."case_entries"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_actions" ADD CONSTRAINT "case_actions_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_actions" ADD CONSTRAINT "case_actions_tenant_id_owner_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_actions" ADD CONSTRAINT "case_actions_tenant_id_enrollment_id_enrollments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","enrollment_id") REFERENCES "public"."enrollments"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_actions" ADD CONSTRAINT "case_actions_tenant_id_done_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","done_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_counters" ADD CONSTRAINT "case_counters_tenant_id_owner_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_drafts" ADD CONSTRAINT "case_drafts_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_drafts" ADD CONSTRAINT "case_drafts_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_drafts" ADD CONSTRAINT "case_drafts_tenant_id_case_id_cases_tenant_id_id_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_tenant_id_case_id_cases_tenant_id_id_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_tenant_id_created_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","created_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_tenant_id_withdrawn_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","withdrawn_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_escalations" ADD CONSTRAINT "case_escalations_tenant_id_case_id_cases_tenant_id_id_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_escalations" ADD CONSTRAINT "case_escalations_tenant_id_from_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","from_user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_escalations" ADD CONSTRAINT "case_escalations_tenant_id_to_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","to_user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_student_counters" ADD CONSTRAINT "case_student_counters_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_student_counters" ADD CONSTRAINT "case_student_counters_tenant_id_owner_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","owner_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_team" ADD CONSTRAINT "case_team_tenant_id_case_id_cases_tenant_id_id_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_team" ADD CONSTRAINT "case_team_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_team" ADD CONSTRAINT "case_team_tenant_id_added_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","added_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_tenant_id_created_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","created_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_tenant_id_escalated_to_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","escalated_to") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hint_answers" ADD CONSTRAINT "hint_answers_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communication_log" ADD CONSTRAINT "communication_log_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communication_log" ADD CONSTRAINT "communication_log_tenant_id_case_id_cases_tenant_id_id_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communication_log" ADD CONSTRAINT "communication_log_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communication_log" ADD CONSTRAINT "communication_log_tenant_id_guardian_id_student_guardians_tenant_id_id_fk" FOREIGN KEY ("tenant_id","guardian_id") REFERENCES "public"."student_guardians"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communication_log" ADD CONSTRAINT "communication_log_tenant_id_template_id_communication_templates_tenant_id_id_fk" FOREIGN KEY ("tenant_id","template_id") REFERENCES "public"."communication_templates"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communication_log" ADD CONSTRAINT "communication_log_tenant_id_actor_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","actor") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "communication_templates" ADD CONSTRAINT "communication_templates_tenant_id_created_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","created_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_tenant_id_log_id_communication_log_tenant_id_id_fk" FOREIGN KEY ("tenant_id","log_id") REFERENCES "public"."communication_log"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervention_goals" ADD CONSTRAINT "intervention_goals_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervention_goals" ADD CONSTRAINT "intervention_goals_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_list" ADD CONSTRAINT "waiting_list_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_list" ADD CONSTRAINT "waiting_list_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_list" ADD CONSTRAINT "waiting_list_tenant_id_added_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","added_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_tenant_id_created_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","created_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_tenant_id_recipient_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","recipient_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_events" ADD CONSTRAINT "notification_events_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_events" ADD CONSTRAINT "notification_events_tenant_id_actor_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","actor_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_tenant_id_event_id_notification_events_tenant_id_id_fk" FOREIGN KEY ("tenant_id","event_id") REFERENCES "public"."notification_events"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_tenant_id_recipient_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","recipient_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."contents" ADD CONSTRAINT "contents_tenant_id_key_id_keys_tenant_id_id_fk" FOREIGN KEY ("tenant_id","key_id") REFERENCES "vault"."keys"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exit_criteria" ADD CONSTRAINT "exit_criteria_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exit_criteria" ADD CONSTRAINT "exit_criteria_tenant_id_created_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","created_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exit_recommendations" ADD CONSTRAINT "exit_recommendations_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exit_recommendations" ADD CONSTRAINT "exit_recommendations_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exit_recommendations" ADD CONSTRAINT "exit_recommendations_tenant_id_enrollment_id_enrollments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","enrollment_id") REFERENCES "public"."enrollments"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exit_recommendations" ADD CONSTRAINT "exit_recommendations_tenant_id_criterion_id_exit_criteria_tenant_id_id_fk" FOREIGN KEY ("tenant_id","criterion_id") REFERENCES "public"."exit_criteria"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exit_recommendations" ADD CONSTRAINT "exit_recommendations_tenant_id_decided_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","decided_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phase_changes" ADD CONSTRAINT "phase_changes_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phase_changes" ADD CONSTRAINT "phase_changes_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phase_changes" ADD CONSTRAINT "phase_changes_tenant_id_created_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","created_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_notes" ADD CONSTRAINT "progress_notes_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_notes" ADD CONSTRAINT "progress_notes_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_notes" ADD CONSTRAINT "progress_notes_tenant_id_enrollment_id_enrollments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","enrollment_id") REFERENCES "public"."enrollments"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_notes" ADD CONSTRAINT "progress_notes_tenant_id_goal_id_intervention_goals_tenant_id_id_fk" FOREIGN KEY ("tenant_id","goal_id") REFERENCES "public"."intervention_goals"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_notes" ADD CONSTRAINT "progress_notes_tenant_id_entered_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","entered_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_series" ADD CONSTRAINT "session_series_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_series" ADD CONSTRAINT "session_series_tenant_id_location_id_locations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","location_id") REFERENCES "public"."locations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_series" ADD CONSTRAINT "session_series_tenant_id_facilitator_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","facilitator_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_tokens_by_token" ON "auth"."api_tokens" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "api_tokens_by_user" ON "auth"."api_tokens" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "action_plan_templates_by_cause" ON "action_plan_templates" USING btree ("tenant_id","root_cause","sort");--> statement-breakpoint
CREATE INDEX "case_actions_by_case" ON "case_actions" USING btree ("tenant_id","case_id");--> statement-breakpoint
CREATE INDEX "case_actions_open" ON "case_actions" USING btree ("tenant_id","owner_id","due_on") WHERE "case_actions"."done_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "case_counters_one" ON "case_counters" USING btree ("tenant_id","owner_id","status","urgency","root_cause");--> statement-breakpoint
CREATE INDEX "case_drafts_by_user" ON "case_drafts" USING btree ("tenant_id","user_id","updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "case_entries_in_order" ON "case_entries" USING btree ("tenant_id","case_id","number");--> statement-breakpoint
CREATE INDEX "case_entries_by_student" ON "case_entries" USING btree ("tenant_id","student_id","created_at");--> statement-breakpoint
CREATE INDEX "case_escalations_by_case" ON "case_escalations" USING btree ("tenant_id","case_id","created_at");--> statement-breakpoint
CREATE INDEX "case_escalations_open" ON "case_escalations" USING btree ("tenant_id","to_user_id") WHERE "case_escalations"."taken_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "case_student_counters_all" ON "case_student_counters" USING btree ("tenant_id","student_id") WHERE "case_student_counters"."owner_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "case_student_counters_own" ON "case_student_counters" USING btree ("tenant_id","owner_id","student_id") WHERE "case_student_counters"."owner_id" is not null;--> statement-breakpoint
CREATE INDEX "case_student_counters_recurring" ON "case_student_counters" USING btree ("tenant_id","owner_id","meetings") WHERE "case_student_counters"."meetings" >= 2;--> statement-breakpoint
CREATE UNIQUE INDEX "case_team_once" ON "case_team" USING btree ("tenant_id","case_id","user_id");--> statement-breakpoint
CREATE INDEX "case_team_by_user" ON "case_team" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_one_active" ON "cases" USING btree ("tenant_id","student_id","root_cause") WHERE "cases"."status" <> 'closed' and "cases"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "cases_by_student" ON "cases" USING btree ("tenant_id","student_id","status");--> statement-breakpoint
CREATE INDEX "cases_by_status" ON "cases" USING btree ("tenant_id","status","last_contact_on","id");--> statement-breakpoint
CREATE INDEX "cases_by_urgency" ON "cases" USING btree ("tenant_id","urgency","status");--> statement-breakpoint
CREATE INDEX "cases_by_contact" ON "cases" USING btree ("tenant_id","last_contact_on","id") WHERE "cases"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "cases_by_owner" ON "cases" USING btree ("tenant_id","created_by","last_contact_on","id");--> statement-breakpoint
CREATE INDEX "cases_by_follow_up" ON "cases" USING btree ("tenant_id","follow_up_date") WHERE "cases"."status" <> 'closed' and "cases"."deleted_at" is null and "cases"."follow_up_date" is not null;--> statement-breakpoint
CREATE INDEX "hint_answers_by_user" ON "hint_answers" USING btree ("tenant_id","user_id","rule","subject_id");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_views_one_per_name" ON "saved_views" USING btree ("tenant_id","user_id","screen","name");--> statement-breakpoint
CREATE INDEX "communication_log_by_student" ON "communication_log" USING btree ("tenant_id","student_id","created_at");--> statement-breakpoint
CREATE INDEX "communication_log_by_status" ON "communication_log" USING btree ("tenant_id","status","created_at");--> statement-breakpoint
CREATE INDEX "communication_log_by_time" ON "communication_log" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "communication_templates_one_per_version" ON "communication_templates" USING btree ("tenant_id","line_id","version");--> statement-breakpoint
CREATE INDEX "messages_by_log" ON "messages" USING btree ("tenant_id","log_id");--> statement-breakpoint
CREATE INDEX "messages_by_provider" ON "messages" USING btree ("tenant_id","provider_id") WHERE "messages"."provider_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "intervention_goals_one_active" ON "intervention_goals" USING btree ("tenant_id","intervention_id","student_id","measure") WHERE "intervention_goals"."status" = 'active' and "intervention_goals"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "intervention_goals_by_student" ON "intervention_goals" USING btree ("tenant_id","student_id","status");--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_list_once" ON "waiting_list" USING btree ("tenant_id","intervention_id","student_id") WHERE "waiting_list"."status" = 'waiting';--> statement-breakpoint
CREATE INDEX "waiting_list_in_order" ON "waiting_list" USING btree ("tenant_id","intervention_id","status","created_at");--> statement-breakpoint
CREATE INDEX "jobs_by_time" ON "jobs" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "jobs_open" ON "jobs" USING btree ("tenant_id","kind") WHERE "jobs"."status" in ('queued', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "digests_once_a_day" ON "digests" USING btree ("tenant_id","recipient_id","day");--> statement-breakpoint
CREATE INDEX "notification_events_by_subject" ON "notification_events" USING btree ("tenant_id","subject_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once_a_day" ON "notifications" USING btree ("tenant_id","recipient_id","type","subject_id","day");--> statement-breakpoint
CREATE INDEX "notifications_open" ON "notifications" USING btree ("tenant_id","recipient_id","created_at") WHERE "notifications"."done_at" is null;--> statement-breakpoint
CREATE INDEX "notifications_unmailed" ON "notifications" USING btree ("tenant_id","recipient_id") WHERE "notifications"."mailed_at" is null and "notifications"."done_at" is null;--> statement-breakpoint
CREATE INDEX "blind_index_by_token" ON "vault"."blind_index" USING btree ("tenant_id","token","subject_id");--> statement-breakpoint
CREATE INDEX "blind_index_by_subject" ON "vault"."blind_index" USING btree ("tenant_id","subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "contents_by_subject" ON "vault"."contents" USING btree ("tenant_id","subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "exit_criteria_by_intervention" ON "exit_criteria" USING btree ("tenant_id","intervention_id");--> statement-breakpoint
CREATE UNIQUE INDEX "exit_recommendations_one_pending" ON "exit_recommendations" USING btree ("tenant_id","enrollment_id") WHERE "exit_recommendations"."decision" = 'pending';--> statement-breakpoint
CREATE INDEX "exit_recommendations_by_decision" ON "exit_recommendations" USING btree ("tenant_id","decision","created_at");--> statement-breakpoint
CREATE INDEX "exit_recommendations_by_intervention" ON "exit_recommendations" USING btree ("tenant_id","intervention_id","created_at");--> statement-breakpoint
CREATE INDEX "phase_changes_by_intervention" ON "phase_changes" USING btree ("tenant_id","intervention_id","changed_on");--> statement-breakpoint
CREATE INDEX "progress_notes_by_intervention" ON "progress_notes" USING btree ("tenant_id","intervention_id","student_id","measured_on");--> statement-breakpoint
CREATE INDEX "progress_notes_by_student" ON "progress_notes" USING btree ("tenant_id","student_id","measured_on");--> statement-breakpoint
CREATE UNIQUE INDEX "progress_notes_one_point_a_day" ON "progress_notes" USING btree ("tenant_id","intervention_id","student_id","metric","measured_on") WHERE "progress_notes"."value" is not null and "progress_notes"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feeds_by_token" ON "calendar_feeds" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "calendar_feeds_by_user" ON "calendar_feeds" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "session_series_by_intervention" ON "session_series" USING btree ("tenant_id","intervention_id","starts_on");--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_tenant_id_created_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","created_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_series_id_session_series_tenant_id_id_fk" FOREIGN KEY ("tenant_id","series_id") REFERENCES "public"."session_series"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_make_up_for_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","make_up_for") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_substituted_for_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","substituted_for") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enrollments_by_intervention" ON "enrollments" USING btree ("tenant_id","intervention_id","status");--> statement-breakpoint
CREATE INDEX "intervention_team_by_user" ON "intervention_team" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE INDEX "interventions_by_owner" ON "interventions" USING btree ("tenant_id","owner_staff_id","status");--> statement-breakpoint
CREATE INDEX "interventions_by_program" ON "interventions" USING btree ("tenant_id","program_id");--> statement-breakpoint
CREATE INDEX "programs_by_status" ON "programs" USING btree ("tenant_id","status","name");--> statement-breakpoint
CREATE INDEX "sessions_by_series" ON "sessions" USING btree ("tenant_id","series_id","start_time");--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_ended" CHECK (("enrollments"."status" = 'active') = ("enrollments"."withdrawn_at" is null));--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_ended_with_reason" CHECK ("enrollments"."status" = 'active' or btrim("enrollments"."exit_reason") <> '');--> statement-breakpoint
ALTER TABLE "intervention_team" ADD CONSTRAINT "intervention_team_role" CHECK ("intervention_team"."team_role" in ('lead', 'facilitator', 'support', 'observer'));--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_capacity" CHECK ("interventions"."capacity" between 1 and 500);--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_cancelled_with_reason" CHECK ("interventions"."status" <> 'cancelled' or btrim("interventions"."status_reason") <> '');--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_capacity" CHECK ("programs"."capacity" between 1 and 500);--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_planned_weeks" CHECK ("programs"."planned_weeks" between 1 and 104);--> statement-breakpoint
ALTER TABLE "reveals" ADD CONSTRAINT "reveals_purpose" CHECK ("reveals"."purpose" in ('roster', 'walk_in', 'intervention', 'student', 'work', 'search', 'letter'));