// Visitors who clicked before the move buy after it. The shop then sends the id that the old tracker gave
// out; it must earn for the affiliate that the click was of, as a click of ours would, and nothing else.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { describeDay, verifyReports } from "../../modules/rollups/mod.ts";
import { deliveryOf } from "../deliveries.ts";
import { setUp } from "../factory.ts";
import {
  PLATFORM_ADDRESSES,
  PLATFORM_TOKEN,
} from "../fixtures/platform_addresses.ts";
import { serviceForFile } from "../harness.ts";
import { DAY_MS, OldClickWorld } from "../old_click_world.ts";
import { PartnerReceiver } from "../receiver.ts";
import { conversionOf, expectBooked, makeSource } from "../senders.ts";
import { TELLS } from "../shop_bodies.ts";
import { openShops } from "../shops_world.ts";
import { AGENTS } from "../visits.ts";

const service = await serviceForFile();
const { api, clock, db, old_clicks } = service;
const world = await OldClickWorld.open(service);
const { setup } = world;
const { link_id, campaign_id, affiliate_id } = setup;
const SHARE = {
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};
const partner = new PartnerReceiver();

describe("an imported click", () => {
  test("earns for its campaign and affiliate, with its subs and click_ref in the forwarded postback", async () => {
    const url = `${partner.url}/?c={click_ref}&s={sub3}&src={source}&old={param:old_click_id}&co={country}`;
    await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, { url });
    const { old_id, click_id, clicked_at } = await world.imported({
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
    const story = await api.call<{
      found: { kind: string; id: string }[];
      timeline: { kind: string; text: string }[];
    }>("GET", `/trace?q=${old_id}`);
    expect(story.found[0]).toMatchObject({ kind: "click", id: click_id });
    expect(story.timeline.map(({ text }) => text)).toContain(
      "Click (GB, mobile) imported: another tracker counted it",
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
    const row = world.oldClick({ link_id });
    const other = world.oldClick({ link_id, clicked_at: clock.nowMs() });
    expect(await world.importAll([row, other])).toEqual(["create", "create"]);
    const of = `campaign_id=${campaign_id}`;
    expect(await world.clicksOf(`${of}&verdict=imported`)).toHaveLength(2);
    expect(await world.clicksOf(`${of}&verdict=sent`)).toEqual([]);
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
    const found = await world.imported({
      ...{ link_id: undefined, campaign_id, affiliate_id },
    });
    expect(await world.clicksOf(`click_id=${found.click_id}`)).toMatchObject([
      { link_id },
    ]);
    const kim = await api.call<{ id: number }>("POST", "/affiliates", {
      name: "Kim",
    });
    const target = { link_id: undefined, campaign_id, affiliate_id: kim.id };
    const rows = [world.oldClick(target), world.oldClick(target)];
    const dry = await old_clicks.import({ move_id: "m", rows, dry_run: true });
    expect(dry.made_link_ids).toEqual([]);
    expect(dry.verdicts).toEqual([
      { kind: "create", click_id: null, link_id: null },
      { kind: "create", click_id: null, link_id: null },
    ]);
    const linksOfKim = () => api.call("GET", `/links?affiliate_id=${kim.id}`);
    const full = new Error("The disk is full");
    const keepLinks = () => Promise.reject(full);
    const broken = old_clicks.import({ move_id: "m1", rows, keepLinks });
    // A link that its move doesn't know of would outlive the undo.
    expect(await broken.catch((error: unknown) => error)).toBe(full);
    expect(await linksOfKim()).toMatchObject({ data: [] });
    const kept: number[] = [];
    const { verdicts, made_link_ids } = await old_clicks.import({
      ...{ move_id: "m1", rows },
      keepLinks: (_tx, made) => {
        kept.push(...made.map(({ id }) => id));
        return Promise.resolve();
      },
    });
    expect(kept).toEqual(made_link_ids);
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
    const young = await world.imported({ clicked_at: days(29) });
    const late = await world.imported({ clicked_at: days(60) });
    expect((await api.postback({ click_id: young.old_id })).status).toBe(201);
    const { body } = await api.postback({ click_id: late.old_id });
    expect(body.code).toBe("late_needs_proof");
    const rows = [world.oldClick({ clicked_at: days(91) })];
    expect(await world.importAll(rows)).toEqual(["before_window"]);
  });

  test("makes an earlier refused postback count once it is judged again", async () => {
    const old_id = world.newId();
    const first = await api.postback({ click_id: old_id, order_id: "O-9" });
    expect(first.body.code).toBe("invalid_click_id");
    await world.imported({ old_id });
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
      const { old_id, click_id } = await world.imported({
        link_id: setup.link_id,
      });
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
      // The click's id is no order.
      expect(data[0]?.order_id).not.toBe(old_id);
    },
  );

  test("at a source's own address, but no other advertiser's", async () => {
    const own = await makeSource(api, setup.advertiser_id);
    const others = await setUp(api);
    const foreign = await makeSource(api, others.advertiser_id);
    const { old_id } = await world.imported();
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
    // The theme of this shop keeps no click; the page that the visitor came to first does.
    const at = shops.now();
    const landed = (query: string, id: string) => {
      const sale = { id, amount: "10.00", click_id: null, at };
      const { body, topic } = TELLS.shopify.sale(sale);
      const landing_site = `/shoe?utm_source=x&${query}#top`;
      const whole = { ...(JSON.parse(String(body)) as object), landing_site };
      return shops.send("shopify", whole, topic);
    };
    const by_page = await landed(`subid=${old_id}`, "7001");
    expect(by_page.body).toMatchObject({ outcome: "recorded" });
    const by_other_name = await landed(`ref=${old_id}`, "7002");
    expect(by_other_name.body).toMatchObject({ outcome: "ignored" });
  });

  test("by no name that means something else, and a number by none that means an order too", async () => {
    const { old_id } = await world.imported({ old_id: "8801" });
    const fetch = (query: string) => api.fetch(`/v1/postback?${query}`);
    for (const query of [
      `amount=${old_id}`,
      `order_id=${old_id}`,
      `transaction_id=${old_id}`,
      `note=${old_id}`,
    ]) {
      expect((await fetch(query)).status).toBe(400);
    }
    const word = await world.imported({ old_id: "w-8801-aa" });
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
