DROP INDEX "jobs_live_key";--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "is_after" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_live_key" ON "jobs" USING btree ("name","key","is_after") WHERE state in ('waiting', 'running');