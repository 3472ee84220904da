// Each ad platform has its own names, its own way to refuse, and its own idea of a test: told in another's
// way it would count nothing, or count a test.
import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { AD_TOKEN, eventsOf } from "../ad_doubles.ts";
import type { AdDouble } from "../ad_doubles.ts";
import { openAds } from "../ads_world.ts";
import { deliveryOf } from "../deliveries.ts";
import type { Setup } from "../factory.ts";
import {
  linkedinDouble,
  nativeDouble,
  pinterestDouble,
  redditDouble,
  snapDouble,
} from "../more_ad_doubles.ts";
import { ADDRESSES, AGENTS } from "../visits.ts";

const DAY_MS = 24 * 3_600_000;
const PAGE = "https://landing.example/";
/** More labels than are kept of a link. */
const LABELS = Array.from({ length: 20 }, (_, at) => `utm_${at}=v`).join("&");
const { api, clock, ...ads } = await openAds();
const { newSetup, tell, pathOf, sell, send } = ads;

let setup: Setup;
beforeEach(async () => void (setup = await newSetup()));

interface Case {
  preset: string;
  double: AdDouble;
  ad: object;
  /** The parameter with its click id. */
  param: string;
  age_days: number;
  /** Whether one bad event refuses all of its request. */
  refuses_all: boolean;
}

const CASES: Case[] = [
  {
    preset: "snapchat",
    double: snapDouble(clock),
    ad: { account: "67d34640-b7a4-4a00", event: "PURCHASE", page_url: PAGE },
    param: "ScCid",
    age_days: 37,
    refuses_all: true,
  },
  {
    preset: "pinterest",
    double: pinterestDouble(),
    ad: { account: "549755885175", event: "checkout", page_url: PAGE },
    param: "epik",
    age_days: 7,
    refuses_all: false,
  },
  {
    preset: "reddit",
    double: redditDouble(clock),
    ad: {
      ...{ account: "a2_hwf6", event: "Purchase", page_url: PAGE },
      test_code: "t2_20lcx",
    },
    param: "rdt_cid",
    age_days: 7,
    refuses_all: true,
  },
  {
    preset: "linkedin",
    double: linkedinDouble(),
    ad: { account: "", event: "104012" },
    param: "li_fat_id",
    age_days: 90,
    refuses_all: false,
  },
];
const BY_ADDRESS: Case[] = [
  {
    preset: "taboola",
    double: nativeDouble("orderid"),
    ad: { account: "", event: "make_purchase" },
    param: "tblci",
    age_days: 90,
    refuses_all: false,
  },
  {
    preset: "outbrain",
    double: nativeDouble("orderId"),
    ad: { account: "", event: "Purchase" },
    param: "dicbo",
    age_days: 90,
    refuses_all: false,
  },
];
const ALL = [...CASES, ...BY_ADDRESS];
afterAll(() => Promise.all(ALL.map(({ double }) => double.stop())));
beforeEach(() => {
  for (const { double } of ALL) {
    double.heard.length = 0;
    double.tried.length = 0;
    double.counted.clear();
  }
});

const named = (cases: Case[]) =>
  cases.map((one): [string, Case] => [one.preset, one]);

async function tellIt({ preset, double, ad }: Case, more: object = {}) {
  const credential = { credential: AD_TOKEN };
  const has_none = preset === "taboola" || preset === "outbrain";
  return await tell(setup, double, {
    preset,
    ...(has_none ? { credential: undefined } : credential),
    ad,
    ...more,
  });
}

