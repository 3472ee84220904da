CREATE TABLE "shadow_exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"content_key" "bytea" NOT NULL,
	"file_name" text,
	"timezone" text NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"to_at" timestamp(3) with time zone NOT NULL,
	"columns" jsonb NOT NULL,
	"rows" integer NOT NULL,
	"unreadable" integer NOT NULL,
	"problems" jsonb NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"received_by" text NOT NULL,
	"compared_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "shadow_items" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"class" text NOT NULL,
	"differs" text[] NOT NULL,
	"why" text,
	"code" text,
	"postback_id" uuid,
	"rule" text,
	"score" smallint,
	"row_id" integer,
	"export_id" uuid,
	"theirs_row_no" integer,
	"theirs_old_id" text,
	"theirs_click" text,
	"theirs_order_id" text,
	"theirs_goal" text,
	"theirs_campaign" text,
	"theirs_affiliate" text,
	"theirs_day" text,
	"theirs_at" timestamp(3) with time zone,
	"theirs_campaign_id" integer,
	"theirs_affiliate_id" integer,
	"theirs_status" text,
	"theirs_currency" text,
	"theirs_amount_micros" bigint,
	"theirs_revenue_micros" bigint,
	"theirs_payout_micros" bigint,
	"conversion_id" uuid,
	"ours_day" text,
	"ours_at" timestamp(3) with time zone,
	"ours_campaign_id" integer,
	"ours_affiliate_id" integer,
	"ours_goal" text,
	"ours_order_id" text,
	"ours_click_id" "bytea",
	"ours_status" text,
	"ours_currency" text,
	"ours_amount_micros" bigint,
	"ours_revenue_micros" bigint,
	"ours_payout_micros" bigint
);
--> statement-breakpoint
CREATE TABLE "shadow_rows" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shadow_rows_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"export_id" uuid NOT NULL,
	"row_no" integer NOT NULL,
	"old_id" text,
	"click" text,
	"click_id" "bytea",
	"campaign" text NOT NULL,
	"affiliate" text NOT NULL,
	"goal" text,
	"order_id" text,
	"status" text NOT NULL,
	"currency" text,
	"amount_micros" bigint,
	"revenue_micros" bigint,
	"payout_micros" bigint,
	"converted_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "shadow" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "shadow_exports_content" ON "shadow_exports" USING btree ("content_key");--> statement-breakpoint
CREATE UNIQUE INDEX "shadow_items_row" ON "shadow_items" USING btree ("row_id") WHERE row_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "shadow_items_conversion" ON "shadow_items" USING btree ("conversion_id") WHERE conversion_id is not null;--> statement-breakpoint
CREATE INDEX "shadow_items_at" ON "shadow_items" USING btree ("at");--> statement-breakpoint
CREATE INDEX "shadow_items_class" ON "shadow_items" USING btree ("class","at");--> statement-breakpoint
CREATE UNIQUE INDEX "shadow_rows_key" ON "shadow_rows" USING btree ("key");--> statement-breakpoint
CREATE INDEX "shadow_rows_export_id" ON "shadow_rows" USING btree ("export_id");