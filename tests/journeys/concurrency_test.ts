// Two instances on one database receive the same requests at the same moment.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { Answer } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import type { TestService } from "../harness.ts";
import { makeSource, SECRET, sendSigned } from "../senders.ts";

const database = await createTestDatabase();
const left = await startTestService(database);
const right = await startTestService(database, { clock: left.clock });
const both = [left, right];
afterAll(async () => {
  await Promise.all(both.map((service) => service.stop()));
  await database.drop();
});

let slug: string;
beforeAll(async () => {
  const percent = { type: "percent", percent: "10" };
  const made = await setUp(left.api, {
    campaign: {
      goals: [
        {
          key: "sale",
          revenue: { type: "percent", percent: "20" },
          payout: percent,
        },
      ],
    },
  });
  slug = made.slug;
  await left.api.call("POST", `/affiliates/${made.affiliate_id}/postbacks`, {
    url: "https://partner.example/pb?id={delivery_id}",
  });
});

/** Creates a campaign whose advertiser has a source of this kind. */
async function withSource(
  api: TestService["api"],
  change: Record<string, unknown>,
) {
  const setup = await setUp(api);
  await left.api.call("POST", `/affiliates/${setup.affiliate_id}/postbacks`, {
    url: "https://partner.example/pb?id={delivery_id}",
  });
  await makeSource(api, setup.advertiser_id, change);
  // The other instance is notified of changes, but not at once.
  await right.configuration.reload();
  return setup;
}

type Send = (service: TestService, index: number) => Promise<Answer>;

/** Sends many requests concurrently, alternating between the two instances. */
async function atOnce(count: number, send: Send): Promise<Answer[]> {
  return await Promise.all(
    Array.from({ length: count }, (_, index) =>
      send(both[index % 2] ?? left, index),
    ),
  );
}

function tally(answers: readonly Answer[]): Record<string, number> {
  const by = Object.groupBy(
    answers,
    ({ status, body }) => `${status} ${String(body.outcome ?? body.code)}`,
  );
  return Object.fromEntries(
    Object.entries(by).map(([key, list]) => [key, list?.length ?? 0]),
  );
}

async function rowsOf(query: ReturnType<typeof sql>) {
  const rows = await left.db.execute(query);
  return rows as unknown as Record<string, unknown>[];
}

/** Counts an order's rows in all tables that must agree. */
async function countOrder(order_id: string) {
  const [row] = await rowsOf(sql`
    select count(*)::int as conversions,
      sum((select count(*) from conversion_versions as v where v.conversion_id = c.id))::int as versions,
      sum((select count(*) from ledger_transactions as l where l.conversion_id = c.id))::int as ledger_rows,
      sum((select count(*) from deliveries as d where d.conversion_id = c.id))::int as deliveries
    from conversions as c where order_id = ${order_id}`);
  return row;
}

/** Allowed transitions between states without reinstating. */
const FOLLOWS: Record<string, string[]> = {
  pending: ["pending", "approved", "rejected"],
  approved: ["approved", "reversed"],
};
const ONCE = { conversions: 1, versions: 1, ledger_rows: 1, deliveries: 1 };

