CREATE TABLE "reconciliation_actions" (
	"batch_id" uuid NOT NULL,
	"reconciliation_id" uuid NOT NULL,
	"item_key" text NOT NULL,
	"action" text NOT NULL,
	"campaign_id" integer,
	"conversion_id" uuid,
	"before" jsonb,
	"after" jsonb,
	"entry_id" uuid,
	"result" text NOT NULL,
	"done_at" timestamp(3) with time zone NOT NULL,
	"undone_at" timestamp(3) with time zone,
	"undone_result" text,
	CONSTRAINT "reconciliation_actions_batch_id_item_key_pk" PRIMARY KEY("batch_id","item_key")
);
--> statement-breakpoint
CREATE TABLE "reconciliation_batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reconciliation_id" uuid NOT NULL,
	"state" text NOT NULL,
	"asked" jsonb NOT NULL,
	"totals" jsonb,
	"requested_at" timestamp(3) with time zone NOT NULL,
	"requested_by" text NOT NULL,
	"reason" text,
	"undone_at" timestamp(3) with time zone,
	"undone_by" text
);
--> statement-breakpoint
CREATE TABLE "reconciliation_items" (
	"reconciliation_id" uuid NOT NULL,
	"row_no" integer,
	"conversion_id" uuid,
	"group_no" integer,
	"tier" smallint,
	"rule" text,
	"score" integer,
	"runner_up" integer,
	"class" text,
	"ours_currency" text,
	"ours_micros" bigint DEFAULT 0 NOT NULL,
	"theirs_currency" text,
	"theirs_micros" bigint DEFAULT 0 NOT NULL,
	"proposed" text,
	"state" text NOT NULL,
	"detail" jsonb,
	"owner" text,
	"note" text,
	"changed_at" timestamp(3) with time zone,
	"changed_by" text
);
--> statement-breakpoint
CREATE TABLE "reconciliation_lines" (
	"reconciliation_id" uuid NOT NULL,
	"conversion_id" uuid NOT NULL,
	"campaign_id" integer NOT NULL,
	"version" integer NOT NULL,
	"in_window" boolean NOT NULL,
	"affiliate_id" integer NOT NULL,
	"goal_key" text NOT NULL,
	"click_id" "bytea" NOT NULL,
	"order_id" text,
	"customer_id" text,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"amount_micros" bigint,
	"revenue_micros" bigint NOT NULL,
	"payout_micros" bigint NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "reconciliation_lines_reconciliation_id_conversion_id_pk" PRIMARY KEY("reconciliation_id","conversion_id")
);
--> statement-breakpoint
CREATE TABLE "reconciliation_tolerances" (
	"advertiser_id" integer PRIMARY KEY NOT NULL,
	"tolerance" jsonb NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text DEFAULT 'statement' NOT NULL,
	"advertiser_id" integer NOT NULL,
	"statement_id" uuid NOT NULL,
	"from_at" timestamp(3) with time zone NOT NULL,
	"to_at" timestamp(3) with time zone NOT NULL,
	"timezone" text NOT NULL,
	"columns" text[] DEFAULT '{}' NOT NULL,
	"header_key" text DEFAULT '' NOT NULL,
	"proposal" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"mapping" jsonb,
	"mapping_version" integer DEFAULT 1 NOT NULL,
	"mapping_confirmed" boolean DEFAULT false NOT NULL,
	"reading" jsonb,
	"frame" jsonb,
	"frame_confirmed" boolean DEFAULT false NOT NULL,
	"tolerance" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text NOT NULL,
	"problem" text,
	"totals" jsonb,
	"previous_id" uuid,
	"created_at" timestamp(3) with time zone NOT NULL,
	"created_by" text NOT NULL,
	"matched_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "statement_mappings" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "statement_mappings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"advertiser_id" integer NOT NULL,
	"header_key" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"confirmed_at" timestamp(3) with time zone NOT NULL,
	"confirmed_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "statement_parts" (
	"statement_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "statement_parts_statement_id_part_pk" PRIMARY KEY("statement_id","part")
);
--> statement-breakpoint
CREATE TABLE "statement_rows" (
	"reconciliation_id" uuid NOT NULL,
	"row_no" integer NOT NULL,
	"cells" text[] NOT NULL,
	"content_key" "bytea" NOT NULL,
	"click_id" "bytea",
	"order_id" text,
	"conversion_id" text,
	"customer_id" text,
	"goal" text,
	"campaign" text,
	"affiliate" text,
	"status" text,
	"raw_status" text,
	"reason" text,
	"currency" text,
	"amount_micros" bigint,
	"revenue_micros" bigint,
	"payout_micros" bigint,
	"written_at" timestamp(3) with time zone,
	"has_zone" boolean NOT NULL,
	"problem" text,
	"problem_column" text,
	CONSTRAINT "statement_rows_reconciliation_id_row_no_pk" PRIMARY KEY("reconciliation_id","row_no")
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"advertiser_id" integer NOT NULL,
	"sha256" "bytea" NOT NULL,
	"byte_count" bigint NOT NULL,
	"file_name" text,
	"content_type" text,
	"received_at" timestamp(3) with time zone NOT NULL,
	"received_by" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "reconciliation_actions_once" ON "reconciliation_actions" USING btree ("reconciliation_id","item_key") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "reconciliation_batches_reconciliation_id" ON "reconciliation_batches" USING btree ("reconciliation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reconciliation_items_row" ON "reconciliation_items" USING btree ("reconciliation_id","row_no") WHERE row_no is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "reconciliation_items_conversion" ON "reconciliation_items" USING btree ("reconciliation_id","conversion_id") WHERE conversion_id is not null;--> statement-breakpoint
CREATE INDEX "reconciliation_items_breaks" ON "reconciliation_items" USING btree ("reconciliation_id","class") WHERE class is not null;--> statement-breakpoint
CREATE INDEX "reconciliations_advertiser_id" ON "reconciliations" USING btree ("advertiser_id","id");--> statement-breakpoint
CREATE INDEX "reconciliations_statement_id" ON "reconciliations" USING btree ("statement_id");--> statement-breakpoint
CREATE INDEX "statement_mappings_header" ON "statement_mappings" USING btree ("advertiser_id","header_key","id");--> statement-breakpoint
CREATE UNIQUE INDEX "statements_same_file" ON "statements" USING btree ("advertiser_id","sha256");--> statement-breakpoint
-- A statement stays as it came.
REVOKE UPDATE, TRUNCATE ON "statement_parts" FROM tallyho_app;
