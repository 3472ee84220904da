CREATE TABLE "click_days" (
	"campaign_id" integer NOT NULL,
	"affiliate_id" integer NOT NULL,
	"day" date NOT NULL,
	"version" integer NOT NULL,
	"subject_id" uuid NOT NULL,
	"clicks" bigint NOT NULL,
	"revenue_micros" bigint NOT NULL,
	"payout_micros" bigint NOT NULL,
	"owed_currency" text,
	"owed_micros" bigint,
	"owed_spread_micros" bigint,
	"owed_rate_id" integer,
	"booked_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "click_days_campaign_id_affiliate_id_day_version_pk" PRIMARY KEY("campaign_id","affiliate_id","day","version")
);
--> statement-breakpoint
CREATE TABLE "click_prices" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "click_prices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"campaign_id" integer NOT NULL,
	"affiliate_id" integer,
	"model" text NOT NULL,
	"revenue_micros" bigint NOT NULL,
	"payout_micros" bigint NOT NULL,
	"counts" text DEFAULT 'unique' NOT NULL,
	"valid_from" timestamp(3) with time zone,
	"valid_to" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tier_counters" (
	"campaign_id" integer NOT NULL,
	"goal_key" text NOT NULL,
	"affiliate_id" integer NOT NULL,
	"period" text NOT NULL,
	"period_start" timestamp(3) with time zone NOT NULL,
	"conversions" bigint NOT NULL,
	"revenue_micros" bigint NOT NULL,
	CONSTRAINT "tier_counters_campaign_id_goal_key_affiliate_id_period_period_start_pk" PRIMARY KEY("campaign_id","goal_key","affiliate_id","period","period_start")
);
--> statement-breakpoint
ALTER TABLE "fx_rates" DROP CONSTRAINT "fx_rates_day";--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "fx_spread_percent" text DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "tier_step" integer;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "owed_currency" text;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "owed_micros" bigint;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "owed_spread_micros" bigint;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "owed_rate_id" integer;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "held" jsonb;--> statement-breakpoint
ALTER TABLE "fx_rates" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD COLUMN "rule_version" integer;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD COLUMN "goal_payout_id" integer;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD COLUMN "tier_step" integer;--> statement-breakpoint
ALTER TABLE "click_prices" ADD CONSTRAINT "click_prices_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "click_prices" ADD CONSTRAINT "click_prices_affiliate_id_affiliates_id_fk" FOREIGN KEY ("affiliate_id") REFERENCES "public"."affiliates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "click_prices_campaign_id" ON "click_prices" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "conversions_held" ON "conversions" USING btree ("campaign_id","id") WHERE held is not null;--> statement-breakpoint
ALTER TABLE "fx_rates" ADD CONSTRAINT "fx_rates_day" UNIQUE("day","base","quote","version");