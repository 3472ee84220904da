// Not every click is a redirect: a page, a server or an app may get the id directly. Such an id
// converts like any other.
import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { clickEntries, countedEntries } from "../block_counts.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import {
  ADDRESSES,
  AGENTS,
  BEHIND_PROXY,
  drainAll,
  storedClick,
  storedClicks,
  visit,
} from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api } = service;
const partner = new PartnerReceiver();
afterAll(() => partner.stop());

interface Taken {
  click_id: string;
  verdict: string;
  reason?: string | null;
  url?: string | null;
}

describe("the beacon", () => {
  const send = (slug: string, init: RequestInit, query = "") =>
    api.fetch<Taken>(`/c/${slug}/beacon${query}`, { method: "POST", ...init });

  test("gives any page an id that converts, from a body as sendBeacon sends it", async () => {
    const { slug, link_id } = await setUp(api);
    const answer = await send(
      slug,
      {
        headers: {
          "content-type": "text/plain;charset=UTF-8",
          origin: "https://shop.example",
          referer: "https://shop.example/page",
          "user-agent": AGENTS.iphone,
          "x-forwarded-for": ADDRESSES.GB,
        },
        body: "sub1=from%20body&click_ref=R-1",
      },
      "?sub2=from+query",
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const { click_id, verdict } = answer.body;
    expect(verdict).toBe("sent");
    const sold = await api.postback({ click_id, order_id: "beacon" });
    expect(sold.status).toBe(201);
    expect(await storedClick(service, click_id)).toMatchObject({
      link_id,
      sub1: "from body",
      sub2: "from query",
      click_ref: "R-1",
      country: "GB",
      user_agent: AGENTS.iphone,
      referrer: "https://shop.example/page",
    });
  });

  test("takes a form, answers a preflight, and counts nothing but a POST", async () => {
    const { slug, link_id } = await setUp(api);
    const preflight = await send(slug, { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-methods")).toBe("POST");
    expect((await send(slug, { method: "GET" })).status).toBe(405);
    expect((await send("nothing1", {})).status).toBe(404);
    const large = { body: "x".repeat(16_385) };
    expect((await send(slug, large)).status).toBe(413);
    expect(await storedClicks(service, link_id)).toEqual([]);
    const form = await send(slug, { body: new URLSearchParams({ s1: "a&b" }) });
    expect(await storedClick(service, form.body.click_id)).toMatchObject({
      sub1: "a&b",
    });
  });

  test("tells a page whose campaign is paused so, and keeps the click", async () => {
    const { slug } = await setUp(api, { campaign: { status: "paused" } });
    const { body } = await send(slug, {});
    expect(body.verdict).toBe("paused");
    const click = await storedClick(service, body.click_id);
    expect(click.verdict).toBe("paused");
  });
});

describe("POST /api/v1/clicks", () => {
  test("gives a server an id that converts, for the visitor that it names", async () => {
    const { slug, link_id } = await setUp(api);
    const made = await api.try<Taken>("POST", "/clicks", {
      slug,
      params: { s1: "ä & b", gclid: "g-1" },
      ip: ADDRESSES.NL,
      user_agent: AGENTS.android,
      referrer: "https://blog.example/",
    });
    expect(made.status).toBe(201);
    const { click_id } = made.body;
    expect(made.body).toEqual({
      click_id,
      url: `https://shop.example/landing?click_id=${click_id}`,
      verdict: "sent",
      reason: null,
    });
    expect((await api.postback({ click_id })).status).toBe(201);
    expect(await storedClick(service, click_id)).toMatchObject({
      link_id,
      sub1: "ä & b",
      params: { gclid: "g-1" },
      country: "NL",
      ip: ADDRESSES.NL,
      user_agent: AGENTS.android,
      referrer: "https://blog.example/",
    });
  });

  test("is for those who may, and for links that there are", async () => {
    const { slug } = await setUp(api);
    const body = JSON.stringify({ slug });
    const headers = { "content-type": "application/json" };
    const stranger = await api.fetch("/api/v1/clicks", {
      method: "POST",
      headers,
      body,
    });
    expect(stranger.status).toBe(401);
    const unknown = await api.try("POST", "/clicks", { slug: "nothing1" });
    expect(unknown.status).toBe(404);
    expect((await api.try("POST", "/clicks", {})).status).toBe(422);
    for (const name of ["user_agent", "referrer", "ip"]) {
      const odd = { slug, [name]: "a\0b" };
      expect((await api.try("POST", "/clicks", odd)).status).toBe(422);
    }
  });
});

test("a test click runs through to the affiliate's postback, and books nothing", async () => {
  const { link_id, affiliate_id } = await setUp(api, {
    campaign: { currency: "CHF" },
  });
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: `${partner.url}/pb?test={is_test}&payout={payout}&c={click_id}`,
  });
  const path = `/links/${link_id}/test-click`;
  const { click_id, verdict } = await api.call<Taken>("POST", path);
  expect(verdict).toBe("sent");
  const sold = await api.postback({ click_id, order_id: "T-1" });
  expect(sold.status).toBe(201);
  const id = String(sold.body.conversion_id);
  expect(await api.call("GET", `/conversions/${id}`)).toMatchObject({
    status: "approved",
    flags: ["test"],
  });
  await service.deliverer.runOnce();
  const [told, ...more] = partner.received.map(({ url }) => url.search);
  expect(told).toBe(`?test=1&payout=12.50&c=${click_id}`);
  expect(more).toEqual([]);
  const click = await storedClick(service, click_id);
  expect(click.marks).toContain("test");
  const reversal = { click_id, order_id: "T-1", status: "refunded" };
  expect((await api.postback(reversal)).body).toMatchObject({
    outcome: "updated",
  });
  const accounts = await api.call<{ data: { currency: string }[] }>(
    "GET",
    "/ledger/accounts",
  );
  expect(accounts.data.map(({ currency }) => currency)).not.toContain("CHF");
});

describe("the claim of an app", () => {
  const claim = (click_id: string) => api.fetch(`/v1/click/${click_id}/claim`);

  test("gives the deep link and the labels once", async () => {
    const { slug } = await setUp(api, {
      campaign: { deep_link_hosts: ["shop.example"] },
    });
    const query =
      "?sub1=spring&source=blog&click_ref=R-9&dl=https%3A%2F%2Fshop.example%2Fp%2F7&gclid=x";
    const { click_id } = await visit(api, slug, { query });
    const early = await claim(click_id);
    expect(early.status).toBe(404);
    expect(early.body).toMatchObject({ code: "unknown_click" });
    expect(Number(early.headers.get("retry-after"))).toBeGreaterThan(0);
    await drainAll(service);
    const method = "HEAD";
    const head = await api.fetch(`/v1/click/${click_id}/claim`, { method });
    expect(head.status).toBe(405);
    const first = await claim(click_id.toUpperCase());
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      app_account_token: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-/,
      ),
      deep_link: "https://shop.example/p/7",
      sub1: "spring",
      source: "blog",
      click_ref: "R-9",
    });
    const second = await claim(click_id);
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: "already_claimed" });
  });

  test("goes to one of those that ask at once", async () => {
    const { slug } = await setUp(api);
    const { click_id } = await visit(api, slug);
    await drainAll(service);
    const claims = Array.from({ length: 8 }, () => claim(click_id));
    const codes = (await Promise.all(claims)).map(({ status }) => status);
    expect(codes.sort()).toEqual([200, ...Array(7).fill(409)]);
  });

  test("refuses what is no click id", async () => {
    for (const id of ["abc", "u".repeat(32), "1".repeat(33)]) {
      const { status, body } = await claim(id);
      expect({ status, code: body.code }).toEqual({
        status: 400,
        code: "invalid_click_id",
      });
    }
  });
});

