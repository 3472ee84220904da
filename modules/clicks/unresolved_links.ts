import { getTableColumns, lt, sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { unresolvedLinks } from "../../db/schema/mod.ts";
import { OLD_LINK_FORMS } from "../campaigns/mod.ts";
import type { Configuration, OldLink } from "../campaigns/mod.ts";
import { listPage, selectList, TIMES } from "../http/mod.ts";
import type { ListRequest, ListTable } from "../http/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";

type UnresolvedRow = typeof unresolvedLinks.$inferSelect;
type Counted = Omit<UnresolvedRow, "no">;

/** Between two writes; what else comes meanwhile isn't counted. */
const PENDING_MAX = 1_000;
/** Of each form, by count and by time: nobody pushes out what is asked for often. */
const KEPT_MAX = 500;
const KEPT_MS = 90 * 86_400_000;
const COUNT_MAX = 2_147_483_647;
const EXAMPLE_CHARS_MAX = 500;
const ID_CHARS_MAX = 255;

export interface UnresolvedDeps {
  db: Database;
  clock: Pick<Clock, "nowMs">;
  failed(what: string, error: unknown): void;
}

/** Counts old links that lead nowhere; in memory first, so that no visitor waits for the database. */
export class UnresolvedLinks {
  readonly #deps: UnresolvedDeps;
  #pending = new Map<string, Counted>();

  constructor(deps: UnresolvedDeps) {
    this.#deps = deps;
  }

  /** Counts one; `address` is its path and query. */
  note({ form, id }: Pick<OldLink, "form" | "id">, address: string): void {
    const now_ms = this.#deps.clock.nowMs();
    const key = `${form} ${id}`;
    const before = this.#pending.get(key);
    if (before === undefined && this.#pending.size >= PENDING_MAX) return;
    this.#pending.set(key, {
      form,
      id: bounded(id, ID_CHARS_MAX),
      count: (before?.count ?? 0) + 1,
      first_seen_at: before?.first_seen_at ?? now_ms,
      last_seen_at: now_ms,
      example: bounded(address, EXAMPLE_CHARS_MAX),
    });
  }

  /** Writes what was counted; what can't be written is written with the next. */
  async flush(): Promise<void> {
    const pending = this.#pending;
    if (pending.size === 0) return;
    this.#pending = new Map();
    try {
      await this.#write(merged(pending.values()));
    } catch (error) {
      for (const [key, counted] of pending) this.#putBack(key, counted);
      throw error;
    }
  }

  /** Writes the last ones, if the database takes them. */
  async close(): Promise<void> {
    try {
      await this.flush();
    } catch (error) {
      this.#deps.failed("old links were not counted", error);
    }
  }

  #putBack(key: string, counted: Counted): void {
    const later = this.#pending.get(key);
    if (later === undefined && this.#pending.size >= PENDING_MAX) return;
    this.#pending.set(key, later === undefined ? counted : sum(counted, later));
  }

  /** In one order on all instances, so that none waits for another in a circle. */
  async #write(rows: Counted[]): Promise<void> {
    const { db, clock } = this.#deps;
    const given = (column: string) => sql.raw(`excluded.${column}`);
    const { count, first_seen_at, last_seen_at } = unresolvedLinks;
    await db.transaction(async (tx) => {
      await tx
        .insert(unresolvedLinks)
        .values(rows)
        .onConflictDoUpdate({
          target: [unresolvedLinks.form, unresolvedLinks.id],
          set: {
            count: sql`least(${count}::bigint + ${given("count")}, ${COUNT_MAX})::integer`,
            first_seen_at: sql`least(${first_seen_at}, ${given("first_seen_at")})`,
            last_seen_at: sql`greatest(${last_seen_at}, ${given("last_seen_at")})`,
            example: given("example"),
          },
        });
      const too_old = clock.nowMs() - KEPT_MS;
      await tx.delete(unresolvedLinks).where(lt(last_seen_at, too_old));
      await tx.execute(sql`
        delete from ${unresolvedLinks} where no in (
          select no from (
            select no,
              row_number() over (partition by form order by count desc, no desc) as by_count,
              row_number() over (partition by form order by last_seen_at desc, no desc) as by_time
            from ${unresolvedLinks}) as ranked
          where by_count > ${KEPT_MAX} and by_time > ${KEPT_MAX})`);
    });
  }
}

/** Ids that were cut may have become one. */
function merged(pending: Iterable<Counted>): Counted[] {
  const rows = new Map<string, Counted>();
  for (const counted of pending) {
    const key = `${counted.form} ${counted.id}`;
    const before = rows.get(key);
    rows.set(key, before === undefined ? counted : sum(before, counted));
  }
  return [...rows.keys()].toSorted().flatMap((key) => rows.get(key) ?? []);
}

function sum(one: Counted, later: Counted): Counted {
  const count = one.count + later.count;
  return { ...later, count, first_seen_at: one.first_seen_at };
}

/** Postgres refuses NUL. */
function bounded(text: string, chars_max: number): string {
  return text.slice(0, chars_max).toWellFormed().replaceAll("\0", "");
}

/** Filters and sorts of unresolved links. */
export const UNRESOLVED_LIST = {
  filters: {
    form: OLD_LINK_FORMS,
    id: "text",
    q: "text",
    ...TIMES,
  },
  sorts: ["-count", "last_seen_at", "first_seen_at"],
} as const;

const UNRESOLVED_TABLE: ListTable = {
  columns: getTableColumns(unresolvedLinks),
  key: unresolvedLinks.no,
  time: unresolvedLinks.last_seen_at,
  searched: [unresolvedLinks.id, unresolvedLinks.example],
};

/** Lists unresolved links, the most frequent first. */
export async function listUnresolved(
  { db, configuration }: { db: Database; configuration: Configuration },
  list: ListRequest,
) {
  const table = UNRESOLVED_TABLE;
  const rows = await selectList(db, { from: unresolvedLinks, table, list });
  const { old_names } = configuration;
  return listPage(table, list, rows, (row) => present(row, old_names));
}

function present(
  { no: _, ...row }: UnresolvedRow,
  names: Configuration["old_names"],
) {
  const [path = "", query = ""] = row.example.split("?", 2);
  const old = names.read(path, query);
  return {
    ...row,
    leads_now: old !== null && names.resolve(old).link !== undefined,
    first_seen_at: isoTime(row.first_seen_at),
    last_seen_at: isoTime(row.last_seen_at),
  };
}
