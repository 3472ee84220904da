import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { eq, sql } from "drizzle-orm";
import {
  invoiceClaims,
  ledgerTransactions,
  voidedInvoiceClaims,
} from "../../../db/schema/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import { DAY_MS, paymentWorld, UNIT } from "../../../tests/payment_world.ts";
import { writeEntries } from "../write_entries.ts";
import { createRun } from "../payments/payment_run.ts";
import { AGEING, ageingOf } from "./ageing.ts";
import { createInvoice } from "./create_invoice.ts";
import type { InvoiceInput } from "./create_invoice.ts";
import { INVOICE_LIST, listInvoices } from "./read_invoices.ts";
import { unfiltered } from "../../http/mod.ts";
import { receiveForInvoice, voidInvoice } from "./settle_invoice.ts";

const world = await paymentWorld({ createRun, writeEntries });
const { db, clock } = world;

async function bill(
  advertiser_id: number,
  revenues: readonly bigint[],
  change: { currency?: string; kind?: string } = {},
) {
  const entries = revenues.map((receivable_micros) => ({ receivable_micros }));
  const about = { affiliate_id: null, advertiser_id, ...change };
  return await world.earn(0, entries, about);
}

/** Invoices everything booked until now. */
async function invoice(
  advertiser_id: number,
  change: Partial<InvoiceInput> = {},
) {
  return await createInvoice(world, {
    advertiser_id,
    from: "2026-01-01",
    to: "2099-01-01",
    currency: null,
    ...change,
  });
}

function receive(id: string, amount_micros: bigint, reference = "A") {
  const input = { amount_micros, date: "2026-11-30", reference };
  return receiveForInvoice(world, id, input);
}

async function receivable(advertiser_id: number, currency = "USD") {
  const [row] = await db.execute<{ owed: string; cash: string }>(sql`
    select coalesce(sum(receivable_micros), 0)::text as owed,
      coalesce(sum(cash_micros), 0)::text as cash
    from ${ledgerTransactions} where advertiser_id = ${advertiser_id}
      and currency = ${currency}`);
  return { owed: BigInt(row?.owed ?? ""), cash: BigInt(row?.cash ?? "") };
}

describe("createInvoice()", () => {
  test("asks for what was approved less what was taken back, once", async () => {
    const id = await world.advertiser({ terms_days: 14 });
    await bill(id, [20n * UNIT, 30n * UNIT, -5n * UNIT]);
    const made = await invoice(id);
    expect(made).toMatchObject({
      state: "open",
      currency: "USD",
      amount_micros: 45n * UNIT,
      entries_count: 3,
      due_at: clock.nowMs() + 14 * DAY_MS,
    });
    await expect(invoice(id)).rejects.toMatchObject({
      code: "nothing_to_invoice",
    });
  });

  test("takes the days of the advertiser's zone, the first and not the last", async () => {
    const timezone = "America/New_York";
    const id = await world.advertiser({ timezone });
    const begin = Date.UTC(2027, 2, 1, 5);
    // Summer time begins on 14 March, so April begins an hour earlier in UTC.
    const end = Date.UTC(2027, 3, 1, 4);
    for (const at of [begin - 1, begin, end - 1, end]) {
      clock.set(at);
      await bill(id, [UNIT]);
    }
    const month = { from: "2027-03-01", to: "2027-04-01" };
    const made = await invoice(id, month);
    expect(made).toMatchObject({
      entries_count: 2,
      from_at: begin,
      to_at: end,
      timezone,
    });
  });

  test("leaves what is owed back for a later one, and claims nothing", async () => {
    const id = await world.advertiser();
    await bill(id, [5n * UNIT, -6n * UNIT]);
    const before = await world.rowCounts();
    await expect(invoice(id)).rejects.toMatchObject({
      code: "nothing_to_invoice",
    });
    await invoice(id).catch(() => {});
    expect(await world.rowCounts()).toEqual(before);
    await bill(id, [3n * UNIT]);
    expect(await invoice(id)).toMatchObject({ amount_micros: 2n * UNIT });
  });

  test("asks which currency where there are several", async () => {
    const id = await world.advertiser();
    await bill(id, [UNIT]);
    await bill(id, [2n * UNIT], { currency: "EUR" });
    await expect(invoice(id)).rejects.toThrow("EUR, USD");
    const made = await invoice(id, { currency: "EUR" });
    expect(made).toMatchObject({ amount_micros: 2n * UNIT, currency: "EUR" });
  });

  test.each([
    ["2026-02-30", "2026-03-01"],
    ["yesterday", "2026-03-01"],
    ["2026-03-01", "2026-03-01"],
  ])("refuses the period %s to %s", async (from, to) => {
    const id = await world.advertiser();
    await expect(invoice(id, { from, to })).rejects.toMatchObject({
      status: 422,
    });
  });

  test("carries what is below the minor unit to the next one", async () => {
    const id = await world.advertiser();
    await bill(id, [1_999_999n], { currency: "JPY" });
    const first = await invoice(id);
    expect(first.amount_micros).toBe(UNIT);
    await receive(first.id, UNIT);
    expect((await receivable(id, "JPY")).owed).toBe(999_999n);
    await bill(id, [1n], { currency: "JPY" });
    const second = await invoice(id);
    expect(second.amount_micros).toBe(UNIT);
    await receive(second.id, UNIT);
    expect(await receivable(id, "JPY")).toEqual({ owed: 0n, cash: 2n * UNIT });
  });

  test("puts no entry on two, with ten at once", async () => {
    const id = await world.advertiser();
    await bill(
      id,
      Array.from({ length: 200 }, () => UNIT),
    );
    const other = world.openPool();
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        createInvoice(
          { db: index % 2 === 0 ? db : other, clock, default_timezone: "UTC" },
          {
            advertiser_id: id,
            from: "2026-01-01",
            to: "2099-01-01",
            currency: null,
          },
        ),
      ),
    );
    const made = tries.flatMap((one) =>
      one.status === "fulfilled" ? [one.value] : [],
    );
    expect(made).toMatchObject([{ amount_micros: 200n * UNIT }]);
    const claims = await db
      .select()
      .from(invoiceClaims)
      .where(eq(invoiceClaims.invoice_id, made[0]?.id ?? ""));
    expect(claims).toHaveLength(200);
  });
});

