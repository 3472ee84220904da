-- Clicks by day of the time in their id: a look-up by id touches one partition however
-- many there are, and retention drops whole days.
create table clicks_by_day (like clicks including all) partition by range (clicked_at);--> statement-breakpoint
drop table clicks;--> statement-breakpoint
alter table clicks_by_day rename to clicks;--> statement-breakpoint
-- The program's role owns nothing, so days are made and dropped by functions of the owner's.
-- A day is made beside its parent and then attached, which does not block readers and writers.
create function ensure_days(parent text, days date[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  day date;
  child text;
begin
  if parent not in ('clicks') then
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
create function drop_days(parent text, before date) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  child text;
  dropped integer := 0;
begin
  if parent not in ('clicks') then
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
revoke all on function ensure_days(text, date[]), drop_days(text, date) from public;--> statement-breakpoint
grant execute on function ensure_days(text, date[]), drop_days(text, date) to tallyho_app;