describe("an ad platform", () => {
  test.each(named(CASES))(
    "%s takes several at once, and refuses one",
    async (_, one) => {
      const { double, param, refuses_all } = one;
      await tellIt(one);
      const good = await sell(setup, `?${LABELS}&${param}=good-1`);
      const bad = await sell(setup, `?${param}=refused`);
      const fine = await sell(setup, `?${param}=good-2`);
      await send();
      expect([...double.counted.keys()].sort()).toEqual([good, fine].sort());
      expect(double.heard).toHaveLength(refuses_all ? 4 : 1);
      expect(await deliveryOf(api, bad)).toMatchObject({
        state: "cancelled",
        reason: expect.stringContaining("refused it: HTTP"),
      });
      expect(await deliveryOf(api, fine)).toMatchObject({ state: "delivered" });
    },
  );

  test.each(named(CASES))(
    "%s has not heard where a proxy's page answers",
    async (_, one) => {
      await tellIt(one);
      one.double.answers.push(new Response("<html>Sign in</html>"));
      const id = await sell(setup, `?${one.param}=x`);
      await send();
      expect(await deliveryOf(api, id)).toMatchObject({
        state: "due",
        reason: expect.stringContaining("its body is not what"),
      });
    },
  );

  test.each(named(CASES))(
    "%s that knows no such token switches the endpoint off",
    async (_, one) => {
      const endpoint = await tellIt(one, { credential: "wrong" });
      await sell(setup, `?${one.param}=x`);
      await send();
      expect(await api.call("GET", pathOf(setup, endpoint))).toMatchObject({
        enabled: false,
        disabled_reason: expect.stringContaining("HTTP 401"),
      });
    },
  );

  test.each(named(ALL))(
    "%s isn't told of visitors that it didn't send, nor of an old conversion",
    async (_, one) => {
      const { double, param, age_days } = one;
      const endpoint = await tellIt(one, { age_budget_hours: 720 });
      const foreign = await sell(setup, "?fbclid=x");
      await send();
      expect(await deliveryOf(api, foreign)).toMatchObject({
        state: "cancelled",
        reason: expect.stringContaining("its click has no id of"),
      });
      const old = await sell(setup, `?${param}=old`);
      await api.call("POST", `${pathOf(setup, endpoint)}/pause`);
      clock.advance(age_days * DAY_MS);
      await api.call("POST", `${pathOf(setup, endpoint)}/resume`);
      await api.call(
        "POST",
        `/deliveries/${(await deliveryOf(api, old)).id}/retry`,
        {
          force: true,
        },
      );
      await send();
      expect(await deliveryOf(api, old)).toMatchObject({
        state: "expired",
        reason: expect.stringContaining(`older than ${age_days} days`),
      });
      expect(double.heard).toEqual([]);
    },
  );

  test.each(named(ALL.filter(({ preset }) => preset !== "pinterest")))(
    "%s without a word for it isn't told of a visitor who didn't agree",
    async (_, one) => {
      await tellIt(one);
      const id = await sell(setup, `?${one.param}=x&consent=denied`);
      await send();
      expect(one.double.heard).toEqual([]);
      expect(await deliveryOf(api, id)).toMatchObject({
        state: "cancelled",
        reason: expect.stringContaining("the visitor didn't agree"),
      });
    },
  );

  test.each(named(CASES.filter(({ preset }) => preset !== "linkedin")))(
    "%s counts nothing of a test",
    async (_, one) => {
      const endpoint = await tellIt(one);
      if (one.preset === "pinterest") {
        // A sample has no address, without which it would refuse it.
        const conversion_id = await sell(setup, "?epik=x");
        await send();
        one.double.counted.clear();
        const path = `${pathOf(setup, endpoint)}/test`;
        const tested = await api.call("POST", path, { conversion_id });
        expect(tested).toMatchObject({ heard: true });
      } else {
        const path = `${pathOf(setup, endpoint)}/test`;
        expect(await api.call("POST", path)).toMatchObject({ heard: true });
      }
      expect(one.double.tried).toHaveLength(1);
      expect(one.double.counted.size).toBe(0);
    },
  );

  test.each(
    named(
      ALL.filter(({ preset }) =>
        ["linkedin", "taboola", "outbrain"].includes(preset),
      ),
    ),
  )(
    "%s, which has no test, is sent none: it is shown what would be",
    async (_, one) => {
      const endpoint = await tellIt(one);
      const path = `${pathOf(setup, endpoint)}/test`;
      expect(await api.call("POST", path)).toMatchObject({
        heard: false,
        reason: expect.stringContaining("nothing was sent"),
        request: { url: expect.stringContaining(one.double.url) },
        response: null,
      });
      expect(one.double.heard).toEqual([]);
    },
  );
});