describe("receiveForInvoice()", () => {
  test("books the parts, and the invoice is paid with the last", async () => {
    const id = await world.advertiser();
    await bill(id, [10n * UNIT]);
    const made = await invoice(id);
    const part = await receive(made.id, 4n * UNIT);
    expect(part).toMatchObject({ state: "open", received_micros: 4n * UNIT });
    expect(await receivable(id)).toEqual({ owed: 6n * UNIT, cash: 4n * UNIT });
    const last = await receive(made.id, 6n * UNIT, "B");
    expect(last).toMatchObject({ state: "paid", settled_at: clock.nowMs() });
    expect(await receivable(id)).toEqual({ owed: 0n, cash: 10n * UNIT });
  });

  test("takes a reference once, also at once and after it is paid", async () => {
    const id = await world.advertiser();
    await bill(id, [10n * UNIT]);
    const made = await invoice(id);
    await Promise.all([1, 2, 3].map(() => receive(made.id, 10n * UNIT)));
    expect(await receive(made.id, 10n * UNIT)).toMatchObject({ state: "paid" });
    expect((await receivable(id)).cash).toBe(10n * UNIT);
    await expect(receive(made.id, 9n * UNIT)).rejects.toMatchObject({
      code: "already_received",
    });
  });

  test("refuses more than is open, and names what is", async () => {
    const id = await world.advertiser();
    await bill(id, [10n * UNIT]);
    const made = await invoice(id);
    await receive(made.id, 4n * UNIT);
    await expect(receive(made.id, 6_010_000n, "B")).rejects.toMatchObject({
      code: "over_payment",
      detail: "The amount is more than what is open: 6.00 USD",
    });
    for (const amount of [0n, -UNIT, 1_000n]) {
      await expect(receive(made.id, amount, "C")).rejects.toMatchObject({
        status: 422,
      });
    }
    expect((await receivable(id)).cash).toBe(4n * UNIT);
  });
});

describe("voidInvoice()", () => {
  test("lets its entries go, and books back what was received", async () => {
    const id = await world.advertiser();
    await bill(id, [10_009_999n]);
    const made = await invoice(id);
    await receive(made.id, 4n * UNIT);
    await receive(made.id, 6n * UNIT, "B");
    const voided = await voidInvoice(world, made.id, { reason: "wrong month" });
    expect(voided).toMatchObject({ state: "void", reason: "wrong month" });
    expect(await receivable(id)).toEqual({ owed: 10_009_999n, cash: 0n });
    const kept = await db
      .select()
      .from(voidedInvoiceClaims)
      .where(eq(voidedInvoiceClaims.invoice_id, made.id));
    expect(kept).toHaveLength(2);
    expect(await voidInvoice(world, made.id, { reason: "x" })).toEqual(voided);
    await expect(receive(made.id, UNIT, "C")).rejects.toMatchObject({
      code: "invoice_void",
    });
    const next = await invoice(id);
    expect(next.amount_micros).toBe(10n * UNIT);
    expect(next.number).toBeGreaterThan(made.number);
  });
});

