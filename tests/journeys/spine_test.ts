// Everything else rests on this: a click becomes one conversion, it is paid once, and the affiliate
// is notified.
import { afterAll, expect, test } from "bun:test";
import { apiClient, ok } from "../client/api_client.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";

const service = await serviceForFile();
const { api } = service;
const client = apiClient(service);
const partner = new PartnerReceiver();
afterAll(() => partner.stop());

test("a click becomes one conversion, booked once, and the affiliate is notified", async () => {
  const { slug, affiliate_id } = await setUp(api);
  const url = `${partner.url}/pb?ref={click_ref}&sub={sub1}&payout={payout}&status={status}&d={delivery_id}`;
  await ok(
    client.POST("/api/v1/affiliates/{id}/postbacks", {
      params: { path: { id: String(affiliate_id) } },
      body: { url },
    }),
  );
  const click_id = await api.click(slug, "?click_ref=abc%20d&subid=spring");
  expect(click_id).toMatch(/^[0-9a-hjkmnp-tv-z]{32}$/);

  const sale = { click_id, order_id: "A-1", amount: "80.00", currency: "usd" };
  const first = await api.postback(sale);
  expect(first.status).toBe(201);
  expect(first.body).toMatchObject({ outcome: "recorded", status: "approved" });
  const again = await api.postback(sale);
  expect(again.status).toBe(200);
  expect(again.body).toMatchObject({
    outcome: "duplicate",
    conversion_id: first.body.conversion_id,
  });

  await service.deliverer.runOnce();
  expect(partner.received).toHaveLength(1);
  const told = partner.received[0]?.url.searchParams;
  expect(told?.get("ref")).toBe("abc d");
  expect(told?.get("sub")).toBe("spring");
  expect(told?.get("payout")).toBe("12.50");
  expect(told?.get("status")).toBe("approved");
  expect(partner.received[0]?.headers.get("webhook-id")).toBe(
    told?.get("d") ?? "",
  );

  const accounts = await ok(client.GET("/api/v1/ledger/accounts"));
  expect(accounts.data).toMatchObject([
    {
      currency: "USD",
      receivable: "20.00",
      payable: "-12.50",
      margin: "-7.50",
      payable_pending: "0.00",
    },
  ]);
});

test("a refused postback is found by the click and the order that it was about", async () => {
  const { slug, campaign_id } = await setUp(api);
  const click_id = await api.click(slug);
  const refused = await api.postback({
    click_id,
    order_id: "B-1",
    amount: "12,34",
  });
  expect(refused.body).toMatchObject({ code: "invalid_amount" });
  for (const query of [{ click_id }, { order_id: "B-1" }]) {
    const found = await ok(
      client.GET("/api/v1/postbacks", { params: { query } }),
    );
    expect(found.data).toMatchObject([
      { id: refused.body.postback_id, campaign_id, outcome: "invalid_amount" },
    ]);
  }
});
