ALTER TABLE "postbacks" ADD COLUMN "named_customer_id" text;--> statement-breakpoint
ALTER TABLE "postbacks" ADD COLUMN "named_click_ref" text;--> statement-breakpoint
ALTER TABLE "stranger_postbacks" ADD COLUMN "named_customer_id" text;--> statement-breakpoint
ALTER TABLE "stranger_postbacks" ADD COLUMN "named_click_ref" text;--> statement-breakpoint
CREATE INDEX "conversions_customer_id" ON "conversions" USING btree ("customer_id") WHERE customer_id is not null;--> statement-breakpoint
CREATE INDEX "postbacks_named_customer" ON "postbacks" USING btree ("named_customer_id") WHERE named_customer_id is not null;--> statement-breakpoint
CREATE INDEX "postbacks_named_click_ref" ON "postbacks" USING btree ("named_click_ref") WHERE named_click_ref is not null;--> statement-breakpoint
CREATE INDEX "stranger_postbacks_named_customer" ON "stranger_postbacks" USING btree ("named_customer_id") WHERE named_customer_id is not null;--> statement-breakpoint
CREATE INDEX "stranger_postbacks_named_click_ref" ON "stranger_postbacks" USING btree ("named_click_ref") WHERE named_click_ref is not null;--> statement-breakpoint
-- Columns of a view are only added at its end.
CREATE OR REPLACE VIEW "all_postbacks" AS
SELECT "campaign_id", "id", "received_at", "method", "url", "headers", "body", "ip", "advertiser_id", "affiliate_id",
  "source_id", "http_status", "outcome", "detail", "click_id", "order_id", "goal_key", "conversion_id", "trace",
  "judged_at", "earlier", "cut", false AS "is_stranger", "named_customer_id", "named_click_ref"
FROM "postbacks"
UNION ALL
SELECT 0, "id", "received_at", "method", "url", "headers", "body", "ip", NULL::integer, NULL::integer,
  NULL::integer, "http_status", "outcome", "detail", NULL::bytea, "order_id", "goal_key", NULL::uuid, "trace",
  NULL::timestamp(3) with time zone, NULL::jsonb, "cut", true, "named_customer_id", "named_click_ref"
FROM "stranger_postbacks";
