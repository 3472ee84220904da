CREATE TABLE "network_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"affiliate_id" integer,
	"advertiser_id" integer,
	"campaign_id" integer,
	"data" jsonb NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"queued_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"webhook_id" integer NOT NULL,
	"event_id" uuid NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"settled_at" timestamp(3) with time zone,
	CONSTRAINT "webhook_deliveries_once" UNIQUE("event_id","webhook_id")
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" integer PRIMARY KEY DEFAULT nextval('endpoints_id_seq') NOT NULL,
	"url" text NOT NULL,
	"events" text[] NOT NULL,
	"affiliate_id" integer,
	"advertiser_id" integer,
	"campaign_id" integer,
	"secrets" jsonb NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"disabled_reason" text,
	"user_id" uuid,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "network_events_waiting" ON "network_events" USING btree ("id") WHERE queued_at is null;--> statement-breakpoint
CREATE INDEX "network_events_created_at" ON "network_events" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_webhook_id" ON "webhook_deliveries" USING btree ("webhook_id","id");--> statement-breakpoint
CREATE INDEX "webhooks_affiliate_id" ON "webhooks" USING btree ("affiliate_id");