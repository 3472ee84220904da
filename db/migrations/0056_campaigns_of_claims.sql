ALTER TABLE "delivery_attempts" ADD COLUMN "campaign_id" integer;--> statement-breakpoint
ALTER TABLE "delivery_queue" ADD COLUMN "campaign_id" integer;--> statement-breakpoint
ALTER TABLE "invoice_claims" ADD COLUMN "campaign_id" integer;--> statement-breakpoint
ALTER TABLE "payment_claims" ADD COLUMN "campaign_id" integer;--> statement-breakpoint
ALTER TABLE "voided_claims" ADD COLUMN "campaign_id" integer;--> statement-breakpoint
ALTER TABLE "voided_invoice_claims" ADD COLUMN "campaign_id" integer;