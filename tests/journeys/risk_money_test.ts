// Once somebody clears a sale, what a risk rule did to its money is taken back exactly: it gets what it
// would have had without the rule, its caps count it once, the books balance, and it is paid once.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { serviceForFile } from "../harness.ts";
import { clientOf } from "../people.ts";
import { RiskSales } from "../risk_sales.ts";

const service = await serviceForFile();
const { api, clock, db } = service;
const sales = new RiskSales(service);
const DAY_MS = 86_400_000;
const PRICES = {
  revenue: { type: "fixed", amount: "20.00" },
  payout: { type: "fixed", amount: "12.50" },
};

describe("a sale that a rule rejected, once it is clear", () => {
  test("is approved, with the money that it would have, and the books balance", async () => {
    const share = { type: "percent", percent: "10" };
    const rest = { key: "rest", revenue: share, payout: share };
    const goals = [{ key: "sale", ...PRICES }, rest];
    const setup = await sales.open("reject", { campaign: { goals } });
    const id = await sales.sellToBot(setup);
    const sent = { goal: "rest", amount: "70.00" };
    const named = await sales.sellToBot(setup, sent);
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "rejected", reason: "risk_rejected", payout: "0.00" },
      risk: { action: "reject" },
    });
    const made = await sales.decide("clear", [id, named]);
    expect(made).toMatchObject({ conversions: 2, changed: 2, refused: 0 });
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "approved", reason: null, payout: "12.50" },
      risk: { held_since: null, decided: "clear" },
    });
    expect(await sales.read(named)).toMatchObject({ payout: "7.00" });
    await sales.expectBalanced();
    clock.advance(40 * DAY_MS);
    expect(await sales.pay(setup)).toBe("19.50");
    expect(await sales.pay(setup)).toBeNull();
  });

  test("waits where it would have waited, and approves itself on the same day", async () => {
    const goal = { key: "sale", default_status: "pending", ...PRICES };
    const goals = [{ ...goal, auto_approve_days: 3 }];
    const setup = await sales.open("reject", { campaign: { goals } });
    const id = await sales.sellToBot(setup);
    const other = await sales.sell(setup);
    clock.advance(DAY_MS);
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject({
      status: "pending",
      reason: null,
    });
    const times = await db.execute<{ at: Date }>(sql`
      select auto_approve_at::text as at from conversions
      where id in (${id}::uuid, ${other}::uuid) and auto_approve_at is not null`);
    expect(times).toHaveLength(2);
    const [own, others] = times.map(({ at }) => Date.parse(String(at)));
    expect(Math.abs((own ?? 0) - (others ?? 0))).toBeLessThan(DAY_MS / 2);
  });

  test("approves itself after the days that it was recorded with, whatever its goal has by now", async () => {
    const goal = { key: "sale", default_status: "pending", ...PRICES };
    const goals = [{ ...goal, auto_approve_days: 3 }];
    const setup = await sales.open("reject", { campaign: { goals } });
    const id = await sales.sellToBot(setup);
    const path = `/campaigns/${setup.campaign_id}/goals/sale`;
    await api.call("PATCH", path, { auto_approve_days: 30 });
    await sales.decide("clear", [id]);
    const [row] = await db.execute<{ days: number }>(sql`
      select round(extract(epoch from auto_approve_at - recorded_at) / 86400)::int as days
      from conversions where id = ${id}::uuid`);
    expect(row?.days).toBe(3);
  });

  test("that its sender reported without proof enough waits for that", async () => {
    const advertiser = { plain_postback: "pending" };
    const setup = await sales.open("reject", { advertiser });
    const id = await sales.sellToBot(setup, { status: "approved" });
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "pending", reason: "unproven" },
    });
  });

  test("is cleared by a manager, who may reinstate nothing else", async () => {
    const manager = await clientOf(api, { role: "manager" });
    const id = await sales.sellToBot(await sales.open("reject"));
    const made = await sales.decide("clear", [id], {}, manager);
    expect(made).toMatchObject({ changed: 1, refused: 0 });
    expect(await sales.read(id)).toMatchObject({ status: "approved" });
  });

  test("of another currency waits for its rate, and is priced once there is one", async () => {
    const setup = await sales.open("reject");
    const id = await sales.sellToBot(setup, {
      amount: "100.00",
      currency: "CHF",
    });
    expect(await sales.read(id)).toMatchObject({ status: "rejected" });
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "pending", reason: "fx_rate_missing" },
    });
    const date = new Date(clock.nowMs()).toISOString().slice(0, 10);
    const fx = { date, base: "USD", rates: { CHF: "0.8" } };
    await api.call("PUT", "/fx-rates", fx);
    await service.scheduler.enqueue(db, { name: "price_held_conversions" });
    while (await service.scheduler.runOnce());
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "approved", reason: null, payout: "12.50" },
    });
    await sales.expectBalanced();
  });
});

