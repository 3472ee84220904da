CREATE TABLE "advertisers" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "advertisers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"external_id" text,
	"plain_postback" text DEFAULT 'accept' NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "advertisers_external_id_unique" UNIQUE("external_id")
);
--> statement-breakpoint
CREATE TABLE "affiliates" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "affiliates_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"email" text,
	"external_id" text,
	"status" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "affiliates_external_id_unique" UNIQUE("external_id")
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"role" text NOT NULL,
	"affiliate_id" integer,
	"advertiser_id" integer,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "api_tokens_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "campaigns_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"advertiser_id" integer NOT NULL,
	"name" text NOT NULL,
	"external_id" text,
	"destination_url" text NOT NULL,
	"click_param" text DEFAULT 'click_id' NOT NULL,
	"currency" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"starts_at" timestamp(3) with time zone,
	"ends_at" timestamp(3) with time zone,
	"lookback_days" integer DEFAULT 30 NOT NULL,
	"backfill_days" integer DEFAULT 90 NOT NULL,
	"min_seconds_to_convert" integer DEFAULT 0 NOT NULL,
	"fallback_url" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "campaigns_external_id_unique" UNIQUE("external_id")
);
--> statement-breakpoint
CREATE TABLE "click_keys" (
	"key_number" integer PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"published_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clicks" (
	"click_id" "bytea" NOT NULL,
	"clicked_at" timestamp(3) with time zone NOT NULL,
	"campaign_id" integer NOT NULL,
	"link_id" integer NOT NULL,
	"affiliate_id" integer NOT NULL,
	"asn" bigint,
	"ua_id" bigint,
	"marks" smallint NOT NULL,
	"pays" boolean NOT NULL,
	"verdict" text NOT NULL,
	"country" text,
	"ip" text,
	"referrer" text,
	"source" text,
	"click_ref" text,
	"sub1" text,
	"sub2" text,
	"sub3" text,
	"sub4" text,
	"sub5" text,
	"sub6" text,
	"sub7" text,
	"sub8" text,
	"sub9" text,
	"sub10" text,
	"params" jsonb,
	"flags" text[],
	CONSTRAINT "clicks_click_id_campaign_id_clicked_at_pk" PRIMARY KEY("click_id","campaign_id","clicked_at")
);
--> statement-breakpoint
CREATE TABLE "config_version" (
	"id" integer PRIMARY KEY NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "config_version_one_row" CHECK ("config_version"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "conversion_versions" (
	"campaign_id" integer NOT NULL,
	"conversion_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"changed_at" timestamp(3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"raw_status" text,
	"amount_micros" bigint,
	"revenue_micros" bigint NOT NULL,
	"payout_micros" bigint NOT NULL,
	"postback_id" uuid,
	CONSTRAINT "conversion_versions_campaign_id_conversion_id_version_pk" PRIMARY KEY("campaign_id","conversion_id","version")
);
--> statement-breakpoint
CREATE TABLE "conversions" (
	"campaign_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"goal_key" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"click_id" "bytea" NOT NULL,
	"link_id" integer NOT NULL,
	"affiliate_id" integer NOT NULL,
	"advertiser_id" integer NOT NULL,
	"order_id" text,
	"customer_id" text,
	"currency" text NOT NULL,
	"amount_micros" bigint,
	"revenue_micros" bigint NOT NULL,
	"payout_micros" bigint NOT NULL,
	"rule_version" integer NOT NULL,
	"said" text[] NOT NULL,
	"adv" jsonb,
	"flags" text[] DEFAULT '{}' NOT NULL,
	"clicked_at" timestamp(3) with time zone NOT NULL,
	"occurred_at" timestamp(3) with time zone,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "conversions_campaign_id_id_pk" PRIMARY KEY("campaign_id","id"),
	CONSTRAINT "conversions_same_event" UNIQUE("campaign_id","goal_key","dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"endpoint_id" integer NOT NULL,
	"campaign_id" integer NOT NULL,
	"affiliate_id" integer NOT NULL,
	"conversion_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"status" text NOT NULL,
	"payout_micros" bigint NOT NULL,
	"currency" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"settled_at" timestamp(3) with time zone,
	CONSTRAINT "deliveries_once" UNIQUE("endpoint_id","conversion_id","version")
);
--> statement-breakpoint
CREATE TABLE "delivery_attempts" (
	"delivery_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"claim" integer NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"method" text NOT NULL,
	"url" text NOT NULL,
	"headers" jsonb NOT NULL,
	"remote_address" text,
	"http_status" smallint,
	"response_headers" jsonb,
	"response_body" "bytea",
	"error" text,
	"succeeded" boolean NOT NULL,
	CONSTRAINT "delivery_attempts_delivery_id_attempt_claim_pk" PRIMARY KEY("delivery_id","attempt","claim")
);
--> statement-breakpoint
CREATE TABLE "delivery_queue" (
	"delivery_id" uuid PRIMARY KEY NOT NULL,
	"endpoint_id" integer NOT NULL,
	"conversion_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"claim" integer DEFAULT 0 NOT NULL,
	"claimed_until" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "endpoints" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "endpoints_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"affiliate_id" integer NOT NULL,
	"campaign_id" integer,
	"url" text NOT NULL,
	"statuses" text[] NOT NULL,
	"goals" text[],
	"send_zero" boolean DEFAULT false NOT NULL,
	"timeout_s" integer DEFAULT 10 NOT NULL,
	"age_budget_hours" integer DEFAULT 72 NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"disabled_reason" text,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "goals" (
	"campaign_id" integer NOT NULL,
	"key" text NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"is_default" boolean DEFAULT false NOT NULL,
	"dedupe" text DEFAULT 'order' NOT NULL,
	"default_status" text DEFAULT 'approved' NOT NULL,
	"lookback_days" integer,
	"revenue" jsonb NOT NULL,
	"payout" jsonb NOT NULL,
	"rule_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "goals_campaign_id_key_pk" PRIMARY KEY("campaign_id","key")
);
--> statement-breakpoint
CREATE TABLE "job_firings" (
	"name" text NOT NULL,
	"scheduled_for" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "job_firings_name_scheduled_for_pk" PRIMARY KEY("name","scheduled_for")
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"name" text PRIMARY KEY NOT NULL,
	"last_started_at" timestamp(3) with time zone NOT NULL,
	"last_duration_ms" integer NOT NULL,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"claim" integer DEFAULT 0 NOT NULL,
	"claimed_until" timestamp(3) with time zone,
	"last_error" text,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journal_positions" (
	"journal" uuid PRIMARY KEY NOT NULL,
	"segment" integer NOT NULL,
	"byte_offset" bigint NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"leased_until" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_transactions" (
	"campaign_id" integer NOT NULL,
	"id" uuid NOT NULL,
	"booked_at" timestamp(3) with time zone NOT NULL,
	"conversion_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"currency" text NOT NULL,
	"advertiser_id" integer,
	"affiliate_id" integer,
	"receivable_pending_micros" bigint DEFAULT 0 NOT NULL,
	"receivable_micros" bigint DEFAULT 0 NOT NULL,
	"payable_pending_micros" bigint DEFAULT 0 NOT NULL,
	"payable_micros" bigint DEFAULT 0 NOT NULL,
	"margin_pending_micros" bigint DEFAULT 0 NOT NULL,
	"margin_micros" bigint DEFAULT 0 NOT NULL,
	"cash_micros" bigint DEFAULT 0 NOT NULL,
	"variance_micros" bigint DEFAULT 0 NOT NULL,
	"fx_micros" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "ledger_transactions_campaign_id_conversion_id_version_kind_pk" PRIMARY KEY("campaign_id","conversion_id","version","kind"),
	CONSTRAINT "ledger_transactions_balanced" CHECK ("ledger_transactions"."receivable_pending_micros" + "ledger_transactions"."receivable_micros" + "ledger_transactions"."payable_pending_micros" + "ledger_transactions"."payable_micros" + "ledger_transactions"."margin_pending_micros" + "ledger_transactions"."margin_micros" + "ledger_transactions"."cash_micros" + "ledger_transactions"."variance_micros" + "ledger_transactions"."fx_micros" = 0),
	CONSTRAINT "ledger_transactions_not_empty" CHECK ("ledger_transactions"."receivable_pending_micros" <> 0 or "ledger_transactions"."receivable_micros" <> 0 or "ledger_transactions"."payable_pending_micros" <> 0 or "ledger_transactions"."payable_micros" <> 0 or "ledger_transactions"."margin_pending_micros" <> 0 or "ledger_transactions"."margin_micros" <> 0 or "ledger_transactions"."cash_micros" <> 0 or "ledger_transactions"."variance_micros" <> 0 or "ledger_transactions"."fx_micros" <> 0)
);
--> statement-breakpoint
CREATE TABLE "links" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"campaign_id" integer NOT NULL,
	"affiliate_id" integer NOT NULL,
	"subs" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"fallback_url" text,
	"paused" boolean DEFAULT false NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "links_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "node_leases" (
	"node" integer PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"leased_until" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "postbacks" (
	"campaign_id" integer DEFAULT 0 NOT NULL,
	"id" uuid NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"method" text NOT NULL,
	"url" text NOT NULL,
	"headers" jsonb NOT NULL,
	"body" "bytea",
	"ip" text,
	"http_status" smallint NOT NULL,
	"outcome" text NOT NULL,
	"detail" text,
	"click_id" "bytea",
	"order_id" text,
	"goal_key" text,
	"conversion_id" uuid,
	"trace" jsonb NOT NULL,
	CONSTRAINT "postbacks_id_campaign_id_pk" PRIMARY KEY("id","campaign_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_agents" (
	"ua_id" bigint PRIMARY KEY NOT NULL,
	"user_agent" text NOT NULL,
	"device" text NOT NULL,
	"os" text NOT NULL,
	"os_version" text,
	"browser" text NOT NULL,
	"is_bot" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"password_hash" text NOT NULL,
	"role" text NOT NULL,
	"affiliate_id" integer,
	"advertiser_id" integer,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_advertiser_id_advertisers_id_fk" FOREIGN KEY ("advertiser_id") REFERENCES "public"."advertisers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goals" ADD CONSTRAINT "goals_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_affiliate_id_affiliates_id_fk" FOREIGN KEY ("affiliate_id") REFERENCES "public"."affiliates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "campaigns_advertiser_id" ON "campaigns" USING btree ("advertiser_id");--> statement-breakpoint
CREATE INDEX "clicks_clicked_at" ON "clicks" USING brin ("clicked_at");--> statement-breakpoint
CREATE INDEX "conversions_click_id" ON "conversions" USING btree ("campaign_id","click_id");--> statement-breakpoint
CREATE INDEX "conversions_id" ON "conversions" USING btree ("id");--> statement-breakpoint
CREATE INDEX "deliveries_conversion_id" ON "deliveries" USING btree ("conversion_id");--> statement-breakpoint
CREATE INDEX "delivery_queue_due_at" ON "delivery_queue" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "delivery_queue_order" ON "delivery_queue" USING btree ("endpoint_id","conversion_id","version");--> statement-breakpoint
CREATE INDEX "endpoints_affiliate_id" ON "endpoints" USING btree ("affiliate_id");--> statement-breakpoint
CREATE INDEX "jobs_due_at" ON "jobs" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "ledger_transactions_advertiser" ON "ledger_transactions" USING btree ("advertiser_id","currency","id");--> statement-breakpoint
CREATE INDEX "ledger_transactions_affiliate" ON "ledger_transactions" USING btree ("affiliate_id","currency","id");--> statement-breakpoint
CREATE INDEX "links_campaign_id" ON "links" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "links_affiliate_id" ON "links" USING btree ("affiliate_id");--> statement-breakpoint
CREATE INDEX "postbacks_click_id" ON "postbacks" USING btree ("click_id");--> statement-breakpoint
CREATE INDEX "sessions_user_id" ON "sessions" USING btree ("user_id");