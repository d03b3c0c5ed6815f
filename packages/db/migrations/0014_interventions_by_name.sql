CREATE INDEX "users_by_email" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "sessions_by_age" ON "auth"."sessions" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "interventions_by_name" ON "interventions" USING btree ("tenant_id","name","id");