describe("a cap", () => {
  async function capped(
    over_cap: string,
    limit: number,
    action: "pending" | "reject" = "reject",
  ) {
    const setup = await sales.open(action, { campaign: { over_cap } });
    // Clicks go on, so that there is somebody to sell to.
    const cap = {
      metric: "conversions",
      period: "month",
      limit,
      over: "accept",
    };
    await api.call("POST", `/campaigns/${setup.campaign_id}/caps`, cap);
    return setup;
  }

  /** Reads what caps have used; the bells do so before they ring. */
  async function refreshCaps() {
    await service.scheduler.enqueue(db, { name: "ring_bells" });
    while (await service.scheduler.runOnce());
  }

  test("counts a sale that was rejected and is clear once, from then on", async () => {
    const setup = await capped("reject", 2);
    const id = await sales.sellToBot(setup);
    await sales.sell(setup);
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject({ status: "approved" });
    expect(await sales.sell(setup)).toBe("cap_reached");
  });

  test("that is full meanwhile rejects it, and it is held by nobody any more", async () => {
    const setup = await capped("reject", 1);
    const [id, twin] = [
      await sales.sellToBot(setup),
      await sales.sellToBot(setup),
    ];
    await sales.sell(setup);
    await sales.decide("clear", [id, twin]);
    for (const one of [id, twin]) {
      expect(await sales.read(one)).toMatchObject({
        ...{ status: "rejected", reason: "cap_reached", payout: "0.00" },
        risk: { held_since: null, decided: "clear" },
      });
    }
  });

  test("has room for the older of two that are cleared at once", async () => {
    const setup = await capped("reject", 1);
    const [older, newer] = [
      await sales.sellToBot(setup),
      await sales.sellToBot(setup),
    ];
    await sales.decide("clear", [newer, older]);
    expect(await sales.read(older)).toMatchObject({ status: "approved" });
    expect(await sales.read(newer)).toMatchObject({ reason: "cap_reached" });
  });

  test.each([
    ["pending", { status: "pending", reason: "cap_reached", payout: "12.50" }],
    ["unpaid", { status: "approved", reason: null, payout: "0.00" }],
    ["accept", { status: "approved", reason: null, payout: "12.50" }],
  ])("of a campaign that says %s does so", async (over_cap, wanted) => {
    const setup = await capped(over_cap, 1);
    const id = await sales.sellToBot(setup);
    await sales.sell(setup);
    await sales.decide("clear", [id]);
    const shown = await sales.read(id);
    expect(shown).toMatchObject(wanted);
    expect(shown.flags).toContain("over_cap");
  });

  test("of a click counts what came instead of the sale that was rejected", async () => {
    const goals = [{ key: "sale", max_per_click: 1, ...PRICES }];
    const setup = await sales.open("reject", { campaign: { goals } });
    const click_id = await api.click(setup.slug);
    const first = await sales.sellToBot(setup, { click_id });
    const twin = await sales.sellToBot(setup, { click_id });
    const other = await sales.sell(setup, { click_id });
    await sales.decide("clear", [first]);
    expect(await sales.read(first)).toMatchObject({
      ...{ status: "rejected", reason: "cap_reached" },
    });
    await api.call("PATCH", `/conversions/${other}`, {
      ...{ status: "reversed", reason: "returned" },
    });
    await sales.decide("clear", [twin]);
    expect(await sales.read(twin)).toMatchObject({ status: "approved" });
  });

  test("that was full when a rule held the sale holds it further", async () => {
    const setup = await capped("pending", 1, "pending");
    await sales.sell(setup);
    const id = await sales.sellToBot(setup);
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "pending", reason: "cap_reached", risk: { action: null } },
    });
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "pending", reason: "cap_reached" },
    });
  });

  test("that is full refuses a suspected sale as any other", async () => {
    const setup = await capped("reject", 1);
    await sales.sell(setup);
    expect(await sales.sellToBot(setup)).toBe("cap_reached");
  });

  test("that another sale took while one was taken for fraud pays but one of them", async () => {
    const setup = await capped("unpaid", 1, "pending");
    const id = await sales.sellToBot(setup);
    await sales.decide("fraud", [id]);
    await refreshCaps();
    const other = await sales.sell(setup);
    expect(await sales.read(other)).toMatchObject({ payout: "12.50" });
    await sales.decide("clear", [id]);
    const shown = await sales.read(id);
    expect(shown).toMatchObject({ status: "approved", payout: "0.00" });
    expect(shown.flags).toContain("over_cap");
    await sales.expectBalanced();
  });

  test("of money counts again what was taken for fraud", async () => {
    const setup = await sales.open("pending", {
      campaign: { over_cap: "reject" },
    });
    const cap = { metric: "payout", period: "month", over: "accept" };
    const path = `/campaigns/${setup.campaign_id}/caps`;
    await api.call("POST", path, { ...cap, limit: "25.00" });
    const id = await sales.sellToBot(setup);
    await sales.decide("fraud", [id]);
    await refreshCaps();
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject({ status: "approved" });
    await sales.sell(setup);
    expect(await sales.sell(setup)).toBe("cap_reached");
  });

  test("that let a sale past it doesn't stop that once it isn't fraud any more", async () => {
    const setup = await capped("pending", 1, "pending");
    await sales.sell(setup);
    const id = await sales.sellToBot(setup);
    await api.call("PATCH", `/conversions/${id}`, {
      ...{ status: "approved", reason: "one more is fine" },
    });
    await sales.decide("fraud", [id]);
    expect(await sales.read(id)).toMatchObject({ status: "reversed" });
    await sales.decide("clear", [id]);
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "approved", payout: "12.50" },
    });
  });

  test("of a click counts what came instead of what was taken for fraud", async () => {
    const goals = [{ key: "sale", max_per_click: 1, ...PRICES }];
    const setup = await sales.open("pending", { campaign: { goals } });
    const click_id = await api.click(setup.slug);
    const first = await sales.sellToBot(setup, { click_id });
    await sales.decide("fraud", [first]);
    const other = await sales.sell(setup, { click_id });
    await sales.decide("clear", [first]);
    expect(await sales.read(first)).toMatchObject({
      ...{ status: "rejected", reason: "cap_reached", payout: "0.00" },
    });
    expect(await sales.read(other)).toMatchObject({ status: "approved" });
  });

  test("that another sale took since the money was shown makes the decision be shown again", async () => {
    const setup = await capped("unpaid", 1);
    const id = await sales.sellToBot(setup);
    const tried = await sales.decide("clear", [id], { dry_run: true });
    expect(JSON.stringify(tried)).toContain("12.50");
    await sales.sell(setup);
    const sent = { decision: "clear", why: "seen", filter: {}, ids: [id] };
    const { seen } = tried;
    const late = await api.try("POST", "/risk/decisions", { ...sent, seen });
    expect([late.status, late.body["code"]]).toEqual([409, "stale_version"]);
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "rejected", risk: { decided: null } },
    });
    const again = await sales.decide("clear", [id], { dry_run: true });
    await sales.decide("clear", [id], { seen: again.seen });
    expect(await sales.read(id)).toMatchObject({
      ...{ status: "approved", payout: "0.00", risk: { decided: "clear" } },
    });
  });
});
