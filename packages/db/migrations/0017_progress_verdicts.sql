CREATE TABLE "progress_verdicts" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"enrollment_id" uuid NOT NULL,
	"intervention_id" uuid NOT NULL,
	"student_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"finding" text NOT NULL,
	"sentence" text NOT NULL,
	"is_undelivered" boolean NOT NULL,
	CONSTRAINT "progress_verdicts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "progress_verdicts_outcome" CHECK ("progress_verdicts"."outcome" in ('exit', 'maintain', 'modify', 'intensify', 'insufficient_data')),
	CONSTRAINT "progress_verdicts_finding" CHECK ("progress_verdicts"."finding" in ('above', 'below', 'around', 'too_few', 'reached'))
);
--> statement-breakpoint
ALTER TABLE "progress_verdicts" ADD CONSTRAINT "progress_verdicts_tenant_id_enrollment_id_enrollments_tenant_id_id_fk" FOREIGN KEY ("tenant_id","enrollment_id") REFERENCES "public"."enrollments"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_verdicts" ADD CONSTRAINT "progress_verdicts_tenant_id_intervention_id_interventions_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intervention_id") REFERENCES "public"."interventions"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_verdicts" ADD CONSTRAINT "progress_verdicts_tenant_id_student_id_students_tenant_id_id_fk" FOREIGN KEY ("tenant_id","student_id") REFERENCES "public"."students"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "progress_verdicts_one" ON "progress_verdicts" USING btree ("tenant_id","enrollment_id");--> statement-breakpoint
CREATE INDEX "progress_verdicts_by_intervention" ON "progress_verdicts" USING btree ("tenant_id","intervention_id","finding");
--> statement-breakpoint
call app.protect('progress_verdicts', 'select, insert, update');
--> statement-breakpoint
grant insert, update on progress_verdicts to handrail_worker;
