ALTER TABLE "enrollments" DROP CONSTRAINT "enrollments_ended_with_reason";--> statement-breakpoint
ALTER TABLE "interventions" DROP CONSTRAINT "interventions_cancelled_with_reason";--> statement-breakpoint
ALTER TABLE "enrollments" ADD CONSTRAINT "enrollments_ended_with_reason" CHECK ("enrollments"."status" = 'active' or btrim(coalesce("enrollments"."exit_reason", '')) <> '');--> statement-breakpoint
ALTER TABLE "interventions" ADD CONSTRAINT "interventions_cancelled_with_reason" CHECK ("interventions"."status" <> 'cancelled' or btrim(coalesce("interventions"."status_reason", '')) <> '');