import { expect, test } from "bun:test";
import fc from "fast-check";
import { sql } from "drizzle-orm";
import { ledgerForFile } from "../../tests/ledger_world.ts";
import { book } from "./book.ts";
import type { Booking, Position } from "./book.ts";

const { db, clock } = await ledgerForFile();

const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
const position: fc.Arbitrary<Position> = fc.record({
  standing: fc.constantFrom("pending", "approved", "none"),
  revenue_micros: amount,
  payout_micros: amount,
  owed: fc.record({
    currency: fc.constant("EUR"),
    micros: amount,
    spread_micros: amount,
    rate_id: fc.constant(4),
  }),
});

function bookings(conversion_id: string, steps: readonly Position[]) {
  return steps.map((after, index): Booking => ({
    campaign_id: 1,
    conversion_id,
    version: index + 1,
    kind: index === 0 ? "record" : "amend",
    currency: "USD",
    advertiser_id: 1,
    affiliate_id: 3,
    payable_from: clock.nowMs(),
    before: steps[index - 1] ?? null,
    after,
  }));
}

interface Sums extends Record<string, unknown> {
  currency: string;
  receivable: string;
  payable: string;
  fx: string;
  linked: boolean;
}

async function sumsOf(conversion_id: string) {
  const rows = await db.execute<Sums>(sql`
    select currency, sum(receivable_pending_micros + receivable_micros)::text as receivable,
      sum(payable_pending_micros + payable_micros)::text as payable,
      sum(fx_micros)::text as fx, bool_and(kind <> 'fx' or origin_id is not null
        or not exists (select from ledger_transactions as o
          where o.campaign_id = t.campaign_id
            and o.conversion_id = t.conversion_id and o.version = t.version
            and o.kind <> 'fx')) as linked
    from ledger_transactions as t where conversion_id = ${conversion_id}::uuid
    group by currency order by currency`);
  return new Map(rows.map(({ currency, ...row }) => [currency, row]));
}

test("book() leaves, by any road, what is owed in the one currency and its price in the other, each against the FX account", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(position, { minLength: 1, maxLength: 6 }),
      async (steps) => {
        const conversion_id = crypto.randomUUID();
        const all = bookings(conversion_id, steps);
        await db.transaction((tx) => book(tx, clock, all));
        // Booking again does nothing; otherwise this would throw or change the sums.
        await db.transaction((tx) => book(tx, clock, all));
        const sums = await sumsOf(conversion_id);
        const last = steps.at(-1);
        const is_open = last !== undefined && last.standing !== "none";
        const { revenue_micros = 0n, payout_micros = 0n } = is_open ? last : {};
        const { micros = 0n, spread_micros = 0n } =
          (is_open ? last.owed : null) ?? {};
        expect(sums.get("USD") ?? NOTHING).toMatchObject({
          receivable: String(revenue_micros),
          payable: "0",
          fx: String(-payout_micros),
        });
        expect(sums.get("EUR") ?? NOTHING).toMatchObject({
          receivable: "0",
          payable: String(-micros),
          fx: String(micros + spread_micros),
          linked: true,
        });
      },
    ),
    { numRuns: 40 },
  );
});

const NOTHING = { receivable: "0", payable: "0", fx: "0", linked: true };
