ALTER TABLE "links" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "statement_rows" ADD COLUMN "link" text;--> statement-breakpoint
ALTER TABLE "links" ADD CONSTRAINT "links_external_id_unique" UNIQUE("external_id");