// A program that keeps the truth about a campaign elsewhere sends it whole: what it leaves out
// is as in a new one, instead of whatever somebody once set.
import { describe, expect, test } from "bun:test";
import { routeKey } from "../../modules/http/mod.ts";
import { API } from "../../src/api_routes.ts";
import { APP_ROUTES } from "../api_document.ts";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";

const { api } = await serviceForFile();
const { advertiser_id, affiliate_id, campaign_id } = await setUp(api);
const other = await setUp(api);

type Body = Record<string, unknown>;

interface Thing {
  path: string;
  /** Fields that a replacement needs, too. */
  needed: Body;
  /** Fields that a new one has beside those. */
  more: Body;
  /** Fields that can't change, with other values. */
  fixed?: Body;
  /** Field that is the key; `id` by default. */
  key?: string;
  /** Fields that only creating takes. */
  made_with?: Body;
}

const price = (amount: string) => ({ type: "fixed", amount });
const prices = { revenue: price("3.00"), payout: price("2.00") };

const THINGS: Thing[] = [
  {
    path: "/advertisers",
    needed: { name: "Acme" },
    more: { external_id: "acme", terms_days: 7, plain_postback: "refuse" },
  },
  {
    path: "/affiliates",
    needed: { name: "Beach Ads" },
    more: { email: "a@beach.example", status: "paused", min_payout: "50.00" },
  },
  {
    path: "/campaigns",
    needed: {
      advertiser_id,
      currency: "EUR",
      name: "Summer",
      destination_url: "https://shop.example/",
    },
    more: {
      status: "draft",
      lookback_days: 5,
      over_cap: "reject",
      description: "Shoes",
      fx_spread_percent: "2",
      deep_link_hosts: ["shop.example"],
    },
    fixed: { advertiser_id: other.advertiser_id, currency: "USD" },
    made_with: { goals: [{ key: "sale", ...prices }] },
  },
  {
    path: "/links",
    needed: { campaign_id, affiliate_id },
    more: { external_id: "ours", fallback_url: "https://shop.example/gone" },
    fixed: {
      campaign_id: other.campaign_id,
      affiliate_id: other.affiliate_id,
      subs: { sub1: "a" },
    },
  },
  {
    path: "/traffic-rules",
    needed: { field: "sub1", op: "equals", values: ["a"], action: "flag" },
    more: { reason: "Coupons", paused: true },
    fixed: { campaign_id },
  },
  {
    path: "/conversion-rules",
    needed: { field: "sub1", op: "eq", values: ["a"], action: "pending" },
    more: { reason: "Coupons", enabled: false },
    fixed: { affiliate_id },
  },
  {
    path: `/campaigns/${campaign_id}/destinations`,
    needed: { url: "https://shop.example/b" },
    more: { weight: 9, name: "B", paused: true },
    fixed: { affiliate_id },
  },
  {
    path: `/campaigns/${campaign_id}/caps`,
    needed: { metric: "clicks", period: "day", limit: "10" },
    more: { over: "accept" },
    fixed: { metric: "conversions", sub_name: "sub1" },
  },
  {
    path: `/campaigns/${campaign_id}/affiliates`,
    key: "affiliate_id",
    needed: { affiliate_id, status: "approved" },
    more: { reason: "Known", accepted_terms_version: "2" },
    fixed: { affiliate_id: other.affiliate_id },
  },
];

/** A representation without its own names and times, and remarks on the request. */
function contentOf(shown: Body): Body {
  const { id, slug, created_at, updated_at, notes, ...content } = shown;
  return slug === undefined ? content : { ...content, url: null };
}

const withKey = (path: string) => path.replace(/\d+/, ":id");

/** Settings of which a campaign has one each: something of them that goes when it isn't sent again. */
const SETTINGS = [
  ["/campaigns/:id/app", "paths", ["/shoes"], {}],
  ["/campaigns/:id/skan", "sandbox", true, { app_id: 1, values: [] }],
] as const;

test.each(SETTINGS)(
  "%s is replaced as a whole",
  async (at, name, value, needed) => {
    const path = at.replace(":id", String(campaign_id));
    const set = await api.call<Body>("PUT", path, { ...needed, [name]: value });
    expect(set[name]).toEqual(value);
    const less = await api.call<Body>("PUT", path, needed);
    expect(less[name]).not.toEqual(value);
  },
);

