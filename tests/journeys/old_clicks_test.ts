// Visitors who clicked before the move buy after it. The shop then sends the id that the old tracker gave
// out; it must earn for the affiliate that the click was of, as a click of ours would, and nothing else.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { describeDay, verifyReports } from "../../modules/rollups/mod.ts";
import type { OldClick } from "../../modules/clicks/mod.ts";
import { deliveryOf } from "../deliveries.ts";
import { setUp } from "../factory.ts";
import {
  PLATFORM_ADDRESSES,
  PLATFORM_TOKEN,
} from "../fixtures/platform_addresses.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import { conversionOf, expectBooked, makeSource } from "../senders.ts";
import { openShops } from "../shops_world.ts";
import { AGENTS } from "../visits.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile();
const { api, clock, db, old_clicks } = service;
const setup = await setUp(api);
const { link_id, campaign_id, affiliate_id } = setup;
const SHARE = {
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};
const partner = new PartnerReceiver();

let made = 0;

/** An old id as Keitaro's look. */
function newId(): string {
  made += 1;
  return `2f8k${made}c5h1v0`;
}

function oldClick(change: Partial<OldClick> = {}): OldClick {
  const clicked_at = clock.nowMs() - 3 * DAY_MS;
  return { old_id: newId(), clicked_at, link_id, ...change };
}

async function importAll(rows: OldClick[], move_id = "m1") {
  const { verdicts } = await old_clicks.import({ move_id, rows });
  return verdicts.map((verdict) =>
    verdict.kind === "refuse" ? verdict.code : verdict.kind,
  );
}

/** Imports a click, and returns its old id with ours. */
async function imported(change: Partial<OldClick> = {}, move_id = "m1") {
  const row = oldClick(change);
  expect(await importAll([row], move_id)).toEqual(["create"]);
  const click_id = (await old_clicks.find([row.old_id])).get(row.old_id);
  return { ...row, click_id: click_id ?? "" };
}

async function clicksOf(query: string): Promise<Record<string, unknown>[]> {
  const path = `/clicks?limit=500&${query}`;
  return (await api.call<{ data: Record<string, unknown>[] }>("GET", path))
    .data;
}

