import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { insertRows, recordset } from "../../../db/mod.ts";
import { inCampaign } from "../../../db/citus/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import {
  ledgerTransactions,
  paymentClaims,
  payments,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Clock, Micros } from "../../kernel/mod.ts";
import { roundDown } from "../round_down.ts";
import { recordEvents } from "../../notices/mod.ts";
import { paymentEvent } from "./payment_event.ts";
import { writeEntries } from "../write_entries.ts";
import type { Entry } from "../write_entries.ts";

interface Sum {
  payment_id: string;
  affiliate_id: number;
  currency: string;
  entries_micros: Micros;
  entries_count: number;
  amount_micros: Micros;
  rest_micros: Micros;
}

/**
 * Closes draft payments: sets their amounts to the sums of their entries, and
 * freezes the entries by a hash. Returns the ids of those that it closed.
 *
 * What is below the minor unit can't be sent. It is taken out of the payment by an
 * entry `payment_rest`, which the payment claims, and stays owed by an entry
 * `payment_carry`, which the next payment will claim. The two cancel out, so the
 * balance doesn't change; the payment's claims add up to exactly its amount, and
 * once it is paid the affiliate's balance is exactly the rest. Voiding releases the
 * payment's claims, including `payment_rest`: whether or not the carry was paid
 * elsewhere by then, the unclaimed sum is what is owed.
 */
export async function closePayments(
  tx: Transaction,
  clock: Clock,
  ids: readonly string[],
): Promise<string[]> {
  const sums = await lockDrafts(tx, ids);
  if (sums.length === 0) return [];
  await leaveRests(tx, clock, sums);
  const closed = recordset("s", sums, {
    payment_id: "uuid",
    entries_micros: "bigint",
    entries_count: "integer",
    amount_micros: "bigint",
  });
  const frozen = sums.map(({ payment_id }) => payment_id);
  await tx.execute(sql`
    update ${payments} as p set state = 'closed',
      closed_at = ${isoTime(clock.nowMs())}::timestamptz,
      entries_micros = s.entries_micros, entries_count = s.entries_count,
      amount_micros = s.amount_micros, entries_hash = h.hash
    from ${closed}, (
      select c.payment_id, sha256(convert_to(
        string_agg(c.entry_id::text, E'\n' order by c.entry_id), 'UTF8')) as hash
      from ${paymentClaims} as c where ${inArray(sql`c.payment_id`, frozen)}
      group by c.payment_id) as h
    where p.id = s.payment_id and h.payment_id = s.payment_id`);
  const events = sums.map(({ payment_id: id, ...sum }) =>
    paymentEvent("payment.closed", { ...sum, id, reference: null }),
  );
  await recordEvents(tx, clock, events);
  return frozen;
}

/** Locks those payments that are drafts, in order of id, and sums their entries. */
async function lockDrafts(
  tx: Transaction,
  ids: readonly string[],
): Promise<Sum[]> {
  if (ids.length === 0) return [];
  const drafts = await tx
    .select()
    .from(payments)
    .where(and(inArray(payments.id, [...ids]), eq(payments.state, "draft")))
    .orderBy(asc(payments.id))
    .for("update");
  if (drafts.length === 0) return [];
  // A list, since the planner knows its length: of a recordset it doesn't, and read
  // all entries for a payment of a few.
  const wanted = drafts.map(({ id }) => id);
  const rows = await tx.execute<{ id: string; owed: string; count: number }>(
    sql`select c.payment_id as id, (-sum(t.payable_micros))::text as owed,
        count(*)::integer as count
      from ${paymentClaims} as c
      join ${ledgerTransactions} as t on t.id = c.entry_id${inCampaign("t", "c")}
      where ${inArray(sql`c.payment_id`, wanted)} group by c.payment_id`,
  );
  const by_id = new Map(rows.map((row) => [row.id, row]));
  return drafts.map((draft) => {
    const row = by_id.get(draft.id);
    if (row === undefined) throw new Error(`Payment ${draft.id} has no claims`);
    const entries_micros = BigInt(row.owed);
    return {
      payment_id: draft.id,
      affiliate_id: draft.affiliate_id,
      currency: draft.currency,
      entries_micros,
      entries_count: row.count,
      ...roundDown(entries_micros, draft.currency),
    };
  });
}

async function leaveRests(
  tx: Transaction,
  clock: Clock,
  sums: readonly Sum[],
): Promise<void> {
  const with_rest = sums.filter(({ rest_micros }) => rest_micros !== 0n);
  const out = with_rest.map((sum) => restEntry(sum, "payment_rest"));
  const entry_ids = await writeEntries(tx, clock, out);
  const carry = with_rest.map((sum) => restEntry(sum, "payment_carry"));
  await writeEntries(tx, clock, carry);
  const claims = with_rest.map(({ payment_id }, index) => {
    const entry_id = entry_ids[index];
    if (entry_id === undefined) {
      throw new Error(`Payment ${payment_id} was closed before`);
    }
    return { entry_id, campaign_id: 0, payment_id };
  });
  await insertRows(tx, paymentClaims, claims);
}

/** The variance account balances both entries and ends up unchanged. */
function restEntry(sum: Sum, kind: "payment_rest" | "payment_carry"): Entry {
  const rest = kind === "payment_rest" ? sum.rest_micros : -sum.rest_micros;
  return {
    campaign_id: 0,
    conversion_id: sum.payment_id,
    version: 1,
    kind,
    currency: sum.currency,
    advertiser_id: null,
    affiliate_id: sum.affiliate_id,
    payable_micros: rest,
    variance_micros: -rest,
  };
}
