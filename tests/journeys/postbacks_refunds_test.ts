// Money refunded in parts: the conversion, the ledger and the notifications agree, whichever way
// the source counts.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import {
  conversionOf,
  expectBooked,
  makeSource,
  SECRET,
  sendSigned,
  summaryOf,
  notifiedVersions,
} from "../senders.ts";
import type { ShownConversion } from "../senders.ts";

const service = await serviceForFile();
const { api, clock } = service;

const SHARE = {
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};
const FIXED = {
  revenue: { type: "fixed", amount: "20.00" },
  payout: { type: "fixed", amount: "12.50" },
};
const BOTH = {
  revenue: { type: "fixed_plus_percent", amount: "2.00", percent: "10" },
  payout: { type: "fixed_plus_percent", amount: "1.00", percent: "5" },
};

/**
 * An approved sale of 100.00 under a source of this kind, with an endpoint for all
 * events.
 */
async function sold(
  source: Record<string, unknown>,
  goal: Record<string, unknown> = SHARE,
  sale: Record<string, string> = {},
) {
  const setup = await setUp(api, {
    campaign: { goals: [{ key: "sale", ...goal }] },
  });
  await api.call("POST", `/affiliates/${setup.affiliate_id}/postbacks`, {
    url: "http://127.0.0.1:9/pb?status={status}&delta={payout_delta}",
    statuses: ["pending", "approved", "rejected", "reversed"],
    send_zero: true,
  });
  await makeSource(api, setup.advertiser_id, source);
  const click_id = await api.click(setup.slug);
  const said = { click_id, order_id: `R-${setup.campaign_id}` };
  const first = await api.postback({ ...said, amount: "100.00", ...sale });
  expect(summaryOf(first)).toBe("201 recorded");
  const id = String(first.body.conversion_id);
  return { setup, said, id };
}

type Sold = Awaited<ReturnType<typeof sold>>;

/** Sends another postback about the sale, and returns the result after checking the books. */
async function say(
  { said, id }: Pick<Sold, "said" | "id">,
  more: Record<string, string>,
  answer: string,
): Promise<ShownConversion> {
  clock.advance(1000);
  expect(summaryOf(await api.postback({ ...said, ...more }))).toBe(answer);
  return await expectBooked(service, id);
}

function money({ status, refunded, revenue, payout }: ShownConversion) {
  return [status, refunded, revenue, payout];
}

describe("a part refund", () => {
  test("counted as refunded so far: each step prices the rest again, and the last one takes all", async () => {
    const sale = await sold({ reversal_amount: "refunded" });
    const refund = (amount: string) => ({ status: "refunded", amount });
    const part = await say(sale, refund("30"), "200 updated");
    expect(money(part)).toEqual(["approved", "30.00", "7.00", "3.50"]);
    await say(sale, refund("30"), "200 duplicate");
    const more = await say(sale, refund("50.50"), "200 updated");
    expect(money(more)).toEqual(["approved", "50.50", "4.95", "2.48"]);
    expect(more.exact).toEqual({ payout: "2.475" });
    const older = await say(sale, refund("40"), "200 duplicate older");
    expect(money(older)).toEqual(money(more));
    await say(sale, refund("100.01"), "422 invalid_amount");
    const whole = await say(sale, refund("100"), "200 updated");
    expect(money(whole)).toEqual(["reversed", "0.00", "0.00", "0.00"]);
    expect(whole.history.map(({ kind }) => kind)).toEqual([
      "record",
      "part_reversed",
      "part_reversed",
      "reverse",
    ]);
    expect(await notifiedVersions(service, sale.id)).toEqual([1, 2, 3, 4]);
  });

  test("counted each for itself: one is subtracted once by its id, whatever it says again and in whatever order", async () => {
    const sale = await sold({ reversal_amount: "delta" });
    const refund = (refund_id: string, amount: string) => ({
      status: "refunded",
      refund_id,
      amount,
    });
    const part = await say(sale, refund("a", "30"), "200 updated");
    expect(money(part)).toEqual(["approved", "30.00", "7.00", "3.50"]);
    await say(sale, refund("a", "30"), "200 duplicate");
    await say(sale, refund("a", "31"), "200 duplicate");
    const more = await say(sale, refund("b", "30"), "200 updated");
    expect(money(more)).toEqual(["approved", "60.00", "4.00", "2.00"]);
    await say(sale, refund("a", "30"), "200 duplicate");
    const negative = { refund_id: "c", amount: "-1" };
    const less = await say(sale, negative, "200 updated");
    expect(money(less)).toEqual(["approved", "61.00", "3.90", "1.95"]);
    const whole = await say(sale, refund("d", "50"), "200 updated");
    expect(money(whole)).toEqual(["reversed", "0.00", "0.00", "0.00"]);
    await say(sale, refund("e", "1"), "200 duplicate amount");
  });

  test("counted each for itself without an id: the same amount again is a retry", async () => {
    const sale = await sold({ reversal_amount: "delta" });
    const refund = (amount: string) => ({ status: "refunded", amount });
    await say(sale, refund("30"), "200 updated");
    await say(sale, refund("30"), "200 duplicate");
    const more = await say(sale, refund("20"), "200 updated");
    expect(money(more)).toEqual(["approved", "50.00", "5.00", "2.50"]);
  });

  test("counted as what remains: the rest is priced, nothing left is the whole", async () => {
    const sale = await sold({ reversal_amount: "remaining" });
    const remains = (amount: string) => ({ status: "chargeback", amount });
    const part = await say(sale, remains("70"), "200 updated");
    expect(money(part)).toEqual(["approved", "30.00", "7.00", "3.50"]);
    await say(sale, remains("80"), "200 duplicate older");
    const more = await say(sale, remains("1"), "200 updated");
    expect(money(more)).toEqual(["approved", "99.00", "0.10", "0.05"]);
    const whole = await say(sale, remains("0"), "200 updated");
    expect(money(whole)).toEqual(["reversed", "0.00", "0.00", "0.00"]);
  });

  test("of a pending one leaves it pending, and is booked there", async () => {
    const sale = await sold({ reversal_amount: "refunded" }, SHARE, {
      status: "pending",
    });
    const refund = { status: "refunded", amount: "30" };
    const part = await say(sale, refund, "200 updated");
    expect(money(part)).toEqual(["pending", "30.00", "7.00", "3.50"]);
    const after = await say(sale, { status: "approved" }, "200 updated");
    expect(money(after)).toEqual(["approved", "30.00", "7.00", "3.50"]);
  });

  test.each([
    ["keep", FIXED, ["approved", "30.00", "20.00", "12.50"]],
    ["prorate", FIXED, ["approved", "30.00", "14.00", "8.75"]],
    ["keep", BOTH, ["approved", "30.00", "9.00", "4.50"]],
    ["prorate", BOTH, ["approved", "30.00", "8.40", "4.20"]],
  ])(
    "where a fixed part is to %s: %j",
    async (fixed_on_refund, prices, expected) => {
      const goal = { ...prices, fixed_on_refund };
      const sale = await sold({ reversal_amount: "refunded" }, goal);
      const refund = { status: "refunded", amount: "30" };
      expect(money(await say(sale, refund, "200 updated"))).toEqual(expected);
    },
  );

  test("is priced at the conversion's own version of the prices, whatever they are now", async () => {
    const sale = await sold({ reversal_amount: "refunded" });
    const { campaign_id } = sale.setup;
    await api.call("PATCH", `/campaigns/${campaign_id}/goals/sale`, {
      revenue: { type: "percent", percent: "50" },
      payout: { type: "percent", percent: "40" },
    });
    const refund = { status: "refunded", amount: "30" };
    const part = await say(sale, refund, "200 updated");
    expect(money(part)).toEqual(["approved", "30.00", "7.00", "3.50"]);
  });

  test("stands when the sale itself is corrected after it, and no sale is smaller than what was given back", async () => {
    const sale = await sold({ reversal_amount: "refunded" });
    await say(sale, { status: "refunded", amount: "30" }, "200 updated");
    const larger = await say(sale, { amount: "200" }, "200 updated");
    expect(money(larger)).toEqual(["approved", "30.00", "17.00", "8.50"]);
    await say(sale, { amount: "29.99" }, "422 invalid_amount");
  });

  test("that says no amount, 0 or all of it is the whole, whatever the source counts", async () => {
    for (const amount of ["", "0", "100", "100.000"]) {
      const sale = await sold({ reversal_amount: "refunded" });
      const refund = { status: "refunded", amount };
      const whole = await say(sale, refund, "200 updated");
      expect(money(whole)).toEqual(["reversed", "0.00", "0.00", "0.00"]);
    }
  });
});

