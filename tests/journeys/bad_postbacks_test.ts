// A readable postback may still be one that must not be booked: each rule refuses it by name and
// leaves the books unchanged.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { expectRefused, STATUS_OF_CODE } from "../refusals.ts";
import type { Code } from "../refusals.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile();
const { api, clock } = service;

/** Refusals of unreadable input, tested in bad_input_test.ts. */
const OF_READING: readonly string[] = [
  "malformed",
  "missing_click_id",
  "unreplaced_macro",
  "invalid_click_id",
  "ambiguous_click_id",
  "unsupported_media_type",
  "unmapped_status",
  "invalid_amount",
  "invalid_time",
];
const met = new Set<string>(OF_READING);

/** Creates a complete setup, with an endpoint that would receive whatever is booked. */
async function setUpHeard(change: Parameters<typeof setUp>[1] = {}) {
  const setup = await setUp(api, change);
  await api.call("POST", `/affiliates/${setup.affiliate_id}/postbacks`, {
    url: "http://127.0.0.1:9/pb?status={status}",
    statuses: ["pending", "approved", "rejected", "reversed"],
    send_zero: true,
  });
  return setup;
}

function goal(change: Record<string, unknown> = {}) {
  const revenue = { type: "fixed", amount: "20.00" };
  const payout = { type: "fixed", amount: "12.50" };
  return { key: "sale", revenue, payout, ...change };
}

async function refuse(
  code: Code,
  parameters: Record<string, string>,
  step: string,
) {
  met.add(code);
  const send = () => api.postback(parameters);
  const stored = await expectRefused(service, code, send);
  expect(stored.trace.at(-1)?.step).toBe(step);
  return stored;
}

async function book(parameters: Record<string, string>) {
  const answer = await api.postback(parameters);
  expect(answer.status).toBe(201);
  return String(answer.body.conversion_id);
}

async function clickOf({ slug }: Setup): Promise<string> {
  return await api.click(slug);
}

describe("what is set up decides:", () => {
  test("an authentic click whose link is gone is unknown_click", async () => {
    const setup = await setUpHeard();
    const click_id = await clickOf(setup);
    await service.db.execute(
      sql`delete from links where id = ${setup.link_id}`,
    );
    await service.configuration.reload();
    await refuse("unknown_click", { click_id }, "click");
  });

  test("an advertiser that takes none at the plain address is source_required", async () => {
    const advertiser = { plain_postback: "refuse" };
    const click_id = await clickOf(await setUpHeard({ advertiser }));
    await refuse("source_required", { click_id }, "source");
  });

  test("a goal that isn't there is unknown_goal, under each of its names", async () => {
    const click_id = await clickOf(await setUpHeard());
    for (const name of ["goal", "goal_id", "goal_alias", "Goal-ID"]) {
      const parameters = { click_id, [name]: "upsell" };
      const { detail } = await refuse("unknown_goal", parameters, "goal");
      expect(detail).toContain('"upsell"');
    }
    const named = { click_id, event: "upsell" };
    const { status } = await api.postback(named);
    expect(status).toBe(201);
  });

  test("a currency that doesn't exist is unknown_currency", async () => {
    const campaign = { currency: "EUR" };
    const click_id = await clickOf(await setUpHeard({ campaign }));
    const parameters = { click_id, amount: "1", currency: "USX" };
    await refuse("unknown_currency", parameters, "values");
    await book({ ...parameters, currency: "eur" });
  });

  test.each(["percent", "fixed_plus_percent", "percent_of_revenue", "as_sent"])(
    "a price by %s without its amount is missing_amount",
    async (type) => {
      const rule: Record<string, string> = { type };
      if (type !== "as_sent") rule.percent = "10";
      if (type === "fixed_plus_percent") rule.amount = "1.00";
      const none = { type: "none" };
      const by_payout = goal({ revenue: none, payout: rule });
      const by_revenue = goal({ revenue: rule, payout: none });
      const campaign = { goals: [by_revenue] };
      const click_id = await clickOf(await setUpHeard({ campaign }));
      await refuse("missing_amount", { click_id }, "price");
      const ended = await api.postback({ click_id, status: "rejected" });
      expect([ended.status, ended.body.status]).toEqual([201, "rejected"]);
      if (type === "percent_of_revenue") return;
      const other = { campaign: { goals: [by_payout] } };
      const other_click = await clickOf(await setUpHeard(other));
      await refuse("missing_amount", { click_id: other_click }, "price");
    },
  );

  test("an archived campaign is campaign_closed, a paused one still takes its sales", async () => {
    const setup = await setUpHeard();
    const [click_id, paused] = [await clickOf(setup), await clickOf(setup)];
    const path = `/campaigns/${setup.campaign_id}`;
    await api.call("PATCH", path, { status: "paused" });
    await book({ click_id: paused });
    await api.call("PATCH", path, { status: "archived" });
    await refuse("campaign_closed", { click_id }, "campaign");
  });

  test("a blocked affiliate is affiliate_blocked", async () => {
    const setup = await setUpHeard();
    const click_id = await clickOf(setup);
    const path = `/affiliates/${setup.affiliate_id}`;
    await api.call("PATCH", path, { status: "blocked" });
    await refuse("affiliate_blocked", { click_id }, "campaign");
  });
});

