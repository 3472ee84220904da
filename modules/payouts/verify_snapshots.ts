import type { Transaction } from "../../db/mod.ts";
import { balanceSnapshots, ledgerHorizon } from "../../db/schema/mod.ts";
import { FIRST_ID, ACCOUNTS } from "./write_entries.ts";
import { amountsOf } from "./checked_entry.ts";
import type { CheckedEntry, Difference } from "./checked_entry.ts";

interface Sum {
  snapshot: typeof balanceSnapshots.$inferSelect;
  full: bigint[];
}

const CURRENCY = 4;
const ADVERTISER = 5;
const AFFILIATE = 6;

/**
 * Sums all entries of each party and compares with the balance snapshots. Keeps
 * parties in memory, not entries.
 */
export class SnapshotCheck {
  readonly #sums: ReadonlyMap<string, Sum>;
  readonly #summed_id: string;

  private constructor(sums: ReadonlyMap<string, Sum>, summed_id: string) {
    this.#sums = sums;
    this.#summed_id = summed_id;
  }

  /** Loads the snapshots to check. */
  static async load(tx: Transaction): Promise<SnapshotCheck> {
    const [horizon] = await tx.select().from(ledgerHorizon);
    const rows = await tx.select().from(balanceSnapshots);
    const sums = rows.map((snapshot): [string, Sum] => [
      `${snapshot.party} ${snapshot.party_id} ${snapshot.currency}`,
      { snapshot, full: ACCOUNTS.map(() => 0n) },
    ]);
    return new SnapshotCheck(new Map(sums), horizon?.summed_id ?? FIRST_ID);
  }

  /** Adds the next entry. */
  take(entry: CheckedEntry): Difference | null {
    if (entry.id > this.#summed_id) return null;
    const { said } = entry;
    const amounts = amountsOf(entry);
    const parties = [`network 0`];
    if (said[ADVERTISER] !== null) {
      parties.push(`advertiser ${String(said[ADVERTISER])}`);
    }
    if (said[AFFILIATE] !== null) {
      parties.push(`affiliate ${String(said[AFFILIATE])}`);
    }
    for (const party of parties) {
      const key = `${party} ${String(said[CURRENCY])}`;
      const sum = this.#sums.get(key);
      if (sum === undefined || entry.id > sum.snapshot.up_to_id) {
        const expected = `a balance snapshot of ${key} up to entry ${entry.id}`;
        const found =
          sum === undefined ? "none" : `one up to ${sum.snapshot.up_to_id}`;
        return { check: "snapshot", id: key, expected, found };
      }
      for (const [index, amount] of amounts) {
        sum.full[index] = (sum.full[index] ?? 0n) + amount;
      }
    }
    return null;
  }

  /** Compares the sums, after the last entry. */
  end(): Difference | null {
    for (const [key, { snapshot, full }] of this.#sums) {
      if (snapshot.up_to_id > this.#summed_id) {
        const expected = `a snapshot up to ${this.#summed_id} at most`;
        const found = `one up to ${snapshot.up_to_id}`;
        return { check: "snapshot", id: key, expected, found };
      }
      for (const [index, name] of ACCOUNTS.entries()) {
        const sum = String(full[index]);
        const kept = snapshot.sums[name] ?? "0";
        if (sum === kept) continue;
        const expected = `${name} ${sum}, the sum of its entries`;
        return { check: "snapshot", id: key, expected, found: kept };
      }
    }
    return null;
  }
}
