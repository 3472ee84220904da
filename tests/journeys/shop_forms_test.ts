// Shops that send forms have ways of their own to try an address, to number what was sold, and to be answered.
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import { conversionOf, expectBooked } from "../senders.ts";
import {
  clickBankNotice,
  digistoreMessage,
  thriveCartEvent,
} from "../shop_form_bodies.ts";
import { SHOP_SECRETS, signedBy } from "../shop_signing.ts";
import { openShops } from "../shops_world.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openShops();
const { api, clock, service, now, send, visitor } = world;

let numbers = 7_000;
const newId = () => String(++numbers);

async function referred() {
  const click_id = await visitor();
  return { id: newId(), amount: "100.00", click_id, at: now() };
}

describe("Digistore24", () => {
  test("gets its OK for a test of the connection, which books nothing", async () => {
    const source = await world.sourceOf("digistore24");
    const path = new URL(source.url).pathname;
    const order = await referred();
    const tested = digistoreMessage(order, { event: "connection_test" });
    const sent = signedBy("digistore24", tested, { now_ms: clock.nowMs() });
    const body = { method: "POST", headers: sent.headers, body: sent.text };
    for (const init of [{ method: "GET" }, body]) {
      const answer = await api.fetch(path, init);
      expect([answer.status, answer.body.text]).toEqual([200, "OK"]);
    }
    expect(outcomeOf(await world.post(source, sent))).toBe("200 ignored");
    const forged = { ...sent, text: sent.text.replace(order.id, "9") };
    expect((await world.post(source, forged)).status).toBe(401);
  });

  test("gets it too for what is refused, which would stay so for ten days", async () => {
    const order = { ...(await referred()), amount: "a lot" };
    const answer = await send("digistore24", digistoreMessage(order));
    expect(outcomeOf(answer)).toBe("422 invalid_amount");
  });

  test("sends each item of an order for itself, and each is given back for itself", async () => {
    const order = await referred();
    const main = digistoreMessage(order, { item_count: "2" });
    const upsell = digistoreMessage(order, {
      ...{ order_item_id: "33299238", upsell_no: "1", item_count: "2" },
      ...{ product_txn_amount: "40.00", transaction_id: "77" },
      // That of the whole payment.
      transaction_amount: "140.00",
    });
    const [first, second] = [
      await send("digistore24", main),
      await send("digistore24", upsell),
    ];
    expect([first, second].map(outcomeOf)).toEqual([
      ...["201 recorded", "201 recorded"],
    ]);
    expect(await conversionOf(api, second.body.conversion_id)).toMatchObject({
      amount: "40.00",
    });
    clock.advance(1_000);
    const back = { ...upsell, event: "on_refund", transaction_id: "78" };
    expect(outcomeOf(await send("digistore24", back))).toBe("200 updated");
    const left = await expectBooked(service, first.body.conversion_id);
    expect(left.status).toBe("approved");
    expect(
      await expectBooked(service, second.body.conversion_id),
    ).toMatchObject({ status: "reversed" });
  });

  test("books later payments of a subscription as such, and takes back the one that is meant", async () => {
    const order = await referred();
    const buyer_id = "444333";
    const first = await send(
      "digistore24",
      digistoreMessage(order, { pay_sequence_no: "1", buyer_id }),
    );
    clock.advance(30 * 86_400_000);
    const next = {
      ...{ pay_sequence_no: "2", transaction_id: "81" },
      ...{ custom: "", buyer_id },
    };
    const renewed = await send("digistore24", digistoreMessage(order, next));
    const rebill = await expectBooked(service, renewed.body.conversion_id);
    expect(rebill).toMatchObject({
      goal_key: "rebill",
      click_id: order.click_id,
      order_id: `DS${order.id}-33299237-2`,
    });
    clock.advance(1_000);
    const back = { ...next, event: "on_chargeback", transaction_id: "82" };
    const lost = await send("digistore24", digistoreMessage(order, back));
    expect(outcomeOf(lost)).toBe("200 updated");
    expect(
      await expectBooked(service, renewed.body.conversion_id),
    ).toMatchObject({ status: "reversed", reason: "chargeback" });
    const sale = await conversionOf(api, first.body.conversion_id);
    expect(sale.status).toBe("approved");
    for (const event of ["on_rebill_cancelled", "last_paid_day", "eticket"]) {
      const told = digistoreMessage(order, { event });
      expect(outcomeOf(await send("digistore24", told))).toBe("200 ignored");
    }
  });
});

