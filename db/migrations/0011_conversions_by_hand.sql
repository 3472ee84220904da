ALTER TABLE "conversion_versions" ADD COLUMN "origin" text;--> statement-breakpoint
ALTER TABLE "conversion_versions" ADD COLUMN "made_by" text;--> statement-breakpoint
ALTER TABLE "conversion_versions" ADD COLUMN "why" text;--> statement-breakpoint
CREATE INDEX "conversions_auto_approve" ON "conversions" USING btree ("auto_approve_at","id") WHERE status = 'pending';--> statement-breakpoint
ALTER TABLE "affiliates" DROP COLUMN "payment_details";