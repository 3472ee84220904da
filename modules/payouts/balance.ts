import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { formatAmount } from "../kernel/mod.ts";
import { partySums } from "./balance_snapshot.ts";
import type { Party, Sums } from "./balance_snapshot.ts";
import { ACCOUNTS } from "./write_entries.ts";

/** Filters and sorts of balances by account. */
export const ACCOUNT_LIST = {
  filters: {
    affiliate_id: "id",
    advertiser_id: "id",
    currency: "currency",
    as_of: "time",
  },
  sorts: ["currency"],
} as const;

/** Tables that the program's role may only insert into and read. */
const KEPT_TABLES = ["ledger_transactions", "ledger_chain"];

/** Throws if the program's role could change what is booked. */
export async function checkLedgerGrants(db: Database): Promise<void> {
  for (const table of KEPT_TABLES) {
    const [row] = await db.execute<{ may_change: boolean }>(
      sql`select has_table_privilege(current_user, ${table}, 'UPDATE')
           or has_table_privilege(current_user, ${table}, 'DELETE')
           or has_table_privilege(current_user, ${table}, 'TRUNCATE') as may_change`,
    );
    if (row?.may_change === false) continue;
    throw new Error(
      "Cannot start: the role that the program runs as could change the ledger; " +
        `it needs no UPDATE, DELETE or TRUNCATE on ${table}, and no superuser`,
    );
  }
}

/**
 * Sums each account per currency, as decimal text; debits are positive. For all
 * parties or one; now, or as of a moment.
 */
export async function accountBalances(
  db: Database,
  who: Party = { party: "network", party_id: 0 },
  as_of: number | null = null,
) {
  const sums = await partySums(db, who, as_of);
  return [...sums].map(([currency, accounts]) => ({
    currency,
    ...presentSums(accounts, currency),
  }));
}

/** Presents sums for the API: decimal text by account name. */
export function presentSums(
  sums: Sums,
  currency: string,
): Record<string, string> {
  return Object.fromEntries(
    ACCOUNTS.map((name) => [
      name.replace(/_micros$/, ""),
      formatAmount(sums[name], currency),
    ]),
  );
}