describe("ClickBank", () => {
  const send_as = async (body: unknown) => await send("clickbank", body);

  test("is kept decrypted, so that it can be judged again with another secret key", async () => {
    const source = await world.makeShop("clickbank", {
      status_map: { sale: { status: "approved", goal: "vip" } },
    });
    const order = await referred();
    const notice = clickBankNotice(order, "SALE", {});
    const sent = signedBy("clickbank", notice, { now_ms: clock.nowMs() });
    const answer = await world.post(source, sent);
    expect(outcomeOf(answer)).toBe("200 unknown_goal");
    const change = { secrets: ["ANOTHER1"], status_map: {} };
    const path = `/advertisers/${world.advertiser_id}/sources/${source.id}`;
    await api.call("PATCH", path, change);
    const { postback_id } = answer.body;
    await api.call("POST", `/postbacks/${String(postback_id)}/replay`, {});
    const shown = await readPostback(api, postback_id);
    expect(shown).toMatchObject({ outcome: "recorded" });
    expect(JSON.stringify(shown)).toContain("vendorVariables");
  });

  test("keeps nothing of a buyer that nobody referred, encrypted or not", async () => {
    const order = { ...(await referred()), click_id: null };
    const answer = await send_as(clickBankNotice(order, "SALE", {}));
    const stored = JSON.stringify(
      await readPostback(api, answer.body.postback_id),
    );
    expect(stored).toContain(`CW${order.id}`);
    expect(stored).not.toContain("notification");
    expect(stored).not.toMatch(/Buyer|15550100/);
  });

  test("in another currency is refused by name until its source says what its amounts are in", async () => {
    const source = await world.makeShop("clickbank");
    const order = await referred();
    const notice = clickBankNotice(order, "SALE", { currency: "EUR" });
    const post = async () => {
      const sent = signedBy("clickbank", notice, { now_ms: clock.nowMs() });
      return await world.post(source, sent);
    };
    expect(outcomeOf(await post())).toBe("200 unknown_currency");
    const path = `/advertisers/${world.advertiser_id}/sources/${source.id}`;
    await api.call("PATCH", path, { currency: "USD" });
    const { body } = await post();
    expect(await expectBooked(service, body.conversion_id)).toMatchObject({
      ...{ amount: "100.00", currency: "USD", sent_currency: null },
    });
    const nobodys = { ...order, click_id: null, id: newId() };
    const other = clickBankNotice(nobodys, "SALE", { currency: "EUR" });
    expect(outcomeOf(await send_as(other))).toBe("200 ignored");
  });

  test("pays later payments and upsells by their first receipt", async () => {
    const order = await referred();
    const first = await send_as(clickBankNotice(order, "SALE", {}));
    const bare = { ...order, click_id: null, at: now() };
    const upsell = clickBankNotice(bare, "SALE", {
      ...{ receipt: `UP${order.id}`, totalOrderAmount: 20 },
      upsell: { upsellOriginalReceipt: `CW${order.id}` },
    });
    const sold = await send_as(upsell);
    expect(outcomeOf(sold)).toBe("201 recorded");
    expect(await conversionOf(api, sold.body.conversion_id)).toMatchObject({
      ...{ click_id: order.click_id, goal_key: "sale", amount: "20.00" },
    });
    clock.advance(30 * 86_400_000);
    const receipt = `CW${order.id}-B002`;
    const bill = clickBankNotice({ ...bare, at: now() }, "BILL", { receipt });
    const billed = await send_as(bill);
    expect(
      await expectBooked(service, billed.body.conversion_id),
    ).toMatchObject({
      goal_key: "rebill",
      click_id: order.click_id,
      order_id: receipt,
    });
    clock.advance(1_000);
    const back = clickBankNotice({ ...bare, at: now() }, "CGBK", { receipt });
    expect(outcomeOf(await send_as(back))).toBe("200 updated");
    expect(
      await expectBooked(service, billed.body.conversion_id),
    ).toMatchObject({ status: "reversed", reason: "chargeback" });
    const sale = await conversionOf(api, first.body.conversion_id);
    expect(sale.status).toBe("approved");
    for (const type of ["CANCEL-REBILL", "ABANDONED_ORDER", "TEST"]) {
      const told = clickBankNotice({ ...order, at: now() }, type, {});
      expect(outcomeOf(await send_as(told))).toBe("200 ignored");
    }
  });
});

describe("ThriveCart", () => {
  test("tries its address with POST, too, and with nothing to say", async () => {
    const { url } = await world.sourceOf("thrivecart");
    const path = new URL(url).pathname;
    for (const body of ["", "ping=1"]) {
      const answer = await api.fetch(path, { method: "POST", body });
      expect(outcomeOf(answer)).toBe("200 ignored");
    }
    for (const body of ["event=order.success&order_id=1", "<a/>", "\0\x01"]) {
      const { status } = await api.fetch(path, { method: "POST", body });
      expect([400, 401]).toContain(status);
    }
  });

  test("its secret word is kept as a mark", async () => {
    const order = await referred();
    const told = thriveCartEvent(order, "order.success", {});
    const answer = await send("thrivecart", told);
    const shown = JSON.stringify(
      await readPostback(api, answer.body.postback_id),
    );
    expect(shown).toContain("thrivecart_secret");
    expect(shown).not.toContain(SHOP_SECRETS.thrivecart);
  });

  test("books later payments of a subscription by their first order, each once", async () => {
    const order = await referred();
    await send("thrivecart", thriveCartEvent(order, "order.success", {}));
    const rebill = async () => {
      clock.advance(30 * 86_400_000);
      const bare = { ...order, click_id: null, at: now() };
      const told = thriveCartEvent(bare, "order.subscription_payment", {
        ...{ customer_id: "none", subscription: { id: "3", amount: "2500" } },
      });
      const answers = [
        await send("thrivecart", told),
        await send("thrivecart", told),
      ];
      expect(answers.map(outcomeOf)).toEqual(["201 recorded", "200 duplicate"]);
      return await expectBooked(service, answers[0]?.body.conversion_id);
    };
    const first = await rebill();
    expect(first).toMatchObject({
      ...{ goal_key: "rebill", amount: "25.00", click_id: order.click_id },
    });
    expect((await rebill()).order_id).not.toBe(first.order_id);
  });

  test("counts a refund whatever its sign, and one of nothing not at all", async () => {
    const order = await referred();
    const sale = thriveCartEvent(order, "order.success", {});
    const { body } = await send("thrivecart", sale);
    const back = async (amount: string) => {
      clock.advance(1_000);
      const told = thriveCartEvent({ ...order, at: now() }, "order.refund", {
        refund: { type: "product", id: "12", amount },
      });
      return outcomeOf(await send("thrivecart", told));
    };
    expect(await back("-2000")).toBe("200 updated");
    expect(await back("0")).toBe("200 ignored");
    expect(await back("x")).toBe("200 invalid_amount");
    expect(await expectBooked(service, body.conversion_id)).toMatchObject({
      ...{ status: "approved", refunded: "20.00" },
    });
  });
});
