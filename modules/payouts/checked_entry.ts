import { ACCOUNTS, SAID_COLUMNS } from "./write_entries.ts";

/** Something that is not as it was booked, by its id: what the rest of the ledger says, and what is there. */
export interface Difference {
  check: "entry" | "chain" | "snapshot" | "conversion" | "payment" | "invoice";
  id: string;
  expected: string;
  found: string;
}

/** An entry as it is checked: what its content hash covers, and what the hash of its link covers besides. */
export interface CheckedEntry {
  id: string;
  booked_at_ms: number;
  content: Uint8Array;
  said: readonly unknown[];
  /** What it was priced by, where it says so. */
  priced_by: readonly unknown[];
}

const FIRST_ACCOUNT = SAID_COLUMNS.length - ACCOUNTS.length;

/** The amounts of an entry by account, those that are not zero. */
export function amountsOf({ said }: CheckedEntry): [number, bigint][] {
  const amounts: [number, bigint][] = [];
  for (let index = 0; index < ACCOUNTS.length; index++) {
    const text = said[FIRST_ACCOUNT + index];
    if (text !== "0") amounts.push([index, BigInt(String(text))]);
  }
  return amounts;
}
