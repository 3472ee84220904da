CREATE TABLE "balance_snapshots" (
	"party" text NOT NULL,
	"party_id" integer NOT NULL,
	"currency" text NOT NULL,
	"up_to_id" uuid NOT NULL,
	"up_to_at" timestamp(3) with time zone NOT NULL,
	"sums" jsonb NOT NULL,
	CONSTRAINT "balance_snapshots_party_party_id_currency_pk" PRIMARY KEY("party","party_id","currency")
);
--> statement-breakpoint
CREATE TABLE "fx_rates" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "fx_rates_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"day" date NOT NULL,
	"base" text NOT NULL,
	"quote" text NOT NULL,
	"rate" numeric(24, 12) NOT NULL,
	"source" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "fx_rates_day" UNIQUE("day","base","quote")
);
--> statement-breakpoint
CREATE TABLE "goal_payouts" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "goal_payouts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"campaign_id" integer NOT NULL,
	"goal_key" text NOT NULL,
	"affiliate_id" integer,
	"valid_from" timestamp(3) with time zone,
	"valid_to" timestamp(3) with time zone,
	"revenue" jsonb,
	"payout" jsonb,
	"tiers" jsonb,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoice_claims" (
	"entry_id" uuid PRIMARY KEY NOT NULL,
	"invoice_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoice_receipts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"invoice_id" uuid NOT NULL,
	"amount_micros" bigint NOT NULL,
	"received_on" date NOT NULL,
	"reference" text NOT NULL,
	"entry_id" uuid NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "invoice_receipts_once" UNIQUE("invoice_id","reference")
);
--> statement-breakpoint
CREATE TABLE "invoices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer GENERATED ALWAYS AS IDENTITY (sequence name "invoices_number_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"advertiser_id" integer NOT NULL,
	"currency" text NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"to_at" timestamp(3) with time zone NOT NULL,
	"timezone" text NOT NULL,
	"state" text NOT NULL,
	"amount_micros" bigint NOT NULL,
	"received_micros" bigint NOT NULL,
	"entries_count" integer NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"settled_at" timestamp(3) with time zone,
	"reason" text,
	CONSTRAINT "invoices_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "ledger_chain" (
	"link" bigint PRIMARY KEY NOT NULL,
	"from_id" uuid NOT NULL,
	"up_to_id" uuid NOT NULL,
	"count" integer NOT NULL,
	"hash" "bytea" NOT NULL,
	"made_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "locked_periods" (
	"month" date PRIMARY KEY NOT NULL,
	"locked_at" timestamp(3) with time zone NOT NULL,
	"locked_by" text NOT NULL,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "payment_claims" (
	"entry_id" uuid PRIMARY KEY NOT NULL,
	"payment_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"currency" text NOT NULL,
	"up_to" timestamp(3) with time zone NOT NULL,
	"min_amount_micros" bigint,
	"only_collected" boolean DEFAULT false NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"run_id" uuid NOT NULL,
	"affiliate_id" integer NOT NULL,
	"currency" text NOT NULL,
	"state" text NOT NULL,
	"entries_micros" bigint NOT NULL,
	"entries_count" integer NOT NULL,
	"amount_micros" bigint NOT NULL,
	"entries_hash" "bytea",
	"method" text,
	"reference" text,
	"reason" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"closed_at" timestamp(3) with time zone,
	"settled_at" timestamp(3) with time zone,
	CONSTRAINT "payments_once_a_run" UNIQUE("run_id","affiliate_id")
);
--> statement-breakpoint
CREATE TABLE "released_holds" (
	"entry_id" uuid PRIMARY KEY NOT NULL,
	"released_at" timestamp(3) with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "voided_claims" (
	"entry_id" uuid NOT NULL,
	"payment_id" uuid NOT NULL,
	CONSTRAINT "voided_claims_payment_id_entry_id_pk" PRIMARY KEY("payment_id","entry_id")
);
--> statement-breakpoint
ALTER TABLE "advertisers" ADD COLUMN "currency" text;--> statement-breakpoint
ALTER TABLE "advertisers" ADD COLUMN "timezone" text;--> statement-breakpoint
ALTER TABLE "advertisers" ADD COLUMN "terms_days" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "advertisers" ADD COLUMN "tax_id" text;--> statement-breakpoint
ALTER TABLE "affiliates" ADD COLUMN "timezone" text;--> statement-breakpoint
ALTER TABLE "affiliates" ADD COLUMN "payout_currency" text;--> statement-breakpoint
ALTER TABLE "affiliates" ADD COLUMN "min_payout_micros" bigint;--> statement-breakpoint
ALTER TABLE "affiliates" ADD COLUMN "schedule" text;--> statement-breakpoint
ALTER TABLE "affiliates" ADD COLUMN "payment_method" text;--> statement-breakpoint
ALTER TABLE "affiliates" ADD COLUMN "payment_details" text;--> statement-breakpoint
ALTER TABLE "affiliates" ADD COLUMN "tax_id" text;--> statement-breakpoint
ALTER TABLE "affiliates" ADD COLUMN "payment_hold" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "payout_currency" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "allow_payout_above_revenue" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "sent_currency" text;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "sent_amount_micros" bigint;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "rate_id" integer;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "goal_payout_id" integer;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "approved_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "payable_from" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "conversions" ADD COLUMN "auto_approve_at" timestamp(3) with time zone;--> statement-breakpoint
-- What was booked before has no hash; the chain begins with what has one.
ALTER TABLE "ledger_transactions" ADD COLUMN "content" "bytea" NOT NULL DEFAULT '\x';--> statement-breakpoint
ALTER TABLE "ledger_transactions" ALTER COLUMN "content" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD COLUMN "origin_id" uuid;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD COLUMN "payable_from" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "ledger_transactions" ADD COLUMN "rate_id" integer;--> statement-breakpoint
ALTER TABLE "goal_payouts" ADD CONSTRAINT "goal_payouts_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "goal_payouts_campaign_id" ON "goal_payouts" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "invoice_claims_invoice_id" ON "invoice_claims" USING btree ("invoice_id");--> statement-breakpoint
CREATE INDEX "invoices_advertiser_id" ON "invoices" USING btree ("advertiser_id");--> statement-breakpoint
CREATE INDEX "payment_claims_payment_id" ON "payment_claims" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "payments_affiliate_id" ON "payments" USING btree ("affiliate_id","id");--> statement-breakpoint
CREATE INDEX "ledger_transactions_id" ON "ledger_transactions" USING btree ("id");--> statement-breakpoint
-- A link of the chain is never changed either.
REVOKE UPDATE, DELETE, TRUNCATE ON "ledger_chain" FROM tallyho_app;
--> statement-breakpoint
CREATE TABLE "voided_invoice_claims" (
	"entry_id" uuid NOT NULL,
	"invoice_id" uuid NOT NULL,
	CONSTRAINT "voided_invoice_claims_invoice_id_entry_id_pk" PRIMARY KEY("invoice_id","entry_id")
);
--> statement-breakpoint
ALTER TABLE "payment_runs" ADD COLUMN "schedule_key" text;--> statement-breakpoint
ALTER TABLE "payment_runs" ADD CONSTRAINT "payment_runs_schedule_key_unique" UNIQUE("schedule_key");--> statement-breakpoint
CREATE TABLE "ledger_horizon" (
	"id" integer PRIMARY KEY NOT NULL,
	"closing_id" uuid NOT NULL,
	"closing_xid" bigint,
	"final_id" uuid NOT NULL,
	"summed_id" uuid NOT NULL,
	"open_from" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
INSERT INTO "ledger_horizon" ("id", "closing_id", "final_id", "summed_id", "open_from") VALUES (1, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000', 'epoch');--> statement-breakpoint
CREATE INDEX "ledger_transactions_holds" ON "ledger_transactions" USING btree ("affiliate_id","payable_from","currency","payable_micros","id") WHERE payable_from > booked_at;--> statement-breakpoint
CREATE INDEX "ledger_transactions_adjustments" ON "ledger_transactions" USING btree ("conversion_id") WHERE kind in ('bonus', 'advance', 'write_off', 'correction');
--> statement-breakpoint
CREATE TABLE "payment_details" (
	"affiliate_id" integer PRIMARY KEY NOT NULL,
	"sealed" "bytea" NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
