import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import {
  ledgerTransactions,
  paymentClaims,
  payments,
  voidedClaims,
} from "../../../db/schema/mod.ts";
import { paymentWorld, UNIT } from "../../../tests/payment_world.ts";
import { writeEntries } from "../write_entries.ts";
import { createRun } from "./payment_run.ts";
import type { PaymentRow } from "./payment_run.ts";
import {
  closePayment,
  failPayment,
  payPayment,
  voidPayment,
} from "./settle_payment.ts";

const world = await paymentWorld({ createRun, writeEntries });
const { db, clock } = world;

async function draft(
  affiliate_id: number,
  change: Parameters<typeof world.run>[1] = {},
): Promise<PaymentRow> {
  const { payments: made } = await world.run([affiliate_id], change);
  const [payment] = made;
  if (payment === undefined) throw new Error("Nothing to pay");
  return payment;
}

async function draftOf(sum: bigint, currency = "USD") {
  const affiliate_id = await world.affiliate();
  await world.earn(affiliate_id, [sum], { currency });
  return await draft(affiliate_id, { currency });
}

/** Closes and pays a payment. */
async function pay(id: string, reference = "SEPA-1") {
  await closePayment(world, id);
  return await payPayment(world, id, { reference, paid_at: null });
}

async function booked(payment_id: string, kind: string) {
  return await db
    .select()
    .from(ledgerTransactions)
    .where(
      and(
        eq(ledgerTransactions.conversion_id, payment_id),
        eq(ledgerTransactions.kind, kind),
      ),
    );
}

async function claimed(payment_id: string) {
  const rows = await db.execute<{ entry_id: string; micros: string }>(sql`
    select c.entry_id, (-t.payable_micros)::text as micros
    from ${paymentClaims} c join ${ledgerTransactions} t
      on t.campaign_id = c.campaign_id and t.id = c.entry_id
    where c.payment_id = ${payment_id} order by c.entry_id`);
  return {
    ids: rows.map(({ entry_id }) => entry_id),
    sum_micros: rows.reduce((sum, { micros }) => sum + BigInt(micros), 0n),
  };
}

describe("closePayment()", () => {
  test.each([
    ["USD", 12_349_999n, 12_340_000n],
    ["JPY", 12_999_999n, 12_000_000n],
    ["KWD", 12_349_999n, 12_349_000n],
  ])(
    "sends whole minor units of %s, and leaves the rest in the balance to the micro",
    async (currency, sum, amount) => {
      const payment = await draftOf(sum, currency);
      const { affiliate_id } = payment;
      const closed = await closePayment(world, payment.id);
      expect(closed).toMatchObject({
        state: "closed",
        amount_micros: amount,
        entries_micros: sum,
        entries_count: 1,
      });
      expect((await claimed(payment.id)).sum_micros).toBe(amount);
      expect(await world.balance(affiliate_id, currency)).toBe(sum);
      await pay(payment.id);
      expect(await world.balance(affiliate_id, currency)).toBe(sum - amount);
      // Together with the next earning, the rest makes a whole unit.
      const missing = UNIT - (sum - amount);
      await world.earn(affiliate_id, [missing], { currency });
      const next = await draft(affiliate_id, { currency });
      expect(next).toMatchObject({ amount_micros: UNIT, entries_count: 2 });
      await pay(next.id, "SEPA-2");
      expect(await world.balance(affiliate_id, currency)).toBe(0n);
    },
  );

  test("freezes the entries by the hash of their ids in order, and is done once", async () => {
    const payment = await draftOf(1_234_567n);
    const closed = await closePayment(world, payment.id);
    const { ids } = await claimed(payment.id);
    expect(ids).toHaveLength(2);
    const hash = createHash("sha256").update(ids.join("\n")).digest("hex");
    expect(closed.entries_hash?.toHex()).toBe(hash);
    clock.advance(1_000);
    expect(await closePayment(world, payment.id)).toEqual(closed);
    expect(await booked(payment.id, "payment_carry")).toHaveLength(1);
  });
});

describe("payPayment()", () => {
  test("books the money once, however often and concurrently it is requested", async () => {
    const payment = await draftOf(5n * UNIT);
    await Promise.all([1, 2, 3, 4].map(() => pay(payment.id)));
    const paid = await pay(payment.id);
    expect(paid).toMatchObject({ state: "paid", reference: "SEPA-1" });
    expect(await booked(payment.id, "payment")).toMatchObject([
      { payable_micros: 5n * UNIT, cash_micros: -5n * UNIT },
    ]);
    expect(await world.balance(payment.affiliate_id)).toBe(0n);
    await expect(pay(payment.id, "SEPA-2")).rejects.toMatchObject({
      status: 409,
      code: "already_paid",
    });
  });

  test("refuses a draft, and says what comes first", async () => {
    const payment = await draftOf(UNIT);
    const input = { reference: "R", paid_at: null };
    await expect(payPayment(world, payment.id, input)).rejects.toMatchObject({
      status: 409,
      code: "payment_draft",
      detail: expect.stringContaining("/close"),
    });
    expect(await booked(payment.id, "payment")).toHaveLength(0);
    expect((await pay(payment.id)).state).toBe("paid");
  });

  test("refuses every change of a draft, and leaves it a draft", async () => {
    const payment = await draftOf(UNIT);
    for (const reference of ["R", "0", "ü".repeat(20), " x ", "R-2026-11"]) {
      for (const paid_at of [null, clock.nowMs() - 1_000]) {
        const input = { reference, paid_at };
        const paying = payPayment(world, payment.id, input);
        await expect(paying).rejects.toMatchObject({ code: "payment_draft" });
      }
    }
    expect(await booked(payment.id, "payment")).toHaveLength(0);
    expect((await pay(payment.id)).state).toBe("paid");
  });

  test("keeps when it was sent", async () => {
    const payment = await draftOf(UNIT);
    await closePayment(world, payment.id);
    const paid_at = clock.nowMs() - 5_000;
    const input = { reference: "R", paid_at };
    const paid = await payPayment(world, payment.id, input);
    expect(paid.settled_at).toBe(paid_at);
  });

  test("is 404 for what isn't there", async () => {
    for (const id of ["x", crypto.randomUUID()]) {
      await expect(pay(id)).rejects.toMatchObject({ status: 404 });
    }
  });
});

