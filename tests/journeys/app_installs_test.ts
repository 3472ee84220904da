// A link to a store loses its parameters on the way, but for what the store hands on. What an app says
// of itself anybody could say: it opens the right page, and pays nobody.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource, SECRET, signedUrl } from "../senders.ts";
import { AGENTS, drainAll, visit } from "../visits.ts";

const service = await serviceForFile();
const { api, clock } = service;

const PACKAGE = "com.northwind.shoes";
const PLAY = `https://play.google.com/store/apps/details?id=${PACKAGE}`;
const GOALS = [
  {
    key: "install",
    revenue: { type: "fixed", amount: "3.00" },
    payout: { type: "fixed", amount: "2.00" },
  },
  { key: "purchase", revenue: { type: "as_sent" }, payout: { type: "none" } },
];
const DEEP_LINK = "https://shop.example/shoes/7";
const UUID_8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/;
const TOKEN = "a-token-of-enough-characters";

interface Shown extends Record<string, unknown> {
  id: string;
}

/** A campaign that promotes an app in Play, and a click on its way there. */
async function appWorld(campaign: Record<string, unknown> = {}) {
  const made = await setUp(api, {
    campaign: {
      goals: GOALS,
      destination_url: PLAY,
      deep_link_hosts: ["shop.example"],
      ...campaign,
    },
  });
  const query = `?sub1=spring&url=${encodeURIComponent(DEEP_LINK)}`;
  return { ...made, query };
}

/** A click that goes to the store, as an app gets its referrer. */
async function storeClick(slug: string, query = "") {
  const visited = await visit(api, slug, { user_agent: AGENTS.android, query });
  const referrer = visited.url?.searchParams.get("referrer") ?? "";
  return { referrer, click_id: /click_id=(\w+)/.exec(referrer)?.[1] ?? "" };
}

