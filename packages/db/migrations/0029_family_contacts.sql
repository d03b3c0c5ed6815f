CREATE TABLE "family_contacts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"student_id" uuid NOT NULL,
	"intervention_id" uuid,
	"case_id" uuid,
	"guardian_id" uuid,
	"kind" text NOT NULL,
	"outcome" text NOT NULL,
	"contacted_on" date NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"next_step" text,
	"next_step_on" date,
	"next_step_done_at" timestamp with time zone,
	"next_step_done_by" uuid,
	"created_by" uuid NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" uuid,
	"withdrawn_reason" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "family_contacts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "family_contacts_kind" CHECK ("family_contacts"."kind" in ('call', 'in_person', 'home_visit', 'video_call', 'outside_email', 'other')),
	CONSTRAINT "family_contacts_outcome" CHECK ("family_contacts"."outcome" in ('reached', 'left_message', 'no_answer', 'wrong_number')),
	CONSTRAINT "family_contacts_next_step" CHECK (("family_contacts"."next_step" is null) = ("family_contacts"."next_step_on" is null) and ("family_contacts"."next_step_done_at" is null or "family_contacts"."next_step" is not null)
        and ("family_contacts"."next_step_done_at" is null) = ("family_contacts"."next_step_done_by" is null)),
	CONSTRAINT "family_contacts_withdrawn" CHECK (("family_contacts"."withdrawn_at" is null) = ("family_contacts"."withdrawn_by" is null)
        and ("family_contacts"."withdrawn_at" is null) = (nullif(btrim("family_contacts"."withdrawn_reason"), '') is null))
);
--> statement-breakpoint
ALTER TABLE "family_contacts" ADD CONSTRAINT "family_contacts_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "family_contacts" ADD CONSTRAINT "family_contacts_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "family_contacts" ADD CONSTRAINT "family_contacts_tenant_id_case_id_cases_tenant_id_id_fk" FOREIGN KEY ("tenant_id","case_id") REFERENCES "public"."cases"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "family_contacts" ADD CONSTRAINT "family_contacts_tenant_id_guardian_id_student_guardians_tenant_id_id_fk" FOREIGN KEY ("tenant_id","guardian_id") REFERENCES "public"."student_guardians"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "family_contacts" ADD CONSTRAINT "family_contacts_tenant_id_created_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","created_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "family_contacts" ADD CONSTRAINT "family_contacts_tenant_id_next_step_done_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","next_step_done_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "family_contacts" ADD CONSTRAINT "family_contacts_tenant_id_withdrawn_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","withdrawn_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "family_contacts_by_student" ON "family_contacts" USING btree ("tenant_id","student_id","contacted_on");--> statement-breakpoint
CREATE INDEX "family_contacts_by_case" ON "family_contacts" USING btree ("tenant_id","case_id") WHERE "family_contacts"."case_id" is not null;
--> statement-breakpoint
call app.protect('family_contacts', 'select, insert, update');
