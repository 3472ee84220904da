ALTER TABLE "mails" ADD COLUMN "attachment" jsonb;--> statement-breakpoint
ALTER TABLE "saved_reports" ADD COLUMN "schedule" text;--> statement-breakpoint
ALTER TABLE "saved_reports" ADD COLUMN "hour" integer DEFAULT 8 NOT NULL;--> statement-breakpoint
ALTER TABLE "saved_reports" ADD COLUMN "timezone" text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "saved_reports" ADD COLUMN "send_by" text DEFAULT 'mail' NOT NULL;--> statement-breakpoint
ALTER TABLE "saved_reports" ADD COLUMN "next_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "saved_reports" ADD COLUMN "sent_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "saved_reports" ADD COLUMN "failure" text;--> statement-breakpoint
CREATE INDEX "saved_reports_next_at" ON "saved_reports" USING btree ("next_at") WHERE next_at is not null;