describe("what is recorded decides:", () => {
  test("changing what isn't there is unknown_conversion", async () => {
    const click_id = await clickOf(await setUpHeard());
    const wish = { click_id, mode: "change", status: "approved" };
    await refuse("unknown_conversion", wish, "mode");
  });

  test("adding what is there is already_exists", async () => {
    const click_id = await clickOf(await setUpHeard());
    const sale = { click_id, order_id: "A-1", mode: "add" };
    const id = await book(sale);
    const stored = await refuse("already_exists", sale, "mode");
    expect(stored.conversion_id).toBe(id);
  });

  test("an order of another click is order_conflict", async () => {
    const setup = await setUpHeard();
    const order_id = "A-2";
    await book({ click_id: await clickOf(setup), order_id });
    const click_id = await clickOf(setup);
    await refuse("order_conflict", { click_id, order_id }, "same_event");
  });

  test("no order where the click has several is ambiguous_conversion", async () => {
    const click_id = await clickOf(await setUpHeard());
    await book({ click_id, order_id: "A-3" });
    await book({ click_id, order_id: "A-4" });
    const wish = { click_id, status: "refunded" };
    await refuse("ambiguous_conversion", wish, "same_event");
  });

  test.each(["refunded", "rejected"])(
    "approving again after %s is illegal_transition",
    async (end) => {
      const click_id = await clickOf(await setUpHeard());
      await book({ click_id });
      const ended = await api.postback({ click_id, status: end });
      expect(ended.body).toMatchObject({ status: "reversed" });
      const wish = { click_id, status: "approved" };
      await refuse("illegal_transition", wish, "transition");
    },
  );

  test("giving back another amount than the sale is ambiguous_reversal", async () => {
    const click_id = await clickOf(await setUpHeard());
    await book({ click_id, order_id: "A-5", amount: "80.00" });
    const part = { click_id, order_id: "A-5", amount: "30.00" };
    const wish = { ...part, status: "refunded" };
    await refuse("ambiguous_reversal", wish, "transition");
    const whole = await api.postback({ ...wish, amount: "80" });
    expect(whole.body).toMatchObject({ status: "reversed" });
  });

  test("a changed amount that can't be booked changes nothing", async () => {
    const goals = [goal({ revenue: { type: "percent", percent: "1000" } })];
    const click_id = await clickOf(await setUpHeard({ campaign: { goals } }));
    const sale = { click_id, order_id: "A-6", amount: "10", status: "pending" };
    const id = await book(sale);
    const wish = { ...sale, status: "approved", amount: "999999999999" };
    const stored = await refuse("invalid_amount", wish, "price");
    expect(stored.conversion_id).toBe(id);
    const kept = await api.call("GET", `/conversions/${id}`);
    expect(kept).toMatchObject({ status: "pending", amount: "10.00" });
  });
});

describe("the time of the click decides:", () => {
  test("sooner than the campaign believes is too_early", async () => {
    const campaign = { min_seconds_to_convert: 60 };
    const click_id = await clickOf(await setUpHeard({ campaign }));
    await refuse("too_early", { click_id }, "window");
    clock.advance(59_999);
    await refuse("too_early", { click_id }, "window");
    clock.advance(1);
    await book({ click_id });
  });

  test("after the look-back it is late_needs_proof, after the backfill outside_window", async () => {
    const setup = await setUpHeard();
    const click_id = await clickOf(setup);
    const booked = await clickOf(setup);
    await book({ click_id: booked });
    clock.advance(30 * DAY_MS + 1);
    await refuse("late_needs_proof", { click_id }, "window");
    clock.advance(60 * DAY_MS - 1);
    await refuse("late_needs_proof", { click_id }, "window");
    clock.advance(1);
    await refuse("outside_window", { click_id }, "window");
    const change = await api.postback({ click_id: booked, status: "refunded" });
    expect([change.status, change.body.outcome]).toEqual([200, "updated"]);
  });

  test("a goal's own look-back stands before the campaign's, and 0 is no limit", async () => {
    const goals = [
      goal({ lookback_days: 1 }),
      goal({ key: "rebill", lookback_days: 0 }),
    ];
    const setup = await setUpHeard({ campaign: { goals, backfill_days: 0 } });
    const click_id = await clickOf(setup);
    clock.advance(400 * DAY_MS);
    await refuse("outside_window", { click_id, goal: "sale" }, "window");
    await book({ click_id, goal: "rebill" });
  });
});

test("each code of the contract was met, and none was a failure of ours", () => {
  const missed = Object.keys(STATUS_OF_CODE).filter((code) => !met.has(code));
  expect(missed).toEqual([]);
  expect(service.log).toEqual([]);
});
