// Adyen and Braintree tell payments, captures, refunds and disputes apart, each in its own way, and each item of a
// notification is judged for itself.
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import {
  adyenItem,
  adyenNotification,
  braintreeTransaction,
  braintreeXml,
  PROVIDER_TELLS,
} from "../provider_bodies.ts";
import { braintreeSignature, PROVIDER_SECRETS } from "../provider_signing.ts";
import type { AdyenItem } from "../provider_signing.ts";
import { conversionOf, expectBooked } from "../senders.ts";
import { signedBy } from "../shop_signing.ts";
import type { Order } from "../shop_orders.ts";
import { openShops } from "../shops_world.ts";
import { listPostbacks } from "../troubleshooting.ts";

const world = await openShops();
const { api, clock, service, now, send, visitor } = world;

let numbers = 60_000;
const newId = () => String(++numbers);

async function referred(change: Partial<Order> = {}): Promise<Order> {
  const click_id = await visitor();
  return { id: newId(), amount: "100.00", click_id, at: now(), ...change };
}

describe("Adyen", () => {
  const tell = async (change: Partial<AdyenItem>) => {
    clock.advance(60_000);
    const item = { eventDate: now(), ...change };
    return outcomeOf(await send("adyen", adyenNotification(item)));
  };
  const sell = async () => {
    const order = await referred();
    const sale = await send("adyen", PROVIDER_TELLS.adyen.sale(order).body);
    expect(outcomeOf(sale)).toBe("201 recorded");
    const of = {
      originalReference: `PSP${order.id}`,
      amount: { value: 10_000, currency: "USD" },
    };
    return { ...order, of, booked: sale.body.conversion_id };
  };

  test("takes a payment that failed for no sale, and a capture for the sale that it is of", async () => {
    const order = await referred();
    const { body } = PROVIDER_TELLS.adyen.sale(order);
    const [item] = body.notificationItems;
    const declined = {
      ...item!.NotificationRequestItem,
      ...{ success: "false", reason: "Refused" },
    };
    expect(await tell(declined)).toBe("200 ignored");
    const sold = await sell();
    const capture = { ...sold.of, pspReference: `CP${sold.id}` };
    expect(await tell({ ...capture, eventCode: "CAPTURE" })).toBe(
      "200 duplicate",
    );
    expect(await tell({ ...capture, eventCode: "REPORT_AVAILABLE" })).toBe(
      "200 ignored",
    );
    expect(
      await tell({ ...capture, eventCode: "REFUND", success: "false" }),
    ).toBe("200 ignored");
    const { status } = await conversionOf(api, sold.booked);
    expect(status).toBe("approved");
  });

  test("captured in part is of the part that was captured", async () => {
    const sold = await sell();
    const part = { value: 6_000, currency: "USD" };
    const capture = { ...sold.of, amount: part, pspReference: `CP${sold.id}` };
    const eventCode = "CAPTURE";
    expect(await tell({ ...capture, eventCode })).toBe("200 updated");
    // The authorisation may come again, and late.
    const { body } = PROVIDER_TELLS.adyen.sale(sold);
    const again = await send("adyen", body);
    expect(outcomeOf(again)).toBe("200 duplicate");
    expect(await expectBooked(service, sold.booked)).toMatchObject({
      ...{ status: "approved", amount: "60.00", payout: "3.00" },
    });
  });

  test("takes back what was charged back, until that is won", async () => {
    const { id, of, booked } = await sell();
    const dispute = { ...of, pspReference: `CB${id}` };
    const outcomes = [];
    for (const eventCode of [
      ...["NOTIFICATION_OF_CHARGEBACK", "CHARGEBACK", "CHARGEBACK"],
      "CHARGEBACK_REVERSED",
    ]) {
      outcomes.push(await tell({ ...dispute, eventCode }));
    }
    expect(outcomes).toEqual([
      ...["200 ignored", "200 updated", "200 duplicate", "200 updated"],
    ]);
    expect((await expectBooked(service, booked)).status).toBe("approved");
    const second = { ...of, pspReference: `SC${id}` };
    await tell({ ...second, eventCode: "SECOND_CHARGEBACK" });
    expect(await expectBooked(service, booked)).toMatchObject({
      ...{ status: "reversed", payout: "0.00" },
    });
  });

  test("takes a cancelled payment back whole", async () => {
    const { id, of, booked } = await sell();
    const cancelled = { ...of, pspReference: `CN${id}` };
    await tell({ ...cancelled, eventCode: "CANCELLATION" });
    expect((await expectBooked(service, booked)).status).toBe("reversed");
  });

  test("judges each of several items for itself, and keeps each for itself", async () => {
    const one = await referred();
    const two = await referred();
    const items = [one, two].map(
      (order) => PROVIDER_TELLS.adyen.sale(order).body.notificationItems[0]!,
    );
    const nobodys = {
      NotificationRequestItem: adyenItem({ pspReference: `PSP${newId()}` }),
    };
    const body = { live: "true", notificationItems: [...items, nobodys] };
    const now_ms = clock.nowMs();
    const sent = signedBy("adyen", body, { now_ms });
    const source = await world.sourceOf("adyen");
    expect((await world.post(source, sent)).status).toBe(201);
    const query = `source_id=${source.id}&limit=3`;
    const stored = await listPostbacks(api, query);
    expect(stored.map(({ outcome }) => outcome).sort()).toEqual([
      ...["ignored", "recorded", "recorded"],
    ]);
    // Of a notification of which one item is forged, that one alone is refused.
    const forged = JSON.parse(sent.text) as typeof body;
    forged.notificationItems[1]!.NotificationRequestItem.amount.value = 90_000;
    const text = JSON.stringify(forged);
    const answer = await world.post(source, { ...sent, text });
    expect(outcomeOf(answer)).toBe("401 bad_signature");
    const again = await listPostbacks(api, query);
    expect(again.map(({ outcome }) => outcome).sort()).toEqual([
      ...["bad_signature", "duplicate", "ignored"],
    ]);
  });

  test("with more items than anybody sends is refused whole", async () => {
    const item = { NotificationRequestItem: adyenItem({}) };
    const notificationItems = Array.from({ length: 101 }, () => item);
    const answer = await send("adyen", { live: "true", notificationItems });
    expect(outcomeOf(answer)).toBe("401 missing_signature");
  });

  test("has a key of hexadecimal digits", async () => {
    const body = { name: "x", preset: "adyen", secrets: ["not-hexadecimal"] };
    const path = `/advertisers/${world.advertiser_id}/sources`;
    const made = await api.try<{ errors: { field: string }[] }>(
      ...(["POST", path, body] as const),
    );
    expect([made.status, made.body.errors[0]?.field]).toEqual([
      ...[422, "secrets"],
    ]);
  });
});

