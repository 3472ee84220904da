// An affiliate that lets its network tell an ad platform gives it a key to its ad account, and
// answers for what visitors agreed to.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { AD_TOKEN, eventsOf, metaDouble, tiktokDouble } from "../ad_doubles.ts";
import type { AdDouble } from "../ad_doubles.ts";
import { openAds } from "../ads_world.ts";
import { deliveryOf } from "../deliveries.ts";
import type { Setup } from "../factory.ts";
import { ADDRESSES, AGENTS } from "../visits.ts";

const PAGE = "https://landing.example/shoes";
const { api, clock, db, log, events, ...ads } = await openAds();
const { newSetup, tell, pathOf, sell, send } = ads;

let meta: AdDouble;
let setup: Setup;
beforeEach(async () => {
  meta = metaDouble(clock);
  setup = await newSetup();
});
afterEach(() => meta.stop());

const META = { preset: "meta", ad: { page_url: PAGE } };

describe("a visitor who didn't agree", () => {
  test.each([
    "consent=denied",
    "ad_user_data=0",
    "consent=1&ad_user_data=denied",
  ])(
    "is told of by the click id alone, with the use limited: %s",
    async (query) => {
      await tell(setup, meta, META);
      await sell(setup, `?fbclid=no&em=${"a".repeat(64)}&${query}`);
      await send();
      const [event] = eventsOf(meta.last.body);
      expect(event).toMatchObject({
        action_source: "other",
        data_processing_options: ["LDU"],
        data_processing_options_country: 0,
        data_processing_options_state: 0,
      });
      expect(Object.keys(event?.user_data ?? {})).toEqual(["fbc"]);
    },
  );

  test("is each of them where the endpoint says so, but for those whose click says otherwise", async () => {
    await tell(setup, meta, {
      ...META,
      ad: { page_url: PAGE, consent: "denied" },
    });
    await sell(setup, "?fbclid=1");
    await sell(setup, `?fbclid=2&consent=granted&em=${"AB".repeat(32)}`);
    await send();
    const users = eventsOf(meta.last.body).map(({ user_data }) => user_data);
    expect(users).toHaveLength(2);
    expect(users).toContainEqual({ fbc: expect.stringMatching(/\.1$/) });
    expect(users).toContainEqual({
      fbc: expect.stringMatching(/\.2$/),
      client_ip_address: ADDRESSES.US,
      client_user_agent: AGENTS.windows,
      em: ["ab".repeat(32)],
    });
  });

  test("has the hashes of an advertiser's buyer passed on where the campaign shares what it says", async () => {
    const email = "ab".repeat(32);
    const parameters = { em: email.toUpperCase(), ph: "12".repeat(32) };
    for (const share_amount of [true, false]) {
      setup = await newSetup({ share_amount });
      await tell(setup, meta, META);
      await sell(setup, "?fbclid=1", parameters);
    }
    await send();
    const users = [...meta.counted.values()].map(({ user_data }) => user_data);
    expect(users).toHaveLength(2);
    expect(users[0]).toMatchObject({ em: [email], ph: ["12".repeat(32)] });
    expect(Object.keys(users[1] ?? {})).not.toContain("em");
  });

  test("an email that isn't hashed is kept with no conversion, and refuses none", async () => {
    const click_id = await api.click(setup.slug);
    const query = `click_id=${click_id}&adv1=x&em=a@b.example&em=c@d.example`;
    const { status, body } = await api.fetch(`/v1/postback?${query}&ph=1&ph=2`);
    expect(status).toBe(201);
    const path = `/conversions/${String(body.conversion_id)}`;
    expect(await api.call("GET", path)).toMatchObject({ adv: { adv1: "x" } });
  });

  test("an email that isn't hashed is passed on to nobody", async () => {
    await tell(setup, meta, META);
    await sell(setup, "?fbclid=1&em=a%40b.example&ph=491234567");
    await send();
    expect(meta.last.text).not.toContain("b.example");
    expect(meta.last.text).not.toContain("491234567");
  });
});

