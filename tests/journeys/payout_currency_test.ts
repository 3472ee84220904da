// Unless the campaign says otherwise, an affiliate is owed in its own payout currency, at the day's
// rate.
import { describe, expect, test } from "bun:test";
import { apiClient, ok } from "../client/api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { conversionOf, makeSource } from "../senders.ts";
import type { ShownConversion } from "../senders.ts";

const service = await serviceForFile();
const { api, clock } = service;
const percent = (text: string) => ({ type: "percent", percent: text });
const SHARE = [{ key: "sale", revenue: percent("10"), payout: percent("5") }];

const day = () => new Date(clock.nowMs()).toISOString().slice(0, 10);
const client = apiClient(service);
const show = (id: unknown) => conversionOf(api, id);
const putRates = (date: string, base: string, rates: Record<string, string>) =>
  ok(client.PUT("/api/v1/fx-rates", { body: { date, base, rates } }));

let orders = 0;
async function sale(world: Setup, said: Record<string, string>) {
  const click_id = await api.click(world.slug);
  const whole = { click_id, order_id: `C-${(orders += 1)}`, ...said };
  const { body } = await api.postback(whole);
  return { said: whole, body, id: body.conversion_id };
}

async function verified() {
  const found = await ok(client.GET("/api/v1/ledger/verify"));
  expect(found).toMatchObject({ ok: true });
}

describe("an affiliate's payout currency", () => {
  const open = (affiliate: object, campaign: object = {}) =>
    setUp(api, {
      affiliate: { ...affiliate },
      campaign: { goals: SHARE, ...campaign },
    });
  const owedOf = async (id: unknown) => {
    const { payout, owed, owed_currency } = await show(id);
    return { payout, owed, owed_currency };
  };
  const change = (world: Setup, payout_currency: string | null) =>
    ok(
      client.PATCH("/api/v1/affiliates/{id}", {
        params: { path: { id: String(world.affiliate_id) } },
        body: { payout_currency },
      }),
    );

  test.each([
    ["EUR", null, "EUR", "2.50"],
    ["CHF", null, "CHF", "4.50"],
    ["EUR", "CHF", "CHF", "4.50"],
    ["CHF", "USD", null, null],
    ["USD", null, null, null],
    [null, "EUR", "EUR", "2.50"],
  ])(
    "%p with %p of the campaign is owed in %p",
    async (own, campaigns, owed_currency, owed) => {
      await putRates(day(), "USD", { EUR: "0.5", CHF: "0.9" });
      const world = await open(
        { payout_currency: own },
        { payout_currency: campaigns },
      );
      const { id } = await sale(world, { amount: "100" });
      const expected = { payout: "5.00", owed, owed_currency };
      expect(await owedOf(id)).toEqual(expected);
      const effective = await ok(
        client.GET("/api/v1/campaigns/{id}/effective", {
          params: {
            path: { id: String(world.campaign_id) },
            query: { affiliate_id: world.affiliate_id },
          },
        }),
      );
      expect(effective.payout_currency).toBe(owed_currency ?? "USD");
      const by_hand = await api.call<ShownConversion>("POST", "/conversions", {
        click_id: await api.click(world.slug),
        order_id: `C-${(orders += 1)}`,
        amount: "100",
        reason: "by hand",
      });
      expect(await owedOf(by_hand.id)).toEqual(expected);
      await verified();
    },
  );

  test("when it changes leaves what is recorded as it was booked, to the last micro", async () => {
    await putRates(day(), "USD", { EUR: "0.5", CHF: "0.9" });
    const world = await open({ payout_currency: "EUR" });
    await makeSource(api, world.advertiser_id, { reversal_amount: "refunded" });
    const { said, id } = await sale(world, { amount: "100" });
    await change(world, "CHF");
    await api.postback({ ...said, status: "refunded", amount: "50" });
    expect(await owedOf(id)).toMatchObject({
      owed: "1.25",
      owed_currency: "EUR",
    });
    const second = await sale(world, { amount: "100" });
    expect(await owedOf(second.id)).toMatchObject({ owed_currency: "CHF" });
    await change(world, null);
    await api.postback({ ...said, status: "refunded", amount: "100" });
    await api.postback({ ...second.said, status: "refunded" });
    const third = await sale(world, { amount: "100" });
    expect(await owedOf(third.id)).toMatchObject({ owed_currency: null });
    const path = { id: String(world.affiliate_id) };
    const { data } = await ok(
      client.GET("/api/v1/affiliates/{id}/balance", { params: { path } }),
    );
    expect(data).toContainEqual(
      expect.objectContaining({ currency: "USD", payable: "5.00" }),
    );
    for (const currency of ["EUR", "CHF"]) {
      expect(data).not.toContainEqual(
        expect.objectContaining({
          currency,
          payable: expect.not.stringMatching(/^0[.]00$/),
        }),
      );
    }
    await verified();
  });

  test("without a rate holds the sale until there is one", async () => {
    const world = await open({ payout_currency: "THB" });
    const { id, body } = await sale(world, { amount: "100" });
    expect(body).toMatchObject({
      status: "pending",
      reason: "fx_rate_missing",
    });
    const by_hand = await api.try("POST", "/conversions", {
      click_id: await api.click(world.slug),
      order_id: `C-${(orders += 1)}`,
      amount: "100",
      reason: "by hand",
    });
    expect(by_hand.body).toMatchObject({ code: "unknown_currency" });
    await putRates(day(), "USD", { THB: "36" });
    expect(await show(id)).toMatchObject({
      status: "approved",
      owed: "180.00",
    });
    await verified();
  });
});
