CREATE TABLE "backfill_windows" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "backfill_windows_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"advertiser_id" integer NOT NULL,
	"campaign_id" integer,
	"source_id" integer,
	"opens_at" timestamp(3) with time zone NOT NULL,
	"closes_at" timestamp(3) with time zone NOT NULL,
	"event_from" timestamp(3) with time zone NOT NULL,
	"event_to" timestamp(3) with time zone NOT NULL,
	"state" text DEFAULT 'scheduled' NOT NULL,
	"replayed_to" uuid,
	"replay_done" boolean DEFAULT false NOT NULL,
	"report" jsonb,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversion_rules" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "conversion_rules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"campaign_id" integer,
	"affiliate_id" integer,
	"field" text NOT NULL,
	"op" text NOT NULL,
	"values" text[] NOT NULL,
	"action" text NOT NULL,
	"reason" text,
	"enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"advertiser_id" integer NOT NULL,
	"customer_id" text NOT NULL,
	"click_id" "bytea" NOT NULL,
	"first_seen_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "customers_advertiser_id_customer_id_pk" PRIMARY KEY("advertiser_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "goal_rules" (
	"campaign_id" integer NOT NULL,
	"goal_key" text NOT NULL,
	"rule_version" integer NOT NULL,
	"revenue" jsonb NOT NULL,
	"payout" jsonb NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "goal_rules_campaign_id_goal_key_rule_version_pk" PRIMARY KEY("campaign_id","goal_key","rule_version")
);
--> statement-breakpoint
CREATE TABLE "postback_counts" (
	"hour" timestamp(3) with time zone NOT NULL,
	"advertiser_id" integer NOT NULL,
	"source_id" integer NOT NULL,
	"outcome" text NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp(3) with time zone NOT NULL,
	"last_id" uuid NOT NULL,
	CONSTRAINT "postback_counts_hour_advertiser_id_source_id_outcome_pk" PRIMARY KEY("hour","advertiser_id","source_id","outcome")
);
--> statement-breakpoint
CREATE TABLE "postback_nonces" (
	"advertiser_id" integer NOT NULL,
	"nonce" text NOT NULL,
	"content" "bytea" NOT NULL,
	"used_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "postback_nonces_advertiser_id_nonce_pk" PRIMARY KEY("advertiser_id","nonce")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sources_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"advertiser_id" integer NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"preset" text,
	"mapping" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"goal_map" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status_map" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"secrets" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"token" jsonb,
	"require" text DEFAULT 'token' NOT NULL,
	"allow_ips" text[] DEFAULT '{}' NOT NULL,
	"enforce" boolean DEFAULT true NOT NULL,
	"drift_seconds" integer DEFAULT 300 NOT NULL,
	"timezone" text DEFAULT 'UTC' NOT NULL,
	"currency" text,
	"amount_unit" text DEFAULT 'major' NOT NULL,
	"decimal_comma" boolean DEFAULT false NOT NULL,
	"amount_updates" boolean DEFAULT false NOT NULL,
	"reversal_amount" text,
	"reinstate" boolean DEFAULT false NOT NULL,
	"answer" text,
	"rate_per_second" integer,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "sources_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "unmapped_seen" (
	"source_id" integer NOT NULL,
	"kind" text NOT NULL,
	"word" text NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp(3) with time zone NOT NULL,
	"last_id" uuid NOT NULL,
	CONSTRAINT "unmapped_seen_source_id_kind_word_pk" PRIMARY KEY("source_id","kind","word")
);
--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "over_cap" text DEFAULT 'pending' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "refunded_micros" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "source_id" integer;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "proof" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "said_at" timestamp(3) with time zone;--> statement-breakpoint
UPDATE "conversions" SET "said_at" = "updated_at";--> statement-breakpoint
ALTER TABLE "conversions" ALTER COLUMN "said_at" SET NOT NULL;--> statement-breakpoint
INSERT INTO "goal_rules" ("campaign_id", "goal_key", "rule_version", "revenue", "payout", "created_at")
SELECT "campaign_id", "key", "rule_version", "revenue", "payout", "created_at" FROM "goals";--> statement-breakpoint
ALTER TABLE "goals" ADD COLUMN "after" text;--> statement-breakpoint
ALTER TABLE "goals" ADD COLUMN "max_per_click" integer;--> statement-breakpoint
ALTER TABLE "goals" ADD COLUMN "fixed_on_refund" text DEFAULT 'keep' NOT NULL;--> statement-breakpoint
ALTER TABLE "goals" ADD COLUMN "auto_approve_days" integer;--> statement-breakpoint
ALTER TABLE "goals" ADD COLUMN "hold_days" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "postbacks" ADD COLUMN "advertiser_id" integer;--> statement-breakpoint
ALTER TABLE "postbacks" ADD COLUMN "affiliate_id" integer;--> statement-breakpoint
ALTER TABLE "postbacks" ADD COLUMN "source_id" integer;--> statement-breakpoint
ALTER TABLE "postbacks" ADD COLUMN "judged_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "postbacks" ADD COLUMN "earlier" jsonb;--> statement-breakpoint
ALTER TABLE "backfill_windows" ADD CONSTRAINT "backfill_windows_advertiser_id_advertisers_id_fk" FOREIGN KEY ("advertiser_id") REFERENCES "public"."advertisers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backfill_windows" ADD CONSTRAINT "backfill_windows_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "backfill_windows" ADD CONSTRAINT "backfill_windows_source_id_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversion_rules" ADD CONSTRAINT "conversion_rules_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_advertiser_id_advertisers_id_fk" FOREIGN KEY ("advertiser_id") REFERENCES "public"."advertisers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backfill_windows_advertiser_id" ON "backfill_windows" USING btree ("advertiser_id");--> statement-breakpoint
CREATE INDEX "postback_nonces_used_at" ON "postback_nonces" USING btree ("used_at");--> statement-breakpoint
CREATE INDEX "sources_advertiser_id" ON "sources" USING btree ("advertiser_id");--> statement-breakpoint
CREATE INDEX "postbacks_received_at" ON "postbacks" USING brin ("received_at");--> statement-breakpoint
CREATE INDEX "postbacks_parent_missing" ON "postbacks" USING btree ("click_id") WHERE outcome = 'parent_missing';--> statement-breakpoint
CREATE INDEX "postbacks_outside_window" ON "postbacks" USING btree ("campaign_id","id") WHERE outcome in ('outside_window', 'late_needs_proof');--> statement-breakpoint
CREATE UNIQUE INDEX "sources_one_default" ON "sources" USING btree ("advertiser_id") WHERE is_default;
