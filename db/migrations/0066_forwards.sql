CREATE TABLE "forward_uses" (
	"forward_id" integer PRIMARY KEY NOT NULL,
	"taken" bigint NOT NULL,
	"refused" bigint NOT NULL,
	"expired" bigint NOT NULL,
	"last_taken_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "forwarded_postbacks" (
	"postback_id" uuid PRIMARY KEY NOT NULL,
	"forward_id" integer NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"sealed" "bytea",
	"state" text NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"claim" integer NOT NULL,
	"claimed_until" timestamp(3) with time zone,
	"http_status" smallint,
	"answer" text,
	"settled_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE TABLE "forwards" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "forwards_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"source_id" integer,
	"url" text NOT NULL,
	"stop_after_days" integer NOT NULL,
	"enabled" boolean NOT NULL,
	"enabled_at" timestamp(3) with time zone NOT NULL,
	"disabled_reason" text,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "forwarded_postbacks_due" ON "forwarded_postbacks" USING btree ("due_at") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "forwarded_postbacks_settled" ON "forwarded_postbacks" USING btree ("settled_at") WHERE settled_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "forwards_source_id" ON "forwards" USING btree (coalesce("source_id", 0));