ALTER TABLE "move_batches" ADD COLUMN "skipped" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "move_batches" ADD COLUMN "refused" integer DEFAULT 0 NOT NULL;