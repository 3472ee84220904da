// The payment that an affiliate is told to expect is the one that the run at that time makes: otherwise
// the figure is worth nothing.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { desc, eq } from "drizzle-orm";
import {
  affiliates,
  PAYMENT_SCHEDULES,
  paymentRuns,
  payments,
} from "../../../db/schema/mod.ts";
import { formatAmount } from "../../kernel/mod.ts";
import { DAY_MS, paymentWorld, UNIT } from "../../../tests/payment_world.ts";
import { START_MS } from "../../../tests/harness.ts";
import { affiliateBalance } from "../affiliate_balance.ts";
import { writeEntries } from "../write_entries.ts";
import { makeScheduledPayments } from "./make_scheduled_payments.ts";
import { createRun } from "./payment_run.ts";
import { closePayment, payPayment, voidPayment } from "./settle_payment.ts";

const world = await paymentWorld({ createRun, writeEntries });
const { db, clock, default_timezone } = world;

/** Zones with the same time: a slot of each has runs of its own. */
const ZONES = ["Accra", "Bamako", "Banjul", "Bissau", "Conakry", "Dakar"]
  .concat(["Freetown", "Lome", "Monrovia", "Nouakchott", "Ouagadougou"])
  .concat(["Abidjan", "Sao_Tome"])
  .map((city) => `Africa/${city}`);

/** An affiliate whose runs nobody else uses up. */
async function weekly(change: Partial<typeof affiliates.$inferInsert> = {}) {
  clock.set(START_MS);
  const timezone = ZONES.pop();
  if (timezone === undefined) throw new Error("Add a zone");
  return await world.affiliate({ schedule: "weekly", timezone, ...change });
}

async function foresee(affiliate_id: number) {
  const asked = { affiliate_id, now_ms: clock.nowMs(), default_timezone };
  const balances = await affiliateBalance(db, asked);
  return new Map(
    balances.map(({ currency, next_payment }) => [currency, next_payment]),
  );
}

async function only(affiliate_id: number) {
  const next = (await foresee(affiliate_id)).get("USD");
  if (next === undefined) throw new Error("There is no balance in USD");
  return next;
}

async function paymentsOf(affiliate_id: number) {
  return await db
    .select()
    .from(payments)
    .where(eq(payments.affiliate_id, affiliate_id))
    .orderBy(payments.id);
}

/** Makes the run of a moment, and returns what it paid by currency. */
async function runAt(affiliate_id: number, at: string) {
  const before = new Set((await paymentsOf(affiliate_id)).map(({ id }) => id));
  clock.set(Math.max(Date.parse(at), clock.nowMs()));
  await makeScheduledPayments(world);
  const made = (await paymentsOf(affiliate_id)).filter(
    ({ id }) => !before.has(id),
  );
  return new Map(
    made.map(({ currency, amount_micros }) => [
      currency,
      formatAmount(amount_micros, currency),
    ]),
  );
}

