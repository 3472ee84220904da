CREATE TABLE "old_clicks" (
	"old_id" text PRIMARY KEY NOT NULL,
	"click_id" "bytea" NOT NULL,
	"campaign_id" integer NOT NULL,
	"clicked_at" timestamp(3) with time zone NOT NULL,
	"move_id" text NOT NULL,
	"content" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "old_clicks_click_id" ON "old_clicks" USING btree ("click_id");--> statement-breakpoint
CREATE INDEX "old_clicks_move_id" ON "old_clicks" USING btree ("move_id","old_id");