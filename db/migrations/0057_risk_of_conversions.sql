CREATE TABLE "conversion_risks" (
	"campaign_id" integer NOT NULL,
	"conversion_id" uuid NOT NULL,
	"affiliate_id" integer NOT NULL,
	"recorded_at" timestamp(3) with time zone NOT NULL,
	"score" smallint NOT NULL,
	"verdict" text NOT NULL,
	"reasons" jsonb NOT NULL,
	"scored_at" timestamp(3) with time zone NOT NULL,
	"customer" jsonb,
	"action" text,
	"held_at" timestamp(3) with time zone,
	"decision_id" uuid,
	"decided" text,
	CONSTRAINT "conversion_risks_campaign_id_conversion_id_pk" PRIMARY KEY("campaign_id","conversion_id")
);
--> statement-breakpoint
CREATE TABLE "risk_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"decided_at" timestamp(3) with time zone NOT NULL,
	"decided_by" text NOT NULL,
	"decision" text NOT NULL,
	"why" text NOT NULL,
	"filter" jsonb NOT NULL,
	"conversions" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "risk_findings" (
	"campaign_id" integer NOT NULL,
	"affiliate_id" integer NOT NULL,
	"part" text NOT NULL,
	"code" text NOT NULL,
	"p_value" double precision NOT NULL,
	"hits" integer NOT NULL,
	"sample" integer NOT NULL,
	"usual" double precision NOT NULL,
	"share_low" double precision NOT NULL,
	"unusual" double precision NOT NULL,
	"edge_s" integer,
	"bins" double precision[],
	"found_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "risk_findings_campaign_id_affiliate_id_part_code_pk" PRIMARY KEY("campaign_id","affiliate_id","part","code")
);
--> statement-breakpoint
CREATE TABLE "risk_offers" (
	"campaign_id" integer PRIMARY KEY NOT NULL,
	"conversions" integer NOT NULL,
	"fast_edge_s" integer,
	"fast_share" double precision,
	"cr" double precision,
	"compared_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "risk_rules" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "risk_rules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"campaign_id" integer,
	"watch_score" smallint NOT NULL,
	"hold_score" smallint NOT NULL,
	"action" text NOT NULL,
	"weights" jsonb NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "risk_rules" ADD CONSTRAINT "risk_rules_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversion_risks_held" ON "conversion_risks" USING btree ("affiliate_id","campaign_id") WHERE held_at is not null;--> statement-breakpoint
CREATE INDEX "conversion_risks_suspected" ON "conversion_risks" USING btree ("recorded_at","affiliate_id") WHERE verdict <> 'clear';--> statement-breakpoint
CREATE INDEX "conversion_risks_decided" ON "conversion_risks" USING btree ("decision_id") WHERE decision_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "risk_rules_campaign" ON "risk_rules" USING btree (coalesce("campaign_id", 0));