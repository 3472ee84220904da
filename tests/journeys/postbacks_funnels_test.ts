// Goals in sequence, many conversions of one kind on a click, customers who return without a click:
// what counts, what doesn't, and what must not claw back money.
import { describe, expect, test } from "bun:test";
import type { Answer } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import {
  conversionOf,
  expectBooked,
  makeSource,
  sendSigned,
  SECRET,
  summaryOf,
  notifiedVersions,
} from "../senders.ts";
import type { ShownConversion } from "../senders.ts";

const DAY_MS = 86_400_000;
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

/** Creates a campaign with these goals, and an endpoint for whatever they pay. */
async function withGoals(...goals: Record<string, unknown>[]) {
  const setup = await setUp(api, { campaign: { goals } });
  await api.call("POST", `/affiliates/${setup.affiliate_id}/postbacks`, {
    url: "http://127.0.0.1:9/pb?status={status}",
    statuses: ["pending", "approved", "rejected", "reversed"],
  });
  return setup;
}

async function conversionsOf(click_id: string): Promise<ShownConversion[]> {
  const path = `/conversions?click_id=${click_id}`;
  const list = await api.call<{ data: ShownConversion[] }>("GET", path);
  return list.data.reverse();
}

/** Payout of each conversion of a click, after checking the books. */
async function paysOf(click_id: string): Promise<string[]> {
  const conversions = await conversionsOf(click_id);
  const pays: string[] = [];
  for (const { id } of conversions) {
    const { status, payout } = await expectBooked(service, id);
    pays.push(`${status} ${payout}`);
  }
  return pays;
}

describe("a goal after another", () => {
  const LEAD = { key: "lead", ...FIXED };
  const SALE = { key: "sale", after: "lead", ...SHARE };

  test("waits for it, counts once it is there, and stops counting once it is gone", async () => {
    const { slug } = await withGoals(LEAD, SALE);
    const click_id = await api.click(slug);
    const sale = { click_id, goal: "sale", amount: "100" };
    const early = await api.postback(sale);
    expect(summaryOf(early)).toBe("422 parent_missing");
    const lead = await api.postback({
      click_id,
      goal: "lead",
      status: "pending",
    });
    expect(summaryOf(lead)).toBe("201 recorded");
    const counted = await api.postback({ ...sale, order_id: "F-1" });
    expect(summaryOf(counted)).toBe("201 recorded");
    const rejected = { click_id, goal: "lead", status: "rejected" };
    expect(summaryOf(await api.postback(rejected))).toBe("200 updated");
    const late = await api.postback({ ...sale, order_id: "F-2" });
    expect(summaryOf(late)).toBe("422 parent_missing");
    expect(await paysOf(click_id)).toEqual(["rejected 0.00", "approved 5.00"]);
  });

  test("has its window from that one, by its own look-back", async () => {
    const { slug } = await withGoals(LEAD, { ...SALE, lookback_days: 7 });
    const click_id = await api.click(slug);
    clock.advance(29 * DAY_MS);
    await api.postback({ click_id, goal: "lead" });
    clock.advance(7 * DAY_MS);
    const sale = { click_id, goal: "sale", amount: "100" };
    const in_time = await api.postback({ ...sale, order_id: "L-1" });
    expect(summaryOf(in_time)).toBe("201 recorded");
    clock.advance(1);
    const late = await api.postback({ ...sale, order_id: "L-2" });
    expect(summaryOf(late)).toBe("422 late_needs_proof");
  });

  test("of a chain of three each has its own price and its own order", async () => {
    const { slug } = await withGoals(LEAD, SALE, {
      key: "rebill",
      after: "sale",
      dedupe: "every",
      lookback_days: 0,
      ...SHARE,
    });
    const click_id = await api.click(slug);
    const order_id = "C-1";
    const say = async (goal: string, amount: string, order = order_id) =>
      summaryOf(
        await api.postback({ click_id, goal, amount, order_id: order }),
      );
    expect(await say("lead", "1")).toBe("201 recorded");
    expect(await say("sale", "100")).toBe("201 recorded");
    clock.advance(400 * DAY_MS);
    expect(await say("rebill", "40")).toBe("201 recorded");
    expect(await say("rebill", "40", "C-2")).toBe("201 recorded");
    expect(await paysOf(click_id)).toEqual([
      "approved 12.50",
      "approved 5.00",
      "approved 2.00",
      "approved 2.00",
    ]);
  });
});

