// An affiliate asks why it is paid this much: every figure leads to entries, and every entry to its
// postbacks.
import { beforeAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { payments } from "../../db/schema/mod.ts";
import { writeEntries } from "../../modules/payouts/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import type { LedgerItem, LedgerList } from "../ledger_world.ts";
import { payableEntry } from "../ledger_world.ts";

const service = await serviceForFile();
const { api, clock, db } = service;

interface Balance {
  data: {
    currency: string;
    pending: string;
    risk_held: string;
    on_hold: { until: string; amount: string }[];
    payable: string;
    in_payments: string;
    paid: string;
    next_run: string | null;
    next_payment: object;
  }[];
}

let sale: { conversion_id: string; postback_id: string };
let affiliate_id: number;
let advertiser_id: number;
let campaign_id: number;
let click_id: string;

async function convert(order_id: string, status?: string) {
  const said = { click_id, order_id, ...(status && { status }) };
  const { body } = await api.postback(said);
  return body as { conversion_id: string; postback_id: string };
}

async function balance() {
  const path = `/affiliates/${affiliate_id}/balance`;
  const { data } = await api.call<Balance>("GET", path);
  return data[0];
}

async function hold(micros: bigint, after_days: number, subject?: string) {
  const entry = payableEntry(micros, {
    affiliate_id,
    payable_from: clock.nowMs() + after_days * 86_400_000,
    kind: `test_${micros}`,
    ...(subject === undefined ? {} : { conversion_id: subject }),
  });
  const [id = ""] = await db.transaction((tx) =>
    writeEntries(tx, clock, [entry]),
  );
  return { id, subject: entry.conversion_id };
}

beforeAll(async () => {
  const made = await setUp(api);
  ({ affiliate_id, advertiser_id, campaign_id } = made);
  click_id = await api.click(made.slug);
  sale = await convert("A-1", "approved");
  await convert("A-2", "pending");
});

describe("GET /ledger/transactions", () => {
  test("leads from an entry to its conversion and the postbacks behind it", async () => {
    const path = `/ledger/transactions?conversion_id=${sale.conversion_id}`;
    const { data, totals } = await api.call<LedgerList>("GET", path);
    expect(data).toMatchObject([
      {
        kind: "record",
        conversion_id: sale.conversion_id,
        postback_id: sale.postback_id,
        payable: "-12.50",
        receivable: "20.00",
        origin_id: null,
      },
    ]);
    expect(totals).toMatchObject([{ currency: "USD", payable: "-12.50" }]);
    const entry = await api.call<LedgerItem>(
      "GET",
      `/ledger/transactions/${data[0]?.id}`,
    );
    expect(entry.postback_ids).toEqual([sale.postback_id]);
    for (const id of ["nonsense", crypto.randomUUID()]) {
      const none = await api.try("GET", `/ledger/transactions/${id}`);
      expect(none.status).toBe(404);
    }
  });

  test("pages by key, its totals over all that the filter names", async () => {
    const path = `/ledger/transactions?affiliate_id=${affiliate_id}&kind=record`;
    const all = await api.call<LedgerList>("GET", path);
    expect(all.data.length).toBe(2);
    const first = await api.call<LedgerList>("GET", `${path}&limit=1`);
    const cursor = first.next_cursor ?? "";
    const second = await api.call<LedgerList>(
      "GET",
      `${path}&limit=1&cursor=${cursor}`,
    );
    expect([...first.data, ...second.data]).toEqual(all.data);
    expect(second.next_cursor).toBeNull();
    expect(second.totals).toEqual(all.totals);
    expect(all.totals).toMatchObject([
      { payable: "-12.50", payable_pending: "-12.50" },
    ]);
    const whole = await api.call<LedgerList>("GET", "/ledger/transactions");
    expect(whole.totals).toMatchObject(all.totals);
  });

  test("takes times and parties, and names what it can't read", async () => {
    const listed = async (query: string) =>
      (await api.call<LedgerList>("GET", `/ledger/transactions?${query}`)).data
        .length;
    const now = new Date(clock.nowMs()).toISOString();
    expect(await listed(`from=${now}`)).toBe(2);
    expect(await listed(`to=${now}`)).toBe(0);
    expect(await listed(`advertiser_id=${advertiser_id}&currency=usd`)).toBe(2);
    expect(await listed(`campaign_id=${campaign_id}`)).toBe(2);
    expect(await listed(`conversion_id=${crypto.randomUUID()}`)).toBe(0);
    for (const query of ["from=soon", "currency=XXX1", "conversion_id=1"]) {
      const answer = await api.try("GET", `/ledger/transactions?${query}`);
      expect([query, answer.status]).toEqual([query, 422]);
    }
  });
});

describe("GET /affiliates/{id}/balance", () => {
  test("tells pending, on hold by day, payable, in payments and paid apart", async () => {
    expect(await balance()).toEqual({
      currency: "USD",
      pending: "12.50",
      risk_held: "0.00",
      on_hold: [],
      payable: "12.50",
      in_payments: "0.00",
      paid: "0.00",
      next_run: null,
      next_payment: {
        at: null,
        expected: "0.00",
        missing_details: true,
        why_not: {
          code: "no_schedule",
          detail: "There is no payment schedule: the network pays by hand",
        },
      },
    });
    await hold(3_000_000n, 2);
    const { subject } = await hold(5_000_000n, 3);
    await hold(-1_000_000n, 3, subject);
    const held = await balance();
    expect(held?.on_hold).toEqual([
      { until: "2026-11-24", amount: "3.00" },
      { until: "2026-11-25", amount: "4.00" },
    ]);
    expect(held?.payable).toBe("12.50");

    const payment = {
      id: crypto.randomUUID(),
      run_id: crypto.randomUUID(),
      affiliate_id,
      currency: "USD",
      entries_micros: 2_500_000n,
      entries_count: 1,
      amount_micros: 2_500_000n,
      created_at: clock.nowMs(),
    };
    // The payments part owns these; the balance reads only this much of them.
    const insert = (state: string) =>
      db.execute(sql`
        insert into ${payments} (id, run_id, affiliate_id, currency, state,
          entries_micros, entries_count, amount_micros, created_at)
        values (${payment.id}, ${payment.run_id}, ${affiliate_id}, 'USD', ${state},
          2500000, 1, 2500000, now())
        on conflict (id) do update set state = excluded.state`);
    await insert("draft");
    expect(await balance()).toMatchObject({
      payable: "10.00",
      in_payments: "2.50",
      paid: "0.00",
    });
    const paid = payableEntry(-2_500_000n, {
      affiliate_id,
      conversion_id: payment.id,
      kind: "payment",
      margin_micros: 0n,
      cash_micros: -2_500_000n,
    });
    await db.transaction((tx) => writeEntries(tx, clock, [paid]));
    await insert("paid");
    expect(await balance()).toMatchObject({
      payable: "10.00",
      in_payments: "0.00",
      paid: "2.50",
    });
    await db.execute(sql`delete from ${payments}`);
    expect((await api.try("GET", "/affiliates/999/balance")).status).toBe(404);
  });

  test("counts what was on hold as payable from its day on", async () => {
    const before = await balance();
    expect(before?.payable).toBe("10.00");
    clock.advance(2 * 86_400_000);
    const after = await balance();
    expect(after?.payable).toBe("13.00");
    expect(after?.on_hold).toEqual([{ until: "2026-11-25", amount: "4.00" }]);
  });
});

describe("POST /ledger/entries/{id}/release", () => {
  test("lifts the hold of all that its conversion has on hold, once", async () => {
    const { id, subject } = await hold(2_000_000n, 9);
    const part = await hold(-500_000n, 9, subject);
    const payable = (await balance())?.payable;
    const path = `/ledger/entries/${id}/release`;
    const released = await api.call<{ entry_ids: string[] }>("POST", path, {
      reason: "a good partner",
    });
    expect(released.entry_ids).toEqual([id, part.id]);
    const after = await balance();
    expect([payable, after?.payable]).toEqual(["13.00", "14.50"]);
    expect(after?.on_hold).toEqual([{ until: "2026-11-25", amount: "4.00" }]);
    clock.advance(1_000);
    expect(
      await api.call<Record<string, unknown>>("POST", path, {
        reason: "again",
      }),
    ).toEqual(released);
    const entry = await api.call<{ released_at: string }>(
      "GET",
      `/ledger/transactions/${id}`,
    );
    expect(entry.released_at).not.toBeNull();
  });

  test("is refused without a reason, for what is payable already, and for what isn't there", async () => {
    const path = (id: string) => `/ledger/entries/${id}/release`;
    const { data } = await api.call<LedgerList>(
      "GET",
      `/ledger/transactions?conversion_id=${sale.conversion_id}`,
    );
    const id = data[0]?.id ?? "";
    const reason = "why not";
    expect((await api.try("POST", path(id), {})).status).toBe(422);
    const payable = await api.try("POST", path(id), { reason });
    expect([payable.status, payable.body.code]).toEqual([409, "not_on_hold"]);
    const none = await api.try("POST", path(crypto.randomUUID()), { reason });
    expect(none.status).toBe(404);
  });
});

// The last test, since it advances the clock by days.
test("what was released stays released, under its own time, when the day of its hold has come", async () => {
  const { id } = await hold(3_000_000n, 2);
  const path = `/ledger/entries/${id}/release`;
  const release = () =>
    api.call<Record<string, unknown>>("POST", path, { reason: "early" });
  const released = await release();
  clock.advance(3 * 86_400_000);
  expect(await release()).toEqual(released);
});
