ALTER TABLE "sources" ADD COLUMN "store" jsonb;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "service_account" jsonb;