// Shops that sign nothing show a secret, or are known by their address alone; some don't say what they gave back.
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import { conversionOf, expectBooked } from "../senders.ts";
import {
  chargebeeEvent,
  gumroadPing,
  hotmartEvent,
  thriveCartEvent,
} from "../shop_form_bodies.ts";
import { SHOP_SECRETS, signedBy } from "../shop_signing.ts";
import { openShops } from "../shops_world.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openShops();
const { api, clock, service, now, send, visitor } = world;

const NOBODYS = { click_id: null };

let numbers = 9_000;
const newId = () => String(++numbers);

async function referred() {
  const click_id = await visitor();
  return { id: newId(), amount: "100.00", click_id, at: now() };
}

describe("Gumroad", () => {
  test("pays the cents of US dollars, though its product has another currency", async () => {
    const order = await referred();
    const answer = await send("gumroad", gumroadPing(order, {}));
    expect(
      await expectBooked(service, answer.body.conversion_id),
    ).toMatchObject({ amount: "100.00", sent_currency: null, payout: "5.00" });
  });

  test("takes a disputed sale back until the dispute is won", async () => {
    const order = await referred();
    const first = await send("gumroad", gumroadPing(order, {}));
    const told = async (resource_name: string) => {
      clock.advance(1_000);
      const answer = await send(
        "gumroad",
        gumroadPing(order, { resource_name }),
      );
      const { status } = await expectBooked(service, first.body.conversion_id);
      return `${outcomeOf(answer)}: ${status}`;
    };
    expect(await told("dispute")).toBe("200 updated: reversed");
    expect(await told("dispute_won")).toBe("200 updated: approved");
    expect(await told("cancellation")).toBe("200 ignored: approved");
  });

  test("names a refund of a part that nobody can book, and changes nothing by it", async () => {
    const order = await referred();
    const first = await send("gumroad", gumroadPing(order, {}));
    const part = { resource_name: "refund", refunded: "false" };
    const answer = await send("gumroad", gumroadPing(order, part));
    expect(outcomeOf(answer)).toBe("200 missing_amount");
    expect(await expectBooked(service, first.body.conversion_id)).toMatchObject(
      { status: "approved", refunded: "0.00" },
    );
    const nobodys = { ...order, id: newId(), click_id: null };
    const other = await send("gumroad", gumroadPing(nobodys, part));
    expect(outcomeOf(other)).toBe("200 ignored");
  });

  test("is proven by its address alone, which has to be the right one", async () => {
    const { url, warnings } = await world.makeShop("gumroad", { secrets: [] });
    expect(warnings).toEqual([]);
    const order = await referred();
    const sent = signedBy("gumroad", gumroadPing(order, {}), { now_ms: 0 });
    const guessed = { id: 1, url: url.replace(/[^/]+$/, "guessed-key-000000") };
    expect((await world.post(guessed, sent)).status).toBe(404);
    const plain = { id: 1, url: new URL("/v1/postback", url).toString() };
    expect((await world.post(plain, sent)).status).toBe(401);
  });

  test("sends again after 503 alone, so that it gets this for too many at once", async () => {
    const limited = { rate_per_second: 1 };
    const statuses = async (shop: "gumroad" | "thrivecart", body: unknown) => {
      const source = await world.makeShop(shop, limited);
      const sent = signedBy(shop, body, { now_ms: clock.nowMs() });
      const all = [
        await world.post(source, sent),
        await world.post(source, sent),
      ];
      expect(all[1]?.headers.get("retry-after")).toMatch(/^\d+$/);
      return all.map(({ status }) => status);
    };
    const order = { ...(await referred()), click_id: null };
    expect(await statuses("gumroad", gumroadPing(order, {}))).toEqual([
      ...[200, 503],
    ]);
    const other = thriveCartEvent(order, "order.success", {});
    expect(await statuses("thrivecart", other)).toEqual([200, 429]);
  });
});

describe("Hotmart", () => {
  test("counts the approval, and not what follows it", async () => {
    const order = await referred();
    const billet = hotmartEvent(order, "PURCHASE_BILLET_PRINTED", {
      status: "BILLET_PRINTED",
    });
    const first = await send("hotmart", billet);
    const id = first.body.conversion_id;
    expect(await conversionOf(api, id)).toMatchObject({ status: "pending" });
    clock.advance(60_000);
    const paid = { ...order, at: now() };
    const told = async (event: string, purchase = {}) =>
      outcomeOf(await send("hotmart", hotmartEvent(paid, event, purchase)));
    expect(await told("PURCHASE_APPROVED")).toBe("200 updated");
    expect(await expectBooked(service, id)).toMatchObject({
      ...{ status: "approved", amount: "100.00", payout: "5.00" },
    });
    expect(await told("PURCHASE_COMPLETE")).toBe("200 ignored");
    expect(await told("PURCHASE_PROTEST")).toBe("200 ignored");
    expect(await told("SUBSCRIPTION_CANCELLATION")).toBe("200 ignored");
    const part = { status: "PARTIALLY_REFUNDED" };
    expect(await told("PURCHASE_REFUNDED", part)).toBe("200 missing_amount");
    expect(await expectBooked(service, id)).toMatchObject({
      status: "approved",
    });
    clock.advance(60_000);
    paid.at = now();
    expect(await told("PURCHASE_CHARGEBACK")).toBe("200 updated");
    expect(await expectBooked(service, id)).toMatchObject({
      ...{ status: "reversed", reason: "chargeback" },
    });
  });

  test("books later payments of a subscription by its subscriber", async () => {
    const order = await referred();
    const subscription = { subscriber: { code: `SUB${order.id}` } };
    const paid = (id: string, recurrence_number: number) =>
      hotmartEvent(
        { ...order, id, at: now(), ...(id === order.id ? {} : NOBODYS) },
        "PURCHASE_APPROVED",
        { recurrence_number },
        { subscription },
      );
    await send("hotmart", paid(order.id, 1));
    clock.advance(30 * 86_400_000);
    const answer = await send("hotmart", paid(newId(), 2));
    expect(
      await expectBooked(service, answer.body.conversion_id),
    ).toMatchObject({ goal_key: "rebill", click_id: order.click_id });
  });

  test("its token is kept as a mark, in the header and in the body", async () => {
    const source = await world.sourceOf("hotmart");
    const token = SHOP_SECRETS.hotmart;
    const order = await referred();
    const event = hotmartEvent(order, "PURCHASE_APPROVED", {});
    const text = JSON.stringify({ hottok: token, ...event });
    const answer = await world.post(source, { text, headers: {} });
    expect(outcomeOf(answer)).toBe("201 recorded");
    const by_header = await send("hotmart", event);
    for (const { body } of [answer, by_header]) {
      const shown = JSON.stringify(await readPostback(api, body.postback_id));
      expect(shown).not.toContain(token);
    }
  });
});

