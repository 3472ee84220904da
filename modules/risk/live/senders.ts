import { sql } from "drizzle-orm";
import type { Queryable } from "../../../db/mod.ts";
import { postbacks } from "../../../db/schema/mod.ts";
import { firstIdAt } from "../../kernel/mod.ts";

const SOURCES_MAX = 2_000;
const ADDRESSES_MAX = 500;
/** The newest postbacks, of which senders are known, and how old they may be. */
const POSTBACKS_MAX = 50_000;
const DAYS = 30;
const DAY_MS = 86_400_000;

/** How many accepted postbacks of a source came from an address. */
export interface SenderCount {
  source_id: number;
  address: string;
  count: number;
}

/**
 * From which addresses each source's accepted postbacks came, as far as the newest ones tell. Bounded:
 * the source that was silent the longest is forgotten first, and of one with very many addresses
 * nothing is said. Until it was told what is stored, it says nothing of any.
 */
export class Senders {
  #of = new Map<number, { total: number; by: Map<string, number> }>();
  #is_told = false;

  /** Where a postback of a source stands among those before; null if nothing can be said. */
  read(source_id: number, address: string) {
    const known = this.#of.get(source_id);
    if (known === undefined || known.by.size >= ADDRESSES_MAX) return null;
    if (!this.#is_told) return null;
    const seen = known.by.get(address) ?? 0;
    return { seen, of: known.total, address };
  }

  /** Notes an accepted postback; call it after the commit. */
  note(source_id: number, address: string): void {
    this.#add({ source_id, address, count: 1 });
  }

  /** Replaces what is known by what is stored. */
  replace(counts: readonly SenderCount[]): void {
    this.#of = new Map();
    for (const count of counts) this.#add(count);
    this.#is_told = true;
  }

  #add({ source_id, address, count }: SenderCount): void {
    const known = this.#of.get(source_id) ?? { total: 0, by: new Map() };
    known.total += count;
    if (known.by.size < ADDRESSES_MAX || known.by.has(address)) {
      known.by.set(address, (known.by.get(address) ?? 0) + count);
    }
    this.#of.delete(source_id);
    this.#of.set(source_id, known);
    if (this.#of.size <= SOURCES_MAX) return;
    for (const oldest of this.#of.keys()) {
      this.#of.delete(oldest);
      return;
    }
  }
}

/**
 * Counts the addresses of the newest postbacks that made conversions. By their ids, which are in order of
 * time, so that a table of any size costs the same.
 */
export async function readSenders(
  db: Queryable,
  now_ms: number,
): Promise<SenderCount[]> {
  return await db.execute<SenderCount & Record<string, unknown>>(sql`
    select p.source_id, p.ip as address, count(*)::int as count
    from (select source_id, ip, outcome, id from ${postbacks}
      where id >= ${firstIdAt(now_ms - DAYS * DAY_MS)}::uuid
      order by id desc limit ${POSTBACKS_MAX}) as p
    where p.outcome = 'recorded' and p.source_id is not null and p.ip is not null
    group by 1, 2 order by max(p.id::text), 2`);
}
