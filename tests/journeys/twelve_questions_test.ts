// A network hears the same questions each day. Each is answered by one request of whoever asks, and
// what the answer must say comes from the history that was played, not from the API.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { apiClient, ok } from "../client/api_client.ts";
import { serviceForFile } from "../harness.ts";
import { QuestionWorld, TERMS } from "../question_world.ts";
import { PartnerReceiver } from "../receiver.ts";
import { BEHIND_PROXY } from "../visits.ts";

const DAY_MS = 86_400_000;

const service = await serviceForFile({ env: BEHIND_PROXY });
const partner = new PartnerReceiver();
afterAll(() => partner.stop());
const world = await QuestionWorld.open(service, partner);
const { affiliate, setup } = world;
const mine = apiClient({ api: affiliate });

const trace = (q: string, who: ApiClient = affiliate) =>
  ok(
    apiClient({ api: who }).GET("/api/v1/trace", { params: { query: { q } } }),
  );

const offer = () =>
  ok(
    mine.GET("/api/v1/offers/{id}", {
      params: { path: { id: String(setup.campaign_id) } },
    }),
  );

const day = () => new Date(service.clock.nowMs()).toISOString().slice(0, 10);

describe("on the first day, when the cap is used up", () => {
  beforeAll(() => world.click());

  test("2. your clicks are fewer than mine?", async () => {
    const asked = await ok(
      mine.GET("/api/v1/clicks/summary", {
        params: { query: { group_by: "verdict" } },
      }),
    );
    expect(asked.totals).toMatchObject({
      count: world.hosts.length,
      sent: world.arrivedAt("shop.example"),
      capped: world.arrivedAt("fallback.example"),
    });
    // Its page's prefetches are no clicks, and are answered 503.
    expect(world.counted_by_affiliate - asked.total).toBe(world.prefetched);
    const capped = asked.data.find(({ key }) => key === "capped");
    expect(capped?.count).toBe(world.arrivedAt("fallback.example"));
    expect(capped?.example_ids).not.toBeEmpty();
  });

  test("2. and which part of it is what?", async () => {
    const { affiliate_id } = setup;
    const next = new Date(service.clock.nowMs() + DAY_MS).toISOString();
    const clicks = world.counted_by_affiliate;
    const asked = await ok(
      mine.POST("/api/v1/reports/discrepancy", {
        body: {
          affiliate_id,
          ...{ from: day(), to: next.slice(0, 10), timezone: "UTC" },
          rows: [{ day: day(), clicks }],
        },
      }),
    );
    const sent = world.arrivedAt("shop.example");
    const capped = world.arrivedAt("fallback.example");
    expect(asked.clicks).toMatchObject({
      theirs: clicks,
      ours: { valid: sent, refused: capped },
      explained: { refused: capped, duplicates: 0, bots: 0, zone: 0, late: 0 },
      // No click is stored of a prefetch.
      unexplained: world.prefetched,
    });
    expect(asked.sentence).toBe(
      `The tracker shows ${clicks - sent} more clicks than we count (${clicks}, we ${sent}): ${capped} were refused (${capped} because a cap was used up); nothing that we recorded explains ${world.prefetched} more.`,
    );
  });

  test("7. my rate on this offer, since when?", async () => {
    const { goals } = await offer();
    expect(goals).toMatchObject([
      {
        key: "sale",
        payout: { type: "fixed", amount: TERMS.payout },
        valid_from: world.started_at,
      },
    ]);
  });

  test("8. why does my link go to the fallback?", async () => {
    const to_fallback = world.arrivedAt("fallback.example");
    expect(to_fallback).toBe(
      world.hosts.length - world.arrivedAt("shop.example"),
    );
    const link = await trace(`${service.url}/c/${setup.slug}?sub1=x`);
    expect(link.sentence).toBe(
      `The link ${setup.slug} sends its visitors to the fallback now because cap ${world.cap_id} was used up.`,
    );
    expect(link.timeline).toMatchObject([
      { kind: "link", evidence: { verdict: "capped", cap_id: world.cap_id } },
    ]);
    const params = { path: { id: String(setup.link_id) } };
    const check = await ok(mine.GET("/api/v1/links/{id}/check", { params }));
    expect(check).toMatchObject({
      verdict: "capped",
      destination: expect.stringMatching(/^https:\/\/fallback\.example\//),
    });
    const last = await trace(`r-${world.hosts.length}`);
    expect(last.sentence).toBe(
      `The click, of ${day()}, was sent to the fallback because cap ${world.cap_id} was used up.`,
    );
  });

  test("12. how much cap is left?", async () => {
    const { caps } = await offer();
    expect(caps).toMatchObject([
      {
        id: world.cap_id,
        used: String(world.arrivedAt("shop.example")),
        left: "0",
        resets_at: "2026-11-23T00:00:00.000Z",
      },
    ]);
  });
});

describe("on the days after, when the shop has reported", () => {
  let sold_on: string;
  let told: number;
  let reversed_on: string;
  beforeAll(async () => {
    service.clock.advance(3_600_000);
    sold_on = day();
    await world.report("A-1");
    await world.deliver(1);
    told = partner.received.length;
    for (let count = 0; count < 200; count++) {
      partner.answers.push(new Response("down", { status: 500 }));
    }
    await world.report("A-2");
    await world.deliver(6);
    await world.report("A-3");
    await world.report("A-4", { status: "pending" });
    await world.report("A-5", { status: "rejected", reason: "card declined" });
    await world.report("A-6", { goal: "nosuchgoal" });
    await world.report("A-7", {}, "another-secret-of-enough-characters");
    await world.report("A-1");
    world.pass(1);
    reversed_on = day();
    await world.report("A-3", { status: "refunded" });
  });

  test("the history is as it was meant", () => {
    expect(told).toBe(1);
    expect(world.answers).toEqual([
      "recorded",
      "recorded",
      "recorded",
      "recorded",
      "recorded",
      "unknown_goal",
      "bad_signature",
      "duplicate",
      "updated",
    ]);
  });

  test("1. my conversion is missing?", async () => {
    const missing = world.clicks.get("r-6") ?? "";
    for (const q of [
      "A-6",
      "r-6",
      missing,
      `https://shop.example/?c=${missing}`,
    ]) {
      const { sentence, timeline } = await trace(q);
      const about = "No sale is recorded for order A-6: the postback, of ";
      expect(sentence).toBe(
        `${about}${sold_on}, was refused (unknown_goal) because the campaign has no such goal.`,
      );
      expect(timeline.map(({ kind }) => kind)).toEqual(["click", "postback"]);
    }
    const never = await trace("r-8");
    expect(never.sentence).toBe(
      `The click, of ${sold_on}, was sent to the destination; no postback has named it.`,
    );
  });

  test("3. why was it rejected?", async () => {
    const { sentence } = await trace("A-5");
    expect(sentence).toStartWith(
      `The sale A-5 was rejected on ${sold_on} (card declined), and nothing is paid for it`,
    );
    const back = await trace("A-3");
    expect(back.sentence).toStartWith(
      `The sale A-3 was reversed on ${reversed_on}`,
    );
  });

  test("4. my tracker heard nothing?", async () => {
    const heard = partner.received.filter(
      ({ url }) => url.searchParams.get("ref") === "r-2",
    );
    const { sentence, timeline } = await trace("A-2");
    const tries = timeline.filter(({ evidence }) => evidence.attempt);
    expect(tries.map(({ evidence }) => evidence.http_status)).toEqual(
      heard.map(() => 500),
    );
    expect(heard.length).toBeGreaterThan(2);
    expect(sentence).toContain("; your tracker answered 500 ");
    expect(sentence).not.toContain("was told on");
    const fine = await trace("A-1");
    expect(fine.sentence).toEndWith(`your tracker was told on ${sold_on}.`);
  });

  test("9. we sent more sales than you show?", async () => {
    const asked = apiClient({ api: world.advertiser });
    const query = { group_by: "code" as const };
    const summary = await ok(
      asked.GET("/api/v1/postbacks/summary", { params: { query } }),
    );
    const counted = Map.groupBy(world.answers, (word) => word);
    expect(summary.totals.count).toBe(world.answers.length);
    expect(
      Object.fromEntries(summary.data.map(({ key, count }) => [key, count])),
    ).toEqual(
      Object.fromEntries([...counted].map(([word, all]) => [word, all.length])),
    );
    const refused = summary.data.find(({ key }) => key === "bad_signature");
    const story = await trace(refused?.example_ids[0] ?? "", world.advertiser);
    expect(story.sentence).toBe(
      `No sale is recorded for order A-7: the postback, of ${sold_on}, was refused (bad_signature) because its signature is wrong.`,
    );
  });

  test("10. is our integration right?", async () => {
    const { advertiser, source } = world;
    const at = `/advertisers/${setup.advertiser_id}/sources/${source.id}/test`;
    const right = await advertiser.call("POST", at, {});
    expect(right).toMatchObject({ ready: true });
    const path = `/v1/postback/${source.key}`;
    const url = `${path}?click_id={click_id}&order_id=A-6&goal=nosuchgoal&amount=200.00`;
    const wrong = await advertiser.call<{
      ready: boolean;
      checks: { check: string; ok: boolean }[];
    }>("POST", at, { method: "GET", url });
    const failed = wrong.checks.filter((check) => !check.ok);
    expect(failed.map(({ check }) => check)).toEqual([
      "proof",
      "goal",
      "answer",
    ]);
  });
});

describe("after the first payment", () => {
  let paid_on: string;
  let payment_id: string;
  beforeAll(async () => {
    world.pass(8);
    payment_id = await world.pay("WIRE-1");
    paid_on = day();
  });

  test("5. what is in this payment?", async () => {
    const params = { path: { id: payment_id } };
    const payment = await ok(mine.GET("/api/v1/payments/{id}", { params }));
    const lines = payment.entries.map(
      ({ order_id, amount }) => `${order_id} ${amount}`,
    );
    expect(lines.sort()).toEqual([
      "A-1 12.50",
      "A-2 12.50",
      "A-3 -12.50",
      "A-3 12.50",
    ]);
    expect(payment).toMatchObject({ amount: "25.00", state: "paid" });
    const { sentence } = await trace(payment_id);
    expect(sentence).toBe(
      `Payment ${payment_id} of USD 25.00, for 4 entries, was paid on ${paid_on} with reference WIRE-1.`,
    );
    const sale = await trace("A-1");
    expect(sale.sentence).toStartWith(
      `The sale A-1 was approved on 2026-11-22, and USD 12.50 was paid on ${paid_on} (WIRE-1); `,
    );
  });

  test("6. when am I paid, and how much?", async () => {
    const params = { path: { id: String(setup.affiliate_id) } };
    const balance = async () => {
      const path = "/api/v1/affiliates/{id}/balance";
      const { data } = await ok(mine.GET(path, { params }));
      return data.find(({ currency }) => currency === "USD");
    };
    await world.report("A-8");
    await world.report("A-9");
    const held = await balance();
    const until = new Date(service.clock.nowMs() + TERMS.hold_days * DAY_MS);
    expect(held).toMatchObject({
      paid: "25.00",
      on_hold: [{ until: until.toISOString().slice(0, 10), amount: "25.00" }],
      next_payment: { expected: "0.00", why_not: { code: "on_hold" } },
    });
    world.pass(TERMS.hold_days);
    const due = (await balance())?.next_payment;
    expect(due).toMatchObject({ expected: "25.00" });
    expect(due?.why_not).toBeUndefined();
    // The run at that time pays the promised amount.
    service.clock.advance(Date.parse(due?.at ?? "") - service.clock.nowMs());
    expect(await world.paysOnSchedule()).toBe("25.00");
  });
});

test("11. why is your invoice higher?", async () => {
  const invoice = await world.bill();
  // Of what we count, its own list lacks A-2.
  await world.state(["A-1"]);
  const asked = apiClient({ api: world.advertiser });
  const answer = await ok(
    asked.GET("/api/v1/invoices/{id}/difference", {
      params: { path: { id: invoice.id } },
    }),
  );
  expect(answer.invoice.amount).toBe("40.00");
  const differing = answer.lines.filter(
    ({ counted }) => counted.difference !== "0.00",
  );
  expect(differing).toMatchObject([
    {
      class: "missing_theirs",
      order_id: "A-2",
      ours: "20.00",
      counted: { ours: "200.00", theirs: "0.00" },
    },
  ]);
  expect(answer.sentence).toContain("1 sale that the statement lacks");
});
