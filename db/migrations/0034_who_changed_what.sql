CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"user_id" uuid,
	"token_id" uuid,
	"session_id" uuid,
	"job" text,
	"task_id" uuid,
	"name" text,
	"role" text,
	"actor_affiliate_id" integer,
	"actor_advertiser_id" integer,
	"via" text,
	"address" text,
	"user_agent" text,
	"request_id" text,
	"route" text,
	"action" text NOT NULL,
	"resource" text NOT NULL,
	"resource_id" text NOT NULL,
	"campaign_id" integer,
	"affiliate_id" integer,
	"advertiser_id" integer,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "asked_by" jsonb;--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "audit_of_resource" ON "audit" USING btree ("resource","resource_id","id");--> statement-breakpoint
CREATE INDEX "audit_user_id" ON "audit" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "audit_token_id" ON "audit" USING btree ("token_id","id");--> statement-breakpoint
CREATE INDEX "audit_campaign_id" ON "audit" USING btree ("campaign_id","id");--> statement-breakpoint
CREATE INDEX "audit_affiliate_id" ON "audit" USING btree ("affiliate_id","id");--> statement-breakpoint
CREATE INDEX "audit_advertiser_id" ON "audit" USING btree ("advertiser_id","id");--> statement-breakpoint
-- The program adds lines and reads them. Where its role owns the table, the trigger still refuses.
REVOKE UPDATE, DELETE, TRUNCATE ON "audit" FROM tallyho_app;--> statement-breakpoint
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  raise exception 'The audit is only added to' using errcode = 'insufficient_privilege';
end $$;--> statement-breakpoint
CREATE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION audit_refuse();--> statement-breakpoint
CREATE TRIGGER keep_table BEFORE TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();--> statement-breakpoint
-- An id that sorts by time (UUIDv7), to the microsecond.
CREATE FUNCTION audit_id(at timestamptz) RETURNS uuid LANGUAGE plpgsql VOLATILE AS $$
declare
  us bigint := (extract(epoch from at) * 1000000)::bigint;
begin
  return encode(
    overlay(overlay(uuid_send(gen_random_uuid())
      placing substring(int8send(us / 1000) from 3) from 1 for 6)
      placing int2send((28672 + us % 1000 * 4)::int2) from 7 for 2), 'hex')::uuid;
end $$;--> statement-breakpoint
-- A row's columns as the audit keeps them: secrets left out, long values cut.
CREATE FUNCTION audit_values("row" jsonb, secret text[], with_nulls boolean) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
begin
  return (select jsonb_object_agg(key, case
    when value = 'null' then value
    when key = any(secret) then '"[secret]"'
    -- Money stays exact in every reader of JSON.
    when key like '%\_micros' then to_jsonb(value #>> '{}')
    when length(value::text) > 2000 then to_jsonb(left(value #>> '{}', 2000) || '…')
    else value end)
  from jsonb_each("row") where with_nulls or value <> 'null');
end $$;--> statement-breakpoint
-- Adds a line: who it was stands in a setting of the transaction, see db/actor.ts. Connections plan
-- each statement anew, which costs more than the line: here plans are kept.
CREATE FUNCTION write_audit(action text, resource text, resource_id text, "row" jsonb, before jsonb, after jsonb)
RETURNS void LANGUAGE plpgsql SET plan_cache_mode = 'force_generic_plan' AS $$
#variable_conflict use_variable
declare
  actor jsonb := coalesce(nullif(current_setting('tallyho.actor', true), ''), '{"kind": "system"}')::jsonb;
  now_at timestamptz := clock_timestamp();
  actor_kind text := actor ->> 'kind';
  by_user uuid := (actor ->> 'user_id')::uuid;
  by_token uuid := (actor ->> 'token_id')::uuid;
  by_name text := actor ->> 'name';
  campaign integer := ("row" ->> 'campaign_id')::integer;
  affiliate integer := ("row" ->> 'affiliate_id')::integer;
  advertiser integer := ("row" ->> 'advertiser_id')::integer;
begin
  -- Who isn't signed in changes its own user, session or invitation, and is that user.
  if actor_kind = 'guest' then
    by_user := case
      when resource = 'users' then ("row" ->> 'id')::uuid
      when resource in ('sessions', 'second-steps', 'resets', 'invitations') then ("row" ->> 'user_id')::uuid
    end;
    if by_user is not null then actor_kind := 'user'; end if;
  end if;
  if by_name is null and by_user is not null then
    select coalesce(u.name, u.email) into by_name from users as u where u.id = by_user;
  elsif by_name is null and by_token is not null then
    select t.name into by_name from api_tokens as t where t.id = by_token;
  end if;
  case resource
    when 'campaigns' then campaign := ("row" ->> 'id')::integer;
    when 'affiliates' then affiliate := ("row" ->> 'id')::integer;
    when 'advertisers' then advertiser := ("row" ->> 'id')::integer;
    when 'sessions', 'second-steps', 'resets', 'notifications' then
      select u.affiliate_id, u.advertiser_id into affiliate, advertiser
        from users as u where u.id = ("row" ->> 'user_id')::uuid;
    when 'invoice-receipts' then
      select i.advertiser_id into advertiser from invoices as i where i.id = ("row" ->> 'invoice_id')::uuid;
    when 'reconciliation-batches', 'breaks' then
      select r.advertiser_id into advertiser from reconciliations as r
        where r.id = ("row" ->> 'reconciliation_id')::uuid;
    else null;
  end case;
  if advertiser is null and campaign is not null then
    select c.advertiser_id into advertiser from campaigns as c where c.id = campaign;
  end if;
  insert into audit (id, at, kind, user_id, token_id, session_id, job, task_id, name, role,
    actor_affiliate_id, actor_advertiser_id, via, address, user_agent, request_id, route,
    action, resource, resource_id, campaign_id, affiliate_id, advertiser_id, before, after)
  values (audit_id(now_at), now_at, actor_kind, by_user, by_token, (actor ->> 'session_id')::uuid,
    actor ->> 'job', (actor ->> 'task_id')::uuid, by_name, actor ->> 'role',
    (actor ->> 'affiliate_id')::integer, (actor ->> 'advertiser_id')::integer,
    actor ->> 'via', actor ->> 'address', left(actor ->> 'user_agent', 300),
    actor ->> 'request_id', actor ->> 'route',
    action, resource, left(resource_id, 300), campaign, affiliate, advertiser, before, after);
end $$;--> statement-breakpoint
-- Writes the line of a changed row. Its arguments: the resource, the key's columns, those of which
-- the values are secret, and those that don't count.
CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = 'force_generic_plan' AS $$
declare
  ignored text[] := tg_argv[3]::text[];
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - ignored end;
  becomes jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - ignored end;
  whole jsonb := coalesce(becomes, was);
  changed text[];
  named text;
begin
  if tg_op = 'UPDATE' then
    select array_agg(key) into changed from jsonb_each(becomes) where value is distinct from was -> key;
    if changed is null then return null; end if;
    select jsonb_object_agg(key, value) into was from jsonb_each(was) where key = any(changed);
    select jsonb_object_agg(key, value) into becomes from jsonb_each(becomes) where key = any(changed);
  end if;
  select string_agg(whole ->> key, '/' order by place) into named
    from unnest(tg_argv[1]::text[]) with ordinality as k(key, place);
  perform write_audit(
    case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'deleted' end,
    tg_argv[0], coalesce(named, ''), whole,
    audit_values(was, tg_argv[2]::text[], tg_op = 'UPDATE'),
    audit_values(becomes, tg_argv[2]::text[], tg_op = 'UPDATE'));
  return null;
end $$;
