import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { setUp } from "../../../tests/factory.ts";
import { serviceForFile } from "../../../tests/harness.ts";
import { makeSource } from "../../../tests/senders.ts";
import { dropOldPostbacks } from "./drop_old_postbacks.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile();
const { api, db, clock } = service;

async function kept(): Promise<string[]> {
  const rows = await db.execute<{ outcome: string }>(
    "select outcome from postbacks order by id",
  );
  return rows.map(({ outcome }) => outcome);
}

test("what is past its retention goes by whole days, but what a conversion rests on stays", async () => {
  const { slug } = await setUp(api);
  const click_id = await api.click(slug);
  const sent = { click_id, order_id: "O-1" };
  await api.postback(sent);
  await api.postback(sent);
  await api.postback({ ...sent, status: "reversed" });
  for (const made_up of fc.sample(fc.stringMatching(/^[a-z]{5,30}$/), 10)) {
    await api.postback({ ...sent, amount: made_up });
  }
  const all = await kept();
  expect(all).toHaveLength(13);
  const now_ms = clock.nowMs();
  const drop = (days_later: number, retention_days: number) =>
    dropOldPostbacks(db, {
      now_ms: now_ms + days_later * DAY_MS,
      retention_days,
    });
  expect(await drop(1_000, 0)).toBe(0);
  expect(await drop(29, 30)).toBe(0);
  expect(await drop(30, 30)).toBe(0);
  expect(await kept()).toEqual(all);
  const stopped = AbortSignal.abort();
  const late = { now_ms: now_ms + 31 * DAY_MS, retention_days: 30 };
  expect(await dropOldPostbacks(db, { ...late, signal: stopped })).toBe(0);
  expect(await drop(31, 30)).toBe(11);
  expect(await kept()).toEqual(["recorded", "updated"]);
  expect(await drop(31, 30)).toBe(0);
});

test("of what a conversion rests on the verdict stays, and nothing of who sent it", async () => {
  const [{ id = "" } = {}] = await db.execute<{ id: string }>(
    "select id::text from postbacks where outcome = 'recorded'",
  );
  const shown = await api.call("GET", `/postbacks/${id}`);
  expect(shown).toMatchObject({
    url: "/v1/postback",
    headers: {},
    body: null,
    ip: null,
    cut: "age",
    curl: null,
    outcome: "recorded",
    order_id: "O-1",
  });
  const again = await api.call("POST", `/postbacks/${id}/replay`);
  expect(again).toMatchObject({ after: { outcome: "duplicate" } });
});

test("one that waited in the journal, and came days later, is emptied too", async () => {
  const click_id = await api.click((await setUp(api)).slug);
  await api.postback({ click_id, order_id: "late" });
  const hex = (clock.nowMs() - 5 * DAY_MS).toString(16).padStart(12, "0");
  const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
  await db.execute(
    `update conversion_versions v set postback_id = '${id}' from postbacks p
     where p.order_id = 'late' and v.campaign_id = p.campaign_id
       and v.postback_id = p.id`,
  );
  await db.execute(`update postbacks set id = '${id}' where order_id = 'late'`);
  const later = { now_ms: clock.nowMs() + 31 * DAY_MS, retention_days: 30 };
  await dropOldPostbacks(db, later);
  const rows = await db.execute(
    "select cut, ip from postbacks where order_id = 'late'",
  );
  expect([...rows]).toEqual([{ cut: "age", ip: null }]);
});

