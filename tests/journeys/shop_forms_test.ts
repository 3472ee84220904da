// Shops that send forms have ways of their own to try an address, to number what was sold, and to be answered.
import { describe, expect, test } from "bun:test";
import { outcomeOf } from "../app_store_world.ts";
import { conversionOf, expectBooked } from "../senders.ts";
import { digistoreMessage } from "../shop_form_bodies.ts";
import { signedBy } from "../shop_signing.ts";
import { openShops } from "../shops_world.ts";

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
