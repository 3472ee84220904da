import { ACCOUNTS, CONTENT_COLUMNS } from "./write_entries.ts";

/**
 * A difference found by verifying, with the id of what differs: what the rest of
 * the ledger implies, and what is stored.
 */
export interface Difference {
  check: "entry" | "chain" | "snapshot" | "conversion" | "payment" | "invoice";
  id: string;
  expected: string;
  found: string;
}

/**
 * An entry as verified: what its content hash covers, and what its link's hash
 * adds.
 */
export interface CheckedEntry {
  id: string;
  booked_at_ms: number;
  content: Uint8Array;
  said: readonly unknown[];
  /** Version, price and tier behind the amounts, if recorded. */
  priced_by: readonly unknown[];
}

const FIRST_ACCOUNT = CONTENT_COLUMNS.length - ACCOUNTS.length;

/** Returns the non-zero amounts of an entry, by index of account. */
export function amountsOf({ said }: CheckedEntry): [number, bigint][] {
  const amounts: [number, bigint][] = [];
  for (let index = 0; index < ACCOUNTS.length; index++) {
    const text = said[FIRST_ACCOUNT + index];
    if (text !== "0") amounts.push([index, BigInt(String(text))]);
  }
  return amounts;
}
