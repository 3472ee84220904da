// For two weeks senders call both trackers. Each difference between their books is found once, with its
// reason, and the differences add up to that of the sums.
import { beforeAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { parseAmount } from "../../modules/kernel/mod.ts";
import type { ShadowItem } from "../../web/api/api_types.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { OldClickWorld } from "../old_click_world.ts";
import { ShadowWorld } from "../shadow_world.ts";
import type { OldRow, ShownSums } from "../shadow_world.ts";

const service = await serviceForFile({
  env: { TALLYHO_TIMEZONE: "Europe/Berlin" },
});
const { api, clock, db } = service;
const world = new ShadowWorld(service);

const HOUR_MS = 3_600_000;
const rows: OldRow[] = [];
const FIELDS = { timezone: "UTC", from: "2026-11-21", to: "2026-11-24" };

beforeAll(async () => {
  const { affiliate_id } = await world.open("12", "7");
  const { slug: other } = await setUp(api, {
    affiliate: { name: "Kim", external_id: "8" },
    campaign: { name: "Boots", external_id: "13" },
  });
  for (let at = 0; at < 10; at++) rows.push((await world.sell(`OK-${at}`)).row);
  const said = async (order_id: string, change: OldRow) => {
    rows.push({ ...(await world.sell(order_id)).row, ...change });
  };
  await said("STATE-1", { status: "pending" });
  await said("PAYOUT-1", { payout: "12.00" });
  await said("REVENUE-1", { revenue: "21.00" });
  await said("BOTH-1", { payout: "10.00", revenue: "18.00" });
  await said("CURRENCY-1", { currency: "EUR" });
  await said("CAMPAIGN-1", { offer_id: "13" });
  await said("AFFILIATE-1", { affiliate_id: "8" });
  await said("ROUNDED-1", { payout: "12.504" });
  const twice = (await world.sell("TWICE-1")).row;
  rows.push(twice, { ...twice, conversion_id: "old-again" });
  // Never came here, refused here, of a click that nobody knows, ignored here, ended there.
  rows.push(world.row("NEVER-1"));
  const click_id = await api.click(world.setup.slug);
  await api.postback({ click_id, order_id: "REFUSED-1", goal: "sail" });
  rows.push(world.row("REFUSED-1"));
  await api.postback({ click_id: "no-click-of-ours", order_id: "STRANGE-1" });
  rows.push(world.row("STRANGE-1"));
  rows.push(world.row("ENDED-1", { status: "rejected" }));
  // Only here: by a postback, and by hand.
  await world.sell("ONLY-1");
  await api.call("POST", "/conversions", {
    click_id: await api.click(world.setup.slug),
    order_id: "HAND-1",
    reason: "the shop said so",
  });
  // Not of the old tracker's: its campaign has no external id.
  const { slug: own } = await setUp(api);
  const own_click = await api.click(own);
  clock.advance(61_000);
  await api.postback({ click_id: own_click, order_id: "OWN-1" });
  // By amount and time, without any id in common.
  await world.sell("UNSAID-1");
  const unsaid = { click_id: "", order_id: "", conversion_id: "old-unsaid" };
  rows.push({ ...world.row(""), ...unsaid });
  // Moved in: the old tracker settled it, so that nothing of it is owed here.
  const moved = await world.sell("MOVED-1");
  await db.execute(sql`
    update conversions set flags = '{settled_before}', payout_micros = 0, revenue_micros = 0
    where id = ${moved.id}::uuid`);
  rows.push(moved.row);
  // At Berlin's midnight there and half a minute later here.
  const midnight = Date.UTC(2026, 10, 22, 23);
  clock.advance(midnight - 61_000 + 20_000 - clock.nowMs());
  const { row } = await world.sell("EDGE-1");
  rows.push({ ...row, datetime: "2026-11-22 22:59:50" });
  clock.advance(30 * HOUR_MS);
  expect([affiliate_id, other]).toBeTruthy();
  await world.upload(rows, FIELDS);
});

function of(items: readonly ShadowItem[], order_id: string) {
  return items.filter(
    ({ theirs, ours }) =>
      theirs?.order_id === order_id || ours?.order_id === order_id,
  );
}

describe("each planted difference", () => {
  test.each<[string, string[], string | null]>([
    ["STATE-1", ["status_mismatch"], null],
    ["PAYOUT-1", ["payout_mismatch"], null],
    ["REVENUE-1", ["revenue_mismatch"], null],
    ["BOTH-1", ["payout_mismatch", "revenue_mismatch"], null],
    ["CURRENCY-1", ["currency_mismatch"], null],
    ["CAMPAIGN-1", ["attribution_diff"], null],
    ["AFFILIATE-1", ["attribution_diff"], null],
    ["NEVER-1", ["missing_ours"], "never_arrived"],
    ["REFUSED-1", ["missing_ours"], "refused"],
    ["STRANGE-1", ["missing_ours"], "no_such_click"],
    ["ONLY-1", ["missing_theirs"], "not_in_export"],
    ["HAND-1", ["missing_theirs"], "by_hand"],
  ])("of %s is found once, as %j, %s", async (order_id, classes, why) => {
    const found = of(await world.breaks(), order_id);
    expect(found).toHaveLength(1);
    const [item] = found;
    expect(item).toMatchObject({ class: classes[0]!, why });
    const is_pair = item?.theirs !== null && item?.ours !== null;
    expect(item?.differs).toEqual(is_pair ? (classes as never) : []);
  });

  test("of a sale that was booked twice there names it beside the one that agrees", async () => {
    expect(of(await world.breaks(), "TWICE-1")).toMatchObject([
      { class: "duplicate_theirs", ours: null },
    ]);
    expect(of(await world.matches(), "TWICE-1")).toMatchObject([
      { class: "equal" },
    ]);
  });

  test("names the refusal and its postback, which the trace has", async () => {
    const [item] = of(await world.breaks(), "REFUSED-1");
    expect(item).toMatchObject({
      code: "unknown_goal",
      sentence:
        "The old tracker booked it, and we didn't: its postback was refused: unknown_goal.",
    });
    const { outcome } = await api.call(
      "GET",
      `/postbacks/${item?.postback_id}`,
    );
    expect(outcome).toBe("unknown_goal");
  });

  test("of a day's edge is explained as that, and agrees", async () => {
    expect(of(await world.breaks(), "EDGE-1")).toEqual([]);
    expect(of(await world.matches(), "EDGE-1")).toMatchObject([
      {
        class: "timing",
        sentence: "The old tracker has it on 2026-11-22, we on 2026-11-23.",
      },
    ]);
  });

  test("but for rounding, and of what neither counts, is none", async () => {
    const matches = await world.matches();
    expect(of(matches, "ROUNDED-1")).toMatchObject([{ class: "rounding" }]);
    expect(of(matches, "ENDED-1")).toMatchObject([{ class: "not_counted" }]);
    expect(of(matches, "MOVED-1")).toMatchObject([{ class: "moved_in" }]);
  });
});

test("a sale without any id in common is found by money and time", async () => {
  expect(of(await world.matches(), "UNSAID-1")).toMatchObject([
    { class: "equal", rule: "amount_time", theirs: { old_id: "old-unsaid" } },
  ]);
});

test("what the old tracker doesn't know isn't compared", async () => {
  const all = [...(await world.breaks()), ...(await world.matches())];
  expect(of(all, "OWN-1")).toEqual([]);
});

const micros = (text: string | null) =>
  parseAmount(text ?? "0", { negative: true }) ?? 0n;

function expectExact(row: ShownSums): void {
  for (const money of ["payout", "revenue"] as const) {
    const { difference, theirs, ours, by_class } = row;
    expect(micros(ours[money]) - micros(theirs[money])).toBe(
      micros(difference[money]),
    );
    const parts = by_class.reduce((sum, one) => sum + micros(one[money]), 0n);
    expect(parts).toBe(micros(difference[money]));
  }
  const count = row.by_class.reduce((sum, one) => sum + one.conversions, 0);
  expect(count).toBe(row.ours.conversions - row.theirs.conversions);
  expect(row.by_class.reduce((sum, one) => sum + one.count, 0)).toBe(row.items);
}

describe("the summary", () => {
  test("has both sides' sums, and its classes add up to the difference", async () => {
    for (const group_by of [
      "day",
      "campaign",
      "affiliate",
      "day,campaign,affiliate",
    ]) {
      const { data, totals } = await world.summary(
        `from=2026-11-20&to=2026-11-25&group_by=${group_by}`,
      );
      for (const row of [...data, ...totals]) expectExact(row);
      for (const total of totals) {
        const own = data.filter(({ currency }) => currency === total.currency);
        const sum = own.reduce(
          (all, row) => all + micros(row.theirs.payout),
          0n,
        );
        expect(sum).toBe(micros(total.theirs.payout));
      }
    }
  });

  test("counts what the old tracker's file has, to the cent", async () => {
    const { totals } = await world.summary("from=2026-11-20&to=2026-11-25");
    const counted = rows.filter(
      ({ status, currency }) => status !== "rejected" && currency === "USD",
    );
    const dollars = totals.find(({ currency }) => currency === "USD");
    const payout = counted.reduce((sum, row) => sum + micros(row.payout!), 0n);
    expect(dollars?.theirs.conversions).toBe(counted.length);
    expect(micros(dollars?.theirs.payout ?? null)).toBe(payout);
    expect(totals.map(({ currency }) => currency)).toEqual(["EUR", "USD"]);
  });

  test("puts each side on its own day, in the network's zone", async () => {
    const { data, covered } = await world.summary(
      "from=2026-11-22&to=2026-11-24",
    );
    const of_day = (day: string) =>
      data.find((row) => row.day === day && row.currency === "USD");
    const timing = (day: string) =>
      of_day(day)?.by_class.find((one) => one.class === "timing");
    expect(timing("2026-11-22")).toMatchObject({ conversions: -1 });
    expect(timing("2026-11-23")).toMatchObject({ conversions: 1 });
    expect(of_day("2026-11-23")?.agreed_percent).toBe(100);
    expect(covered).toHaveLength(1);
  });
});

test("the same export again changes nothing, and a later one replaces its conversions", async () => {
  const before = await world.breaks();
  const [first] = (
    await api.call<{ data: { id: string }[] }>("GET", "/moves/shadow/exports")
  ).data;
  const again = await world.upload(rows, FIELDS);
  expect(again.id).toBe(first!.id);
  expect(await world.breaks()).toEqual(before);
  const mended = rows.map((row) =>
    row.order_id === "STATE-1" ? { ...row, status: "approved" } : row,
  );
  const later = await world.upload(mended, FIELDS);
  expect(of(await world.breaks(), "STATE-1")).toEqual([]);
  expect(of(await world.matches(), "STATE-1")).toHaveLength(1);
  expect(await world.breaks()).toHaveLength(before.length - 1);
  const { status } = await api.try(
    "DELETE",
    `/moves/shadow/exports/${later.id}`,
  );
  expect(status).toBe(204);
  await world.compare();
  expect((await world.summary("from=2026-11-20&to=2026-11-25")).data).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        theirs: expect.objectContaining({ conversions: 0 }),
      }),
    ]),
  );
});

test("the id of the old tracker's click is enough, if it was imported or came with ours", async () => {
  const clicks = await OldClickWorld.open(service);
  const { link_id } = world.setup;
  const { old_id } = await clicks.imported({ link_id });
  const came = "old-click-that-came-with-ours";
  const click_id = await api.click(world.setup.slug, `?click_ref=${came}`);
  while (await service.drain.runOnce());
  clock.advance(61_000);
  for (const id of [old_id, click_id]) await api.postback({ click_id: id });
  // Amounts that nothing else is found by.
  const found = [old_id, came].map((click) =>
    world.row("", { click_id: click, payout: "3.33" }),
  );
  await world.upload(found, { timezone: "UTC" });
  const pairs = (await world.breaks()).filter(({ rule }) => rule !== null);
  expect(pairs.map(({ theirs }) => theirs?.click).toSorted()).toEqual(
    [came, old_id].toSorted(),
  );
  expect(pairs.map(({ differs }) => differs)).toEqual([
    ["payout_mismatch"],
    ["payout_mismatch"],
  ]);
});
