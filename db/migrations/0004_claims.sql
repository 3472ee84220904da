CREATE TABLE "click_claims" (
	"click_id" "bytea" PRIMARY KEY NOT NULL,
	"claimed_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "conversions_recorded_at" ON "conversions" USING btree ("campaign_id","recorded_at");