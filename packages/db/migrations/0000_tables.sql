CREATE SCHEMA "auth";
--> statement-breakpoint
CREATE SCHEMA "vault";
--> statement-breakpoint
CREATE TABLE "navigation_items" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"parent_id" uuid,
	"type" text NOT NULL,
	"label" text NOT NULL,
	"path" text,
	"icon" text,
	"sort" integer NOT NULL,
	"tool_id" uuid,
	CONSTRAINT "navigation_items_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "navigation_items_type" CHECK ("navigation_items"."type" in ('link', 'group', 'divider'))
);
--> statement-breakpoint
CREATE TABLE "role_permissions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"role_id" uuid NOT NULL,
	"permission" text NOT NULL,
	CONSTRAINT "role_permissions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "role_tools" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"role_id" uuid NOT NULL,
	"tool_id" uuid NOT NULL,
	CONSTRAINT "role_tools_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"is_system" boolean DEFAULT true NOT NULL,
	CONSTRAINT "roles_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "tools" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'approved' NOT NULL,
	CONSTRAINT "tools_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tools_status" CHECK ("tools"."status" in ('draft', 'in_review', 'approved', 'retired'))
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	CONSTRAINT "user_roles_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "user_settings" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "user_settings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"school_id" uuid,
	"time_zone" text,
	"deleted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "users_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "users_status" CHECK ("users"."status" in ('active', 'inactive', 'suspended'))
);
--> statement-breakpoint
CREATE TABLE "attendance_records" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"session_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"enrollment_id" uuid,
	"expectation" text DEFAULT 'expected' NOT NULL,
	"status" text DEFAULT 'scheduled' NOT NULL,
	"minutes_late" integer,
	"minutes_attended" integer,
	"notes" text,
	"taken_by" uuid,
	"recorded_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"client_mutation_id" uuid,
	"contested" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "attendance_records_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "attendance_records_expectation" CHECK ("attendance_records"."expectation" in ('expected', 'guest', 'not_expected')),
	CONSTRAINT "attendance_records_status" CHECK ("attendance_records"."status" in ('scheduled', 'present', 'tardy', 'absent', 'excused')),
	CONSTRAINT "attendance_records_enrolled" CHECK (("attendance_records"."expectation" = 'guest') = ("attendance_records"."enrollment_id" is null)),
	CONSTRAINT "attendance_records_minutes_late" CHECK (("attendance_records"."status" = 'tardy') = ("attendance_records"."minutes_late" is not null)),
	CONSTRAINT "attendance_records_minutes" CHECK (("attendance_records"."status" = 'scheduled') = ("attendance_records"."minutes_attended" is null)),
	CONSTRAINT "attendance_records_not_expected" CHECK ("attendance_records"."expectation" <> 'not_expected' or "attendance_records"."status" = 'scheduled')
);
--> statement-breakpoint
CREATE TABLE "attendance_rollups" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"source_kind" text NOT NULL,
	"source_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"expected" integer DEFAULT 0 NOT NULL,
	"present" integer DEFAULT 0 NOT NULL,
	"tardy" integer DEFAULT 0 NOT NULL,
	"excused" integer DEFAULT 0 NOT NULL,
	"absent" integer DEFAULT 0 NOT NULL,
	"minutes" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "attendance_rollups_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "attendance_rollups_source_kind" CHECK ("attendance_rollups"."source_kind" in ('intervention', 'class')),
	CONSTRAINT "attendance_rollups_counts" CHECK (least("attendance_rollups"."expected", "attendance_rollups"."present", "attendance_rollups"."tardy", "attendance_rollups"."excused", "attendance_rollups"."absent", "attendance_rollups"."minutes") >= 0)
);
--> statement-breakpoint
CREATE TABLE "audit_logs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seq" bigint,
	"actor_id" uuid,
	"action" text NOT NULL,
	"entity_type" text NOT NULL,
	"entity_id" uuid NOT NULL,
	"subject_id" uuid,
	"before" jsonb,
	"after" jsonb,
	"request_id" text NOT NULL,
	"ip_hash" "bytea",
	"prev_hash" "bytea",
	"hash" "bytea",
	CONSTRAINT "audit_logs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "auth"."backup_codes" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "backup_codes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "auth"."challenges" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "challenges_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "auth"."passwords" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "passwords_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "auth"."rate_limits" (
	"key" "bytea" PRIMARY KEY NOT NULL,
	"tries" integer NOT NULL,
	"window_started_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."sessions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"level" text NOT NULL,
	"proved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_reason" text,
	"device" text NOT NULL,
	"ip_hash" "bytea",
	CONSTRAINT "sessions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sessions_level" CHECK ("auth"."sessions"."level" in ('password', 'code'))
);
--> statement-breakpoint
CREATE TABLE "auth"."totp" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"secret" "bytea" NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "totp_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "enrollments" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"intervention_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"source" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"enrolled_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"exit_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "enrollments_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "enrollments_source" CHECK ("enrollments"."source" in ('manual', 'auto', 'risk_list')),
	CONSTRAINT "enrollments_status" CHECK ("enrollments"."status" in ('active', 'withdrawn', 'exited'))
);
--> statement-breakpoint
CREATE TABLE "intervention_team" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"intervention_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"team_role" text NOT NULL,
	CONSTRAINT "intervention_team_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "interventions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"objective" text NOT NULL,
	"owner_staff_id" uuid NOT NULL,
	"program_id" uuid NOT NULL,
	"start_date" date NOT NULL,
	"end_date" date,
	"status" text DEFAULT 'draft' NOT NULL,
	"planned_sessions" integer DEFAULT 0 NOT NULL,
	"planned_minutes" integer DEFAULT 0 NOT NULL,
	"deleted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "interventions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "interventions_status" CHECK ("interventions"."status" in ('draft', 'active', 'completed', 'cancelled')),
	CONSTRAINT "interventions_in_order" CHECK ("interventions"."end_date" is null or "interventions"."start_date" <= "interventions"."end_date")
);
--> statement-breakpoint
CREATE TABLE "programs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"line_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"intervention_type" text NOT NULL,
	"tier" smallint NOT NULL,
	"frequency" text NOT NULL,
	"recurrence" text NOT NULL,
	"duration_minutes" integer NOT NULL,
	"location_type" text NOT NULL,
	"default_facilitator_role" text NOT NULL,
	"progress_metric" text NOT NULL,
	"higher_is_better" boolean DEFAULT true NOT NULL,
	"status" text DEFAULT 'published' NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "programs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "programs_tier" CHECK ("programs"."tier" between 1 and 3),
	CONSTRAINT "programs_duration" CHECK ("programs"."duration_minutes" between 5 and 1440),
	CONSTRAINT "programs_intervention_type" CHECK ("programs"."intervention_type" in ('academic', 'behavioral', 'attendance', 'social_emotional', 'other')),
	CONSTRAINT "programs_frequency" CHECK ("programs"."frequency" in ('daily', 'weekly', 'custom')),
	CONSTRAINT "programs_location_type" CHECK ("programs"."location_type" in ('classroom', 'small_room', 'office', 'gym', 'online', 'other')),
	CONSTRAINT "programs_progress_metric" CHECK ("programs"."progress_metric" in ('likert', 'percent', 'score')),
	CONSTRAINT "programs_status" CHECK ("programs"."status" in ('draft', 'published', 'retired'))
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"procedure" text NOT NULL,
	"key" uuid NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"response" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_tenant_id_user_id_procedure_key_pk" PRIMARY KEY("tenant_id","user_id","procedure","key")
);
--> statement-breakpoint
CREATE TABLE "outbox_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"event_type" text NOT NULL,
	"aggregate_type" text NOT NULL,
	"aggregate_id" uuid NOT NULL,
	"aggregate_version" bigint NOT NULL,
	"payload" jsonb NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"lease" uuid,
	"lease_until" timestamp with time zone,
	"available_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"processed_at" timestamp with time zone,
	CONSTRAINT "outbox_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "outbox_events_status" CHECK ("outbox_events"."status" in ('pending', 'leased', 'done', 'dead'))
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"student_id" uuid NOT NULL,
	"grantee_type" text NOT NULL,
	"scope" text[] NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"starts_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"given_by" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "consents_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "consents_grantee_type" CHECK ("consents"."grantee_type" in ('staff', 'clinician', 'family')),
	CONSTRAINT "consents_status" CHECK ("consents"."status" in ('active', 'revoked', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "vault"."identities" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"field" text NOT NULL,
	"ciphertext" "bytea" NOT NULL,
	"key_id" uuid NOT NULL,
	CONSTRAINT "identities_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "identities_subject_kind" CHECK ("vault"."identities"."subject_kind" in ('student', 'guardian', 'lead')),
	CONSTRAINT "identities_field" CHECK ("vault"."identities"."field" in ('full_name', 'preferred_name', 'phone', 'email', 'date_of_birth', 'address', 'emergency_contact'))
);
--> statement-breakpoint
CREATE TABLE "reveal_subjects" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reveal_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"consent_id" uuid NOT NULL,
	CONSTRAINT "reveal_subjects_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "reveals" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"context_id" uuid NOT NULL,
	"day" date NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reveals_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "reveals_purpose" CHECK ("reveals"."purpose" in ('roster', 'walk_in'))
);
--> statement-breakpoint
CREATE TABLE "sharing_grants" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"consent_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"family_contact_hash" "bytea" NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	CONSTRAINT "sharing_grants_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sharing_grants_status" CHECK ("sharing_grants"."status" in ('active', 'revoked', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "vault"."keys" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"wrapped_by" text NOT NULL,
	"destroyed_at" timestamp with time zone,
	CONSTRAINT "keys_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "keys_subject_kind" CHECK ("vault"."keys"."subject_kind" in ('tenant', 'student', 'guardian', 'lead'))
);
--> statement-breakpoint
CREATE TABLE "bookings" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"session_id" uuid NOT NULL,
	"resource_kind" text NOT NULL,
	"resource_id" uuid NOT NULL,
	"during" "tstzrange" NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "bookings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "bookings_resource_kind" CHECK ("bookings"."resource_kind" in ('staff', 'room', 'student')),
	CONSTRAINT "bookings_bounded" CHECK (not isempty("bookings"."during") and upper("bookings"."during") - lower("bookings"."during") <= interval '24 hours')
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"kind" text NOT NULL,
	"intervention_id" uuid,
	"number" integer NOT NULL,
	"start_time" timestamp with time zone NOT NULL,
	"end_time" timestamp with time zone NOT NULL,
	"location_id" uuid,
	"facilitator_id" uuid,
	"status" text DEFAULT 'scheduled' NOT NULL,
	"cancelled_reason" text,
	"notes" text,
	"roster_version" integer DEFAULT 1 NOT NULL,
	"finished_by" uuid,
	"finished_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "sessions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sessions_kind" CHECK ("sessions"."kind" in ('intervention', 'class')),
	CONSTRAINT "sessions_status" CHECK ("sessions"."status" in ('scheduled', 'completed', 'cancelled')),
	CONSTRAINT "sessions_in_order" CHECK ("sessions"."start_time" < "sessions"."end_time" and "sessions"."end_time" - "sessions"."start_time" <= interval '24 hours'),
	CONSTRAINT "sessions_have_an_origin" CHECK (("sessions"."kind" = 'intervention') = ("sessions"."intervention_id" is not null)),
	CONSTRAINT "sessions_cancelled_with_reason" CHECK (("sessions"."status" = 'cancelled') = ("sessions"."cancelled_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "student_guardians" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"student_id" uuid NOT NULL,
	"relationship" text NOT NULL,
	"is_primary" boolean DEFAULT false NOT NULL,
	"may_contact" boolean DEFAULT true NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "student_guardians_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "student_staff" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"student_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"relationship" text NOT NULL,
	"since" date NOT NULL,
	"until" date,
	CONSTRAINT "student_staff_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "student_staff_relationship" CHECK ("student_staff"."relationship" in ('form_master', 'case_manager', 'facilitator', 'teacher', 'clinician'))
);
--> statement-breakpoint
CREATE TABLE "students" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"display_code" text NOT NULL,
	"school_id" uuid NOT NULL,
	"grade_level" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"tier" smallint DEFAULT 1 NOT NULL,
	"enrolled_on" date NOT NULL,
	"deleted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "students_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "students_status" CHECK ("students"."status" in ('active', 'paused', 'transferred', 'graduated', 'withdrawn', 'discharged')),
	CONSTRAINT "students_grade_level" CHECK ("students"."grade_level" in ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', 'K')),
	CONSTRAINT "students_tier" CHECK ("students"."tier" between 1 and 3)
);
--> statement-breakpoint
CREATE TABLE "closures" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"school_id" uuid NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "closures_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "closures_in_order" CHECK ("closures"."starts_on" <= "closures"."ends_on")
);
--> statement-breakpoint
CREATE TABLE "locations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"school_id" uuid NOT NULL,
	"name" text NOT NULL,
	"capacity" integer,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "locations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "operating_days" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"school_id" uuid NOT NULL,
	"weekday" smallint NOT NULL,
	"opens" time NOT NULL,
	"closes" time NOT NULL,
	CONSTRAINT "operating_days_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "operating_days_weekday" CHECK ("operating_days"."weekday" between 1 and 7),
	CONSTRAINT "operating_days_in_order" CHECK ("operating_days"."opens" < "operating_days"."closes")
);
--> statement-breakpoint
CREATE TABLE "schools" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"name" text NOT NULL,
	"code" text NOT NULL,
	"address" text,
	"time_zone" text NOT NULL,
	"sourced_id" text,
	"deleted_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "schools_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "settings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"billing_tier" text DEFAULT 'basic' NOT NULL,
	"time_zone" text NOT NULL,
	"identity_mode" text DEFAULT 'named' NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "tenants_kind" CHECK ("tenants"."kind" in ('school', 'district', 'music_school', 'clinic'))
);
--> statement-breakpoint
CREATE TABLE "terms" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"school_id" uuid NOT NULL,
	"title" text NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	CONSTRAINT "terms_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "terms_in_order" CHECK ("terms"."starts_on" <= "terms"."ends_on")
);
--> statement-breakpoint
ALTER TABLE "navigation_items" ADD CONSTRAINT "navigation_items_tenant_id_parent_id_navigation_items_tenant_id_id_fk" FOREIGN KEY ("tenant_id","parent_id") REFERENCES "public"."navigation_items"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "navigation_items" ADD CONSTRAINT "navigation_items_tenant_id_tool_id_tools_tenant_id_id_fk" FOREIGN KEY ("tenant_id","tool_id") REFERENCES "public"."tools"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_permissions" ADD CONSTRAINT "role_permissions_tenant_id_role_id_roles_tenant_id_id_fk" FOREIGN KEY ("tenant_id","role_id") REFERENCES "public"."roles"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_tools" ADD CONSTRAINT "role_tools_tenant_id_role_id_roles_tenant_id_id_fk" FOREIGN KEY ("tenant_id","role_id") REFERENCES "public"."roles"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "role_tools" ADD CONSTRAINT "role_tools_tenant_id_tool_id_tools_tenant_id_id_fk" FOREIGN KEY ("tenant_id","tool_id") REFERENCES "public"."tools"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_tenant_id_role_id_roles_tenant_id_id_fk" FOREIGN KEY ("tenant_id","role_id") REFERENCES "public"."roles"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_settings" ADD CONSTRAINT "user_settings_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_tenant_id_school_id_schools_tenant_id_id_fk" FOREIGN KEY ("tenant_id","school_id") REFERENCES "public"."schools"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_records" ADD CONSTRAINT "attendance_records_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_records" ADD CONSTRAINT "attendance_records_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_records" ADD CONSTRAINT "attendance_records_tenant_id_enrollment_id_enrollments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","enrollment_id") REFERENCES "public"."enrollments"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_records" ADD CONSTRAINT "attendance_records_tenant_id_taken_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","taken_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attendance_rollups" ADD CONSTRAINT "attendance_rollups_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."backup_codes" ADD CONSTRAINT "backup_codes_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."challenges" ADD CONSTRAINT "challenges_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."passwords" ADD CONSTRAINT "passwords_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."sessions" ADD CONSTRAINT "sessions_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."totp" ADD CONSTRAINT "totp_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervention_team" ADD CONSTRAINT "intervention_team_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "intervention_team" ADD CONSTRAINT "intervention_team_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_tenant_id_owner_staff_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","owner_staff_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_tenant_id_program_id_programs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","program_id") REFERENCES "public"."programs"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vault"."identities" ADD CONSTRAINT "identities_tenant_id_key_id_keys_tenant_id_id_fk" FOREIGN KEY ("tenant_id","key_id") REFERENCES "vault"."keys"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_subjects" ADD CONSTRAINT "reveal_subjects_tenant_id_reveal_id_reveals_tenant_id_id_fk" FOREIGN KEY ("tenant_id","reveal_id") REFERENCES "public"."reveals"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_subjects" ADD CONSTRAINT "reveal_subjects_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveal_subjects" ADD CONSTRAINT "reveal_subjects_tenant_id_consent_id_consents_tenant_id_id_fk" FOREIGN KEY ("tenant_id","consent_id") REFERENCES "public"."consents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveals" ADD CONSTRAINT "reveals_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sharing_grants" ADD CONSTRAINT "sharing_grants_tenant_id_consent_id_consents_tenant_id_id_fk" FOREIGN KEY ("tenant_id","consent_id") REFERENCES "public"."consents"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sharing_grants" ADD CONSTRAINT "sharing_grants_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_tenant_id_session_id_sessions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","session_id") REFERENCES "public"."sessions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_location_id_locations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","location_id") REFERENCES "public"."locations"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_facilitator_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","facilitator_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_finished_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","finished_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_guardians" ADD CONSTRAINT "student_guardians_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_staff" ADD CONSTRAINT "student_staff_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "student_staff" ADD CONSTRAINT "student_staff_tenant_id_user_id_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "students" ADD CONSTRAINT "students_tenant_id_school_id_schools_tenant_id_id_fk" FOREIGN KEY ("tenant_id","school_id") REFERENCES "public"."schools"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closures" ADD CONSTRAINT "closures_tenant_id_school_id_schools_tenant_id_id_fk" FOREIGN KEY ("tenant_id","school_id") REFERENCES "public"."schools"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_tenant_id_school_id_schools_tenant_id_id_fk" FOREIGN KEY ("tenant_id","school_id") REFERENCES "public"."schools"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operating_days" ADD CONSTRAINT "operating_days_tenant_id_school_id_schools_tenant_id_id_fk" FOREIGN KEY ("tenant_id","school_id") REFERENCES "public"."schools"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terms" ADD CONSTRAINT "terms_tenant_id_school_id_schools_tenant_id_id_fk" FOREIGN KEY ("tenant_id","school_id") REFERENCES "public"."schools"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "role_permissions_once" ON "role_permissions" USING btree ("tenant_id","role_id","permission");--> statement-breakpoint
CREATE UNIQUE INDEX "role_tools_once" ON "role_tools" USING btree ("tenant_id","role_id","tool_id");--> statement-breakpoint
CREATE UNIQUE INDEX "roles_one_per_key" ON "roles" USING btree ("tenant_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "tools_one_per_key" ON "tools" USING btree ("tenant_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "user_roles_once" ON "user_roles" USING btree ("tenant_id","user_id","role_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_settings_one_per_key" ON "user_settings" USING btree ("tenant_id","user_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "users_one_per_email" ON "users" USING btree ("tenant_id",lower("email")) WHERE "users"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "attendance_records_one_per_student" ON "attendance_records" USING btree ("tenant_id","session_id","student_id");--> statement-breakpoint
CREATE INDEX "attendance_records_by_student" ON "attendance_records" USING btree ("tenant_id","student_id","recorded_at");--> statement-breakpoint
CREATE UNIQUE INDEX "attendance_rollups_one_per_student" ON "attendance_rollups" USING btree ("tenant_id","source_kind","source_id","student_id");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_logs_one_per_seq" ON "audit_logs" USING btree ("tenant_id","seq") WHERE "audit_logs"."seq" is not null;--> statement-breakpoint
CREATE INDEX "audit_logs_unsealed" ON "audit_logs" USING btree ("tenant_id","id") WHERE "audit_logs"."seq" is null;--> statement-breakpoint
CREATE INDEX "audit_logs_by_entity" ON "audit_logs" USING btree ("tenant_id","entity_id","subject_id","created_at");--> statement-breakpoint
CREATE INDEX "backup_codes_by_user" ON "auth"."backup_codes" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "challenges_by_token" ON "auth"."challenges" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "passwords_one_per_user" ON "auth"."passwords" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_by_token" ON "auth"."sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "auth"."sessions" USING btree ("tenant_id","user_id") WHERE "auth"."sessions"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "totp_one_per_user" ON "auth"."totp" USING btree ("tenant_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "enrollments_one_active" ON "enrollments" USING btree ("tenant_id","intervention_id","student_id") WHERE "enrollments"."status" = 'active';--> statement-breakpoint
CREATE INDEX "enrollments_by_student" ON "enrollments" USING btree ("tenant_id","student_id","status");--> statement-breakpoint
CREATE UNIQUE INDEX "intervention_team_once" ON "intervention_team" USING btree ("tenant_id","intervention_id","user_id");--> statement-breakpoint
CREATE INDEX "interventions_by_status" ON "interventions" USING btree ("tenant_id","status");--> statement-breakpoint
CREATE UNIQUE INDEX "programs_one_per_version" ON "programs" USING btree ("tenant_id","line_id","version");--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "outbox_events_open" ON "outbox_events" USING btree ("id") WHERE "outbox_events"."status" not in ('done', 'dead');--> statement-breakpoint
CREATE INDEX "outbox_events_open_by_aggregate" ON "outbox_events" USING btree ("tenant_id","aggregate_id","aggregate_version") WHERE "outbox_events"."status" not in ('done', 'dead');--> statement-breakpoint
CREATE INDEX "outbox_events_done" ON "outbox_events" USING btree ("processed_at") WHERE "outbox_events"."status" = 'done';--> statement-breakpoint
CREATE INDEX "consents_by_student" ON "consents" USING btree ("tenant_id","student_id","grantee_type","status");--> statement-breakpoint
CREATE UNIQUE INDEX "identities_one_per_field" ON "vault"."identities" USING btree ("tenant_id","subject_kind","subject_id","field");--> statement-breakpoint
CREATE UNIQUE INDEX "reveal_subjects_once" ON "reveal_subjects" USING btree ("tenant_id","reveal_id","student_id");--> statement-breakpoint
CREATE INDEX "reveal_subjects_by_student" ON "reveal_subjects" USING btree ("tenant_id","student_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reveals_once_a_day" ON "reveals" USING btree ("tenant_id","user_id","purpose","context_id","day");--> statement-breakpoint
CREATE UNIQUE INDEX "keys_one_per_version" ON "vault"."keys" USING btree ("tenant_id","subject_kind","subject_id","version");--> statement-breakpoint
CREATE INDEX "bookings_by_session" ON "bookings" USING btree ("tenant_id","session_id");--> statement-breakpoint
CREATE INDEX "sessions_by_facilitator" ON "sessions" USING btree ("tenant_id","facilitator_id","start_time");--> statement-breakpoint
CREATE INDEX "sessions_by_start" ON "sessions" USING btree ("tenant_id","start_time");--> statement-breakpoint
CREATE INDEX "sessions_by_intervention" ON "sessions" USING btree ("tenant_id","intervention_id","start_time");--> statement-breakpoint
CREATE INDEX "student_guardians_by_student" ON "student_guardians" USING btree ("tenant_id","student_id");--> statement-breakpoint
CREATE INDEX "student_staff_by_user" ON "student_staff" USING btree ("tenant_id","user_id","student_id");--> statement-breakpoint
CREATE INDEX "student_staff_by_student" ON "student_staff" USING btree ("tenant_id","student_id");--> statement-breakpoint
CREATE UNIQUE INDEX "students_one_per_code" ON "students" USING btree ("tenant_id","display_code");--> statement-breakpoint
CREATE INDEX "students_by_status" ON "students" USING btree ("tenant_id","status","display_code");--> statement-breakpoint
CREATE INDEX "closures_by_day" ON "closures" USING btree ("tenant_id","starts_on","ends_on");--> statement-breakpoint
CREATE UNIQUE INDEX "settings_one_per_key" ON "settings" USING btree ("tenant_id","key");