describe("ageing", () => {
  const now = 400 * DAY_MS;
  test.each([
    [-1, "current"],
    [0, "current"],
    [0.01, "1-30"],
    [30, "1-30"],
    [30.01, "31-60"],
    [60, "31-60"],
    [61, "61-90"],
    [90, "61-90"],
    [91, "90+"],
    [390, "90+"],
  ] as const)("%p days after it was due it is %s", (days, age) => {
    expect(ageingOf(now - days * DAY_MS, now)).toBe(age);
  });

  test("the list counts what is open by the same ages", async () => {
    const id = await world.advertiser({ terms_days: 0 });
    const begun = clock.nowMs();
    const expected: Record<string, bigint> = {};
    for (const days of [95, 91, 90, 61, 60, 31, 30, 1, 0]) {
      clock.set(begun - days * DAY_MS);
      await bill(id, [BigInt(days + 1) * UNIT]);
      const made = await invoice(id);
      const age = ageingOf(made.due_at, begun);
      expected[age] = (expected[age] ?? 0n) + BigInt(days + 1);
    }
    clock.set(begun);
    const page = unfiltered(INVOICE_LIST, { limit: 2, after: null });
    const filter = { advertiser_id: id };
    const listed = await listInvoices(world, { ...page, filter });
    expect(Object.keys(expected).sort()).toEqual([...AGEING].sort());
    expect(listed.ageing).toEqual([
      {
        currency: "USD",
        ...Object.fromEntries(
          Object.entries(expected).map(([age, sum]) => [age, `${sum}.00`]),
        ),
      },
    ]);
    expect(listed.totals).toMatchObject([{ state: "open", count: 9 }]);
    expect(listed.data).toHaveLength(2);
    expect(listed.next_cursor).not.toBeNull();
  });
});

test("whatever is billed, received and voided, what is owed is what was billed less what came in", async () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant("bill" as const),
      micros: fc.bigInt({ min: -3_000_000n, max: 9_000_000n }),
    }),
    fc.record({ do: fc.constantFrom("invoice", "void"), which: fc.nat() }),
    fc.record({
      do: fc.constant("receive" as const),
      which: fc.nat(),
      micros: fc.bigInt({ min: 1n, max: 500n }).map((cents) => cents * 10_000n),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const id = await world.advertiser();
      const made: string[] = [];
      let billed = 0n;
      for (const [index, now] of steps.entries()) {
        const which =
          "which" in now ? made[now.which % (made.length || 1)] : "";
        const { do: what } = now;
        const act = async () => {
          if ("micros" in now && what === "bill" && now.micros !== 0n) {
            await bill(id, [now.micros]);
            billed += now.micros;
          } else if (what === "invoice") {
            made.push((await invoice(id, { currency: "USD" })).id);
          } else if (which !== undefined && what === "void") {
            await voidInvoice(world, which, { reason: "x" });
          } else if ("micros" in now && which !== undefined) {
            await receive(which, now.micros, `R${index}`);
          }
        };
        await act().catch((error: unknown) => {
          if (!(error instanceof Problem)) throw error;
        });
        const { owed, cash } = await receivable(id);
        expect(owed + cash).toBe(billed);
        const [row] = await db.execute<{ received: string; off: number }>(sql`
          with claimed as materialized (
            select c.invoice_id, sum(t.receivable_micros) as micros
            from invoice_claims c join ledger_transactions t
              on t.campaign_id = c.campaign_id and t.id = c.entry_id
            group by 1)
          select coalesce(sum(received_micros) filter (where state <> 'void'), 0)::text as received,
            (count(*) filter (where state <> 'void'
              and amount_micros is distinct from c.micros))::integer as off
          from invoices i left join claimed c on c.invoice_id = i.id
          where advertiser_id = ${id}`);
        expect(row).toEqual({ received: String(cash), off: 0 });
      }
    }),
    { numRuns: 25, endOnFailure: true },
  );
});
