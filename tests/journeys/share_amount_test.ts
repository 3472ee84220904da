// A basket's value is the advertiser's business. A campaign may share it with its affiliates; any
// other must not leak it, in an answer or in a postback to the affiliate's tracker.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { clientOf } from "../people.ts";
import { deliveryOf, sell } from "../deliveries.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";

const service = await serviceForFile();
const { api, deliverer } = service;

const TEMPLATE =
  "/pb?sum={sale_amount}&a={adv1}&j={adv10}&raw={_adv2}&currency={currency}&goal={goal}";
const SALE = { amount: "80.126", adv1: "size 42", adv2: "a/b", adv10: "ten" };

let partner: PartnerReceiver;
let setup: Setup;
beforeEach(async () => {
  partner = new PartnerReceiver();
  setup = await setUp(api);
  await addEndpoint();
});
afterEach(() => partner.stop());

async function addEndpoint(more: object = {}): Promise<number> {
  const path = `/affiliates/${setup.affiliate_id}/postbacks`;
  const url = partner.url + TEMPLATE;
  const made = await api.call("POST", path, { url, ...more });
  return Number(made.id);
}

async function change(fields: object, id = setup.campaign_id): Promise<void> {
  await api.call("PATCH", `/campaigns/${id}`, fields);
}

/** The macros that the partner heard, by name. */
function heard(): Record<string, string>[] {
  return partner.received.map(({ url }) =>
    Object.fromEntries(url.searchParams),
  );
}

const HIDDEN = { sum: "", a: "", j: "", raw: "" };
const SHARED = { sum: "80.13", a: "size 42", j: "ten", raw: "a/b" };

describe("an endpoint's macros", () => {
  test("are empty unless the campaign shares the amount", async () => {
    await sell(api, setup.slug, SALE);
    await deliverer.runOnce();
    await change({ share_amount: true });
    await sell(api, setup.slug, SALE);
    await deliverer.runOnce();
    await change({ share_amount: false });
    await sell(api, setup.slug, SALE);
    await deliverer.runOnce();
    expect(heard()).toMatchObject([HIDDEN, SHARED, HIDDEN]);
  });

  test("go by the campaign at the time of sending, also in later tries", async () => {
    await change({ share_amount: true });
    const first = await sell(api, setup.slug, SALE);
    await change({ share_amount: false });
    await deliverer.runOnce();
    expect(heard()).toMatchObject([HIDDEN]);

    await change({ share_amount: true });
    partner.answers.push(new Response("busy", { status: 503 }));
    const second = await sell(api, setup.slug, SALE);
    await deliverer.runOnce();
    await change({ share_amount: false });
    service.clock.advance(3_600_000);
    await deliverer.runOnce();
    expect(heard()).toMatchObject([HIDDEN, SHARED, HIDDEN]);
    const tries = [
      ...(await deliveryOf(api, first)).tries,
      ...(await deliveryOf(api, second)).tries,
    ];
    expect(tries.map(({ url }) => url.includes("80.13"))).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("of a general endpoint go by each conversion's campaign", async () => {
    const other = await setUp(api, { campaign: { share_amount: true } });
    const link = await api.call("POST", "/links", {
      campaign_id: other.campaign_id,
      affiliate_id: setup.affiliate_id,
    });
    await sell(api, setup.slug, SALE);
    await sell(api, String(link.slug), SALE);
    await deliverer.runOnce();
    const sums = heard().map(({ sum }) => sum);
    expect(sums.toSorted()).toEqual(["", "80.13"]);
  });

  test("show the sale in its own currency, whatever the payout's is", async () => {
    const date = new Date(service.clock.nowMs()).toISOString().slice(0, 10);
    const rates = { JPY: "150" };
    await api.call("PUT", "/fx-rates", { date, base: "USD", rates });
    await change({ share_amount: true, payout_currency: "JPY" });
    await sell(api, setup.slug, SALE);
    await deliverer.runOnce();
    expect(heard()).toMatchObject([{ ...SHARED, currency: "JPY" }]);
  });

  test("are empty where the sender gave no value", async () => {
    await change({ share_amount: true });
    await sell(api, setup.slug, { adv1: "red" });
    await deliverer.runOnce();
    expect(heard()).toMatchObject([{ sum: "", a: "red", j: "", raw: "" }]);
  });

  test("in a body are cut alike", async () => {
    const bodies: unknown[] = [];
    const server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      fetch: async (request) => {
        bodies.push(await request.json());
        return new Response("OK");
      },
    });
    const path = `/affiliates/${setup.affiliate_id}/postbacks`;
    await api.call("POST", path, {
      url: `http://127.0.0.1:${server.port}/pb`,
      method: "POST",
      body: '{"sum": "{sale_amount}", "own": "{adv1}"}',
      campaign_id: setup.campaign_id,
    });
    const quoted = { ...SALE, adv1: 'size "42"' };
    await sell(api, setup.slug, quoted);
    await deliverer.runOnce();
    await change({ share_amount: true });
    await sell(api, setup.slug, quoted);
    await deliverer.runOnce();
    await server.stop(true);
    expect(bodies).toEqual([
      { sum: "", own: "" },
      { sum: "80.13", own: 'size "42"' },
    ]);
  });

  test("in a test show samples only where the endpoint's campaign shares", async () => {
    const own = { campaign_id: setup.campaign_id };
    const endpoint_id = await addEndpoint(own);
    const path = `/affiliates/${setup.affiliate_id}/postbacks/${endpoint_id}/test`;
    const conversion_id = await sell(api, setup.slug, SALE);
    await api.call("POST", path, { conversion_id });
    await change({ share_amount: true });
    // One test every two seconds.
    service.clock.advance(3_000);
    await api.call("POST", path, {});
    service.clock.advance(3_000);
    await api.call("POST", path, { conversion_id });
    expect(heard()).toMatchObject([
      HIDDEN,
      { sum: "10.00", a: "test-adv1" },
      SHARED,
    ]);
  });
});

