ALTER TABLE "saved_reports" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "saved_reports" ADD COLUMN "retry_at" timestamp(3) with time zone;