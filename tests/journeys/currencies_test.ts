// Advertisers send amounts in their own currencies: each is kept as sent, and converted to the
// campaign's at that day's rate, or held until there is one.
import { beforeAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { apiClient, ok } from "../client/api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import type { LedgerList } from "../ledger_world.ts";
import { makeSource } from "../senders.ts";
import { conversionOf } from "../senders.ts";

const service = await serviceForFile();
const { api, clock, db } = service;
const DAY_MS = 86_400_000;
const percent = (text: string) => ({ type: "percent", percent: text });
const SHARE = [{ key: "sale", revenue: percent("10"), payout: percent("5") }];

const day = (days = 0) =>
  new Date(clock.nowMs() + days * DAY_MS).toISOString().slice(0, 10);
const client = apiClient(service);
const show = (id: unknown) => conversionOf(api, id);
const putRates = (date: string, base: string, rates: Record<string, string>) =>
  ok(client.PUT("/api/v1/fx-rates", { body: { date, base, rates } }));

let orders = 0;
async function sale(world: Setup, said: Record<string, string>) {
  const click_id = await api.click(world.slug);
  const whole = { click_id, order_id: `C-${(orders += 1)}`, ...said };
  const { body, status } = await api.postback(whole);
  return { said: whole, body, status, id: body.conversion_id };
}

async function verified() {
  const found = await ok(client.GET("/api/v1/ledger/verify"));
  expect(found).toMatchObject({ ok: true });
}

describe("an amount in another currency", () => {
  let world: Setup;
  beforeAll(async () => {
    world = await setUp(api, { campaign: { goals: SHARE } });
    await makeSource(api, world.advertiser_id, {
      reversal_amount: "refunded",
    });
    await putRates(day(-2), "EUR", { USD: "1.25", GBP: "0.8" });
  });

  test("is kept as sent, and converted to the campaign's at the last rate before its day", async () => {
    const { id, body } = await sale(world, { amount: "100", currency: "EUR" });
    expect(await show(id)).toMatchObject({
      status: "approved",
      sent_currency: "EUR",
      sent_amount: "100.00",
      amount: "125.00",
      revenue: "12.50",
      payout: "6.25",
    });
    const { trace } = await api.call<{
      trace: { step: string; found?: string }[];
    }>("GET", `/postbacks/${body.postback_id}`);
    const step = JSON.stringify(trace.find((line) => line.step === "rate"));
    expect(step).toContain("100.00 EUR are 125.00 USD");
    expect(step).toContain(day(-2));
  });

  test("is crossed over the base where neither is it", async () => {
    const { id } = await sale(world, { amount: "80", currency: "GBP" });
    expect(await show(id)).toMatchObject({
      amount: "125.00",
      sent_amount: "80.00",
    });
  });

  test("reported twice is once, and in another currency is not the same", async () => {
    const { said, id } = await sale(world, { amount: "100", currency: "EUR" });
    expect((await api.postback(said)).body.outcome).toBe("duplicate");
    const other = await api.postback({ ...said, currency: "USD" });
    expect(other.body).toMatchObject({ outcome: "updated" });
    expect(await show(id)).toMatchObject({
      amount: "100.00",
      sent_currency: null,
      rate_id: null,
    });
  });

  test("is refunded at the conversion's own rate, whatever the rate is since", async () => {
    const { said, id } = await sale(world, { amount: "100", currency: "EUR" });
    const { rate_id } = await show(id);
    await putRates(day(), "EUR", { USD: "2.00" });
    const changed = await putRates(day(-2), "EUR", { USD: "3.00" });
    expect(changed.data).toMatchObject([{ version: 2, changed: ["USD"] }]);
    await api.postback({ ...said, status: "refunded", amount: "40" });
    expect(await show(id)).toMatchObject({
      amount: "125.00",
      refunded: "50.00",
      revenue: "7.50",
      rate_id,
    });
    await api.postback({ ...said, status: "refunded", amount: "100" });
    expect(await show(id)).toMatchObject({ status: "reversed" });
    await verified();
  });

  test("keeps its rate when that is long out of memory", async () => {
    const { said, id } = await sale(world, { amount: "100", currency: "EUR" });
    const before = await show(id);
    await putRates(day(60), "EUR", { USD: "9" });
    await api.postback({ ...said, status: "refunded", amount: "50" });
    expect(await show(id)).toMatchObject({
      rate_id: before.rate_id,
      refunded: "100.00",
    });
    await db.execute(sql`delete from fx_rates where day > ${day(30)}::date`);
    await service.configuration.reload();
  });

  test("without a currency that exists is refused", async () => {
    const { status, body } = await sale(world, {
      amount: "1",
      currency: "QQQ",
    });
    expect([status, body.code]).toEqual([422, "unknown_currency"]);
  });
});

describe("an amount without a rate", () => {
  let world: Setup;
  beforeAll(async () => {
    const goals = [{ ...SHARE[0], auto_approve_days: 3 }];
    world = await setUp(api, { campaign: { goals } });
    await makeSource(api, world.advertiser_id, {
      reversal_amount: "refunded",
    });
  });

  const said = { amount: "1000", currency: "SEK" };

  test("waits as pending, is booked when the rate comes, and stands where it would have stood", async () => {
    const { id, body } = await sale(world, said);
    expect(body).toMatchObject({
      status: "pending",
      reason: "fx_rate_missing",
    });
    expect(await show(id)).toMatchObject({
      amount: null,
      revenue: "0.00",
      payout: "0.00",
      sent_currency: "SEK",
      sent_amount: "1000.00",
      held_status: "approved",
      auto_approve_at: null,
    });
    const waiting = await sale(world, { ...said, status: "pending" });
    const { priced } = await putRates(day(), "EUR", { SEK: "10", USD: "2.00" });
    expect(priced).toBe(2);
    expect(await show(id)).toMatchObject({
      status: "approved",
      reason: null,
      amount: "200.00",
      revenue: "20.00",
      payout: "10.00",
      held_status: null,
    });
    const pending = await show(waiting.id);
    expect(pending).toMatchObject({ status: "pending", revenue: "20.00" });
    expect(pending.auto_approve_at).not.toBeNull();
    expect(pending.history).toMatchObject([
      { kind: "record", origin: null },
      { kind: "priced", origin: "exchange_rate" },
    ]);
    await verified();
  });

  test("is changed while it waits as what it will be", async () => {
    const nok = { amount: "100", currency: "NOK" };
    const approved = await sale(world, { ...nok, status: "pending" });
    await api.postback({ ...approved.said, status: "approved" });
    const part = await sale(world, nok);
    await api.postback({ ...part.said, status: "refunded", amount: "30" });
    const ended = await sale(world, nok);
    await api.postback({ ...ended.said, status: "refunded" });
    const again = await api.postback({
      ...part.said,
      amount: "50",
      currency: "USD",
    });
    expect(again.body).toMatchObject({ code: "unknown_currency" });
    expect(await show(approved.id)).toMatchObject({
      status: "pending",
      reason: "fx_rate_missing",
      held_status: "approved",
    });
    expect(await show(ended.id)).toMatchObject({ status: "rejected" });
    await putRates(day(), "NOK", { USD: "0.1" });
    expect(await show(approved.id)).toMatchObject({
      status: "approved",
      revenue: "1.00",
    });
    expect(await show(part.id)).toMatchObject({
      amount: "10.00",
      refunded: "3.00",
      revenue: "0.70",
    });
    expect(await show(ended.id)).toMatchObject({
      status: "rejected",
      revenue: "0.00",
    });
    await verified();
  });

  test("waits for the rate of its own day, not of a later one, and the clock's job prices it", async () => {
    const { id } = await sale(world, { amount: "10", currency: "DKK" });
    const recorded = day();
    clock.advance(6 * DAY_MS);
    expect((await putRates(day(), "DKK", { USD: "0.5" })).priced).toBe(0);
    expect((await show(id)).reason).toBe("fx_rate_missing");
    await db.execute(sql`
      insert into fx_rates (day, base, quote, rate, source, created_at)
      values (${recorded}::date, 'DKK', 'USD', 0.2, 'test', now())`);
    await api.call("POST", "/jobs/price_held_conversions/run");
    while (await service.scheduler.runOnce());
    expect(await show(id)).toMatchObject({
      status: "approved",
      amount: "2.00",
    });
  });
});

describe("a payout currency", () => {
  async function inEuros(campaign: object = {}) {
    const world = await setUp(api, {
      campaign: { goals: SHARE, payout_currency: "EUR", ...campaign },
    });
    await makeSource(api, world.advertiser_id, {
      reversal_amount: "refunded",
    });
    return world;
  }

  const entriesOf = (id: unknown) =>
    api.call<LedgerList>("GET", `/ledger/transactions?conversion_id=${id}`);
  const payableOf = async ({ affiliate_id }: Setup) => {
    const path = `/affiliates/${affiliate_id}/balance`;
    const { data } = await api.call<{ data: object[] }>("GET", path);
    return data;
  };

  test("is what the affiliate is owed in: two linked entries over the FX account, the spread in the margin", async () => {
    await putRates(day(), "USD", { EUR: "0.8" });
    const world = await inEuros({ fx_spread_percent: "1.5" });
    const { id } = await sale(world, { amount: "100" });
    expect(await show(id)).toMatchObject({
      payout: "5.00",
      currency: "USD",
      owed: "3.94",
      owed_spread: "0.06",
      owed_currency: "EUR",
    });
    const { data } = await entriesOf(id);
    const [owed, own] = data;
    expect(own).toMatchObject({
      currency: "USD",
      receivable: "10.00",
      margin: "-5.00",
      fx: "-5.00",
      payable: "0.00",
    });
    expect(owed).toMatchObject({
      kind: "fx",
      currency: "EUR",
      fx: "4.00",
      payable: "-3.94",
      margin: "-0.06",
      receivable: "0.00",
      origin_id: own?.id,
    });
    expect(await payableOf(world)).toMatchObject([
      { currency: "EUR", payable: "3.94" },
    ]);
    await verified();
  });

  test("goes through approval, part refund and reversal at its own rate, and ends at nothing", async () => {
    const world = await inEuros({ fx_spread_percent: "1.5" });
    const { said, id } = await sale(world, {
      amount: "100",
      status: "pending",
    });
    await api.postback({ ...said, status: "approved" });
    await putRates(day(), "USD", { EUR: "0.5" });
    await api.call("PATCH", `/campaigns/${world.campaign_id}`, {
      fx_spread_percent: "10",
      payout_currency: null,
    });
    await api.postback({ ...said, status: "refunded", amount: "50" });
    expect(await show(id)).toMatchObject({ owed: "1.97", owed_spread: "0.03" });
    await verified();
    await api.postback({ ...said, status: "refunded", amount: "100" });
    expect(await show(id)).toMatchObject({ status: "reversed", owed: "0.00" });
    const { totals } = await entriesOf(id);
    const zero = { fx: "0.00", payable: "0.00", margin: "0.00" };
    expect(totals).toMatchObject([
      { currency: "EUR", ...zero },
      { currency: "USD", ...zero, receivable: "0.00" },
    ]);
    await verified();
  });

  test("without a rate holds the whole, and a wrong sum is found", async () => {
    const world = await inEuros({ payout_currency: "ZAR" });
    const { id, body } = await sale(world, { amount: "100" });
    expect(body).toMatchObject({
      status: "pending",
      reason: "fx_rate_missing",
    });
    expect(await show(id)).toMatchObject({ amount: "100.00", revenue: "0.00" });
    await putRates(day(), "USD", { ZAR: "18" });
    expect(await show(id)).toMatchObject({ status: "approved", owed: "90.00" });
    await verified();
    await db.execute(
      sql`update conversions set owed_micros = owed_micros + 1 where id = ${id}::uuid`,
    );
    expect(await api.call("GET", "/ledger/verify")).toMatchObject({
      ok: false,
      difference: { check: "conversion", id },
    });
    await db.execute(
      sql`update conversions set owed_micros = owed_micros - 1 where id = ${id}::uuid`,
    );
  });

  test("is sent to the affiliate", async () => {
    const world = await inEuros();
    await api.call("POST", `/affiliates/${world.affiliate_id}/postbacks`, {
      url: "https://affiliate.example/?p={payout}&c={currency}",
    });
    await sale(world, { amount: "100" });
    const { data } = await api.call<{ data: object[] }>(
      "GET",
      `/deliveries?affiliate_id=${world.affiliate_id}`,
    );
    expect(data).toMatchObject([{ payout: "2.50", currency: "EUR" }]);
  });
});

describe("by hand", () => {
  test("money that waits for a rate is not approved, but ended, set right, and owed as any other", async () => {
    const world = await setUp(api, {
      campaign: { goals: SHARE, payout_currency: "CZK" },
    });
    const waiting = { amount: "10", currency: "PLN" };
    const change = (id: unknown, body: object) =>
      api.try("PATCH", `/conversions/${id}`, { reason: "by hand", ...body });
    const first = await sale(world, waiting);
    const refused = await change(first.id, { status: "approved" });
    expect(refused.body).toMatchObject({ code: "unknown_currency" });
    await change(first.id, { status: "rejected" });
    const second = await sale(world, waiting);
    await putRates(day(), "USD", { CZK: "20" });
    const set = { status: "approved", amount: "40.00" };
    expect((await change(second.id, set)).status).toBe(200);
    expect(await show(second.id)).toMatchObject({
      status: "approved",
      sent_currency: null,
      held_status: null,
      revenue: "4.00",
      payout: "2.00",
      owed: "40.00",
      owed_currency: "CZK",
    });
    await putRates(day(), "PLN", { USD: "0.25" });
    expect(await show(first.id)).toMatchObject({
      status: "rejected",
      revenue: "0.00",
    });
    await verified();
  });
});
