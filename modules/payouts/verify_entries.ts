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
import { ChainCheck } from "./verify_chain.ts";
import { SnapshotCheck } from "./verify_snapshots.ts";

/**
 * Entries per piece; two pieces are in memory, as the next is read while one is
 * checked.
 */
const PIECE_ENTRIES = 5_000;

/**
 * Checks all entries in order of id: each row, the chain, and the balance
 * snapshots.
 */
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
  const snapshots = await SnapshotCheck.load(tx);
  let entries = 0;
  const result = (difference: Difference | null) => {
    const { links, unchained } = chain;
    return { entries, links, unchained, difference };
  };
  let previous_id = FIRST_ID;
  let coming = readPiece(tx, previous_id);
  for (;;) {
    const piece = await coming;
    const last = piece.at(-1);
    if (last === undefined) break;
    coming = readPiece(tx, last.id);
    for (const entry of piece) {
      const difference =
        checkRow(entry, previous_id) ??
        (await chain.take(entry)) ??
        snapshots.take(entry);
      if (difference !== null) {
        await coming;
        return result(difference);
      }
      previous_id = entry.id;
      entries += 1;
    }
    await progress(entries);
  }
  return result((await chain.end()) ?? snapshots.end());
}

const PIECE_QUERY = `
  select ${CONTENT_COLUMNS.join(", ")}, id,
    (extract(epoch from booked_at) * 1000)::float8, content,
    ${PRICED_BY_COLUMNS.join(", ")}
  from ledger_transactions where id > $1 order by id limit ${PIECE_ENTRIES}`;

async function readPiece(
  tx: Transaction,
  after: string,
): Promise<CheckedEntry[]> {
  const rows = await tx.$client
    .unsafe(PIECE_QUERY, [after], { prepare: true })
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