describe("what may yet be let through", () => {
  const outcomes = async (like: string) => {
    const rows = await db.execute<{ kept: string }>(
      `select outcome || ' ' || coalesce(cut, 'whole') as kept from postbacks
       where order_id like '${like}' order by id`,
    );
    return rows.map(({ kept }) => kept);
  };
  const drop = () =>
    dropOldPostbacks(db, { now_ms: clock.nowMs(), retention_days: 7 });
  const goal = (key: string, after?: string) => {
    const amount = { type: "fixed", amount: "1.00" };
    return { key, after, revenue: amount, payout: amount };
  };

  test("waits whole for its parent as long as its campaign takes late events, and is emptied once it was recorded", async () => {
    const goals = [goal("lead"), goal("sale", "lead")];
    const { slug } = await setUp(api, { campaign: { goals } });
    const clicks = [await api.click(slug), await api.click(slug)];
    for (const [index, click_id] of clicks.entries()) {
      await api.postback({ click_id, goal: "sale", order_id: `P-${index}` });
      await api.postback({ click_id, goal: "no", order_id: `P-${index}` });
    }
    clock.advance(20 * DAY_MS);
    await drop();
    const waiting = "parent_missing whole";
    expect(await outcomes("P-%")).toEqual([waiting, waiting]);
    await api.postback({ click_id: clicks[0] ?? "", goal: "lead" });
    while (await service.postbacks.judgeWaiting());
    expect(await outcomes("P-%")).toEqual(["recorded whole", waiting]);
    // The newest emptied postback is later than both.
    await api.postback({ click_id: await api.click(slug), goal: "lead" });
    clock.advance(20 * DAY_MS);
    await drop();
    expect(await outcomes("P-%")).toEqual(["recorded age", waiting]);
    clock.advance(49 * DAY_MS);
    await drop();
    expect(await outcomes("P-%")).toEqual(["recorded age", waiting]);
    clock.advance(3 * DAY_MS);
    await drop();
    expect(await outcomes("P-%")).toEqual(["recorded age"]);
  });

  test("goes by its own age and its campaign's days for late events, whenever it came", async () => {
    const goals = [goal("lead"), goal("sale", "lead")];
    const campaign = { goals, lookback_days: 5, backfill_days: 20 };
    const { slug } = await setUp(api, { campaign });
    const arrived: number[] = [];
    const pauses = fc.sample(fc.integer({ min: 1, max: 5 * DAY_MS }), 12);
    for (const pause_ms of pauses) {
      clock.advance(pause_ms);
      const click_id = await api.click(slug);
      await api.postback({ click_id, goal: "sale", order_id: "G-1" });
      arrived.push(clock.nowMs());
    }
    await drop();
    for (const later of [0, 10, 10]) {
      clock.advance(later * DAY_MS);
      await drop();
      const waiting = arrived.filter((at) => at > clock.nowMs() - 20 * DAY_MS);
      const left = await outcomes("G-1");
      expect(left).toEqual(waiting.map(() => "parent_missing whole"));
    }
  });

  test.each([
    ["not for one that closed", -1, []],
    ["for one that is scheduled", 10, ["outside_window whole"]],
    ["not for one of another advertiser", 10, []],
  ])(
    "waits longer for a backfill window: %s",
    async (name, closes_in_days, left) => {
      const late = { lookback_days: 1, backfill_days: 2 };
      const { slug, campaign_id, advertiser_id } = await setUp(api, {
        campaign: late,
      });
      const other = await setUp(api);
      const click_id = await api.click(slug);
      clock.advance(5 * DAY_MS);
      const order_id = `B-${name}`;
      await api.postback({ click_id, order_id });
      expect(await outcomes(order_id)).toEqual(["outside_window whole"]);
      const is_other = name.includes("another");
      const at = (days: number) =>
        new Date(clock.nowMs() + days * DAY_MS).toISOString();
      const { id } = await api.call<{ id: number }>(
        "POST",
        "/backfill-windows",
        {
          advertiser_id: is_other ? other.advertiser_id : advertiser_id,
          campaign_id: is_other ? other.campaign_id : campaign_id,
          opens_at: at(20),
          closes_at: at(21),
          event_from: at(-6),
          event_to: at(0),
        },
      );
      if (closes_in_days < 0) {
        await api.call("POST", `/backfill-windows/${id}/close`);
      }
      clock.advance(9 * DAY_MS);
      await drop();
      expect(await outcomes(order_id)).toEqual(left);
    },
  );
});

test("the sender's address goes out of the trace, too", async () => {
  const { slug, advertiser_id } = await setUp(api);
  const { key } = await makeSource(api, advertiser_id, {
    allow_ips: ["127.0.0.0/8", "::1/128"],
  });
  const click_id = await api.click(slug);
  await api.fetch(`/v1/postback/${key}?click_id=${click_id}&order_id=trace`);
  const traces = async () => {
    const rows = await db.execute<{ trace: string }>(
      "select trace from postbacks where order_id = 'trace'",
    );
    return rows.map(({ trace }) => trace.split("\n"));
  };
  const [before = []] = await traces();
  expect(before.join()).toMatch(/127\.0\.0\.1|::1/);
  clock.advance(9 * DAY_MS);
  await dropOldPostbacks(db, { now_ms: clock.nowMs(), retention_days: 7 });
  const [after = []] = await traces();
  expect(after.join()).not.toMatch(/127\.0\.0\.1|::1/);
  expect(after).toHaveLength(before.length);
  expect(after.filter((line) => !before.includes(line))).toEqual(["address\t"]);
});