test("all that the document says is replaced is tried", () => {
  const described = APP_ROUTES.filter(
    (route) =>
      route.method === "PUT" && API[routeKey(route)]?.condition === "If-Match",
  ).map(({ path }) => path.replace("/api/v1", "").replace(/\/:\w+$/, ""));
  const tried = THINGS.map(({ path }) => withKey(path));
  const single = [
    "/campaigns/:id/goals",
    "/campaigns/:id/targeting",
    "/advertisers/:id/tolerance",
    "/affiliates/:id/payment-details",
    "/sign-up-questions",
    ...SETTINGS.map(([path]) => path),
  ];
  expect([...tried, ...single].toSorted()).toEqual(described.toSorted());
});

describe.each(THINGS.map((thing) => [withKey(thing.path), thing] as const))(
  "one of %s",
  (_, { path, needed, more, fixed = {}, key = "id", made_with = {} }) => {
    const make = async (body: Body) => {
      const shown = await api.call("POST", path, { ...body, ...made_with });
      return { at: `${path}/${String(shown[key])}`, shown };
    };

    test("is as a new one after a body that leaves out the rest", async () => {
      const { at, shown } = await make({ ...needed, ...more });
      const replaced = await api.call("PUT", at, needed);
      expect(replaced[key]).toBe(shown[key]);
      const blank = await make(needed);
      expect(contentOf(replaced)).toEqual(contentOf(blank.shown));
      const read = await api.call("GET", at);
      expect(contentOf(read)).toEqual(contentOf(replaced));
      const full = await api.call("PUT", at, { ...needed, ...more });
      expect(contentOf(full)).toEqual(contentOf(shown));
    });

    test("is refused by the name of what can't change, and of what is missing", async () => {
      const { at } = await make(needed);
      const before = await api.call("GET", at);
      for (const [name, value] of Object.entries(fixed)) {
        const body = { ...needed, [name]: value };
        const answer = await api.try("PUT", at, body);
        const [error] = answer.body.errors as { field: string }[];
        expect([answer.status, error?.field]).toEqual([422, name]);
      }
      expect((await api.try("PUT", at, {})).status).toBe(422);
      expect(await api.call("GET", at)).toEqual(before);
    });

    test("is 412 where it changed", async () => {
      const { at } = await make(needed);
      const headers = {
        authorization: `Bearer ${ADMIN_TOKEN}`,
        "content-type": "application/json",
        "if-match": '"other"',
      };
      const body = JSON.stringify(needed);
      const init = { method: "PUT", headers, body };
      expect((await api.fetch(`/api/v1${at}`, init)).status).toBe(412);
    });
  },
);

test("a goal is replaced with its key, and keeps the prices of what was recorded", async () => {
  const path = `/campaigns/${campaign_id}/goals`;
  const more = { default: true, dedupe: "click", hold_days: 9 };
  await api.call("POST", path, { key: "lead", ...prices, ...more });
  const body = { name: "Lead", revenue: price("4.00"), payout: price("2.00") };
  const replaced = await api.call("PUT", `${path}/lead`, {
    key: "lead",
    ...body,
  });
  expect(replaced).toMatchObject({
    ...body,
    default: false,
    dedupe: "order",
    hold_days: 0,
    rule_version: 2,
  });
  const again = await api.call("PUT", `${path}/lead`, { key: "lead", ...body });
  expect(again.rule_version).toBe(2);
  const renamed = { key: "other", ...body };
  const { status } = await api.try("PUT", `${path}/lead`, renamed);
  expect(status).toBe(422);
});

test("targeting has a tag, and is replaced only if it is still what was read", async () => {
  const path = `/api/v1/campaigns/${campaign_id}/targeting`;
  const ask = (
    method: string,
    headers: Record<string, string>,
    deny: string[],
  ) =>
    api.fetch(path, {
      method,
      headers: {
        authorization: `Bearer ${ADMIN_TOKEN}`,
        "content-type": "application/json",
        ...headers,
      },
      ...(method === "GET"
        ? {}
        : { body: JSON.stringify({ countries: { deny } }) }),
    });
  const tag = (await ask("GET", {}, [])).headers.get("etag") ?? "";
  expect((await ask("GET", { "if-none-match": tag }, [])).status).toBe(304);
  const answers = await Promise.all(
    ["AQ", "BV", "HM", "TF"].map((code) =>
      ask("PUT", { "if-match": tag }, [code]),
    ),
  );
  const statuses = answers.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([200, 412, 412, 412]);
});
