-- As people sort words (accents and capitals part none), and numbers in them by size.
create collation app.words (provider = icu, locale = 'und-u-kn-true');
--> statement-breakpoint
ALTER TABLE "roles" ALTER COLUMN "name" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "tools" ALTER COLUMN "name" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "users" ALTER COLUMN "name" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "action_plan_templates" ALTER COLUMN "title" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "saved_views" ALTER COLUMN "name" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "communication_templates" ALTER COLUMN "name" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "interventions" ALTER COLUMN "name" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "programs" ALTER COLUMN "name" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "student_guardians" ALTER COLUMN "relationship" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "locations" ALTER COLUMN "name" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "schools" ALTER COLUMN "name" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "tenants" ALTER COLUMN "name" SET DATA TYPE text collate app.words;--> statement-breakpoint
ALTER TABLE "action_plan_templates" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;