describe("an ad platform's access", () => {
  test("is in no answer, try, event or log, and in clear nowhere in the database", async () => {
    const endpoint = await tell(setup, meta, META);
    expect(endpoint.credential).toMatchObject({ masked: "EAA…890" });
    meta.answers.push(
      Response.json(
        { error: { code: 1, message: `Bad token ${AD_TOKEN}` } },
        { status: 500, headers: { "x-echo": AD_TOKEN } },
      ),
    );
    const conversion_id = await sell(setup, "?fbclid=leak");
    await send();
    const path = pathOf(setup, endpoint);
    await api.call("PATCH", path, { credential: AD_TOKEN.toLowerCase() });
    const shown = JSON.stringify([
      await deliveryOf(api, conversion_id),
      await api.call("GET", path),
      await api.call("GET", "/audit?limit=100"),
      [log, events],
    ]);
    const tables = [
      "delivery_attempts",
      "deliveries",
      "endpoints",
      "audit",
      "network_events",
      "endpoint_health",
    ];
    const stored = [];
    for (const table of tables) {
      const name = sql.identifier(table);
      stored.push(await db.execute(sql`select t::text from ${name} as t`));
    }
    for (const text of [shown, JSON.stringify(stored)]) {
      expect(text.length).toBeGreaterThan(100);
      expect(text).not.toContain(AD_TOKEN);
      expect(text).not.toContain(AD_TOKEN.toLowerCase());
      expect(text).not.toContain(Buffer.from(AD_TOKEN).toString("hex"));
    }
  });

  test("goes to no other address unless it is given again", async () => {
    const endpoint = await tell(setup, meta, META);
    const path = pathOf(setup, endpoint);
    const elsewhere = { domain: "https://elsewhere.example" };
    const refused = await api.try("PATCH", path, elsewhere);
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ field: "credential" }] },
    });
    const again = { ...elsewhere, credential: "another-token" };
    const changed = await api.call("PATCH", path, again);
    expect(changed).toMatchObject({
      url: "https://elsewhere.example/v24.0/1234567890/events",
    });
    const own = await api.call("PATCH", path, { url: "https://own.example/" });
    expect(own).toMatchObject({ preset: null, ad: null, credential: null });
  });
});

describe("TikTok", () => {
  let tiktok: AdDouble;
  const TIKTOK = { preset: "tiktok", ad: { account: "C4A1B2C3D4E5F6G7H8I9" } };
  beforeEach(() => void (tiktok = tiktokDouble()));
  afterEach(() => tiktok.stop());

  test("is told of a sale with its click id", async () => {
    await tell(setup, tiktok, {
      ...TIKTOK,
      ad: { ...TIKTOK.ad, event: "CompletePayment", page_url: PAGE },
    });
    const conversion_id = await sell(setup, "?TTCLID=E.C.P.xYz");
    await send();
    expect(tiktok.last.body).toEqual({
      event_source: "web",
      event_source_id: "C4A1B2C3D4E5F6G7H8I9",
      data: [
        {
          event: "CompletePayment",
          event_time: Math.floor(clock.nowMs() / 1000),
          event_id: conversion_id,
          user: {
            ttclid: "E.C.P.xYz",
            ip: ADDRESSES.US,
            user_agent: AGENTS.windows,
          },
          page: { url: PAGE },
          properties: { value: 12.5, currency: "USD" },
        },
      ],
    });
  });

  test("that answers 200 with a code of its own has not heard", async () => {
    await tell(setup, tiktok, TIKTOK);
    const says = (code: number) =>
      Response.json({ code, message: "Not now", data: {} });
    tiktok.answers.push(says(50_000), says(40_100));
    const good = await sell(setup, "?ttclid=good");
    await send();
    expect(await deliveryOf(api, good)).toMatchObject({
      state: "due",
      reason: "HTTP 200: 50000: Not now",
    });
    clock.advance(60_000);
    await send();
    expect(await deliveryOf(api, good)).toMatchObject({
      state: "due",
      reason: "HTTP 200: 40100: Not now",
    });
    const bad = await sell(setup, "?ttclid=refused");
    clock.advance(600_000);
    await send();
    expect([...tiktok.counted.keys()]).toEqual([good]);
    expect(await deliveryOf(api, bad)).toMatchObject({
      state: "cancelled",
      reason: expect.stringContaining("Invalid ttclid"),
    });
  });

  test("that refuses the token switches the endpoint off", async () => {
    const wrong = { ...TIKTOK, credential: "not-the-token" };
    const endpoint = await tell(setup, tiktok, wrong);
    await sell(setup, "?ttclid=1");
    await send();
    expect(await api.call("GET", pathOf(setup, endpoint))).toMatchObject({
      enabled: false,
      disabled_reason: expect.stringContaining("Access token is incorrect"),
    });
  });
});

