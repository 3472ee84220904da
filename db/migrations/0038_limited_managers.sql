ALTER TABLE "api_tokens" ADD COLUMN "affiliate_ids" integer[];--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "advertiser_ids" integer[];--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "affiliate_ids" integer[];--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "advertiser_ids" integer[];--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "affiliate_ids" integer[];--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "advertiser_ids" integer[];