describe("a reversed conversion", () => {
  const OLDER = "200 duplicate older";
  const AGAIN = { status: "approved", amount: "100.00" };

  test("is approved again only if its source may reinstate, and is booked and sent again", async () => {
    const never = await sold({});
    await say(never, { status: "refunded" }, "200 updated");
    await say(never, AGAIN, "409 illegal_transition");
    const token = "a-token-of-the-shop";
    const sale = await sold({ reinstate: true, token });
    await say(sale, { status: "refunded" }, "200 updated");
    // An unproven sender may be the affiliate itself.
    await say(sale, AGAIN, "409 illegal_transition");
    const after = await say(sale, { ...AGAIN, token }, "200 updated");
    expect(money(after)).toEqual(["approved", "0.00", "10.00", "5.00"]);
    expect(after.history.at(-1)?.kind).toBe("reinstate");
    expect(await notifiedVersions(service, sale.id)).toEqual([1, 2, 3]);
    // Unproven, the same status again could be a late copy of the first.
    await say(sale, { status: "refunded" }, "200 duplicate");
  });

  test("by a word that arrived before the approval and was judged after it comes to what it would have in order", async () => {
    const token = "a-token-of-the-shop";
    const source = { reinstate: true, token };
    const sale = await sold(source, SHARE, { status: "pending" });
    clock.advance(60_000);
    await say(sale, { ...AGAIN, token }, "200 updated");
    const now_ms = clock.nowMs();
    clock.set(now_ms - 30_000);
    await say(sale, { status: "rejected", token }, OLDER);
    const kept = await say(sale, { status: "refunded", token }, OLDER);
    expect(money(kept)).toEqual(["approved", "0.00", "10.00", "5.00"]);
    // Without proof `reinstate` doesn't apply, so that the older refund still reverses.
    const gone = await say(sale, { status: "refunded" }, "200 updated");
    expect(gone.status).toBe("reversed");
    clock.set(now_ms);
  });

  test("may go back and forth where each word's time is signed", async () => {
    const sale = await sold({ reinstate: true, secret: SECRET });
    const words = ["refunded", "approved", "refunded", "approved"];
    for (const [index, status] of words.entries()) {
      clock.advance(10_000);
      const parameters = { ...sale.said, status };
      const answer = await sendSigned(service, parameters);
      expect([index, summaryOf(answer)]).toEqual([index, "200 updated"]);
      const { payout } = await expectBooked(service, sale.id);
      expect(payout).toBe(status === "approved" ? "5.00" : "0.00");
    }
    const { history } = await conversionOf(api, sale.id);
    expect(history).toHaveLength(5);
  });
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});