describe("an imported click", () => {
  test("earns for its campaign and affiliate, with its subs and click_ref in the forwarded postback", async () => {
    const url = `${partner.url}/?c={click_ref}&s={sub3}&src={source}&old={param:old_click_id}&co={country}`;
    await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, { url });
    const { old_id, click_id, clicked_at } = await imported({
      click_ref: "theirs 1",
      source: "s-1",
      subs: { sub3: "three" },
      ip: "81.2.69.160",
      user_agent: AGENTS.iphone,
    });
    const answer = await api.postback({ click_id: old_id, order_id: "O-1" });
    expect([answer.status, answer.body.outcome]).toEqual([201, "recorded"]);
    const id = String(answer.body.conversion_id);
    const conversion = await expectBooked(service, id);
    expect(conversion).toMatchObject({
      ...{ click_id, campaign_id, affiliate_id },
      ...{ payout: "12.50", status: "approved" },
      clicked_at: new Date(clicked_at).toISOString(),
    });
    while (await service.deliverer.runOnce());
    expect((await deliveryOf(api, id)).state).toBe("delivered");
    const sent = partner.received.at(-1)?.url.searchParams;
    expect(Object.fromEntries(sent ?? [])).toEqual({
      ...{ c: "theirs 1", s: "three", src: "s-1" },
      ...{ old: old_id, co: "GB" },
    });
    const again = await api.postback({ click_id: old_id, order_id: "O-1" });
    expect(again.body.outcome).toBe("duplicate");
    const [postback] = (
      await api.call<{ data: { id: string }[] }>(
        "GET",
        `/postbacks?click_id=${click_id}`,
      )
    ).data;
    const { trace } = await api.call<{ trace: { found: string }[] }>(
      "GET",
      `/postbacks/${postback?.id}`,
    );
    expect(trace.map(({ found }) => found)).toContain(
      `Click id found in "click_id": it was imported, and is ${click_id} here`,
    );
  });

  test("is listed as imported, and counted by no report, summary, cap or price", async () => {
    const { campaign_id, link_id } = await setUp(api);
    await api.call("POST", `/campaigns/${campaign_id}/click-prices`, {
      ...{ revenue: "1.00", payout: "0.50", model: "cpc", counts: "all" },
    });
    await api.call("POST", `/campaigns/${campaign_id}/caps`, {
      ...{ metric: "clicks", period: "total", limit: "1" },
    });
    const row = oldClick({ link_id });
    const other = oldClick({ link_id, clicked_at: clock.nowMs() });
    expect(await importAll([row, other])).toEqual(["create", "create"]);
    const of = `campaign_id=${campaign_id}`;
    expect(await clicksOf(`${of}&verdict=imported`)).toHaveLength(2);
    expect(await clicksOf(`${of}&verdict=sent`)).toEqual([]);
    const from = new Date(row.clicked_at - DAY_MS).toISOString();
    const summary = await api.call<{ totals: unknown; data: unknown[] }>(
      "GET",
      `/clicks/summary?${of}&from=${from}`,
    );
    expect(summary.data).toEqual([]);
    const { data: caps } = await api.call<{ data: { used: string }[] }>(
      "GET",
      `/campaigns/${campaign_id}/caps`,
    );
    expect(caps.map(({ used }) => Number(used))).toEqual([0]);
    await api.postback({ click_id: row.old_id });
    await service.scheduler.enqueue(db, { name: "fold_conversions" });
    while (await service.scheduler.runOnce());
    expect((await verifyReports(db)).flatMap(describeDay)).toEqual([]);
    const report = await api.call<{
      data: { verdict: string; clicks: { gross: number } }[];
    }>("GET", `/reports?group_by=verdict&campaign=${campaign_id}&from=${from}`);
    expect(report.data).toMatchObject([
      { verdict: "imported", clicks: { gross: 0 } },
    ]);
    clock.advance(DAY_MS);
    await service.scheduler.enqueue(db, { name: "book_clicks" });
    while (await service.scheduler.runOnce());
    const path = `/campaigns/${campaign_id}/click-days`;
    expect((await api.call<{ data: unknown[] }>("GET", path)).data).toEqual([]);
  });

  test("takes the oldest link of campaign and affiliate, or one that is made for it", async () => {
    const found = await imported({
      ...{ link_id: undefined, campaign_id, affiliate_id },
    });
    expect(await clicksOf(`click_id=${found.click_id}`)).toMatchObject([
      { link_id },
    ]);
    const kim = await api.call<{ id: number }>("POST", "/affiliates", {
      name: "Kim",
    });
    const target = { link_id: undefined, campaign_id, affiliate_id: kim.id };
    const rows = [oldClick(target), oldClick(target)];
    const dry = await old_clicks.import({ move_id: "m", rows, dry_run: true });
    expect(dry.made_link_ids).toEqual([]);
    expect(dry.verdicts).toEqual([
      { kind: "create", click_id: null, link_id: null },
      { kind: "create", click_id: null, link_id: null },
    ]);
    const { verdicts, made_link_ids } = await old_clicks.import({
      ...{ move_id: "m1", rows },
    });
    expect(made_link_ids).toHaveLength(1);
    expect(verdicts).toMatchObject([
      { kind: "create", link_id: made_link_ids[0] },
      { kind: "create", link_id: made_link_ids[0] },
    ]);
    const { body } = await api.postback({ click_id: rows[0]?.old_id ?? "" });
    const conversion = await conversionOf(api, String(body.conversion_id));
    expect(conversion.affiliate_id).toBe(kim.id);
  });

  test("converts within its campaign's window only", async () => {
    const days = (count: number) => clock.nowMs() - count * DAY_MS;
    const young = await imported({ clicked_at: days(29) });
    const late = await imported({ clicked_at: days(60) });
    expect((await api.postback({ click_id: young.old_id })).status).toBe(201);
    const { body } = await api.postback({ click_id: late.old_id });
    expect(body.code).toBe("late_needs_proof");
    const rows = [oldClick({ clicked_at: days(91) })];
    expect(await importAll(rows)).toEqual(["before_window"]);
  });

  test("makes an earlier refused postback count once it is judged again", async () => {
    const old_id = newId();
    const first = await api.postback({ click_id: old_id, order_id: "O-9" });
    expect(first.body.code).toBe("invalid_click_id");
    await imported({ old_id });
    const path = `/postbacks/${String(first.body.postback_id)}/replay`;
    expect(await api.call("POST", path, {})).toMatchObject({
      after: { outcome: "recorded" },
    });
  });
});

