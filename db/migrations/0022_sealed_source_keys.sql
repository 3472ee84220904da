ALTER TABLE "sources" DROP CONSTRAINT "sources_key_unique";--> statement-breakpoint
ALTER TABLE "sources" ALTER COLUMN "key" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "key_sealed" text;--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "key_hash" text;--> statement-breakpoint
ALTER TABLE "sources" ADD CONSTRAINT "sources_key_hash_unique" UNIQUE("key_hash");