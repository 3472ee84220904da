ALTER TABLE "campaign_affiliates" ADD COLUMN "answers" jsonb;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "terms_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "creatives" jsonb DEFAULT '[]'::jsonb NOT NULL;