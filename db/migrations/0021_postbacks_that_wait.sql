ALTER TABLE "postbacks" ADD COLUMN "is_overdue" boolean;--> statement-breakpoint
CREATE INDEX "postbacks_overdue" ON "postbacks" USING btree ("id") WHERE is_overdue;