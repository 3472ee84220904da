import { asc, gt } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { ledgerChain } from "../../db/schema/mod.ts";
import { FIRST_HASH, LinkHash } from "./ledger_chain.ts";
import type { Difference } from "./checked_entry.ts";

type Link = typeof ledgerChain.$inferSelect;

/** Links in memory at a time. */
const PIECE_LINKS = 1_000;

/** An entry as links hash it. */
export interface LinkedEntry {
  id: string;
  /** Whether it has a content hash; the oldest have none. */
  is_hashed: boolean;
  /** Adds it to the hash of its link. */
  addTo(hash: LinkHash): void;
}

/** Recomputes the chain from the entries, in order, and compares it link by link. */
export class ChainCheck {
  /** Links that verified. */
  links = 0;
  /** Entries after the last link, booked since it was added. */
  unchained = 0;
  readonly #tx: Transaction;
  #ahead: Link[] = [];
  #is_last_piece = false;
  #previous_hash: Uint8Array = FIRST_HASH;
  #open: { link: Link; hash: LinkHash; count: number } | null = null;
  #has_begun = false;

  constructor(tx: Transaction) {
    this.#tx = tx;
  }

  /** Checks the next entry. */
  take(entry: LinkedEntry): Promise<Difference | null> | Difference | null {
    const { id } = entry;
    if (!entry.is_hashed) {
      if (!this.#has_begun) return null;
      const found = "an entry without one, after entries that have it";
      return { check: "entry", id, expected: "a content hash", found };
    }
    this.#has_begun = true;
    return this.#open === null ? this.#begin(entry) : this.#add(entry);
  }

  /** Begins the next link with its first entry. */
  async #begin(entry: LinkedEntry): Promise<Difference | null> {
    const link = await this.#next();
    if (link === undefined) {
      this.unchained += 1;
      return null;
    }
    const difference = this.#checkStart(link, entry.id);
    if (difference !== null) return difference;
    const hash = new LinkHash(this.#previous_hash);
    this.#open = { link, hash, count: 0 };
    return this.#add(entry);
  }

  #add(entry: LinkedEntry): Difference | null {
    if (this.#open === null) return null;
    const { id } = entry;
    const { link, hash } = this.#open;
    if (id > link.up_to_id) return missing(link, link.up_to_id, id);
    entry.addTo(hash);
    this.#open.count += 1;
    return id === link.up_to_id ? this.#close() : null;
  }

  /** Checks for links whose entries are gone, after the last entry. */
  async end(): Promise<Difference | null> {
    if (this.#open !== null) {
      const { link } = this.#open;
      return missing(link, link.up_to_id, "no more entries");
    }
    const link = await this.#next();
    if (link === undefined) return null;
    return missing(link, link.from_id, "no more entries");
  }

  #checkStart(link: Link, id: string): Difference | null {
    if (link.link !== this.links + 1) {
      const expected = `link ${this.links + 1} of the chain`;
      const found = `link ${link.link}`;
      return { check: "chain", id: String(link.link), expected, found };
    }
    if (id === link.from_id) return null;
    if (id > link.from_id) return missing(link, link.from_id, id);
    const expected = `entry ${link.from_id}, with which link ${link.link} begins`;
    return { check: "chain", id, expected, found: `entry ${id} before it` };
  }

  #close(): Difference | null {
    if (this.#open === null) return null;
    const { link, hash, count } = this.#open;
    const { from_id, up_to_id } = link;
    const id = `link ${link.link}, entries ${from_id} to ${up_to_id}`;
    if (count !== link.count) {
      const expected = `${link.count} entries`;
      return { check: "chain", id, expected, found: `${count}` };
    }
    const recomputed = hash.end();
    if (Buffer.compare(recomputed, link.hash) !== 0) {
      const expected = `hash ${link.hash.toHex()}`;
      const found = `hash ${recomputed.toHex()}`;
      return { check: "chain", id, expected, found };
    }
    this.#previous_hash = recomputed;
    this.#open = null;
    this.links += 1;
    return null;
  }

  async #next(): Promise<Link | undefined> {
    const link = this.#ahead.shift();
    if (link !== undefined || this.#is_last_piece) return link;
    this.#ahead = await this.#tx
      .select()
      .from(ledgerChain)
      .where(gt(ledgerChain.link, this.links))
      .orderBy(asc(ledgerChain.link))
      .limit(PIECE_LINKS);
    this.#is_last_piece = this.#ahead.length < PIECE_LINKS;
    return this.#ahead.shift();
  }
}

function missing(link: Link, id: string, found: string): Difference {
  const expected = `entry ${id} of link ${link.link}`;
  return { check: "chain", id, expected, found };
}
