CREATE TABLE "stranger_postbacks" (
	"id" uuid NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	"method" text NOT NULL,
	"url" text NOT NULL,
	"headers" jsonb NOT NULL,
	"body" "bytea",
	"ip" text,
	"http_status" smallint NOT NULL,
	"outcome" text NOT NULL,
	"detail" text,
	"order_id" text,
	"goal_key" text,
	"trace" text NOT NULL,
	"cut" text,
	CONSTRAINT "stranger_postbacks_id_received_at_pk" PRIMARY KEY("id","received_at")
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
ALTER TABLE "postbacks" ADD COLUMN "cut" text;--> statement-breakpoint
CREATE INDEX "stranger_postbacks_order_id" ON "stranger_postbacks" USING btree ("order_id") WHERE order_id is not null;--> statement-breakpoint
CREATE INDEX "conversions_order_id" ON "conversions" USING btree ("order_id") WHERE order_id is not null;--> statement-breakpoint
CREATE INDEX "postbacks_past_retention" ON "postbacks" USING btree ("id") WHERE cut = 'age';--> statement-breakpoint
CREATE OR REPLACE FUNCTION ensure_days(parent text, days date[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
declare
  day date;
  child text;
begin
  if parent not in ('clicks', 'delivery_attempts', 'stranger_postbacks') then
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
  if parent not in ('clicks', 'delivery_attempts', 'stranger_postbacks') then
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
-- As many columns as `postbacks`: what strangers never name is constant, so that a question for it passes their days over.
CREATE VIEW "all_postbacks" AS
SELECT "campaign_id", "id", "received_at", "method", "url", "headers", "body", "ip", "advertiser_id", "affiliate_id",
  "source_id", "http_status", "outcome", "detail", "click_id", "order_id", "goal_key", "conversion_id", "trace",
  "judged_at", "earlier", "cut", false AS "is_stranger"
FROM "postbacks"
UNION ALL
SELECT 0, "id", "received_at", "method", "url", "headers", "body", "ip", NULL::integer, NULL::integer,
  NULL::integer, "http_status", "outcome", "detail", NULL::bytea, "order_id", "goal_key", NULL::uuid, "trace",
  NULL::timestamp(3) with time zone, NULL::jsonb, "cut", true
FROM "stranger_postbacks";