describe("as it wants it,", () => {
  const USER = {
    client_ip_address: ADDRESSES.US,
    client_user_agent: AGENTS.windows,
  };
  const [snap, pinterest, reddit, linkedin] = CASES as [Case, Case, Case, Case];
  const at_s = () => Math.floor(clock.nowMs() / 1000);
  const sold = async (one: Case, query: string, more: object = {}) => {
    await tellIt(one, more);
    const id = await sell(setup, query);
    await send();
    return id;
  };

  test("Snap has its token in the address, which is nowhere shown", async () => {
    const id = await sold(snap, "?sccid=S.1");
    const { url, body } = snap.double.last;
    expect(url.searchParams.get("access_token")).toBe(AD_TOKEN);
    expect(body).toEqual({
      data: [
        {
          event_name: "PURCHASE",
          event_time: at_s(),
          event_id: id,
          action_source: "WEB",
          event_source_url: PAGE,
          user_data: { sc_click_id: "S.1", ...USER },
          custom_data: { value: "12.50", currency: "USD" },
        },
      ],
    });
    const { tries } = await deliveryOf(api, id);
    expect(tries[0]?.url).toEndWith("?access_token=...");
  });

  test("Pinterest has who it was beside its click id", async () => {
    const id = await sold(pinterest, "?epik=dj0y&ad_personalization=denied");
    expect(eventsOf(pinterest.double.last.body)).toEqual([
      {
        event_name: "checkout",
        action_source: "web",
        event_time: at_s(),
        event_id: id,
        opt_out: true,
        event_source_url: PAGE,
        user_data: { click_id: "dj0y", ...USER },
        custom_data: { value: "12.50", currency: "USD" },
      },
    ]);
  });

  test("Reddit has milliseconds, and its own kinds of events", async () => {
    const id = await sold(reddit, "?rdt_cid=r-1");
    expect(reddit.double.last.body).toEqual({
      data: {
        events: [
          {
            event_at: clock.nowMs(),
            action_source: "WEBSITE",
            type: { tracking_type: "PURCHASE" },
            event_source_url: PAGE,
            click_id: "r-1",
            user: { ip_address: ADDRESSES.US, user_agent: AGENTS.windows },
            metadata: { conversion_id: id, value: 12.5, currency: "USD" },
          },
        ],
      },
    });
  });

  test("LinkedIn has amounts as text, a version that an endpoint may change, and a status for each", async () => {
    const headers = { "LinkedIn-Version": "202701" };
    const id = await sold(linkedin, "?li_fat_id=later", { headers });
    expect(linkedin.double.last.headers.get("linkedin-version")).toBe("202701");
    expect(eventsOf(linkedin.double.last.body, "elements")).toEqual([
      {
        conversion: "urn:lla:llaPartnerConversion:104012",
        conversionHappenedAt: clock.nowMs(),
        eventId: id,
        conversionValue: { currencyCode: "USD", amount: "12.50" },
        user: {
          userIds: [
            {
              idType: "LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID",
              idValue: "later",
            },
          ],
        },
      },
    ]);
    expect(await deliveryOf(api, id)).toMatchObject({
      state: "due",
      reason: "HTTP 503",
    });
  });

  test("Taboola and Outbrain have it in the address", async () => {
    const [taboola, outbrain] = BY_ADDRESS as [Case, Case];
    const first = await sold(taboola, `?${LABELS}&tblci=GiD`);
    expect(taboola.double.last.method).toBe("GET");
    expect(taboola.double.counted.get(first)).toEqual({
      "click-id": "GiD",
      name: "make_purchase",
      revenue: "12.50",
      currency: "USD",
      orderid: first,
    });
    setup = await newSetup();
    const second = await sold(outbrain, `?${LABELS}&ob_click_id=v1-x`);
    expect(outbrain.double.counted.get(second)).toEqual({
      ob_click_id: "v1-x",
      name: "Purchase",
      orderId: second,
      orderValue: "12.50",
      currency: "USD",
    });
  });
});
