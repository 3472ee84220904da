CREATE TABLE "campaign_affiliates" (
	"campaign_id" integer NOT NULL,
	"affiliate_id" integer NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"accepted_terms_version" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "campaign_affiliates_campaign_id_affiliate_id_pk" PRIMARY KEY("campaign_id","affiliate_id")
);
--> statement-breakpoint
CREATE TABLE "cap_counters" (
	"cap_id" integer NOT NULL,
	"period_start" timestamp(3) with time zone NOT NULL,
	"used" bigint NOT NULL,
	CONSTRAINT "cap_counters_cap_id_period_start_pk" PRIMARY KEY("cap_id","period_start")
);
--> statement-breakpoint
CREATE TABLE "caps" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "caps_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"campaign_id" integer NOT NULL,
	"affiliate_id" integer,
	"goal_key" text,
	"sub_name" text,
	"sub_value" text,
	"metric" text NOT NULL,
	"period" text NOT NULL,
	"limit_value" bigint NOT NULL,
	"over" text DEFAULT 'fallback' NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "destinations" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "destinations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"campaign_id" integer NOT NULL,
	"affiliate_id" integer,
	"name" text,
	"url" text NOT NULL,
	"weight" integer DEFAULT 1 NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "smart_targets" (
	"link_id" integer NOT NULL,
	"position" integer NOT NULL,
	"campaign_id" integer NOT NULL,
	"plain_link_id" integer NOT NULL,
	"weight" integer NOT NULL,
	"rules" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "smart_targets_link_id_position_pk" PRIMARY KEY("link_id","position")
);
--> statement-breakpoint
CREATE TABLE "traffic_rules" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "traffic_rules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"campaign_id" integer,
	"affiliate_id" integer,
	"field" text NOT NULL,
	"op" text NOT NULL,
	"values" text[] NOT NULL,
	"action" text NOT NULL,
	"reason" text,
	"paused" boolean DEFAULT false NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "affiliates" ADD COLUMN "param_names" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "timezone" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "visibility" text DEFAULT 'public' NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "pass_query" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "deep_link_hosts" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "description" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "terms" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "targeting" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "kind" text DEFAULT 'plain' NOT NULL;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "deep_link" text;--> statement-breakpoint
ALTER TABLE "links" ADD COLUMN "param_names" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "campaign_affiliates" ADD CONSTRAINT "campaign_affiliates_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_affiliates" ADD CONSTRAINT "campaign_affiliates_affiliate_id_affiliates_id_fk" FOREIGN KEY ("affiliate_id") REFERENCES "public"."affiliates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caps" ADD CONSTRAINT "caps_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caps" ADD CONSTRAINT "caps_affiliate_id_affiliates_id_fk" FOREIGN KEY ("affiliate_id") REFERENCES "public"."affiliates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destinations" ADD CONSTRAINT "destinations_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destinations" ADD CONSTRAINT "destinations_affiliate_id_affiliates_id_fk" FOREIGN KEY ("affiliate_id") REFERENCES "public"."affiliates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "smart_targets" ADD CONSTRAINT "smart_targets_link_id_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "smart_targets" ADD CONSTRAINT "smart_targets_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "smart_targets" ADD CONSTRAINT "smart_targets_plain_link_id_links_id_fk" FOREIGN KEY ("plain_link_id") REFERENCES "public"."links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traffic_rules" ADD CONSTRAINT "traffic_rules_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traffic_rules" ADD CONSTRAINT "traffic_rules_affiliate_id_affiliates_id_fk" FOREIGN KEY ("affiliate_id") REFERENCES "public"."affiliates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "campaign_affiliates_affiliate_id" ON "campaign_affiliates" USING btree ("affiliate_id");--> statement-breakpoint
CREATE INDEX "caps_campaign_id" ON "caps" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "destinations_campaign_id" ON "destinations" USING btree ("campaign_id");