test("no more than max_per_click count, and one that was reversed makes room", async () => {
  const goal = { key: "sale", dedupe: "every", max_per_click: 2, ...FIXED };
  const { slug } = await withGoals(goal);
  const click_id = await api.click(slug);
  const order = async (order_id: string, status = "approved") =>
    summaryOf(await api.postback({ click_id, order_id, status }));
  expect(await order("M-1")).toBe("201 recorded");
  expect(await order("M-2")).toBe("201 recorded");
  expect(await order("M-3")).toBe("422 cap_reached");
  expect(await order("M-2")).toBe("200 duplicate");
  expect(await order("M-1", "refunded")).toBe("200 updated");
  expect(await order("M-3")).toBe("201 recorded");
});

describe("a customer who comes back without a click", () => {
  const SALE = { key: "sale", ...SHARE };
  const REBILL = { key: "rebill", dedupe: "every", lookback_days: 0, ...SHARE };

  test("is found at the source's own address, by the click of its first event", async () => {
    const setup = await withGoals(SALE, REBILL);
    const { key } = await makeSource(api, setup.advertiser_id);
    const [first, second] = [
      await api.click(setup.slug),
      await api.click(setup.slug),
    ];
    const post = (parameters: Record<string, string>) =>
      api.fetch(`/v1/postback/${key}?${new URLSearchParams(parameters)}`);
    const customer_id = "cus-ä 1";
    await post({ click_id: first, customer_id, order_id: "1", amount: "100" });
    await post({ click_id: second, customer_id, order_id: "2", amount: "100" });
    clock.advance(200 * DAY_MS);
    const rebill = { customer_id, goal: "rebill", order_id: "3", amount: "40" };
    const made = await post(rebill);
    expect(summaryOf(made)).toBe("201 recorded");
    expect(await expectBooked(service, made.body.conversion_id)).toMatchObject({
      click_id: first,
      customer_id,
      goal_key: "rebill",
      payout: "2.00",
    });
    expect(summaryOf(await post(rebill))).toBe("200 duplicate");
    const unknown = await post({ ...rebill, customer_id: "cus-Ä 1" });
    expect(summaryOf(unknown)).toBe("400 missing_click_id");
    const plain = await api.postback(rebill);
    expect(summaryOf(plain)).toBe("400 missing_click_id");
  });

  test("is nobody at another advertiser's source", async () => {
    const mine = await withGoals(SALE);
    const { key } = await makeSource(api, mine.advertiser_id);
    const click_id = await api.click(mine.slug);
    const customer_id = "shared";
    const sale = new URLSearchParams({ click_id, customer_id });
    await api.fetch(`/v1/postback/${key}?${sale}&amount=100`);
    const other = await withGoals(SALE);
    const theirs = await makeSource(api, other.advertiser_id);
    const answer = await api.fetch(
      `/v1/postback/${theirs.key}?customer_id=${customer_id}&amount=100`,
    );
    expect(summaryOf(answer)).toBe("400 missing_click_id");
  });

  test("is found at dub's address for sales, by the token of the source", async () => {
    const token = "dub-token-1";
    const setups = [
      await withGoals(SALE, REBILL),
      await withGoals(SALE, REBILL),
    ];
    const clicks: string[] = [];
    for (const [index, setup] of setups.entries()) {
      await makeSource(api, setup.advertiser_id, {
        preset: "dub",
        require: "token",
        token: `${token}${index}`,
      });
      clicks.push(await api.click(setup.slug));
    }
    const post = async (path: string, index: number, body: object) =>
      await api.fetch(path, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          authorization: `Bearer ${token}${index}`,
        },
        body: JSON.stringify({ customerExternalId: "u-1", ...body }),
      });
    for (const [index, clickId] of clicks.entries()) {
      const lead = { clickId, eventName: "Sign up", amount: 100 };
      await post("/track/lead", index, lead);
    }
    const sale = { eventName: "rebill", amount: 4000, invoiceId: "in_1" };
    for (const [index, click_id] of clicks.entries()) {
      const made = await post("/track/sale", index, sale);
      expect(made.status).toBe(200);
      const { conversion_id } = made.body;
      expect(await expectBooked(service, conversion_id)).toMatchObject({
        click_id,
        goal_key: "rebill",
        payout: "2.00",
      });
    }
  });

  test("that several advertisers know is none of theirs where nothing tells whose it is", async () => {
    const keys: string[] = [];
    for (const token of ["dub-token-a", "dub-token-b"]) {
      const { advertiser_id, slug } = await withGoals(SALE);
      const source = { preset: "dub", token };
      const { key } = await makeSource(api, advertiser_id, source);
      const click_id = await api.click(slug);
      const first = `clickId=${click_id}&customerExternalId=both&invoiceId=1`;
      await api.fetch(`/v1/postback/${key}?${first}&amount=100`);
      keys.push(key);
    }
    const sale = "/track/sale?customerExternalId=both&invoiceId=2&amount=100";
    const untold = await api.fetch(sale);
    expect(untold.status).toBe(400);
    const authorization = "Bearer dub-token-b";
    const told = await api.fetch(sale, { headers: { authorization } });
    expect(told.body).toMatchObject({ outcome: "recorded" });
    const again = await api.fetch(
      `${sale.replace("/track/sale", `/v1/postback/${keys[1]}`)}`,
    );
    expect(again.body).toMatchObject({
      outcome: "duplicate",
      conversion_id: told.body.conversion_id,
    });
  });
});

