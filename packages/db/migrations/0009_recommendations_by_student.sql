ALTER TABLE "case_drafts" DROP CONSTRAINT "case_drafts_kind";--> statement-breakpoint
ALTER TABLE "case_entries" DROP CONSTRAINT "case_entries_kind";--> statement-breakpoint
CREATE INDEX "exit_recommendations_by_student" ON "exit_recommendations" USING btree ("tenant_id","student_id","created_at");--> statement-breakpoint
ALTER TABLE "case_drafts" ADD CONSTRAINT "case_drafts_kind" CHECK ("case_drafts"."kind" in ('meeting', 'update', 'status'));--> statement-breakpoint
ALTER TABLE "case_entries" ADD CONSTRAINT "case_entries_kind" CHECK ("case_entries"."kind" in ('meeting', 'update', 'status'));