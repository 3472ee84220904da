CREATE TABLE "unresolved_links" (
	"no" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "unresolved_links_no_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"form" text NOT NULL,
	"id" text NOT NULL,
	"count" integer NOT NULL,
	"first_seen_at" timestamp(3) with time zone NOT NULL,
	"last_seen_at" timestamp(3) with time zone NOT NULL,
	"example" text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "unresolved_links_form_id" ON "unresolved_links" USING btree ("form","id");