ALTER TABLE "sources" ADD COLUMN "old_key" jsonb;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "old_token" jsonb;