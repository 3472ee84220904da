ALTER TABLE "endpoints" ADD COLUMN "ad" jsonb;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "credential" jsonb;