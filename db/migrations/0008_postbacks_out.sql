CREATE TABLE "endpoint_health" (
	"endpoint_id" integer PRIMARY KEY NOT NULL,
	"failing_since" timestamp(3) with time zone,
	"failures" integer NOT NULL,
	"last_success_at" timestamp(3) with time zone,
	"last_failure_at" timestamp(3) with time zone,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "open_breakers" (
	"origin" text PRIMARY KEY NOT NULL,
	"opened_at" timestamp(3) with time zone NOT NULL,
	"probe_at" timestamp(3) with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "delivery_queue_due_at";--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD COLUMN "lookup_ms" integer;--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD COLUMN "first_byte_ms" integer;--> statement-breakpoint
ALTER TABLE "delivery_attempts" ADD COLUMN "body" text;--> statement-breakpoint
-- Tries by day, so that old ones are dropped and never deleted.
CREATE TABLE "delivery_attempts_by_day" (LIKE "delivery_attempts" INCLUDING DEFAULTS) PARTITION BY RANGE ("started_at");--> statement-breakpoint
ALTER TABLE "delivery_attempts_by_day" ADD CONSTRAINT "delivery_attempts_delivery_id_attempt_claim_started_at_pk" PRIMARY KEY ("delivery_id", "attempt", "claim", "started_at");--> statement-breakpoint
ALTER TABLE "delivery_attempts" RENAME TO "delivery_attempts_old";--> statement-breakpoint
ALTER TABLE "delivery_attempts_by_day" RENAME TO "delivery_attempts";--> statement-breakpoint
CREATE OR REPLACE FUNCTION ensure_days(parent text, days date[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
declare
  day date;
  child text;
begin
  if parent not in ('clicks', 'delivery_attempts') then
    raise exception 'Table "%" is not kept by day', parent;
  end if;
  foreach day in array days loop
    child := parent || '_' || to_char(day, 'YYYYMMDD');
    continue when to_regclass(child) is not null;
    perform pg_advisory_xact_lock(hashtext('ensure_days ' || child));
    -- Asked of the table: to_regclass may remember from before the lock that there was none.
    continue when exists (select from pg_class where relname = child and relnamespace = 'public'::regnamespace);
    execute format('create table %I (like %I including all)', child, parent);
    execute format('alter table %I attach partition %I for values from (%L) to (%L)',
      parent, child, day || ' 00:00:00+00', (day + 1) || ' 00:00:00+00');
  end loop;
end $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION drop_days(parent text, before date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
declare
  child text;
  dropped integer := 0;
begin
  if parent not in ('clicks', 'delivery_attempts') then
    raise exception 'Table "%" is not kept by day', parent;
  end if;
  for child in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = parent::regclass and c.relname < parent || '_' || to_char(before, 'YYYYMMDD')
    order by 1
  loop
    execute format('drop table %I', child);
    dropped := dropped + 1;
  end loop;
  return dropped;
end $$;--> statement-breakpoint
SELECT ensure_days('delivery_attempts', coalesce(array_agg(DISTINCT (started_at AT TIME ZONE 'UTC')::date), '{}')) FROM "delivery_attempts_old";--> statement-breakpoint
INSERT INTO "delivery_attempts" SELECT * FROM "delivery_attempts_old";--> statement-breakpoint
DROP TABLE "delivery_attempts_old";--> statement-breakpoint
ALTER TABLE "delivery_queue" ADD COLUMN "expires_at" timestamp(3) with time zone;--> statement-breakpoint
UPDATE "delivery_queue" AS q SET "expires_at" = d."expires_at" FROM "deliveries" AS d WHERE d."id" = q."delivery_id";--> statement-breakpoint
ALTER TABLE "delivery_queue" ALTER COLUMN "expires_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "preset" text;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "method" text DEFAULT 'GET' NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "body" text;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "headers" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "secrets" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "also_general" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "only_final" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "success_match" text;--> statement-breakpoint
ALTER TABLE "endpoints" ADD COLUMN "rate_per_second" integer;--> statement-breakpoint
CREATE INDEX "delivery_queue_turn" ON "delivery_queue" USING btree ("endpoint_id",(attempt > 0),"due_at");--> statement-breakpoint
CREATE INDEX "delivery_queue_expires_at" ON "delivery_queue" USING btree ("expires_at");--> statement-breakpoint
DROP INDEX "jobs_due_at";--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "key" text;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "is_task" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "state" text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "priority" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "claimed_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "done" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "done_at_claim" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "total" bigint;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "progress_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "cursor" jsonb;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "result" jsonb;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "cancel_requested_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "started_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "finished_at" timestamp(3) with time zone;--> statement-breakpoint
UPDATE "jobs" SET "state" = 'running' WHERE "claimed_until" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_live_key" ON "jobs" USING btree ("name","key") WHERE state in ('waiting', 'running');--> statement-breakpoint
CREATE INDEX "jobs_turn" ON "jobs" USING btree (priority desc,"due_at") WHERE state in ('waiting', 'running');--> statement-breakpoint
CREATE INDEX "jobs_finished_at" ON "jobs" USING btree ("finished_at") WHERE finished_at is not null;
