// A page's pixel is what is left where no server can tell of a sale. Anybody can call it, so what it says waits until a
// sender proves it, and takes nothing from anybody who does.
import { describe, expect, test } from "bun:test";
import { isoTime } from "../../modules/kernel/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource, SECRET, signedUrl } from "../senders.ts";
import type { ShownConversion } from "../senders.ts";
import { signedBy, SHOP_SECRETS } from "../shop_signing.ts";
import { TELLS } from "../shop_bodies.ts";
import { visit } from "../visits.ts";

const service = await serviceForFile();
const { api, clock } = service;

const SHARE = {
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};
const DAY_MS = 86_400_000;

/** A campaign whose source signs, and lets pages report. */
async function openShop({
  campaign = {},
  source = {},
}: {
  campaign?: Record<string, unknown>;
  source?: Record<string, unknown>;
} = {}) {
  const setup = await setUp(api, {
    campaign: { goals: [{ key: "sale", ...SHARE }], ...campaign },
  });
  const made = await makeSource(api, setup.advertiser_id, {
    require: "signature",
    secret: SECRET,
    pixel: true,
    ...source,
  });
  const path = `/advertisers/${setup.advertiser_id}/sources/${made.id}`;
  const clickId = async (slug = setup.slug) =>
    (await visit(api, slug)).url?.searchParams.get("click_id") ?? "";
  const report = async (
    given: Record<string, string>,
    { method = "GET", key = made.pixel_key ?? "" } = {},
  ) => {
    const said = new URLSearchParams(given).toString();
    const is_get = method === "GET";
    const answer = await fetch(
      `${api.url}/v1/pixel/${key}.gif${is_get ? `?${said}` : ""}`,
      is_get ? {} : { method, body: new URLSearchParams(given) },
    );
    return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
  };
  const prove = async (given: Record<string, string>) => {
    const said = new URLSearchParams(given).toString();
    const ts = Math.floor(clock.nowMs() / 1000);
    const url = signedUrl(`${new URL(made.url).pathname}?${said}`, { ts });
    const { status, body } = await api.fetch(url);
    return `${status} ${String(body.code ?? body.status)}`;
  };
  const all = async () => {
    const list = `/conversions?campaign_id=${setup.campaign_id}&sort=recorded_at`;
    return (await api.call<{ data: ShownConversion[] }>("GET", list)).data;
  };
  const shown = async () =>
    (await all()).map(
      ({ order_id, status, amount, reason, flags }) =>
        `${order_id} ${status} ${amount} ${reason} ${flags.includes("unproven")}`,
    );
  return { ...setup, made, path, clickId, report, prove, all, shown };
}

