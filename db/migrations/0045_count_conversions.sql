ALTER TABLE "conversions" ADD COLUMN "first_approved_at" timestamp(3) with time zone;--> statement-breakpoint
UPDATE "conversions" c SET "first_approved_at" = coalesce(
  (SELECT min(v."changed_at") FROM "conversion_versions" v
    WHERE v."campaign_id" = c."campaign_id" AND v."conversion_id" = c."id" AND v."status" = 'approved'),
  c."approved_at")
WHERE c."approved_at" IS NOT NULL;--> statement-breakpoint
INSERT INTO "conversion_deltas" ("campaign_id", "conversion_id", "version", "sign", "status", "currency",
  "amount_micros", "revenue_micros", "payout_micros", "approved_at")
SELECT "campaign_id", "id", "version", 1, "status", "currency",
  coalesce("amount_micros", 0) - "refunded_micros", "revenue_micros", "payout_micros", "first_approved_at"
FROM "conversions" WHERE NOT 'test' = ANY("flags");
