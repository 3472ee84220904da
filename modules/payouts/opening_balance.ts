import { and, eq } from "drizzle-orm";
import { recordChanges } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { ledgerTransactions } from "../../db/schema/mod.ts";
import { orNotFound } from "../http/mod.ts";
import { formatAmount, hashedId } from "../kernel/mod.ts";
import type { Clock, Micros } from "../kernel/mod.ts";
import { writeEntries } from "./write_entries.ts";
import type { Entry } from "./write_entries.ts";

const KIND = "opening_balance";

/** An affiliate's balance in another tracker on the day of the move; negative: it owes. */
export interface OpeningBalance {
  /** Names it for good: the same key is booked once. */
  key: string;
  affiliate_id: number;
  currency: string;
  amount_micros: Micros;
  reason: string;
}

/** Books an opening balance, once, and returns its entry's id. It is payable at once. */
export async function bookOpeningBalance(
  tx: Transaction,
  clock: Clock,
  balance: OpeningBalance,
): Promise<string> {
  return await bookVersion(tx, clock, balance, {
    version: 1,
    amount_micros: balance.amount_micros,
    origin_id: null,
  });
}

/** Books the counter-entry of an opening balance, once, and returns its id. */
export async function reverseOpeningBalance(
  tx: Transaction,
  clock: Clock,
  balance: OpeningBalance,
): Promise<string> {
  const origin_id = await entryOf(tx, balance.key, 1);
  return await bookVersion(tx, clock, balance, {
    version: 2,
    amount_micros: -balance.amount_micros,
    origin_id: orNotFound(origin_id),
  });
}

async function bookVersion(
  tx: Transaction,
  clock: Clock,
  { key, affiliate_id, currency, reason }: OpeningBalance,
  given: { version: number; amount_micros: Micros; origin_id: string | null },
): Promise<string> {
  const { version, amount_micros, origin_id } = given;
  const known = await entryOf(tx, key, version);
  if (known !== undefined) return known;
  const entry: Entry = {
    campaign_id: 0,
    conversion_id: idOf(key),
    version,
    kind: KIND,
    currency,
    affiliate_id,
    advertiser_id: null,
    origin_id,
    reason,
    payable_micros: -amount_micros,
    margin_micros: amount_micros,
  };
  const [written] = await writeEntries(tx, clock, [entry]);
  const id = orNotFound(written);
  const amount = formatAmount(amount_micros, currency);
  await recordChanges(tx, [
    {
      action: "created",
      resource: "adjustments",
      resource_id: id,
      row: { affiliate_id, advertiser_id: null, campaign_id: 0 },
      after: { kind: KIND, amount, currency, reason },
    },
  ]);
  return id;
}

function idOf(key: string): string {
  return hashedId(`opening balance ${key}`);
}

async function entryOf(
  tx: Transaction,
  key: string,
  version: number,
): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: ledgerTransactions.id })
    .from(ledgerTransactions)
    .where(
      and(
        eq(ledgerTransactions.campaign_id, 0),
        eq(ledgerTransactions.conversion_id, idOf(key)),
        eq(ledgerTransactions.version, version),
        eq(ledgerTransactions.kind, KIND),
      ),
    );
  return row?.id;
}
