ALTER TABLE "sources" ADD COLUMN "had_pixel" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "sources" SET "had_pixel" = "pixel" WHERE "pixel";
