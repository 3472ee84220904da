CREATE TABLE "payment_detail_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"affiliate_id" integer NOT NULL,
	"method" text,
	"sealed" "bytea",
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp(3) with time zone NOT NULL,
	"effective_at" timestamp(3) with time zone NOT NULL,
	"state" text NOT NULL,
	"ended_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "payment_detail_changes_pending" ON "payment_detail_changes" USING btree ("affiliate_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "payment_detail_changes_due" ON "payment_detail_changes" USING btree ("effective_at") WHERE state = 'pending';