describe("an affiliate's answers", () => {
  const asAffiliate = (affiliate_id = setup.affiliate_id) =>
    clientOf(api, { role: "affiliate", affiliate_id });

  /** The affiliate's conversions in each form, as text. */
  const answersOf = async (client: ApiClient, id: string) => {
    const one = await client.call("GET", `/conversions/${id}`);
    const texts = await Promise.all(
      ["application/json", "text/csv", "application/x-ndjson"].map(
        async (accept) => {
          const answer = await fetch(`${service.url}/api/v1/conversions`, {
            headers: { authorization: `Bearer ${client.token}`, accept },
          });
          return await answer.text();
        },
      ),
    );
    return { one, texts: [...texts, JSON.stringify(one)] };
  };

  test("have the amount of a sale only where the campaign shares it", async () => {
    const affiliate = await asAffiliate();
    const id = await sell(api, setup.slug, SALE);
    const before = await answersOf(affiliate, id);
    for (const text of before.texts) expect(text).not.toMatch(/80\.1/);
    expect(before.one).not.toHaveProperty("amount");
    await change({ share_amount: true });
    const { one, texts } = await answersOf(affiliate, id);
    for (const text of texts) expect(text).toMatch(/80\.13/);
    expect(one).toMatchObject({
      share_amount: true,
      amount: "80.13",
      exact: { amount: "80.126" },
      history: [{ amount: "80.13", exact: { amount: "80.126" } }],
    });
    for (const text of texts) expect(text).not.toMatch(/revenue|size 42/);
    await change({ share_amount: false });
    for (const text of (await answersOf(affiliate, id)).texts) {
      expect(text).not.toMatch(/80\.1/);
    }
  });

  test("share row by row in a list of several campaigns, and never in totals", async () => {
    const other = await setUp(api, { campaign: { share_amount: true } });
    const link = await api.call("POST", "/links", {
      campaign_id: other.campaign_id,
      affiliate_id: setup.affiliate_id,
    });
    await sell(api, setup.slug, SALE);
    await sell(api, String(link.slug), { ...SALE, amount: "55.00" });
    const affiliate = await asAffiliate();
    const page = await affiliate.call<{
      data: { campaign_id: number; amount?: string }[];
      totals: object[];
    }>("GET", "/conversions");
    const amounts = new Map(page.data.map((row) => [row.campaign_id, row]));
    expect(amounts.get(setup.campaign_id)).not.toHaveProperty("amount");
    expect(amounts.get(other.campaign_id)).toMatchObject({ amount: "55.00" });
    for (const total of page.totals) expect(total).not.toHaveProperty("amount");
  });

  test("tag a conversion anew once its amount is shared, and refuse no change for it", async () => {
    const affiliate = await asAffiliate();
    const id = await sell(api, setup.slug, SALE);
    const tagFor = async (client: ApiClient) => {
      const answer = await client.try("GET", `/conversions/${id}`);
      return answer.headers.get("etag") ?? "";
    };
    const [seen, known] = [await tagFor(affiliate), await tagFor(api)];
    await change({ share_amount: true });
    expect(await tagFor(affiliate)).not.toBe(seen);
    const changed = await fetch(`${service.url}/api/v1/conversions/${id}`, {
      method: "PATCH",
      headers: {
        authorization: `Bearer ${api.token}`,
        "content-type": "application/json",
        "if-match": known,
      },
      body: JSON.stringify({ status: "reversed", reason: "returned" }),
    });
    expect(changed.status).toBe(200);
  });
});

test("campaigns share nothing by default, and show their advertiser", async () => {
  const path = `/campaigns/${setup.campaign_id}`;
  const defaults = { share_amount: false, show_advertiser: true };
  expect(await api.call("GET", path)).toMatchObject(defaults);
  const changed = { share_amount: true, show_advertiser: false };
  expect(await api.call("PATCH", path, changed)).toMatchObject(changed);
  const { status } = await api.try("PATCH", path, { share_amount: "yes" });
  expect(status).toBe(422);
});