describe("two purchases on one click", () => {
  const bought = async (dedupe: string) => {
    const { slug } = await withGoals({ key: "sale", dedupe, ...SHARE });
    const click_id = await api.click(slug);
    const say = async (parameters: Record<string, string>) =>
      await api.postback({ click_id, ...parameters });
    return { click_id, say };
  };
  type Say = (parameters: Record<string, string>) => Promise<Answer>;
  const big = async (say: Say, more = {}) =>
    expect(summaryOf(await say({ amount: "100", ...more }))).toBe(
      "201 recorded",
    );

  test("of which neither names its order leave the first one's money alone", async () => {
    for (const dedupe of ["order", "click"]) {
      const { click_id, say } = await bought(dedupe);
      await big(say);
      for (const more of [{}, { status: "approved" }, { status: "paid" }]) {
        const small = await say({ amount: "10", ...more });
        expect(summaryOf(small)).toBe("200 duplicate amount");
      }
      expect(await paysOf(click_id)).toEqual(["approved 5.00"]);
    }
  });

  test("with orders of their own are two by order, and one by click, whose money stays what it was", async () => {
    const by_order = await bought("order");
    await big(by_order.say, { order_id: "T-1" });
    const second = await by_order.say({ order_id: "T-2", amount: "10" });
    expect(summaryOf(second)).toBe("201 recorded");
    expect(await paysOf(by_order.click_id)).toEqual([
      "approved 5.00",
      "approved 0.50",
    ]);
    const by_click = await bought("click");
    await big(by_click.say, { order_id: "T-1" });
    const other = await by_click.say({ order_id: "T-2", amount: "10" });
    expect(summaryOf(other)).toBe("200 duplicate amount");
    expect(await paysOf(by_click.click_id)).toEqual(["approved 5.00"]);
    const same = await by_click.say({ order_id: "T-1", amount: "90" });
    expect(summaryOf(same)).toBe("200 updated");
    expect(await paysOf(by_click.click_id)).toEqual(["approved 4.50"]);
  });

  test("are two where every one counts, unless they are the same within a minute; a refund of one must say which", async () => {
    const { click_id, say } = await bought("every");
    await big(say);
    const again = await say({ amount: "100" });
    expect(summaryOf(again)).toBe("200 duplicate");
    const other = await say({ amount: "10", status: "approved" });
    expect(summaryOf(other)).toBe("201 recorded");
    clock.advance(60_000);
    await big(say);
    const refund = await say({ status: "refunded" });
    expect(summaryOf(refund)).toBe("409 ambiguous_conversion");
    const timed = { amount: "7", occurred_at: String(clock.nowMs()) };
    expect(summaryOf(await say(timed))).toBe("201 recorded");
    clock.advance(3_600_000);
    expect(summaryOf(await say(timed))).toBe("200 duplicate");
    expect(await paysOf(click_id)).toEqual([
      "approved 5.00",
      "approved 0.50",
      "approved 5.00",
      "approved 0.35",
    ]);
  });

  test("where every one counts, a nonce tells two of the same content apart", async () => {
    const setup = await withGoals({ key: "sale", dedupe: "every", ...SHARE });
    const { advertiser_id, slug } = setup;
    await makeSource(api, advertiser_id, {
      require: "signature",
      secret: SECRET,
    });
    const click_id = await api.click(slug);
    const say = async (nonce: string, amount = "100") =>
      summaryOf(await sendSigned(service, { click_id, amount, nonce }));
    expect(await say("n-1")).toBe("201 recorded");
    expect(await say("n-2")).toBe("201 recorded");
    expect(await say("n-1")).toBe("200 duplicate");
    expect(await say("n-2", "90")).toBe("409 replayed_nonce");
    expect(await paysOf(click_id)).toEqual(["approved 5.00", "approved 5.00"]);
  });
});