describe("postbacks find it", () => {
  test.each(PLATFORM_ADDRESSES)(
    "at $preset's own address",
    async ({ preset, send, answer }) => {
      const setup = await setUp(api, {
        campaign: { goals: ["sale", "lead"].map((key) => ({ key, ...SHARE })) },
      });
      const token = PLATFORM_TOKEN;
      const { key } = await makeSource(api, setup.advertiser_id, {
        ...{ preset, require: "token", token },
      });
      const { old_id, click_id } = await imported({ link_id: setup.link_id });
      const time = new Date(clock.nowMs()).toISOString();
      const ids: Record<string, string> = {
        ...{ click: old_id, order: `${preset}-1`, key, iso: time },
        time: encodeURIComponent(time.replace("T", " ").replace(/\.\d+Z/, "")),
      };
      const fill = (text: string) =>
        text.replaceAll(
          /<(\w+)>/g,
          (whole, name: string) => ids[name] ?? whole,
        );
      const { json, form, auth } = send;
      const headers: Record<string, string> = {};
      if (auth === "bearer") headers.authorization = `Bearer ${token}`;
      if (auth === "basic")
        headers.authorization = `Basic ${btoa(`x:${token}`)}`;
      const type = json === undefined ? "x-www-form-urlencoded" : "json";
      const body = json === undefined ? form : JSON.stringify(json);
      const got = await api.fetch(
        fill(send.url),
        body === undefined
          ? { headers }
          : {
              method: "POST",
              headers: { ...headers, "content-type": `application/${type}` },
              body: fill(body),
            },
      );
      expect(got.status).toBe(answer.status);
      const { data } = await api.call<{ data: { order_id: string }[] }>(
        "GET",
        `/conversions?click_id=${click_id}`,
      );
      expect(data).toHaveLength(1);
      // What holds the click's id is no order.
      expect(data[0]?.order_id).not.toBe(old_id);
    },
  );

  test("at a source's own address, but no other advertiser's", async () => {
    const own = await makeSource(api, setup.advertiser_id);
    const others = await setUp(api);
    const foreign = await makeSource(api, others.advertiser_id);
    const { old_id } = await imported();
    const to = (url: string) =>
      api.fetch(`${new URL(url).pathname}?cid=${old_id}&order_id=own-1`);
    const refused = await to(foreign.url);
    expect([refused.status, refused.body.code]).toEqual([
      422,
      "advertiser_mismatch",
    ]);
    expect((await to(own.url)).body.outcome).toBe("recorded");
  });

  test("in a shop's order", async () => {
    const shops = await openShops();
    const move = { move_id: "m1" };
    const old_id = "old-stripe-1";
    const clicked_at = shops.clock.nowMs() - DAY_MS;
    const rows = [{ old_id, clicked_at, link_id: shops.link_id }];
    await shops.service.old_clicks.import({ ...move, rows });
    const order = (click: string, id: string) => ({
      id: `evt_${id}`,
      type: "checkout.session.completed",
      created: Math.floor(shops.clock.nowMs() / 1_000),
      livemode: true,
      data: {
        object: {
          ...{ id: `cs_${id}`, object: "checkout.session" },
          ...{ client_reference_id: click, currency: "usd" },
          ...{ amount_total: 5_000, amount_subtotal: 5_000 },
          ...{ payment_status: "paid", payment_intent: `pi_${id}` },
          ...{ mode: "payment", livemode: true },
        },
      },
    });
    const sold = await shops.send("stripe", order(old_id, "1"));
    expect(sold.body).toMatchObject({ outcome: "recorded" });
    const none = await shops.send("stripe", order("old-stripe-2", "2"));
    expect(none.body).toMatchObject({ outcome: "ignored" });
  });

  test("by no name that means something else, and a number by none that means an order too", async () => {
    const { old_id } = await imported({ old_id: "8801" });
    const fetch = (query: string) => api.fetch(`/v1/postback?${query}`);
    for (const query of [
      `amount=${old_id}`,
      `order_id=${old_id}`,
      `transaction_id=${old_id}`,
      `note=${old_id}`,
    ]) {
      expect((await fetch(query)).status).toBe(400);
    }
    const word = await imported({ old_id: "w-8801-aa" });
    const by_tid = await fetch(`tid=${word.old_id}`);
    expect(by_tid.body.outcome).toBe("recorded");
    expect((await fetch(`subid=${old_id}`)).body.outcome).toBe("recorded");
    const two = await fetch(`cid=${old_id}&subid=${word.old_id}`);
    expect(two.body.code).toBe("ambiguous_click_id");
  });

  test("without a look for ids of ours", async () => {
    const click_id = await api.click(setup.slug);
    clock.advance(60_000);
    await db.transaction(async (tx) => {
      await tx.execute(sql`lock table old_clicks in access exclusive mode`);
      const order = { click_id, subid: "none", order_id: "H-1" };
      expect((await api.postback(order)).status).toBe(201);
    });
  });
});

