import { expect, test } from "bun:test";
import { asc, eq } from "drizzle-orm";
import { ledgerTransactions, releasedHolds } from "../../db/schema/mod.ts";
import { ledgerForFile } from "../../tests/ledger_world.ts";
import { book, releaseHold } from "./book.ts";
import type { Booking, Position } from "./book.ts";

const { db, clock } = await ledgerForFile();

const DAY_MS = 86_400_000;

function at(payout_micros: bigint): Position {
  return { standing: "approved", revenue_micros: 20n, payout_micros };
}

/** Books a conversion's versions one by one, with these payouts. */
async function bookVersions(conversion_id: string, payouts: readonly bigint[]) {
  const first = await entriesOf(conversion_id);
  for (const [index, payout] of payouts.entries()) {
    const version = first.length + index + 1;
    const before = version === 1 ? null : at(payouts[index - 1] ?? 12n);
    const booking: Booking = {
      ...{ campaign_id: 1, conversion_id, version, currency: "USD" },
      ...{ advertiser_id: 1, affiliate_id: 1, before, after: at(payout) },
      kind: version === 1 ? "record" : "amend",
      payable_from: HELD_UNTIL_MS,
    };
    await db.transaction((tx) => book(tx, clock, [booking]));
  }
  return await entriesOf(conversion_id);
}

const HELD_UNTIL_MS = clock.nowMs() + 9 * DAY_MS;

async function entriesOf(conversion_id: string) {
  return await db
    .select()
    .from(ledgerTransactions)
    .where(eq(ledgerTransactions.conversion_id, conversion_id))
    .orderBy(asc(ledgerTransactions.version));
}

test("each correction names the first entry of its conversion as its origin", async () => {
  const entries = await bookVersions(crypto.randomUUID(), [12n, 10n, 15n]);
  const first = entries[0]?.id ?? "";
  const origins = entries.map(({ origin_id }) => origin_id);
  expect(origins).toEqual([null, first, first]);
});

test("what changes after a hold was released is released with it, and nothing else is", async () => {
  const conversion_id = crypto.randomUUID();
  const other = await bookVersions(crypto.randomUUID(), [12n, 7n]);
  const [first] = await bookVersions(conversion_id, [12n]);
  const released = { entry_id: first?.id ?? "", reason: "a good partner" };
  await releaseHold({ db, clock }, released);
  const entries = await bookVersions(conversion_id, [5n]);
  expect(entries.map(({ payable_micros }) => payable_micros)).toEqual([
    -12n,
    7n,
  ]);
  const rows = await db.select().from(releasedHolds);
  expect(rows.map(({ entry_id }) => entry_id).sort()).toEqual(
    entries.map(({ id }) => id).sort(),
  );
  expect(other).toHaveLength(2);
});