describe("the next payment", () => {
  test("is what the next run pays, without the rest below a cent", async () => {
    const id = await weekly();
    await world.earn(id, [10n * UNIT, 2_505_001n]);
    const next = await only(id);
    expect(next).toEqual({
      at: "2026-11-23T00:00:00.000Z",
      expected: "12.50",
      missing_details: true,
    });
    expect(await runAt(id, next.at ?? "")).toEqual(
      new Map([["USD", next.expected]]),
    );
  });

  test("is of the run that is due, until that is made", async () => {
    const id = await weekly();
    await world.earn(id, [3n * UNIT]);
    clock.set(Date.parse("2026-11-23T00:20:00Z"));
    const due = await only(id);
    expect(due).toMatchObject({
      at: "2026-11-23T00:00:00.000Z",
      expected: "3.00",
    });
    expect((await runAt(id, due.at ?? "")).get("USD")).toBe("3.00");
    await world.earn(id, [4n * UNIT]);
    const next = await only(id);
    expect(next).toMatchObject({
      at: "2026-11-30T00:00:00.000Z",
      expected: "4.00",
    });
  });

  test("counts what a hold frees until then", async () => {
    const id = await weekly();
    const payable_from = clock.nowMs() + DAY_MS / 2;
    await world.earn(id, [5n * UNIT], { payable_from });
    const next = await only(id);
    expect(next.expected).toBe("5.00");
    expect((await runAt(id, next.at ?? "")).get("USD")).toBe("5.00");
  });

  test("is nothing for what is booked after the month that a run pays for", async () => {
    clock.set(Date.parse("2026-12-05T00:00:00Z"));
    const id = await world.affiliate({ schedule: "net15" });
    await world.earn(id, [5n * UNIT]);
    const next = await only(id);
    expect(next).toMatchObject({
      at: "2026-12-15T00:00:00.000Z",
      expected: "0.00",
      why_not: { code: "booked_later", amount: "5.00" },
    });
    expect((await runAt(id, next.at ?? "")).size).toBe(0);
  });

  test("leaves out what is booked in the first instant of the next month", async () => {
    clock.set(Date.parse("2027-01-01T00:00:00Z"));
    const id = await world.affiliate({ schedule: "net15" });
    await world.earn(id, [5n * UNIT]);
    const next = await only(id);
    expect(next).toMatchObject({
      at: "2027-01-15T00:00:00.000Z",
      why_not: { code: "booked_later" },
    });
    expect((await runAt(id, next.at ?? "")).size).toBe(0);
  });

  const soon = () => clock.nowMs() + 40 * DAY_MS;
  test.each([
    ["blocked", { status: "blocked" }, 5n],
    ["payment_hold", { payment_hold: true }, 5n],
    ["no_schedule", { schedule: null }, 5n],
    ["below_minimum", { min_payout_micros: 50n * UNIT }, 5n],
    ["negative_balance", {}, -5n],
    ["on_hold", {}, 5n],
  ] as const)("is nothing: %s", async (code, change, units) => {
    const id = await weekly(change);
    const payable_from = code === "on_hold" ? soon() : null;
    await world.earn(id, [units * UNIT], { payable_from });
    const { at, expected, why_not } = await only(id);
    expect({ expected, code: why_not?.code }).toEqual({
      expected: "0.00",
      code,
    });
    const is_planned = ["below_minimum", "negative_balance", "on_hold"];
    expect(at !== null).toBe(is_planned.includes(code));
    const run = await runAt(id, at ?? "2026-11-30T00:00:00.000Z");
    expect(run.size).toBe(0);
  });

  test("names the minimum, and the day on which a hold ends", async () => {
    const poor = await weekly({ min_payout_micros: 50n * UNIT });
    await world.earn(poor, [49_999_999n]);
    expect((await only(poor)).why_not).toEqual({
      code: "below_minimum",
      detail: "49.99 USD are less than the least that is paid, 50.00 USD",
      amount: "49.99",
      minimum: "50.00",
    });
    const held = await weekly();
    const payable_from = Date.parse("2026-12-24T08:00:00Z");
    await world.earn(held, [7n * UNIT], { payable_from });
    expect((await only(held)).why_not).toMatchObject({
      code: "on_hold",
      amount: "7.00",
      until: "2026-12-24",
    });
  });

  test("says what is under way: in a payment, or pending", async () => {
    const id = await weekly();
    await world.earn(id, [5n * UNIT]);
    clock.advance(1);
    const { payments: made } = await world.run([id]);
    expect((await only(id)).why_not?.code).toBe("in_payment");
    const payment = made[0]?.id ?? "";
    await closePayment(world, payment);
    await payPayment(world, payment, { reference: "R", paid_at: null });
    expect((await only(id)).why_not?.code).toBe("nothing_earned");
    await world.earn(id, [
      { payable_pending_micros: -UNIT, margin_pending_micros: UNIT },
    ]);
    expect((await only(id)).why_not?.code).toBe("pending");
  });
});

type Step =
  | {
      do: "earn";
      micros: bigint;
      currency: string;
      hold_days: number | null;
    }
  | { do: "wait"; hours: number }
  | { do: "run"; currency: string; end: "draft" | "close" | "pay" | "void" }
  | { do: "schedule" };