describe("a page's report", () => {
  test("waits as pending and unproven, by image or beacon", async () => {
    const { clickId, report, shown } = await openShop();
    const click_id = await clickId();
    const sale = { click_id, order_id: "A-1", amount: "80.00" };
    const { answer, bytes } = await report({ ...sale, status: "approved" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("image/gif");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(new TextDecoder().decode(bytes.slice(0, 6))).toBe("GIF89a");
    const beacon = await report(
      { ...sale, order_id: "A-2" },
      { method: "POST" },
    );
    expect(beacon.answer.status).toBe(204);
    expect(await shown()).toEqual([
      "A-1 pending 80.00 unproven true",
      "A-2 pending 80.00 unproven true",
    ]);
  });

  test("tells nobody whether it was taken", async () => {
    const { clickId, report, shown, made } = await openShop();
    const click_id = await clickId();
    const good = await report({ click_id, order_id: "B-1", amount: "80.00" });
    const bad = [
      await report({ click_id: "0".repeat(32), order_id: "B-2" }),
      await report({ order_id: "B-3" }),
      await report({ click_id, goal: "nothing", order_id: "B-4" }),
      await report({ click_id, order_id: "B-5", amount: "-80.00" }),
      await report({ click_id, order_id: "B-6" }),
      await report({ click_id, order_id: "B-7", amount: "80" }, { key: "x" }),
      // Its own key is proof, and never stands in a page.
      await report({ click_id, order_id: "B-8", amount: "80" }, made),
    ];
    const headersOf = ({ headers }: Response) =>
      [...headers].filter(([name]) => !/^(date|x-request-id)$/.test(name));
    for (const { answer, bytes } of bad) {
      expect([answer.status, ...bytes]).toEqual([200, ...good.bytes]);
      expect(headersOf(answer)).toEqual(headersOf(good.answer));
    }
    expect(await shown()).toEqual(["B-1 pending 80.00 unproven true"]);
    const { status } = await api.fetch(
      `/v1/postback/${made.pixel_key}?click_id=${click_id}&order_id=B-9`,
    );
    expect(status).toBe(404);
  });

  test("is taken only where the source says so, under its present key", async () => {
    const { clickId, report, shown, path } = await openShop();
    const sale = { click_id: await clickId(), amount: "80.00" };
    await api.call("PATCH", path, { pixel: false });
    await report({ ...sale, order_id: "C-1" });
    await api.call("PATCH", path, { pixel: true });
    await api.call("POST", `${path}/rotate-key`, {});
    await report({ ...sale, order_id: "C-2" });
    expect(await shown()).toEqual([]);
  });

  test("names no customer, whose later sales would be its click's", async () => {
    const { clickId, report, prove, all } = await openShop();
    const click_id = await clickId();
    const said = { order_id: "D-1", amount: "80.00", customer_id: "lee" };
    await report({ click_id, ...said });
    expect((await all()).map((one) => one.customer_id)).toEqual([null]);
    const later = { customer_id: "lee", order_id: "D-2", amount: "30.00" };
    expect(await prove(later)).toBe("400 missing_click_id");
  });

  test("is taken a few times for a click, whatever it is for", async () => {
    const { clickId, report, all } = await openShop();
    const click_id = await clickId();
    for (let at = 0; at < 25; at++) {
      await report({ click_id, order_id: `E-${at}`, amount: "80.00" });
    }
    expect(await all()).toHaveLength(20);
    const other = { click_id: await clickId(), amount: "80.00" };
    await report({ ...other, order_id: "E-other" });
    expect(await all()).toHaveLength(21);
  });

  test("doesn't make a silent source look alive, nor a sound one faulty", async () => {
    const { clickId, report, path } = await openShop();
    const click_id = await clickId();
    await report({ click_id, order_id: "F-1", amount: "80.00" });
    await report({ click_id, order_id: "F-2", amount: "nothing" });
    const health = await api.call<{ last_24h: { total: number } }>(
      "GET",
      `${path}/health`,
    );
    expect(health.last_24h.total).toBe(0);
  });
});

describe("a sender that proves itself", () => {
  test("makes the page's sale its own, as it says it, and no second one", async () => {
    const { clickId, report, prove, shown, all } = await openShop();
    const click_id = await clickId();
    await report({ click_id, order_id: "G-1", amount: "999.00" });
    const sale = { click_id, order_id: "G-1", amount: "80.00" };
    expect(await prove({ ...sale, customer_id: "kim" })).toBe("201 approved");
    expect(await shown()).toEqual(["G-1 approved 80.00 null false"]);
    const [sold] = await all();
    expect(sold).toMatchObject({ payout: "4.00", customer_id: "kim" });
    // Later reports of the page don't change the proven sale.
    await report({ click_id, order_id: "G-1", amount: "1.00" });
    await report({ click_id, order_id: "G-1", status: "reversed" });
    expect(await prove(sale)).toBe("200 approved");
    const refund = { ...sale, status: "refunded" };
    expect(await prove(refund)).toBe("200 reversed");
    await report({ click_id, order_id: "G-1", amount: "80.00" });
    expect(await shown()).toEqual(["G-1 reversed 80.00 null false"]);
    const again = { customer_id: "kim", order_id: "G-2", amount: "20.00" };
    expect(await prove(again)).toBe("201 approved");
  });

  test("says the amount itself: a page's is none", async () => {
    const { clickId, report, prove } = await openShop();
    const click_id = await clickId();
    await report({ click_id, order_id: "H-1", amount: "999.00" });
    const missing = { click_id, order_id: "H-1" };
    expect(await prove(missing)).toBe("422 missing_amount");
  });

  test("has its order, whatever other clicks claimed it before", async () => {
    const { clickId, report, prove, shown } = await openShop();
    const [liar, buyer] = [await clickId(), await clickId()];
    await report({ click_id: liar, order_id: "I-1", amount: "80.00" });
    const sale = { click_id: buyer, order_id: "I-1", amount: "80.00" };
    await report(sale);
    expect(await prove(sale)).toBe("201 approved");
    await report({ click_id: liar, order_id: "I-1", amount: "80.00" });
    expect(await shown()).toEqual([
      "I-1 pending 80.00 unproven true",
      "I-1 approved 80.00 null false",
    ]);
  });

  test("isn't confused by many claims of a click", async () => {
    const { clickId, report, prove, shown } = await openShop({
      campaign: { goals: [{ key: "sale", max_per_click: 2, ...SHARE }] },
    });
    const click_id = await clickId();
    for (const order_id of ["J-1", "J-2", "J-3"]) {
      await report({ click_id, order_id, amount: "80.00" });
    }
    expect(await prove({ click_id, amount: "50.00" })).toBe("201 approved");
    const adopting = { click_id, order_id: "J-9", amount: "50.00" };
    expect(await prove(adopting)).toBe("200 approved");
    const second = { click_id, order_id: "J-2", amount: "60.00" };
    expect(await prove(second)).toBe("201 approved");
    expect((await shown()).toSorted()).toEqual([
      "J-1 pending 80.00 unproven true",
      "J-2 approved 60.00 null false",
      "J-3 pending 80.00 unproven true",
      "J-9 approved 50.00 null false",
    ]);
  });

  test("is held against windows and rules as if no page had said anything", async () => {
    const { clickId, report, prove } = await openShop();
    const click_id = await clickId();
    await report({ click_id, order_id: "K-1", amount: "80.00" });
    clock.advance(40 * DAY_MS);
    const sale = { click_id, order_id: "K-1", amount: "80.00" };
    expect(await prove(sale)).toBe("422 late_needs_proof");
  });

  test("counts though somebody rejected what the page said", async () => {
    const { clickId, report, prove, shown, all } = await openShop();
    const click_id = await clickId();
    const sale = { click_id, order_id: "L-1", amount: "80.00" };
    await report(sale);
    const [claim] = await all();
    await api.call("PATCH", `/conversions/${claim?.id}`, {
      status: "rejected",
      reason: "not known",
    });
    expect(await prove(sale)).toBe("201 approved");
    expect(await shown()).toHaveLength(2);
  });

  test("takes caps, which a page's sale doesn't", async () => {
    const { campaign_id, clickId, report, prove, all } = await openShop({
      campaign: { over_cap: "reject" },
    });
    const caps = `/campaigns/${campaign_id}/caps`;
    const cap = { metric: "conversions", period: "day", limit: 1 };
    await api.call("POST", caps, cap);
    const used = async () =>
      (await api.call<{ data: { used: number }[] }>("GET", caps)).data[0]?.used;
    const [one, other] = [await clickId(), await clickId()];
    const saleOf = (click_id: string) => ({
      click_id,
      order_id: `M-${click_id}`,
      amount: "80.00",
    });
    await report(saleOf(one));
    await report(saleOf(other));
    expect(await all()).toHaveLength(2);
    expect(await used()).toBe(0);
    clock.advance(60_000);
    while (await service.scheduler.runOnce());
    expect(await used()).toBe(0);
    expect(await prove(saleOf(one))).toBe("201 approved");
    expect(await used()).toBe(1);
    expect(await prove(saleOf(other))).toBe("422 cap_reached");
    clock.advance(60_000);
    while (await service.scheduler.runOnce());
    expect(await used()).toBe(1);
  });
});

test("a shop's order that names no click isn't given to whoever claimed it", async () => {
  const { clickId, report, shown, made } = await openShop({
    source: {
      preset: "shopify",
      require: "token",
      secret: undefined,
      secrets: [SHOP_SECRETS.shopify],
    },
  });
  const click_id = await clickId();
  const at = isoTime(clock.nowMs());
  const order = { id: "7001", amount: "80.00", at };
  await report({ click_id, order_id: order.id, amount: "80.00" });
  const send = async (of: string | null) => {
    const { body, topic } = TELLS.shopify.sale({ ...order, click_id: of });
    const sent = signedBy("shopify", body, { now_ms: clock.nowMs(), topic });
    const { headers, text } = sent;
    const path = new URL(made.url).pathname;
    const init = { method: "POST", headers, body: text };
    return (await api.fetch(path, init)).body.outcome;
  };
  expect(await send(null)).toBe("ignored");
  expect(await shown()).toEqual(["7001 pending 80.00 unproven true"]);
  expect(await send(click_id)).toBe("recorded");
  expect(await shown()).toEqual(["7001 approved 80.00 null false"]);
});

test("judging a page's report again approves nothing", async () => {
  const { clickId, report, shown, advertiser_id } = await openShop();
  const click_id = await clickId();
  await report({ click_id, order_id: "N-1", amount: "80.00" });
  const { data } = await api.call<{ data: { id: string }[] }>(
    "GET",
    `/postbacks?advertiser_id=${advertiser_id}`,
  );
  await api.call("POST", `/postbacks/${data[0]?.id}/replay`, {});
  expect(await shown()).toEqual(["N-1 pending 80.00 unproven true"]);
});

test("what pages and senders said of the same sales adds up in the ledger", async () => {
  const verified = await api.call<{ ok: boolean }>("GET", "/ledger/verify");
  expect(verified).toMatchObject({ ok: true });
});

test("a sender's proof makes it its sale also after pages may report no more", async () => {
  const { clickId, report, prove, path, shown } = await openShop();
  const click_id = await clickId();
  await report({ click_id, order_id: "AB-1", amount: "80.00" });
  await api.call("PATCH", path, { pixel: false });
  expect(await prove({ click_id, order_id: "AB-1", amount: "60.00" })).toBe(
    "201 approved",
  );
  expect(await shown()).toEqual(["AB-1 approved 60.00 null false"]);
  const { status } = await api.try("DELETE", path);
  expect(status).toBe(409);
});
