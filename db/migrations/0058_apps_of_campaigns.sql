ALTER TABLE "campaigns" ADD COLUMN "skan" jsonb;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "app" jsonb;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "install" jsonb;--> statement-breakpoint
ALTER TABLE "destinations" ADD COLUMN "os" text[] DEFAULT '{}' NOT NULL;