ALTER TABLE "programs" ADD COLUMN "lowest_value" double precision;--> statement-breakpoint
ALTER TABLE "programs" ADD COLUMN "highest_value" double precision;--> statement-breakpoint
ALTER TABLE "exit_recommendations" ADD COLUMN "recommended_by" uuid;--> statement-breakpoint
ALTER TABLE "exit_recommendations" ADD CONSTRAINT "exit_recommendations_tenant_id_recommended_by_users_tenant_id_id_fk" FOREIGN KEY ("tenant_id","recommended_by") REFERENCES "public"."users"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exit_recommendations_by_recommender" ON "exit_recommendations" USING btree ("tenant_id","recommended_by");--> statement-breakpoint
ALTER TABLE "programs" ADD CONSTRAINT "programs_values" CHECK ("programs"."lowest_value" < "programs"."highest_value");