import postgres from "postgres";
import type { TestDatabase } from "../harness.ts";

/** A row that was written: its table, and what was done to it. */
export interface Written {
  table_name: string;
  op: string;
  columns: string[] | null;
  /** The request that wrote it, where the transaction named one. */
  request_id: string | null;
}

/** Notes each row that a committed transaction writes, changes or removes. */
const NOTING = `
create table fuzz_written (
  id bigserial primary key, table_name text, op text, columns text[], request_id text);
-- Who acts is named in the transaction, be it after the row was written.
create function fuzz_name() returns trigger security definer language plpgsql as $$
begin
  update public.fuzz_written as w
  set request_id = nullif(current_setting('tallyho.actor', true), '')::jsonb ->> 'request_id'
  where w.id = new.id;
  return null;
end $$;
create constraint trigger name_request after insert on fuzz_written
  deferrable initially deferred for each row execute function fuzz_name();
create function fuzz_note() returns trigger security definer language plpgsql as $$
declare changed text[];
begin
  if tg_op = 'UPDATE' then
    select array_agg(n.key order by n.key) into changed
    from jsonb_each(to_jsonb(new)) n
    where to_jsonb(old) -> n.key is distinct from n.value;
    if changed is null then return null; end if;
  end if;
  insert into public.fuzz_written (table_name, op, columns)
  select relname, tg_op, changed from pg_class
  where oid = coalesce(pg_partition_root(tg_relid), tg_relid);
  return null;
end $$;
do $$
declare one regclass;
begin
  for one in
    select oid from pg_class
    where relkind in ('r', 'p') and not relispartition
      and relnamespace = 'public'::regnamespace and relname <> 'fuzz_written'
  loop
    execute format('create trigger zz_fuzz after insert or update or delete on %s
      for each row execute function fuzz_note()', one);
  end loop;
end $$;`;

/** The rows that requests write to a test's database. */
export class WrittenRows {
  readonly #sql: postgres.Sql;
  #last = "0";

  private constructor(sql: postgres.Sql) {
    this.#sql = sql;
  }

  static async open(database: TestDatabase): Promise<WrittenRows> {
    const sql = postgres({ ...database.owner, max: 1, onnotice: () => {} });
    await sql.unsafe(NOTING);
    return new WrittenRows(sql);
  }

  /** The rows written since the last call. */
  async take(): Promise<Written[]> {
    const rows = await this.#sql<(Written & { id: string })[]>`
      select id::text, table_name, op, columns, request_id from fuzz_written
      where id > ${this.#last}::bigint order by fuzz_written.id`;
    this.#last = rows.at(-1)?.id ?? this.#last;
    return rows.map(({ id: _, ...row }) => row);
  }

  /** Runs a statement as the tables' owner. */
  async run(statement: string): Promise<void> {
    await this.#sql.unsafe(statement);
  }

  async close(): Promise<void> {
    await this.#sql.end();
  }
}
