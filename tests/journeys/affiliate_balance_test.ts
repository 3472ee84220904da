// An affiliate sees its balance, when it is due, and the entries behind every figure down to their
// postbacks: only its own, and never what the advertiser pays.
import { describe, expect, test } from "bun:test";
import { parseAmount } from "../../modules/kernel/mod.ts";
import { apiClient, ok } from "../client/api_client.ts";
import { exactAmount } from "../exact_amount.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile({
  env: { TALLYHO_TIMEZONE: "Europe/Berlin" },
});
const { api, clock } = service;
const client = apiClient(service);

const prices = {
  revenue: { type: "fixed", amount: "20.00" },
  payout: { type: "fixed", amount: "12.505" },
};
const setup = await setUp(api, {
  affiliate: { schedule: "monthly" },
  campaign: {
    goals: [
      { key: "sale", ...prices },
      { key: "lead", hold_days: 10, ...prices },
    ],
  },
});
const { slug, affiliate_id } = setup;
const path = { id: String(affiliate_id) };

async function sold(said: Record<string, string> = {}) {
  const click_id = await api.click(slug);
  const { body } = await api.postback({ click_id, ...said });
  return body;
}

async function tokenOf(id: number) {
  const name = `affiliate ${id}`;
  const body = { name, role: "affiliate", affiliate_id: id } as const;
  const { token } = await ok(client.POST("/api/v1/tokens", { body }));
  return apiClient(service, token);
}

async function paid(reference: string, pay: boolean) {
  const up_to = new Date(clock.nowMs() + 1).toISOString();
  const body = { currency: "USD", up_to };
  const run = await ok(client.POST("/api/v1/payment-runs", { body }));
  const params = { path: { id: run.payments[0]?.id ?? "" } };
  await ok(client.POST("/api/v1/payments/{id}/close", { params }));
  if (!pay) return;
  await ok(
    client.POST("/api/v1/payments/{id}/pay", { params, body: { reference } }),
  );
}

const own = await tokenOf(affiliate_id);

function balanceOf(of: typeof own, path: { id: string }) {
  return of.GET("/api/v1/affiliates/{id}/balance", { params: { path } });
}

type Figure = "pending" | "on_hold" | "payable" | "in_payments" | "paid";

function entriesOf(
  path: { id: string },
  query: { figure?: string; limit?: string },
  of = own,
) {
  const { figure, ...rest } = query;
  const params = { path, query: { ...rest, figure: figure as Figure } };
  return of.GET("/api/v1/affiliates/{id}/entries", { params });
}