describe("a test of an ad platform's endpoint", () => {
  test("needs the code of its test screen, and counts nowhere", async () => {
    const endpoint = await tell(setup, meta, META);
    const path = pathOf(setup, endpoint);
    const refused = await api.try("POST", `${path}/test`);
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ field: "ad.test_code" }] },
    });
    expect(meta.heard).toEqual([]);
    await api.call("PATCH", path, { ad: { test_code: "TEST12345" } });
    clock.advance(5_000);
    const tested = await api.call("POST", `${path}/test`);
    expect(tested).toMatchObject({ heard: true, reason: null });
    expect(meta.last.body.test_event_code).toBe("TEST12345");
    expect(meta.tried).toHaveLength(1);
    expect(meta.counted.size).toBe(0);
    expect(JSON.stringify(tested)).not.toContain(AD_TOKEN);
    await sell(setup, "?fbclid=real");
    await send();
    expect(meta.last.body.test_event_code).toBeUndefined();
    expect(meta.counted.size).toBe(1);
  });

  test("says why a conversion would not be told", async () => {
    const endpoint = await tell(setup, meta, {
      ...META,
      ad: { ...META.ad, test_code: "TEST12345" },
    });
    const conversion_id = await sell(setup, "?sub1=x");
    await ads.deliverer.runOnce();
    const tested = await api.call("POST", `${pathOf(setup, endpoint)}/test`, {
      conversion_id,
    });
    expect(tested).toMatchObject({
      heard: false,
      reason: expect.stringContaining("its click has no id of Meta"),
      response: null,
    });
    expect(meta.heard).toEqual([]);
  });
});

describe("an endpoint of an ad platform is refused with", () => {
  test.each<[string, object, string]>([
    ["no access", { credential: undefined }, "credential"],
    ["an access with spaces", { credential: "a b" }, "credential"],
    ["no account", { ad: { account: "" } }, "ad.account"],
    [
      "an account that leads elsewhere",
      { ad: { account: "1/x?" } },
      "ad.account",
    ],
    ["no event", { ad: { event: " " } }, "ad.event"],
    ["two events for all goals", { ad: { event: "A, B" } }, "ad.event"],
    ["a page that is none", { ad: { page_url: "shop" } }, "ad.page_url"],
    [
      "a state that it takes nothing back for",
      { statuses: ["reversed"] },
      "statuses",
    ],
    ["an address of its own", { url: "https://x.example/" }, "url"],
    ["a body of its own", { body: "{}" }, "body"],
    [
      "a macro that holds no click id",
      { ad: { click_id_in: "ip" } },
      "ad.click_id_in",
    ],
  ])("%s", async (_, change, field) => {
    const { ad, ...more } = change as { ad?: object };
    const body = {
      preset: "meta",
      credential: AD_TOKEN,
      ad: { account: "1234567890", event: "Purchase", ...ad },
      ...more,
    };
    const path = `/affiliates/${setup.affiliate_id}/postbacks`;
    const refused = await api.try("POST", path, body);
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ field }] },
    });
  });
});