describe("two instances on one database", () => {
  test("make one conversion of 200 copies of one postback at once, and call 199 a duplicate", async () => {
    const click_id = await left.api.click(slug);
    const sale = { click_id, order_id: "copies", amount: "80.00" };
    const answers = await atOnce(200, ({ api }) => api.postback(sale));
    expect(tally(answers)).toEqual({ "201 recorded": 1, "200 duplicate": 199 });
    const ids = new Set(answers.map(({ body }) => body.conversion_id));
    expect(ids.size).toBe(1);
    expect(await countOrder("copies")).toEqual(ONCE);
  });

  test("make one conversion of one sale, however its names are spelled and its amount is written", async () => {
    const click_id = await left.api.click(slug);
    const id = "spelled";
    const spellings = [
      { click_id, order_id: id, amount: "80.00" },
      { clickid: click_id.toUpperCase(), orderid: id, total: "80" },
      { subid: click_id, txid: ` ${id} `, price: "80.0", status: "paid" },
      { tid: click_id, transaction_id: id, value: "80.000000" },
      { whatever: click_id, "Order-Id": id, SUM: "80.00", currency: "usd" },
    ];
    const answers = await atOnce(200, ({ api }, index) => {
      const parameters = spellings[index % spellings.length] ?? {};
      if (index % 3 === 0) return api.postback(parameters);
      const is_json = index % 3 === 1;
      return api.fetch("/v1/postback", {
        method: "POST",
        ...(is_json ? { headers: { "content-type": "application/json" } } : {}),
        body: is_json
          ? JSON.stringify(parameters)
          : new URLSearchParams(parameters),
      });
    });
    expect(tally(answers)).toEqual({ "201 recorded": 1, "200 duplicate": 199 });
    expect(await countOrder(id)).toEqual(ONCE);
  });

  test("give an order that two clicks fight for to one of them, and name the conflict to the other", async () => {
    const clicks = await Promise.all(both.map(({ api }) => api.click(slug)));
    const answers = await atOnce(200, ({ api }, index) => {
      const click_id = clicks[(index >> 1) % 2] ?? "";
      return api.postback({ click_id, order_id: "fought", amount: "80.00" });
    });
    expect(tally(answers)).toEqual({
      "201 recorded": 1,
      "200 duplicate": 99,
      "409 order_conflict": 100,
    });
    expect(await countOrder("fought")).toEqual(ONCE);
  });

  test("leave a conversion that both approve, change and refund at once in a legal state, with its money right to the micro", async () => {
    const ORDERS = 12;
    const click_id = await left.api.click(slug);
    const order = (index: number) => `changed-${index % ORDERS}`;
    await atOnce(ORDERS, ({ api }, index) =>
      api.postback({
        click_id,
        order_id: order(index),
        amount: "80.00",
        status: "pending",
      }),
    );
    const wishes = [
      { status: "approved" },
      { amount: "90.01" },
      { status: "pending", amount: "70.33" },
      { status: "approved", amount: "60.07" },
      { status: "refunded" },
      { status: "rejected" },
    ];
    const answers = await atOnce(ORDERS * 20, ({ api }, index) => {
      const wish = wishes[Math.floor(index / ORDERS) % wishes.length];
      return api.postback({ click_id, order_id: order(index), ...wish });
    });
    const outcomes = tally(answers);
    const allowed = /^(200 (updated|duplicate)|409 illegal_transition)$/;
    for (const outcome of Object.keys(outcomes)) {
      expect(outcome).toMatch(allowed);
    }
    const rows = await rowsOf(sql`
      select c.id, c.version, c.status,
        c.revenue_micros::text as revenue, c.payout_micros::text as payout,
        (select array_agg(v.version order by v.version) from conversion_versions as v where v.conversion_id = c.id) as versions,
        (select array_agg(v.status order by v.version) from conversion_versions as v where v.conversion_id = c.id) as statuses,
        l.*
      from conversions as c, lateral (
        select sum(receivable_pending_micros)::text as receivable_pending,
          sum(receivable_micros)::text as receivable,
          sum(payable_pending_micros)::text as payable_pending,
          sum(payable_micros)::text as payable
        from ledger_transactions where conversion_id = c.id) as l
      where c.order_id like 'changed-%'`);
    expect(rows).toHaveLength(ORDERS);
    for (const row of rows) {
      const { version, status, revenue, payout } = row;
      expect(row.versions).toEqual(
        Array.from({ length: Number(version) }, (_, index) => index + 1),
      );
      const statuses = row.statuses as string[];
      expect(statuses.at(-1)).toBe(String(status));
      for (const [index, after] of statuses.slice(1).entries()) {
        expect(FOLLOWS[statuses[index] ?? ""]).toContain(after);
      }
      const money = (at: string) =>
        status === at
          ? [String(revenue), String(-BigInt(String(payout)))]
          : ["0", "0"];
      expect([row.receivable_pending, row.payable_pending]).toEqual(
        money("pending"),
      );
      expect([row.receivable, row.payable]).toEqual(money("approved"));
    }
    const changes = rows.reduce((sum, { version }) => sum + Number(version), 0);
    expect(outcomes["200 updated"]).toBe(changes - ORDERS);
  });

  test("record 500 different sales once each if both receive all of them, in opposite orders", async () => {
    const SALES = 500;
    const clicks = await Promise.all(
      Array.from({ length: 7 }, () => left.api.click(slug)),
    );
    const answers = await atOnce(SALES * 2, ({ api }, index) => {
      const half = index >> 1;
      const number = index % 2 === 0 ? half : SALES - 1 - half;
      return api.postback({
        click_id: clicks[number % clicks.length] ?? "",
        order_id: `mixed-${number}`,
        amount: "10.00",
      });
    });
    expect(tally(answers)).toEqual({
      "201 recorded": SALES,
      "200 duplicate": SALES,
    });
    const [row] = await rowsOf(sql`
      select count(*)::int as sales, count(distinct c.id)::int as conversions,
        sum(l.receivable_micros)::text as receivable
      from conversions as c join ledger_transactions as l on l.conversion_id = c.id
      where c.order_id like 'mixed-%'`);
    expect(row).toEqual({
      sales: SALES,
      conversions: SALES,
      receivable: String(SALES * 2_000_000),
    });
  });

  test("make one conversion of 200 signed copies with one nonce, and take only one of the contents that fight for another", async () => {
    const { slug: signed } = await withSource(left.api, {
      secret: SECRET,
      require: "signature",
    });
    const click_id = await left.api.click(signed);
    const sale = { click_id, order_id: "signed", nonce: "one" };
    const copies = await atOnce(200, (service) => sendSigned(service, sale));
    expect(tally(copies)).toEqual({ "201 recorded": 1, "200 duplicate": 199 });
    expect(await countOrder("signed")).toEqual(ONCE);
    const answers = await atOnce(100, (service, index) =>
      sendSigned(service, {
        click_id,
        order_id: `fought-${index}`,
        nonce: "two",
      }),
    );
    expect(tally(answers)).toEqual({
      "201 recorded": 1,
      "409 replayed_nonce": 99,
    });
    const [row] = await rowsOf(sql`
      select count(*)::int as conversions, sum(l.receivable_micros)::text as receivable
      from conversions as c join ledger_transactions as l on l.conversion_id = c.id
      where c.order_id like 'fought-%'`);
    expect(row).toEqual({ conversions: 1, receivable: "20000000" });
  });

  test("count one of 200 copies without an order where every one counts, by its nonce or by its content", async () => {
    const { slug: every } = await setUp(left.api, {
      campaign: {
        goals: [
          {
            key: "sale",
            dedupe: "every",
            revenue: { type: "fixed", amount: "20.00" },
            payout: { type: "fixed", amount: "12.50" },
          },
        ],
      },
    });
    const occurred_at = String(left.clock.nowMs());
    for (const more of [{}, { occurred_at }, { nonce: "of-every" }]) {
      const click_id = await left.api.click(every);
      const sale = { click_id, amount: "80.00", ...more };
      const answers = await atOnce(200, ({ api }) => api.postback(sale));
      expect(tally(answers)).toEqual({
        "201 recorded": 1,
        "200 duplicate": 199,
      });
      const { data } = await left.api.call<{ data: unknown[] }>(
        "GET",
        `/conversions?click_id=${click_id}`,
      );
      expect(data).toHaveLength(1);
    }
    const click_id = await left.api.click(every);
    const answers = await atOnce(200, ({ api }, index) =>
      api.postback({ click_id, amount: String(10 + (index >> 1)) }),
    );
    expect(tally(answers)).toEqual({
      "201 recorded": 100,
      "200 duplicate": 100,
    });
  });

  test("have had nothing to complain of", () => {
    expect(both.flatMap(({ log }) => log)).toEqual([]);
  });
});