const currency = fc.constantFrom("USD", "JPY", "KWD");
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("earn" as const),
      micros: fc
        .bigInt({ min: -3_000_000n, max: 9_000_000n })
        .filter((micros) => micros !== 0n),
      currency,
      hold_days: fc.option(fc.integer({ min: 1, max: 45 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      hours: fc.integer({ min: 1, max: 400 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("run" as const),
      currency,
      end: fc.constantFrom("draft", "close", "pay", "void"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("schedule" as const) }) },
);

async function take(id: number, now: Step): Promise<void> {
  if (now.do === "wait") clock.advance(now.hours * 3_600_000);
  else if (now.do === "schedule") await makeScheduledPayments(world);
  else if (now.do === "earn") {
    const { hold_days, micros } = now;
    const payable_from =
      hold_days === null ? null : clock.nowMs() + hold_days * DAY_MS;
    const change = { currency: now.currency, payable_from };
    await world.earn(id, [micros], change);
  } else {
    const { payments: made } = await world.run([id], {
      currency: now.currency,
    });
    for (const { id: payment } of made) {
      if (now.end === "draft") continue;
      await closePayment(world, payment);
      if (now.end === "close") continue;
      if (now.end === "pay") {
        const input = { reference: payment, paid_at: null };
        await payPayment(world, payment, input);
      } else await voidPayment(world, payment, { reason: "a mistake" });
    }
  }
}

const someone = fc.record({
  schedule: fc.constantFrom(...PAYMENT_SCHEDULES),
  timezone: fc.constantFrom("UTC", "Asia/Kathmandu", "America/New_York"),
  min_payout_micros: fc.option(fc.constantFrom(1n, 2n * UNIT, 20n * UNIT)),
  payout_currency: fc.option(currency),
  payment_hold: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
});

/**
 * Moves the clock past each run. Tests before turned it back, and a run made at a later
 * time than now has used up a slot that is still foreseen: the real clock never shows
 * that.
 */
async function goPastRuns(): Promise<void> {
  const [last] = await db
    .select({ at: paymentRuns.created_at })
    .from(paymentRuns)
    .orderBy(desc(paymentRuns.created_at))
    .limit(1);
  clock.set(Math.max(last?.at ?? START_MS, clock.nowMs()));
}

async function expectPaidAsForeseen(
  who: Partial<typeof affiliates.$inferInsert>,
  steps: readonly Step[],
): Promise<void> {
  await goPastRuns();
  // Another affiliate's runs use up slots.
  await db.update(affiliates).set({ schedule: null });
  const id = await world.affiliate(who);
  for (const now of steps) await take(id, now);
  const next = await foresee(id);
  const times = [...next.values()].flatMap(({ at }) => at ?? []);
  for (const at of [...new Set(times)].sort()) {
    const paid = await runAt(id, at);
    for (const [code, { at: planned, expected }] of next) {
      const nothing = formatAmount(0n, code);
      if (planned === at) expect(paid.get(code) ?? nothing).toBe(expected);
    }
  }
  for (const { at, expected, why_not } of next.values()) {
    const is_nothing = /^0(?:\.0+)?$/.test(expected);
    expect(why_not !== undefined).toBe(is_nothing);
    if (at === null) expect(is_nothing).toBe(true);
  }
}

test("what is foreseen is paid, though a test before had the same slot's run", async () => {
  clock.set(Date.parse("2026-12-14T18:15:00Z"));
  const who = { schedule: "net15", timezone: "UTC" } as const;
  const other = await world.affiliate(who);
  await world.earn(other, [UNIT]);
  await runAt(other, "2027-01-15T00:00:00.000Z");
  clock.set(Date.parse("2026-12-14T18:15:00Z"));
  await expectPaidAsForeseen({ ...who, payout_currency: "USD" }, [
    { do: "earn", micros: -1_347_472n, currency: "KWD", hold_days: 6 },
    { do: "run", currency: "JPY", end: "close" },
    { do: "earn", micros: -1n, currency: "JPY", hold_days: 1 },
    { do: "wait", hours: 267 },
    { do: "earn", micros: 1_596_354n, currency: "USD", hold_days: 2 },
    { do: "schedule" },
    { do: "run", currency: "USD", end: "void" },
    { do: "earn", micros: 8_999_998n, currency: "JPY", hold_days: 41 },
    { do: "schedule" },
    { do: "earn", micros: 6_312_765n, currency: "JPY", hold_days: null },
  ]);
});

test("what is foreseen is what the run at that time pays, whatever came before", async () => {
  await fc.assert(
    fc.asyncProperty(
      someone,
      fc.array(step, { minLength: 2, maxLength: 15 }),
      expectPaidAsForeseen,
    ),
    { numRuns: 60, endOnFailure: true },
  );
});