describe("an import", () => {
  test("again makes nothing new, and the same id with other content is refused", async () => {
    const rows = [oldClick({ subs: { sub1: "a" } }), oldClick()];
    expect(await importAll(rows)).toEqual(["create", "create"]);
    const count = (await clicksOf("verdict=imported")).length;
    expect(await importAll(rows, "m2")).toEqual(["same", "same"]);
    const [first] = rows;
    const changed = [
      { ...first!, subs: { sub1: "b" } },
      { ...first!, clicked_at: first!.clicked_at + 1 },
    ];
    expect(await importAll(changed)).toEqual([
      "other_content",
      "other_content",
    ]);
    expect(await clicksOf("verdict=imported")).toHaveLength(count);
  });

  test("judges each row by itself", async () => {
    const now = clock.nowMs();
    const ours = await api.click(setup.slug);
    const twice = oldClick();
    const rows: [OldClick, string][] = [
      [oldClick({ old_id: "" }), "bad_id"],
      [oldClick({ old_id: "x".repeat(257) }), "bad_id"],
      [oldClick({ old_id: "a\0b" }), "bad_id"],
      [oldClick({ old_id: "a\nb" }), "bad_id"],
      [oldClick({ old_id: "a\ud800" }), "bad_id"],
      [oldClick({ old_id: ours }), "our_own_id"],
      [oldClick({ old_id: ours.toUpperCase() }), "our_own_id"],
      [oldClick({ clicked_at: now + DAY_MS }), "in_the_future"],
      [oldClick({ clicked_at: Number.NaN }), "bad_time"],
      [oldClick({ clicked_at: -1 }), "bad_time"],
      [oldClick({ clicked_at: now - 400 * DAY_MS }), "before_window"],
      [oldClick({ link_id: 99_999 }), "unknown_link"],
      [
        oldClick({ link_id: undefined, campaign_id: 99_999, affiliate_id }),
        "unknown_campaign",
      ],
      [
        oldClick({ link_id: undefined, campaign_id, affiliate_id: 99_999 }),
        "unknown_affiliate",
      ],
      [twice, "create"],
      [{ ...twice }, "same"],
      [{ ...twice, click_ref: "another" }, "other_content"],
      // An MD5 may look like an id of ours, and doesn't prove itself.
      [oldClick({ old_id: "9e107d9d372bb6826bd81d3542a419d6" }), "create"],
      [
        oldClick({
          ...{ click_ref: "r".repeat(1_025), source: "s".repeat(501) },
          ...{ subs: { sub1: "a\0\ud800b", sub11: "x" }, ip: "no address" },
        }),
        "create",
      ],
    ];
    expect(await importAll(rows.map(([row]) => row))).toEqual(
      rows.map(([, expected]) => expected),
    );
    const [last] = rows.at(-1) ?? [];
    const old_id = last?.old_id ?? "";
    const click_id = (await old_clicks.find([old_id])).get(old_id);
    expect(await clicksOf(`click_id=${click_id}`)).toMatchObject([
      {
        ...{ click_ref: null, sub1: "a\ufffdb", ip: null },
        source: "s".repeat(500),
        flags: ["source_cut", "click_ref_dropped"],
      },
    ]);
  });

  test("gives each of many clicks of one moment an id of its own", async () => {
    const clicked_at = clock.nowMs() - DAY_MS;
    const rows = Array.from({ length: 3_000 }, () => oldClick({ clicked_at }));
    const { verdicts } = await old_clicks.import({ move_id: "many", rows });
    const ids = new Set(
      verdicts.map((verdict) =>
        verdict.kind === "create" ? verdict.click_id : null,
      ),
    );
    expect(ids.size).toBe(3_000);
    const two = await Promise.all([
      old_clicks.import({ move_id: "many", rows }),
      old_clicks.import({ move_id: "many", rows }),
    ]);
    for (const { verdicts } of two) {
      expect(verdicts.every(({ kind }) => kind === "same")).toBe(true);
    }
    expect(await old_clicks.remove("many")).toEqual({
      removed: 3_000,
      kept: 0,
    });
  });

  test("of the same clicks by two at a time makes each once", async () => {
    const rows = Array.from({ length: 50 }, () => oldClick());
    const both = await Promise.all([
      importAll(rows, "one"),
      importAll(rows.toReversed(), "two"),
    ]);
    const kinds = both.flat().toSorted();
    expect(kinds).toEqual([
      ...new Array<string>(50).fill("create"),
      ...new Array<string>(50).fill("same"),
    ]);
  });

  test("is undone but for the clicks that conversions are of", async () => {
    const sold = await imported({}, "undone");
    const free = await imported({}, "undone");
    const others = await imported({}, "stays");
    const { body } = await api.postback({ click_id: sold.old_id });
    expect(await old_clicks.remove("undone")).toEqual({ removed: 1, kept: 1 });
    expect(await clicksOf(`click_id=${free.click_id}`)).toEqual([]);
    expect(await clicksOf(`click_id=${sold.click_id}`)).toHaveLength(1);
    const gone = await api.postback({ click_id: free.old_id });
    expect(gone.body.code).toBe("invalid_click_id");
    const refunded = await api.postback({
      ...{ click_id: sold.old_id, status: "reversed" },
    });
    expect(refunded.body).toMatchObject({
      ...{ outcome: "updated", conversion_id: body.conversion_id },
    });
    expect((await api.postback({ click_id: others.old_id })).status).toBe(201);
    expect(await old_clicks.remove("undone")).toEqual({ removed: 0, kept: 1 });
    expect((await verifyReports(db)).flatMap(describeDay)).toEqual([]);
  });
});

test("old ids are forgotten with the day of their clicks, but those that conversions are of", async () => {
  const kept = await serviceForFile({
    env: { TALLYHO_CLICK_RETENTION_DAYS: "10" },
  });
  const { link_id } = await setUp(kept.api);
  const clicked_at = kept.clock.nowMs() - 5 * DAY_MS;
  const rows = ["a-1", "a-2"].map((old_id) => ({
    old_id,
    clicked_at,
    link_id,
  }));
  const too_old = { ...rows[0]!, old_id: "a-3" };
  too_old.clicked_at -= 6 * DAY_MS;
  const { verdicts } = await kept.old_clicks.import({
    ...{ move_id: "m", rows: [...rows, too_old] },
  });
  expect(verdicts.map(({ kind }) => kind)).toEqual([
    ...["create", "create", "refuse"],
  ]);
  await kept.api.postback({ click_id: "a-1" });
  kept.clock.advance(7 * DAY_MS);
  await kept.scheduler.enqueue(kept.db, { name: "drop_old_clicks" });
  while (await kept.scheduler.runOnce());
  const found = await kept.old_clicks.find(["a-1", "a-2"]);
  expect([...found.keys()]).toEqual(["a-1"]);
});
