CREATE TABLE "bell_watch" (
	"id" integer PRIMARY KEY NOT NULL,
	"last_run_at" timestamp(3) with time zone NOT NULL,
	"up_since" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bells" (
	"name" text PRIMARY KEY NOT NULL,
	"enabled" boolean NOT NULL,
	"threshold" double precision,
	"window_hours" double precision,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"bell" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"advertiser_id" integer,
	"campaign_id" integer,
	"affiliate_id" integer,
	"value" double precision,
	"threshold" double precision,
	"window_hours" double precision,
	"opened_at" timestamp(3) with time zone NOT NULL,
	"closed_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_open" ON "incidents" USING btree ("bell","subject") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "incidents_opened_at" ON "incidents" USING btree ("opened_at","id");