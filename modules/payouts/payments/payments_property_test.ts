// Earning, reversing, paying, failing and voiding in any order: no entry is in two live
// payments, and paid, claimed and open amounts add up to what was booked.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { sql } from "drizzle-orm";
import {
  ledgerTransactions,
  paymentClaims,
  payments,
} from "../../../db/schema/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import { DAY_MS, paymentWorld } from "../../../tests/payment_world.ts";
import { writeEntries } from "../write_entries.ts";
import { createRun } from "./payment_run.ts";
import {
  closePayment,
  failPayment,
  payPayment,
  voidPayment,
} from "./settle_payment.ts";

const world = await paymentWorld({ createRun, writeEntries });
const { db, clock } = world;

type Step =
  | { do: "earn"; who: number; micros: bigint; currency: string; hold: boolean }
  | { do: "run"; currency: string; min: bigint; who: number | null }
  | { do: "close" | "pay" | "fail" | "void"; which: number }
  | { do: "wait" };

const currency = fc.constantFrom("USD", "JPY", "KWD");
const who = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("earn" as const),
      who,
      micros: fc
        .bigInt({ min: -4_000_000n, max: 9_000_000n })
        .filter((micros) => micros !== 0n),
      currency,
      hold: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("run" as const),
      currency,
      min: fc.constantFrom(0n, 5_000_000n),
      who: fc.option(who),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("close", "pay", "pay", "fail", "void"),
      which: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const) }) },
);

interface Run {
  affiliates: number[];
  payments: string[];
  earned: Map<string, bigint>;
}

async function take(run: Run, now: Step): Promise<void> {
  if (now.do === "wait") clock.advance(DAY_MS);
  else if (now.do === "earn") {
    const id = run.affiliates[now.who] ?? 0;
    const payable_from = now.hold ? clock.nowMs() + DAY_MS / 2 : null;
    const change = { currency: now.currency, payable_from };
    await world.earn(id, [now.micros], change);
    const key = `${id} ${now.currency}`;
    run.earned.set(key, (run.earned.get(key) ?? 0n) + now.micros);
  } else if (now.do === "run") {
    const among = run.affiliates.filter((_id, at) => (now.who ?? at) === at);
    const change = { currency: now.currency, min_amount_micros: now.min };
    const made = await world.run(among, change);
    run.payments.push(...made.payments.map(({ id }) => id));
  } else {
    const id = run.payments[now.which % (run.payments.length || 1)];
    if (id === undefined) return;
    const reason = "a reason";
    const acts = {
      close: () => closePayment(world, id),
      pay: () => payPayment(world, id, { reference: "R", paid_at: null }),
      fail: () => failPayment(world, id, { reason }),
      void: () => voidPayment(world, id, { reason }),
    };
    // A refused step changes nothing.
    await acts[now.do]().catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error;
    });
  }
}

async function check(run: Run): Promise<void> {
  const rows = await db.execute<Record<string, string>>(sql`
    with entry as (
      select t.*, p.state, p.amount_micros from ${ledgerTransactions} t
      left join ${paymentClaims} c
        on c.campaign_id = t.campaign_id and c.entry_id = t.id
      left join ${payments} p on p.id = c.payment_id
      where t.affiliate_id in ${run.affiliates})
    select affiliate_id || ' ' || currency as key,
      (-sum(payable_micros))::text as balance,
      (-sum(cash_micros))::text as sent,
      (sum(variance_micros))::text as variance,
      (-coalesce(sum(payable_micros) filter (where state = 'paid'
        and kind not in ('payment', 'payment_void')), 0))::text as paid,
      (-coalesce(sum(payable_micros) filter (where state <> 'paid'), 0))::text as claimed,
      (-coalesce(sum(payable_micros) filter (where state is null
        and kind not in ('payment', 'payment_void')), 0))::text as open
    from entry group by affiliate_id, currency`);
  for (const row of rows) {
    const { key = "", balance = "", sent = "", paid = "", claimed = "" } = row;
    const earned = run.earned.get(key) ?? 0n;
    const open = BigInt(row["open"] ?? "");
    expect(BigInt(balance)).toBe(earned - BigInt(sent));
    expect(row["variance"]).toBe("0");
    expect(sent).toBe(paid);
    expect(BigInt(paid) + BigInt(claimed) + open).toBe(earned);
  }
  expect(rows.length).toBe(run.earned.size);
  const off = await db.execute(sql`
    select p.id from ${payments} p left join ${paymentClaims} c on c.payment_id = p.id
    left join ${ledgerTransactions} t
      on t.campaign_id = c.campaign_id and t.id = c.entry_id
    where p.affiliate_id in ${run.affiliates}
    group by p.id, p.state, p.entries_micros, p.amount_micros
    having case p.state when 'void' then count(t.id) > 0
      when 'draft' then -sum(t.payable_micros) is distinct from p.entries_micros
      else -sum(t.payable_micros) is distinct from p.amount_micros end
      or p.amount_micros <= 0`);
  expect(off).toHaveLength(0);
}

test("money is neither made nor lost, and no entry is paid twice", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 30 }),
      async (steps) => {
        const run: Run = { affiliates: [], payments: [], earned: new Map() };
        for (let index = 0; index < 3; index++) {
          run.affiliates.push(await world.affiliate());
        }
        for (const now of steps) {
          await take(run, now);
          await check(run);
        }
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
});
