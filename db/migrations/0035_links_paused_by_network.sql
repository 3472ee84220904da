ALTER TABLE "links" ADD COLUMN "paused_by_network" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "links" SET "paused_by_network" = true WHERE "paused";
