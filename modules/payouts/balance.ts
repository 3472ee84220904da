import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { ledgerTransactions } from "../../db/schema/mod.ts";
import { formatAmount } from "../kernel/mod.ts";

/** Refuses to run with a role that could change what is booked. */
export async function checkLedgerGrants(db: Database): Promise<void> {
  const [row] = await db.execute<{ may_change: boolean }>(
    sql`select has_table_privilege(current_user, 'ledger_transactions', 'UPDATE')
         or has_table_privilege(current_user, 'ledger_transactions', 'DELETE')
         or has_table_privilege(current_user, 'ledger_transactions', 'TRUNCATE') as may_change`,
  );
  if (row?.may_change === false) return;
  throw new Error(
    "Cannot start: the role that the program runs as could change the ledger; " +
      "it needs no UPDATE, DELETE or TRUNCATE on ledger_transactions, and no superuser",
  );
}

/** The sum of each account in each currency, as decimal text; debits are positive. */
export async function accountBalances(db: Database) {
  const t = ledgerTransactions;
  const rows = await db
    .select({
      currency: t.currency,
      receivable_pending: total(t.receivable_pending_micros),
      receivable: total(t.receivable_micros),
      payable_pending: total(t.payable_pending_micros),
      payable: total(t.payable_micros),
      margin_pending: total(t.margin_pending_micros),
      margin: total(t.margin_micros),
      cash: total(t.cash_micros),
      variance: total(t.variance_micros),
      fx: total(t.fx_micros),
    })
    .from(t)
    .groupBy(t.currency)
    .orderBy(t.currency);
  return rows.map(({ currency, ...accounts }) => ({
    currency,
    ...Object.fromEntries(
      Object.entries(accounts).map(([name, sum]) => [
        name,
        formatAmount(BigInt(sum), currency),
      ]),
    ),
  }));
}

function total(
  column: (typeof ledgerTransactions)["receivable_micros"] | object,
) {
  return sql<string>`sum(${column})::text`;
}