describe("an order id that comes later", () => {
  test("is taken on by the click's only conversion, and finds it from then on", async () => {
    const { slug } = await withGoals({ key: "sale", ...SHARE });
    const click_id = await api.click(slug);
    const first = await api.postback({ click_id, amount: "100" });
    const named = { click_id, order_id: "N-1" };
    const adopted = await api.postback({ ...named, amount: "100" });
    expect(adopted.body).toMatchObject({
      outcome: "updated",
      conversion_id: first.body.conversion_id,
    });
    const { id, history, order_id } = await conversionOf(
      api,
      first.body.conversion_id,
    );
    expect([order_id, history.map(({ kind }) => kind)]).toEqual([
      "N-1",
      ["record", "adopt_order"],
    ]);
    expect(await notifiedVersions(service, id)).toEqual([1]);
    expect(summaryOf(await api.postback(named))).toBe("200 duplicate");
    const other = { click_id, order_id: "N-2", amount: "10" };
    expect(summaryOf(await api.postback(other))).toBe("201 recorded");
    const refund = { ...named, status: "refunded" };
    expect(summaryOf(await api.postback(refund))).toBe("200 updated");
    expect(await paysOf(click_id)).toEqual(["reversed 0.00", "approved 0.50"]);
  });

  test("that is the id of one of our conversions means that one, with or without its click, and nobody else's", async () => {
    const { slug } = await withGoals({ key: "sale", ...SHARE });
    const click_id = await api.click(slug);
    const orders = ["I-1", "I-2"];
    const ids: string[] = [];
    for (const order_id of orders) {
      const sale = { click_id, order_id, amount: "100" };
      ids.push(String((await api.postback(sale)).body.conversion_id));
    }
    const [one = "", two = ""] = ids;
    const by_id = { click_id, order_id: one, status: "refunded" };
    expect(summaryOf(await api.postback(by_id))).toBe("200 updated");
    const { status } = await api.postback({ order_id: two, amount: "80" });
    expect(status).toBe(200);
    expect(await paysOf(click_id)).toEqual(["reversed 0.00", "approved 4.00"]);
    const other_click = await api.click(slug);
    const conflict = await api.postback({ ...by_id, click_id: other_click });
    expect(summaryOf(conflict)).toBe("409 order_conflict");
    const other = await withGoals({ key: "sale", ...SHARE });
    const theirs = await api.click(other.slug);
    const sale = { click_id: theirs, order_id: two, amount: "5" };
    const made = await api.postback(sale);
    expect(summaryOf(made)).toBe("201 recorded");
    expect(made.body.conversion_id).not.toBe(two);
    expect(await paysOf(click_id)).toEqual(["reversed 0.00", "approved 4.00"]);
  });
});

test("nothing failed", () => {
  expect(service.log).toEqual([]);
});
