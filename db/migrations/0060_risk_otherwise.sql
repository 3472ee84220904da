ALTER TABLE "conversion_risks" ADD COLUMN "earlier_ids" uuid[];--> statement-breakpoint
ALTER TABLE "conversion_risks" ADD COLUMN "otherwise" jsonb;