import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { ledgerChain, ledgerTransactions } from "../../db/schema/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { advanceSnapshots } from "./balance_snapshot.ts";
import { advanceHorizon, FIRST_ID, LEDGER_LOCKS } from "./write_entries.ts";

/** Maximum entries of a link. */
export const LINK_ENTRIES_MAX = 1_000;

/** The content of an entry that a link hashes. */
export interface ChainedEntry {
  id: string;
  booked_at_ms: number;
  content: Uint8Array;
}

/** Hash before the first link. */
export const FIRST_HASH = new Uint8Array(32);

/**
 * Hash of a link: SHA-256 over the previous hash, and each entry's id, time and
 * content.
 */
export class LinkHash {
  readonly #hasher: Bun.CryptoHasher;

  constructor(previous: Uint8Array) {
    this.#hasher = new Bun.CryptoHasher("sha256").update(previous);
  }

  /** Adds the next entry, in order of id. */
  add({ id, booked_at_ms, content }: ChainedEntry): void {
    this.#hasher.update(`${id}${booked_at_ms}`).update(content);
  }

  /** Adds the next entry: its id and time in ASCII, and its content. */
  addBytes(entry: Uint8Array): void {
    this.#hasher.update(entry);
  }

  /** Returns the link's hash; nothing can be added afterwards. */
  end(): Uint8Array {
    return new Uint8Array(this.#hasher.digest());
  }
}

/** Advances the horizon, the chain and the balance snapshots as far as possible. */
export async function extendLedger(deps: {
  db: Database;
  clock: Clock;
}): Promise<void> {
  const final_id = await advanceHorizon(deps.db);
  while (await addLink(deps, final_id));
  while (await advanceSnapshots(deps.db));
}

/**
 * Adds a link over final entries; returns whether there may be more. Entries booked
 * before content hashes existed are in no link. A lock serializes concurrent calls,
 * and a link's number is a primary key. (The upper bound is outside the subquery:
 * with both bounds inside, a table without statistics is sorted anew for each
 * link.)
 */
export async function addLink(
  { db, clock }: { db: Database; clock: Clock },
  final_id: string,
): Promise<boolean> {
  return await db.transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(${LEDGER_LOCKS.chain}::bigint)`,
    );
    const [last] = await tx.execute<{
      link: string;
      up_to_id: string;
      hash: Uint8Array;
    }>(
      sql`select link, up_to_id, hash from ${ledgerChain} order by link desc limit 1`,
    );
    const entries = await tx.execute<{
      id: string;
      booked_at_ms: number;
      content: Uint8Array;
    }>(sql`
      select * from (
        select id, content,
          (extract(epoch from booked_at) * 1000)::float8 as booked_at_ms
        from ${ledgerTransactions}
        where id > ${last?.up_to_id ?? FIRST_ID}::uuid and octet_length(content) > 0
        order by id limit ${LINK_ENTRIES_MAX}
      ) as next where id <= ${final_id}::uuid order by id`);
    const from = entries[0];
    const up_to = entries.at(-1);
    if (from === undefined || up_to === undefined) return false;
    const hash = new LinkHash(last?.hash ?? FIRST_HASH);
    for (const entry of entries) hash.add(entry);
    await tx.insert(ledgerChain).values({
      link: Number(last?.link ?? 0) + 1,
      from_id: from.id,
      up_to_id: up_to.id,
      count: entries.length,
      hash: hash.end(),
      made_at: clock.nowMs(),
    });
    return entries.length === LINK_ENTRIES_MAX;
  });
}
