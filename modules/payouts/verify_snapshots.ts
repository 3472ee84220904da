import { sql } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import {
  balanceSnapshots,
  ledgerHorizon,
  ledgerTransactions,
} from "../../db/schema/mod.ts";
import { FIRST_ID, ACCOUNTS } from "./write_entries.ts";
import type { Difference } from "./checked_entry.ts";

interface Sum {
  snapshot: typeof balanceSnapshots.$inferSelect;
  full: bigint[];
}

/** Sums of the entries of an advertiser and an affiliate in a currency. */
interface Group extends Record<string, unknown> {
  currency: string;
  advertiser_id: number | null;
  affiliate_id: number | null;
  last_id: string;
}

/**
 * Sums all entries of each party and compares with the balance snapshots. Keeps
 * parties in memory, not entries.
 */
export async function checkSnapshots(
  tx: Transaction,
): Promise<Difference | null> {
  const [horizon] = await tx.select().from(ledgerHorizon);
  const summed_id = horizon?.summed_id ?? FIRST_ID;
  const rows = await tx.select().from(balanceSnapshots);
  const sums = new Map(
    rows.map((snapshot): [string, Sum] => [
      `${snapshot.party} ${snapshot.party_id} ${snapshot.currency}`,
      { snapshot, full: ACCOUNTS.map(() => 0n) },
    ]),
  );
  const groups = await tx.execute<Group>(sql`
    select currency, advertiser_id, affiliate_id, max(id::text collate "C") as last_id,
      ${sql.raw(ACCOUNTS.map((name) => `sum(${name})::text as ${name}`).join(", "))}
    from ${ledgerTransactions} where id <= ${summed_id}::uuid
    group by currency, advertiser_id, affiliate_id`);
  for (const group of groups) {
    const difference = addTo(sums, group);
    if (difference !== null) return difference;
  }
  return compare(sums, summed_id);
}

function addTo(
  sums: ReadonlyMap<string, Sum>,
  group: Group,
): Difference | null {
  const { currency, advertiser_id, affiliate_id, last_id } = group;
  const parties = [
    "network 0",
    ...(advertiser_id === null ? [] : [`advertiser ${advertiser_id}`]),
    ...(affiliate_id === null ? [] : [`affiliate ${affiliate_id}`]),
  ];
  for (const party of parties) {
    const key = `${party} ${currency}`;
    const sum = sums.get(key);
    if (sum === undefined || last_id > sum.snapshot.up_to_id) {
      const expected = `a balance snapshot of ${key} up to entry ${last_id}`;
      const found =
        sum === undefined ? "none" : `one up to ${sum.snapshot.up_to_id}`;
      return { check: "snapshot", id: key, expected, found };
    }
    for (const [index, name] of ACCOUNTS.entries()) {
      sum.full[index] = (sum.full[index] ?? 0n) + BigInt(String(group[name]));
    }
  }
  return null;
}

function compare(
  sums: ReadonlyMap<string, Sum>,
  summed_id: string,
): Difference | null {
  for (const [key, { snapshot, full }] of sums) {
    if (snapshot.up_to_id > summed_id) {
      const expected = `a snapshot up to ${summed_id} at most`;
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