describe("Braintree", () => {
  const tell = async (kind: string, subject: string) =>
    await send("braintree", braintreeXml(kind, subject, now()));

  test("is answered when it asks whether the address is ours", async () => {
    const { url } = await world.sourceOf("braintree");
    const challenge = "20f9f8ed05f77439fe955c977e4c8a53";
    const path = new URL(url).pathname;
    const asked = await fetch(`${api.url}${path}?bt_challenge=${challenge}`);
    expect([asked.status, await asked.text()]).toEqual([
      200,
      braintreeSignature(PROVIDER_SECRETS.braintree, challenge),
    ]);
    // Nothing else is signed for anybody.
    for (const other of ["ABCDEF0123456789ABCDEF", "x", "a".repeat(33)]) {
      const answer = await api.fetch(`${path}?bt_challenge=${other}`);
      expect(answer.status).toBe(401);
    }
  });

  test("books each payment of a subscription once", async () => {
    const { id, click_id, at } = await referred();
    const charged = (number: string, cycle: number, click: string | null) =>
      `<subscription><id>sub${id}</id><current-billing-cycle type="integer">${cycle}</current-billing-cycle>
      <transactions type="array">${braintreeTransaction({ id: number, amount: "20.00", click_id: click, at: now() }, "sale")}
      ${braintreeTransaction({ id: "older", amount: "90.00", click_id: null, at }, "sale")}</transactions></subscription>`;
    const kind = "subscription_charged_successfully";
    const first = await tell(kind, charged(id, 1, click_id));
    expect(outcomeOf(first)).toBe("201 recorded");
    expect(outcomeOf(await tell(kind, charged(id, 1, click_id)))).toBe(
      "200 duplicate",
    );
    clock.advance(30 * 86_400_000);
    const later = newId();
    const renewed = await tell(kind, charged(later, 2, null));
    expect(outcomeOf(renewed)).toBe("201 recorded");
    expect(
      await expectBooked(service, renewed.body.conversion_id),
    ).toMatchObject({ ...{ goal_key: "rebill", amount: "20.00", click_id } });
    const settled = braintreeTransaction(
      { id: later, amount: "20.00", click_id: null, at: now() },
      "sale",
    ).replace(
      '<subscription-id nil="true"/>',
      `<subscription-id>sub${id}</subscription-id>`,
    );
    expect(outcomeOf(await tell("transaction_disbursed", settled))).toBe(
      "200 ignored",
    );
  });

  test("takes back what a dispute takes, and counts it again where it is won", async () => {
    const order = await referred();
    const { body } = PROVIDER_TELLS.braintree.sale(order);
    const sale = await send("braintree", body);
    const dispute = `<dispute><amount>100.00</amount><amount-disputed>100.00</amount-disputed><currency-iso-code>USD</currency-iso-code>
      <kind>chargeback</kind><id>d${order.id}</id><transaction><id>bt${order.id}</id><amount>100.00</amount></transaction></dispute>`;
    const outcomes = [];
    for (const kind of [
      ...["dispute_opened", "dispute_accepted", "dispute_lost", "dispute_won"],
    ]) {
      clock.advance(60_000);
      outcomes.push(outcomeOf(await tell(kind, dispute)));
    }
    expect(outcomes).toEqual([
      ...["200 ignored", "200 updated", "200 duplicate", "200 updated"],
    ]);
    const { status } = await expectBooked(service, sale.body.conversion_id);
    expect(status).toBe("approved");
  });

  test("is told apart from a liar, and from what can't be read", async () => {
    expect(outcomeOf(await tell("check", "<check>true</check>"))).toBe(
      "200 ignored",
    );
    const entities =
      '<!DOCTYPE notification [<!ENTITY a "b">]><notification><kind>&a;</kind></notification>';
    for (const text of [entities, "no xml", ""]) {
      expect(outcomeOf(await send("braintree", text))).toBe("200 malformed");
    }
    const { body } = PROVIDER_TELLS.braintree.sale(await referred());
    const sent = signedBy("braintree", body, { now_ms: clock.nowMs() });
    const fields = new URLSearchParams(sent.text);
    const xml = String(body).replace("100.00", "900.00");
    fields.set("bt_payload", `${Buffer.from(xml).toString("base64")}\n`);
    const source = await world.sourceOf("braintree");
    const forged = { ...sent, text: fields.toString() };
    expect(outcomeOf(await world.post(source, forged))).toBe(
      "401 bad_signature",
    );
    // The line feed at the payload's end is signed, and may be lost on the way.
    const trimmed = new URLSearchParams(sent.text);
    const payload = trimmed.get("bt_payload") ?? "";
    trimmed.set("bt_payload", payload.trimEnd());
    const lost = { ...sent, text: trimmed.toString() };
    expect(outcomeOf(await world.post(source, lost))).toBe("201 recorded");
  });

  test("has two keys as its secret", async () => {
    const path = `/advertisers/${world.advertiser_id}/sources`;
    const body = { name: "x", preset: "braintree", secrets: ["privatekey"] };
    const made = await api.try<{ errors: { field: string }[] }>(
      ...(["POST", path, body] as const),
    );
    expect(made.status).toBe(422);
  });
});