describe("failPayment()", () => {
  test("keeps the entries, so that they are paid again by this payment and no other", async () => {
    const payment = await draftOf(UNIT);
    const reason = "no such account";
    await expect(
      failPayment(world, payment.id, { reason }),
    ).rejects.toMatchObject({
      code: "payment_draft",
    });
    await closePayment(world, payment.id);
    const failed = await failPayment(world, payment.id, { reason });
    expect(failed).toMatchObject({ state: "failed", reason });
    expect(await failPayment(world, payment.id, { reason })).toEqual(failed);
    const { payments: others } = await world.run([payment.affiliate_id]);
    expect(others).toEqual([]);
    const paid = await pay(payment.id);
    expect(paid).toMatchObject({ state: "paid", reason: null });
    await expect(
      failPayment(world, payment.id, { reason }),
    ).rejects.toMatchObject({
      code: "payment_paid",
    });
  });
});

describe("voidPayment()", () => {
  const reason = "the wrong affiliate";

  test.each(["draft", "closed", "failed", "paid"])(
    "gives the entries of a %s one to the next, and books back what was booked",
    async (state) => {
      const payment = await draftOf(7_000_001n);
      const { id, affiliate_id } = payment;
      if (state !== "draft") await closePayment(world, id);
      if (state === "failed") await failPayment(world, id, { reason });
      if (state === "paid") await pay(id);
      const before = await claimed(id);
      const voided = await voidPayment(world, id, { reason });
      expect(voided).toMatchObject({ state: "void", reason });
      expect(await claimed(id)).toEqual({ ids: [], sum_micros: 0n });
      const history = await db
        .select()
        .from(voidedClaims)
        .where(eq(voidedClaims.payment_id, id));
      expect(history.map(({ entry_id }) => entry_id).sort()).toEqual(
        before.ids,
      );
      expect(await world.balance(affiliate_id)).toBe(7_000_001n);
      expect(await voidPayment(world, id, { reason: "again" })).toEqual(voided);
      const next = await draft(affiliate_id);
      expect(next).toMatchObject({ amount_micros: 7n * UNIT });
      await pay(next.id, "SEPA-9");
      expect(await world.balance(affiliate_id)).toBe(1n);
      await expect(pay(id)).rejects.toMatchObject({ code: "payment_void" });
    },
  );

  test("is right where the rest was paid by another one by then", async () => {
    const first = await draftOf(1_009_999n);
    const { affiliate_id } = first;
    await pay(first.id);
    await world.earn(affiliate_id, [1_000_001n]);
    const second = await draft(affiliate_id);
    expect(second.amount_micros).toBe(1_010_000n);
    await pay(second.id);
    expect(await world.balance(affiliate_id)).toBe(0n);
    await voidPayment(world, first.id, { reason });
    const third = await draft(affiliate_id);
    expect(third.amount_micros).toBe(UNIT);
    await pay(third.id);
    expect(await world.balance(affiliate_id)).toBe(0n);
  });
});

test("what is taken back after it was paid is taken from the next payment", async () => {
  const affiliate_id = await world.affiliate();
  const conversion_id = crypto.randomUUID();
  await world.earn(affiliate_id, [
    { conversion_id, payable_micros: -8n * UNIT },
  ]);
  await pay((await draft(affiliate_id)).id);
  const back = { conversion_id, version: 2, kind: "reversed" };
  await world.earn(affiliate_id, [{ ...back, payable_micros: 8n * UNIT }]);
  const { carried } = await world.run([affiliate_id]);
  expect(carried).toMatchObject([
    { owed_micros: -8n * UNIT, reason: "not_positive" },
  ]);
  await world.earn(affiliate_id, [10n * UNIT]);
  const next = await draft(affiliate_id);
  expect(next).toMatchObject({ amount_micros: 2n * UNIT, entries_count: 2 });
  const rows = await db
    .select()
    .from(payments)
    .where(eq(payments.affiliate_id, affiliate_id));
  expect(rows).toHaveLength(2);
});

test("what was paid is no money owed to the network: the next payment is all that was earned since", async () => {
  const affiliate_id = await world.affiliate();
  await world.earn(affiliate_id, [10n * UNIT]);
  const first = await draft(affiliate_id);
  await closePayment(world, first.id);
  await pay(first.id);
  clock.advance(86_400_000);
  await world.earn(affiliate_id, [12n * UNIT]);
  clock.advance(1_000);
  const second = await draft(affiliate_id);
  const amount_micros = 12n * UNIT;
  expect(second).toMatchObject({ amount_micros, entries_count: 1 });
});