describe("an affiliate's balance", () => {
  test("each figure is the sum of the entries shown for it", async () => {
    await sold();
    clock.advance(1000);
    await paid("W-1", true);
    await sold();
    await sold();
    clock.advance(1000);
    await paid("W-2", false);
    await sold();
    await sold({ goal: "lead" });
    await sold({ status: "pending" });
    clock.advance(1000);
    const [balance] = (await ok(balanceOf(own, path))).data;
    if (balance === undefined) throw new Error("No balance");
    expect(balance).toMatchObject({
      currency: "USD",
      pending: "12.50",
      paid: "12.50",
      in_payments: "25.01",
      next_run: "2026-11-30T23:00:00.000Z",
      exact: { pending: "12.505" },
    });
    const held = balance.on_hold.map((hold) => exactAmount(hold, "amount"));
    const figures = {
      pending: exactAmount(balance, "pending"),
      on_hold: held.reduce((sum, amount) => sum + amount, 0n),
      payable: exactAmount(balance, "payable"),
      in_payments: exactAmount(balance, "in_payments"),
      paid: exactAmount(balance, "paid"),
    };
    expect(figures.on_hold).toBe(12_505_000n);
    for (const [figure, amount] of Object.entries(figures)) {
      const { totals, data } = await ok(entriesOf(path, { figure }));
      const shown = figure === "pending" ? "pending" : "amount";
      const [total = { pending: "0", amount: "0" }] = totals;
      expect([figure, exactAmount(total, shown)]).toEqual([figure, amount]);
      expect(data.length).toBeGreaterThan(0);
    }
  });

  test("leads from an entry to each version of its conversion and the postback that made it, without revenue", async () => {
    const click_id = await api.click(slug);
    const sale = { click_id, order_id: "D-1" };
    const first = await api.postback({ ...sale, status: "pending" });
    clock.advance(1000);
    const second = await api.postback({ ...sale, status: "approved" });
    const { data } = await ok(entriesOf(path, { limit: "1" }));
    const [entry] = data;
    expect(entry).toMatchObject({
      kind: "approve",
      conversion_id: first.body.conversion_id,
      pending: "-12.50",
      amount: "12.50",
      exact: { pending: "-12.505", amount: "12.505" },
      postback_id: second.body.postback_id,
    });
    const one = await ok(
      own.GET("/api/v1/affiliates/{id}/entries/{entry_id}", {
        params: { path: { ...path, entry_id: entry?.id ?? "" } },
      }),
    );
    expect(one.history).toMatchObject([
      { version: 1, status: "pending", postback_id: first.body.postback_id },
      { version: 2, status: "approved", postback_id: second.body.postback_id },
    ]);
    const text = JSON.stringify([one, data]);
    expect(text).not.toMatch(/revenue|margin|receivable|(?<!:)20\.00/);
  });

  test("is nobody else's to see", async () => {
    const other = await setUp(api, {
      affiliate: { payment_hold: true, schedule: "weekly" },
    });
    const stranger = await tokenOf(other.affiliate_id);
    const { data } = await ok(entriesOf(path, { limit: "1" }));
    const entry_id = data[0]?.id ?? "";
    const entryOf = (of: { id: string }) =>
      stranger.GET("/api/v1/affiliates/{id}/entries/{entry_id}", {
        params: { path: { ...of, entry_id } },
      });
    const hers = { id: String(other.affiliate_id) };
    for (const asked of [
      balanceOf(stranger, path),
      entriesOf(path, {}, stranger),
      entryOf(path),
      entryOf(hers),
    ]) {
      expect((await asked).response.status).toBe(404);
    }
    const click_id = await api.click(other.slug);
    await api.postback({ click_id });
    const held = await ok(balanceOf(stranger, hers));
    expect(held.data[0]?.next_run).toBeNull();
    const bad = await entriesOf(path, { figure: "margin" });
    expect(bad.error?.code).toBe("invalid_request");
  });
});

test.each([
  ["JPY", "100.4", "301", "301.2"],
  ["KWD", "0.1004", "0.301", "0.3012"],
  ["USD", "0.006", "0.01", "0.018"],
])(
  "in %s, three payouts of %s are %s payable, exactly %s",
  async (currency, payout, payable, exact) => {
    const price = { type: "fixed", amount: payout };
    const goals = [{ key: "sale", revenue: price, payout: price }];
    const made = await setUp(api, { campaign: { currency, goals } });
    for (let sale = 0; sale < 3; sale++) {
      await api.postback({ click_id: await api.click(made.slug) });
    }
    const theirs = { id: String(made.affiliate_id) };
    const { data } = await ok(balanceOf(client, theirs));
    expect(data).toMatchObject([
      { currency, payable, exact: { payable: exact } },
    ]);
    const entries = await ok(entriesOf(theirs, {}, client));
    expect(entries.totals).toMatchObject([{ exact: { amount: exact } }]);
    const query = { affiliate_id: theirs.id };
    const listed = await ok(
      client.GET("/api/v1/conversions", { params: { query } }),
    );
    for (const one of listed.data) {
      expect(exactAmount(one, "payout")).toBe(parseAmount(payout) ?? -1n);
      expect(one.payout).not.toBe(payout);
    }
  },
);

test("a list of conversions adds up what it names, by currency and state", async () => {
  const { campaign_id, slug: other } = await setUp(api);
  for (const status of ["approved", "approved", "pending"]) {
    const click_id = await api.click(other);
    await api.postback({ click_id, status, amount: "30" });
  }
  clock.advance(DAY_MS);
  const query = { campaign_id: String(campaign_id), limit: "1" };
  const listed = client.GET("/api/v1/conversions", { params: { query } });
  expect(await ok(listed)).toMatchObject({
    totals: [
      {
        currency: "USD",
        status: "approved",
        count: 2,
        amount: "60.00",
        revenue: "40.00",
        payout: "25.00",
      },
      { currency: "USD", status: "pending", count: 1, payout: "12.50" },
    ],
    totals_are_partial: false,
  });
  expect(service.log).toEqual([]);
});
