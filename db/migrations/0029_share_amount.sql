ALTER TABLE "campaigns" ADD COLUMN "share_amount" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "show_advertiser" boolean DEFAULT true NOT NULL;