import { insertRows } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { conversions } from "../../db/schema/mod.ts";
import { ManualClock, newId } from "../../modules/kernel/mod.ts";
import { book } from "../../modules/payouts/mod.ts";
import type { Booking } from "../../modules/payouts/mod.ts";

/** Whose conversions are inserted. */
export interface Parties {
  campaigns: readonly { id: number; advertiser_id: number }[];
  affiliates: readonly number[];
}

/** A range of conversions to insert. */
export interface Filling {
  count: number;
  /** Number of the first one. */
  first: number;
  from_ms: number;
  to_ms: number;
  hold_ms: number;
  /** Includes pending and reversed ones, as in a real network. */
  is_mixed: boolean;
}

const BATCH = 4_000;
const AT_ONCE = 3;
const REVENUE = 20_000_000n;
const PAYOUT = 12_500_000n;
const SEEDED = 0x9e3779b1;

/**
 * Inserts conversions with their bookings and hashes, as the tracker would; a fifth belong to the
 * first affiliate. Returns the number of ledger entries.
 */
export async function fillConversions(
  db: Database,
  parties: Parties,
  filling: Filling,
): Promise<number> {
  const { first, count } = filling;
  let next = first;
  let entries = 0;
  const work = async () => {
    while (next < first + count) {
      const from = next;
      next = Math.min(from + BATCH, first + count);
      entries += await writeBatch(db, parties, filling, from, next);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return entries;
}

async function writeBatch(
  db: Database,
  parties: Parties,
  filling: Filling,
  from: number,
  end: number,
): Promise<number> {
  const { first, count, from_ms, to_ms } = filling;
  const step_ms = (to_ms - from_ms) / count;
  const clock = new ManualClock(Math.floor(from_ms + (from - first) * step_ms));
  const made = Array.from({ length: end - from }, (_, index) =>
    makeOne(from + index, clock, parties, filling),
  );
  await db.transaction(async (tx) => {
    const rows = made.map(({ row }) => row);
    await insertRows(tx, conversions, rows);
    const bookings = made.map(({ bookings }) => bookings);
    await book(
      tx,
      clock,
      bookings.flatMap((own) => own.slice(0, 1)),
    );
    await book(
      tx,
      clock,
      bookings.flatMap((own) => own.slice(1)),
    );
  });
  return made.reduce((sum, { bookings }) => sum + bookings.length, 0);
}

function makeOne(
  number: number,
  clock: ManualClock,
  { campaigns, affiliates }: Parties,
  { hold_ms, is_mixed }: Filling,
) {
  const now_ms = clock.nowMs();
  const chance = (Math.imul(number, SEEDED) >>> 0) / 2 ** 32;
  const campaign = campaigns[number % campaigns.length];
  const affiliate_id = affiliates[Math.floor(chance ** 3 * affiliates.length)];
  if (campaign === undefined || affiliate_id === undefined) {
    throw new Error("There is no party");
  }
  const { id: campaign_id, advertiser_id } = campaign;
  const id = newId(clock);
  const is_reversed = is_mixed && number % 20 === 0;
  const is_pending = is_mixed && number % 20 === 1;
  const payable_from = is_pending ? null : now_ms + hold_ms;
  const money = { revenue_micros: REVENUE, payout_micros: PAYOUT };
  const standing = is_pending ? "pending" : "approved";
  const after: Booking["after"] = { standing, ...money };
  const about = {
    ...{ campaign_id, conversion_id: id, currency: "USD" },
    ...{ advertiser_id, affiliate_id, payable_from },
  };
  const bookings: Parameters<typeof book>[2][number][] = [
    { ...about, version: 1, kind: "record", before: null, after },
  ];
  if (is_reversed) {
    const over: Booking["after"] = { ...NOTHING, standing: "none" };
    const change = { version: 2, kind: "reverse", before: after, after: over };
    bookings.push({ ...about, ...change });
  }
  const row = {
    ...{ campaign_id, id, goal_key: "sale", dedupe_key: `o:${number}` },
    ...{ version: bookings.length, affiliate_id, advertiser_id },
    status: is_reversed ? "reversed" : standing,
    ...{ click_id: clickId(number), link_id: 1, order_id: String(number) },
    ...{ currency: "USD", amount_micros: REVENUE, rule_version: 1 },
    ...(is_reversed ? NOTHING : money),
    ...{ said: ["approved|20000000"], payable_from, proof: "none" },
    ...{ said_at: now_ms, clicked_at: now_ms },
    ...{ recorded_at: now_ms, updated_at: now_ms },
  };
  return { row, bookings };
}

const NOTHING = { revenue_micros: 0n, payout_micros: 0n };

function clickId(number: number): Uint8Array {
  const bytes = new Uint8Array(24);
  new DataView(bytes.buffer).setUint32(8, number);
  return bytes;
}
