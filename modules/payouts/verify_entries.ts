import type { Transaction } from "../../db/mod.ts";
import {
  FIRST_ID,
  hashValues,
  PRICED_BY_COLUMNS,
  pricedBy,
  CONTENT_COLUMNS,
} from "./write_entries.ts";
import { amountsOf } from "./checked_entry.ts";
import type { CheckedEntry, Difference } from "./checked_entry.ts";
import { idAt, LINKED_BYTES, readCheckedPiece } from "./read_piece.ts";
import { ChainCheck } from "./verify_chain.ts";

/**
 * Entries per piece; two pieces are in memory, as the next is read while one is
 * checked.
 */
export const PIECE_ENTRIES = 5_000;

/** Checks all entries in order of id: each row, and the chain. */
export async function checkEntries(
  tx: Transaction,
  progress: (entries: number) => Promise<void> | void,
): Promise<{
  entries: number;
  links: number;
  unchained: number;
  difference: Difference | null;
}> {
  const chain = new ChainCheck(tx);
  let entries = 0;
  const result = (difference: Difference | null) => {
    const { links, unchained } = chain;
    return { entries, links, unchained, difference };
  };
  let after = FIRST_ID;
  let coming = readCheckedPiece(tx, after, PIECE_ENTRIES);
  for (;;) {
    const piece = await coming;
    if (piece === null) break;
    coming = readCheckedPiece(tx, piece.last_id, PIECE_ENTRIES);
    const difference =
      piece.linked === null
        ? await checkRows(tx, chain, after, piece.entries)
        : await checkLinked(chain, piece.linked);
    if (difference !== null) {
      await coming;
      return result(difference);
    }
    after = piece.last_id;
    entries += piece.entries;
    await progress(entries);
  }
  return result(await chain.end());
}

/** Checks the chain over rows that are right. */
async function checkLinked(
  chain: ChainCheck,
  linked: Uint8Array,
): Promise<Difference | null> {
  const bytes = Buffer.from(linked.buffer, linked.byteOffset, linked.length);
  for (let at = 0; at < bytes.length; at += LINKED_BYTES) {
    const taken = chain.take({
      id: idAt(bytes, at),
      is_hashed: true,
      addTo: (hash) => hash.addBytes(bytes.subarray(at, at + LINKED_BYTES)),
    });
    const difference = taken instanceof Promise ? await taken : taken;
    if (difference !== null) return difference;
  }
  return null;
}

/** Checks each row of a piece, and the chain: some is wrong, or of before there were hashes. */
async function checkRows(
  tx: Transaction,
  chain: ChainCheck,
  after: string,
  count: number,
): Promise<Difference | null> {
  let previous_id = after;
  for (const entry of await readRows(tx, after, count)) {
    const difference =
      checkRow(entry, previous_id) ??
      (await chain.take({
        id: entry.id,
        is_hashed: entry.content.length > 0,
        addTo: (hash) => hash.add(entry),
      }));
    if (difference !== null) return difference;
    previous_id = entry.id;
  }
  return null;
}

const ROWS_QUERY = `
  select ${CONTENT_COLUMNS.join(", ")}, id,
    (extract(epoch from booked_at) * 1000)::float8, content,
    ${PRICED_BY_COLUMNS.join(", ")}
  from ledger_transactions where id > $1 order by id limit $2`;

async function readRows(
  tx: Transaction,
  after: string,
  limit: number,
): Promise<CheckedEntry[]> {
  const rows = await tx.$client
    .unsafe(ROWS_QUERY, [after, limit], { prepare: true })
    .values();
  const count = CONTENT_COLUMNS.length;
  return rows.map((row) => ({
    said: row.slice(0, count),
    id: String(row[count]),
    booked_at_ms: Number(row[count + 1]),
    content: row[count + 2] as Uint8Array,
    priced_by: pricedBy(...row.slice(count + 3)),
  }));
}

function checkRow(entry: CheckedEntry, previous_id: string): Difference | null {
  const { id, content, said } = entry;
  if (id === previous_id) {
    const expected = "one entry under an id";
    return { check: "entry", id, expected, found: "two" };
  }
  let sum = 0n;
  for (const [, amount] of amountsOf(entry)) sum += amount;
  if (sum !== 0n) {
    const found = `a sum of ${sum} micros`;
    return { check: "entry", id, expected: "a sum of zero", found };
  }
  // Booked before hashes existed; the chain check refuses such an entry after one
  // with a hash.
  if (content.length === 0) return null;
  const recomputed = hashValues([...said, ...entry.priced_by]);
  if (Buffer.compare(recomputed, content) === 0) return null;
  return {
    check: "entry",
    id,
    expected: `content ${content.toHex()}, as when it was booked`,
    found: `content ${recomputed.toHex()}, by what its columns say now`,
  };
}