test("forgetting a visitor takes out who it was and leaves what the click is worth", async () => {
  const { slug } = await setUp(api);
  const visitor = {
    query: "?sub1=kept&idfa=I-1",
    ip: ADDRESSES.GB,
    referrer: "https://blog.example/",
  };
  const { click_id } = await visit(api, slug, visitor);
  await drainAll(service);
  const path = `/clicks/${click_id}`;
  const gone = await api.try("DELETE", `${path}/personal-data`);
  expect(gone.status).toBe(204);
  expect(await api.call("GET", path)).toMatchObject({
    ip: null,
    user_agent: null,
    referrer: null,
    params: null,
    device: "desktop",
    os: "windows",
    browser: "chrome",
    sub1: "kept",
    country: "GB",
    verdict: "sent",
  });
  const [left] = await service.db.execute<{ n: number }>(
    sql`select count(*)::int as n from clicks c
      where c::text like ${`%${ADDRESSES.GB}%`} and c.sub1 = 'kept'`,
  );
  expect(left?.n).toBe(0);
  const agents = await service.db.execute(
    sql`select u.user_agent, u.os_version from clicks c
      join user_agents u using (ua_id) where c.sub1 = 'kept'`,
  );
  expect([...agents]).toEqual([{ user_agent: "", os_version: null }]);
  expect(await countedEntries(service.db, "click")).toEqual(
    await clickEntries(service.db),
  );
  expect((await api.try("DELETE", `${path}/personal-data`)).status).toBe(204);
  expect(await api.call("GET", path)).toMatchObject({ device: "desktop" });
  expect((await api.postback({ click_id })).status).toBe(201);
  const nobody = await api.try("DELETE", "/clicks/none/personal-data");
  expect(nobody.status).toBe(404);
});