async function install(
  body: unknown,
  { headers = {}, query = "" }: { headers?: object; query?: string } = {},
) {
  return await api.fetch(`/v1/install${query}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

async function conversionsOf(campaign_id: number) {
  const { data } = await api.call<{ data: Shown[] }>(
    "GET",
    `/conversions?campaign_id=${campaign_id}`,
  );
  return data;
}

const seconds = (ms: number) => Math.floor(ms / 1_000);

describe("a link to Play", () => {
  test("carries the click id in its referrer, once, beside what it has", async () => {
    const { slug } = await appWorld();
    const { url } = await visit(api, slug, { user_agent: AGENTS.android });
    const referrer = new URLSearchParams(
      url?.searchParams.get("referrer") ?? "",
    );
    expect(referrer.get("click_id")).toMatch(/^[0-9a-z]{32}$/);
    const own = `${PLAY}&referrer=utm_source%3Dours%26click_id%3D{click_id}`;
    const macro = await appWorld({ destination_url: own });
    const there = await visit(api, macro.slug, { user_agent: AGENTS.android });
    const sent = there.url?.searchParams.getAll("referrer") ?? [];
    expect(sent).toHaveLength(1);
    const pairs = new URLSearchParams(sent[0]);
    expect(pairs.get("utm_source")).toBe("ours");
    expect(pairs.getAll("click_id")).toHaveLength(1);
  });
});

describe("an install that the app reports", () => {
  test("waits as pending, gives the deep link and labels, and may be repeated", async () => {
    const { campaign_id, slug, link_id } = await appWorld();
    const { url } = await visit(api, slug, {
      user_agent: AGENTS.android,
      query: `?sub1=spring&deep_link=${encodeURIComponent(DEEP_LINK)}`,
    });
    const click_id = url?.searchParams.get("click_id") ?? "";
    await drainAll(service);
    clock.advance(60_000);
    const at = seconds(clock.nowMs());
    const report = {
      referrer: `utm_source=x&click_id=${click_id}`,
      package: PACKAGE,
      referrer_click_at: at - 40,
      install_begin_at: at - 30,
      referrer_click_server_at: at - 41,
      install_begin_server_at: at - 31,
      install_version: "1.2.3",
      google_play_instant: false,
    };
    const first = await install(report, { headers: { origin: "null" } });
    expect(first.status).toBe(201);
    expect(first.headers.get("access-control-allow-origin")).toBe("*");
    const given = {
      ...{ click_id, deep_link: DEEP_LINK, sub1: "spring" },
      app_account_token: expect.stringMatching(UUID_8) as string,
    };
    expect(first.body).toMatchObject({
      outcome: "recorded",
      status: "pending",
      reason: "unproven",
      ...given,
    });
    const again = await install(report);
    expect([again.status, again.body]).toMatchObject([
      200,
      { outcome: "duplicate", ...given },
    ]);
    const other = await install({ ...report, install_begin_at: at - 3 });
    expect(other.body).toMatchObject({ outcome: "duplicate", click_id });
    expect(other.body).not.toHaveProperty("deep_link");
    const [conversion, ...more] = await conversionsOf(campaign_id);
    expect(more).toEqual([]);
    expect(conversion).toMatchObject({
      goal_key: "install",
      status: "pending",
      proof: "none",
      link_id,
      flags: [],
      install: {
        via: "referrer",
        package: PACKAGE,
        install_version: "1.2.3",
        is_instant: false,
        referrer_click_at: new Date((at - 40) * 1_000).toISOString(),
        install_begin_server_at: new Date((at - 31) * 1_000).toISOString(),
      },
    });
  });

  test("says nothing of money, goal, order or status", async () => {
    const { campaign_id, slug, advertiser_id } = await appWorld();
    await makeSource(api, advertiser_id, { require: "token" });
    const { click_id } = await storeClick(slug);
    const { status, body } = await install({
      click_id,
      goal: "purchase",
      status: "approved",
      amount: "900.00",
      revenue: "900.00",
      payout: "900.00",
      order_id: "A-1",
    });
    expect([status, body.status]).toEqual([201, "pending"]);
    expect(await conversionsOf(campaign_id)).toMatchObject([
      { goal_key: "install", order_id: null, amount: null, payout: "2.00" },
    ]);
  });

  test("doesn't make a customer that it guesses its click's", async () => {
    const { slug, advertiser_id } = await appWorld();
    const { url } = await makeSource(api, advertiser_id);
    const { click_id } = await storeClick(slug);
    const told = await install({ click_id, customer_id: "guessed" });
    expect(told.status).toBe(201);
    const sold = await fetch(`${url}?customer_id=guessed&goal=purchase`);
    expect(await sold.json()).toMatchObject({ code: "missing_click_id" });
  });

  test("is nobody's where it names an order in place of its click", async () => {
    const { slug } = await appWorld();
    const { click_id } = await storeClick(slug);
    const sale = await api.postback({ click_id, order_id: "O-1" });
    const order_id = String(sale.body["conversion_id"]);
    const guessed = await install({ order_id, package: PACKAGE });
    expect(guessed.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(guessed.body)).not.toContain(click_id);
  });

  test("is flagged where the click came after the install began", async () => {
    const { campaign_id, slug } = await appWorld();
    const { referrer } = await storeClick(slug);
    clock.advance(60_000);
    const at = seconds(clock.nowMs());
    await install({
      referrer,
      referrer_click_server_at: at - 5,
      install_begin_server_at: at - 20,
    });
    expect(await conversionsOf(campaign_id)).toMatchObject([
      { flags: ["click_after_install"], status: "pending" },
    ]);
  });

  test("is rejected by a rule on that flag", async () => {
    const { campaign_id, slug } = await appWorld();
    await api.call("POST", "/conversion-rules", {
      campaign_id,
      field: "flag",
      op: "eq",
      values: ["click_after_install"],
      action: "reject",
      reason: "click injection",
    });
    const { referrer } = await storeClick(slug);
    const at = seconds(clock.nowMs());
    const { body } = await install({ referrer, install_begin_at: at - 60 });
    expect(body).toMatchObject({
      status: "rejected",
      reason: "click injection",
    });
  });
});

describe("an install that the app's server reports", () => {
  test("is proven by the source's token or signature, and approved", async () => {
    const { slug, advertiser_id } = await appWorld();
    const source = await makeSource(api, advertiser_id, {
      require: "token",
      secret: SECRET,
    });
    await api.call(
      "POST",
      `/advertisers/${advertiser_id}/sources/${source.id}/rotate-token`,
      { token: TOKEN },
    );
    const by_token = await install(
      { referrer: (await storeClick(slug)).referrer, package: PACKAGE },
      { headers: { authorization: `Bearer ${TOKEN}` } },
    );
    expect(by_token.body).toMatchObject({
      outcome: "recorded",
      status: "approved",
    });
    const body = JSON.stringify({
      referrer: (await storeClick(slug)).referrer,
    });
    const ts = seconds(clock.nowMs());
    const signed = signedUrl("/v1/install", { method: "POST", ts, body });
    const query = signed.slice(signed.indexOf("?"));
    const by_signature = await install(body, { query });
    expect(by_signature.body).toMatchObject({ status: "approved" });
    const { referrer } = await storeClick(slug);
    for (const [wrong, code] of [
      [{ headers: { authorization: "Bearer wrong" } }, "bad_token"],
      [{ query: `?ts=${ts}&sig=${"0".repeat(64)}` }, "bad_signature"],
    ] as const) {
      const answer = await install({ referrer }, wrong);
      expect([answer.status, answer.body.code]).toEqual([401, code]);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    }
  });

  test("confirms the one that the app reported", async () => {
    const { campaign_id, slug, advertiser_id } = await appWorld();
    const source = await makeSource(api, advertiser_id, { require: "token" });
    await api.call(
      "POST",
      `/advertisers/${advertiser_id}/sources/${source.id}/rotate-token`,
      { token: TOKEN },
    );
    const { referrer } = await storeClick(slug);
    await install({ referrer });
    const headers = { authorization: `Bearer ${TOKEN}` };
    const confirmed = await install({ referrer }, { headers });
    expect(confirmed.body).toMatchObject({
      outcome: "updated",
      status: "approved",
    });
    expect((await install({ referrer })).body.outcome).toBe("duplicate");
    expect(await conversionsOf(campaign_id)).toMatchObject([
      { status: "approved" },
    ]);
  });
});

describe("an install that can't be right", () => {
  test("is named, whatever it is", async () => {
    const { campaign_id, slug } = await appWorld();
    const { referrer, click_id } = await storeClick(slug);
    const later = seconds(clock.nowMs()) + 86_400;
    for (const [report, status, code] of [
      ["{", 400, "malformed"],
      [{}, 400, "missing_click_id"],
      [{ referrer: "utm_source=google-play" }, 400, "missing_click_id"],
      [{ click_id: `${click_id.slice(0, 31)}!` }, 400, "invalid_click_id"],
      [{ referrer: `${referrer}&x=${"y".repeat(8_192)}` }, 400, "malformed"],
      [{ referrer, package: "com.other.app" }, 422, "foreign_package"],
      [{ referrer, install_begin_at: later }, 422, "invalid_time"],
      [{ referrer, referrer_click_server_at: later }, 422, "invalid_time"],
      [{ referrer, install_begin_at: "yesterday" }, 422, "invalid_time"],
      [{ referrer, install_begin_at: -1 }, 422, "invalid_time"],
    ] as const) {
      const answer = await install(report);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
    expect((await api.fetch("/v1/install")).status).toBe(405);
    expect(await conversionsOf(campaign_id)).toEqual([]);
  });

  test("needs a goal for installs, which the campaign may name", async () => {
    const [first = {}] = GOALS;
    const { campaign_id, slug } = await appWorld({
      goals: [{ ...first, key: "first_open" }],
    });
    const { referrer } = await storeClick(slug);
    const refused = await install({ referrer });
    expect([refused.status, refused.body.code]).toEqual([422, "unknown_goal"]);
    const path = `/campaigns/${campaign_id}/app`;
    const unknown = await api.try("PUT", path, { install_goal: "nothing" });
    expect(unknown.status).toBe(422);
    await api.call("PUT", path, { install_goal: "first_open" });
    expect((await install({ referrer })).status).toBe(201);
  });

  test("is let through to a page in the app by its preflight", async () => {
    const { status, headers } = await api.fetch("/v1/install", {
      method: "OPTIONS",
    });
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-headers")).toBe("content-type");
  });
});