describe("Chargebee", () => {
  test("books the payments of a subscription, whose field has the click", async () => {
    const order = await referred();
    const first = await send("chargebee", chargebeeEvent(order));
    expect(outcomeOf(first)).toBe("201 recorded");
    clock.advance(30 * 86_400_000);
    const next = chargebeeEvent(
      { ...order, at: now() },
      {
        transaction: { id: `txn_${order.id}b` },
        invoice: { first_invoice: false },
      },
    );
    const renewed = await send("chargebee", next);
    expect(
      await expectBooked(service, renewed.body.conversion_id),
    ).toMatchObject({ goal_key: "rebill", click_id: order.click_id });
    const failed = chargebeeEvent(order, {
      transaction: { id: "txn_failed", status: "failure" },
    });
    expect(outcomeOf(await send("chargebee", failed))).toBe("200 ignored");
  });

  test("has amounts in the minor unit of their currency, and chargebacks as refunds", async () => {
    const order = await referred();
    const paid = { amount: 1_500, currency_code: "JPY" };
    const first = await send(
      "chargebee",
      chargebeeEvent(order, { transaction: paid }),
    );
    const id = first.body.conversion_id;
    expect(await conversionOf(api, id)).toMatchObject({
      ...{ sent_amount: "1500", sent_currency: "JPY" },
    });
    clock.advance(1_000);
    const bare = { ...order, click_id: null, at: now() };
    const transaction = {
      ...{ ...paid, id: "txn_back", type: "refund" },
      ...{ payment_method: "chargeback", refunded_txn_id: `txn_${order.id}` },
    };
    const event = chargebeeEvent(bare, { transaction });
    const back = { ...event, event_type: "payment_refunded" };
    expect(outcomeOf(await send("chargebee", back))).toBe("200 updated");
    // It waited for a rate.
    expect(await expectBooked(service, id)).toMatchObject({
      ...{ status: "rejected", reason: "chargeback" },
    });
  });

  test("is proven by its address where the source has no password", async () => {
    const source = await world.makeShop("chargebee", { secrets: [] });
    expect(source.warnings).toEqual([]);
    const order = await referred();
    const text = JSON.stringify(chargebeeEvent(order));
    const answer = await world.post(source, { text, headers: {} });
    expect(outcomeOf(answer)).toBe("201 recorded");
  });
});

describe("Jotform", () => {
  const form = (
    click_id: string | null,
    submissionID: string,
    url: string,
  ) => ({
    ...{ action: "", webhookURL: url, formID: "2412", type: "WEB" },
    ...{ submissionID, pretty: "Name:Jane Buyer, Email:buyer@example.com" },
    rawRequest: JSON.stringify({
      slug: "submit/2412",
      q3_name: { first: "Jane", last: "Buyer" },
      q5_clickId: click_id ?? "",
    }),
    ip: "203.0.113.9",
  });

  test("a form is a lead of the click in its hidden field, once, and its address stays secret", async () => {
    const { url } = await world.sourceOf("jotform");
    const click_id = await visitor();
    const body = form(click_id, "6041234567890123456", url);
    const first = await send("jotform", body);
    // The goal pays a share, and a lead has no amount: what it is depends on the campaign.
    expect(outcomeOf(first)).toBe("200 missing_amount");
    const shown = await readPostback(api, first.body.postback_id);
    const key = new URL(url).pathname.split("/").at(-1) ?? "none";
    expect(JSON.stringify(shown)).not.toContain(key);
    expect(JSON.stringify(shown)).toContain(click_id);
  });

  test("a form without a click is ignored, and kept without its answers", async () => {
    const { url } = await world.sourceOf("jotform");
    const body = form(null, "6041234567890123457", url);
    const answer = await send("jotform", body);
    expect(outcomeOf(answer)).toBe("200 ignored");
    const stored = JSON.stringify(
      await readPostback(api, answer.body.postback_id),
    );
    expect(stored).toContain("6041234567890123457");
    expect(stored).not.toMatch(/Jane|buyer@|q5_clickId/);
  });

  test("answers that are no JSON are refused by name", async () => {
    const { url } = await world.sourceOf("jotform");
    const body = { ...form(null, "1", url), rawRequest: "{" };
    expect(outcomeOf(await send("jotform", body))).toBe("200 malformed");
  });
});
