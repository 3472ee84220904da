// An advertiser looks up what runs for it: its campaigns, their goals and caps as they are. What
// the network pays, and to whom, stays out of every answer, filter and tag.
import { beforeAll, describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { clientOf } from "../people.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api } = service;

let own: Setup;
let other: Setup;
let advertiser: ApiClient;
beforeAll(async () => {
  own = await setUp(api, {
    campaign: {
      name: "Own shoes",
      external_id: "own",
      terms: "Pays 12.50",
      payout_currency: "EUR",
      fallback_url: "https://elsewhere.example/",
    },
  });
  other = await setUp(api, {
    campaign: { name: "Foreign hats", external_id: "foreign" },
  });
  advertiser = await clientOf(api, {
    name: "shop",
    role: "advertiser",
    advertiser_id: own.advertiser_id,
  });
});

const at = (rest = "", id = own.campaign_id) => `/campaigns/${id}${rest}`;

async function idsOf(query: string): Promise<unknown[]> {
  const page = await advertiser.call<{ data: { id: number }[] }>(
    "GET",
    `/campaigns${query}`,
  );
  return page.data.map(({ id }) => id);
}

/** Asks for a list in a format, as text. */
async function textOf(path: string, accept: string): Promise<string> {
  const answer = await fetch(`${service.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${advertiser.token}`, accept },
  });
  expect(answer.status).toBe(200);
  return await answer.text();
}

async function tagOf(client: ApiClient, path: string): Promise<string> {
  const { headers } = await client.try("GET", path);
  return headers.get("etag") ?? "";
}

async function changeIf(path: string, body: object, tag: string) {
  const answer = await api.fetch(`/api/v1${path}`, {
    method: "PATCH",
    headers: {
      authorization: `Bearer ${api.token}`,
      "content-type": "application/json",
      "if-match": tag,
    },
    body: JSON.stringify(body),
  });
  return answer.status;
}

describe("an advertiser's campaigns", () => {
  test("are its own, whatever it asks for", async () => {
    expect(await idsOf("")).toEqual([own.campaign_id]);
    expect(await idsOf("?q=shoes")).toEqual([own.campaign_id]);
    for (const query of [
      `?advertiser_id=${other.advertiser_id}`,
      "?q=hats",
      "?q=foreign",
      "?external_id=foreign",
      `?advertiser_id=${own.advertiser_id}&advertiser_id=${other.advertiser_id}`,
    ]) {
      expect(await idsOf(query)).toEqual([]);
    }
    for (const rest of ["", "/goals", "/goals/sale", "/caps"]) {
      const path = at(rest, other.campaign_id);
      expect((await advertiser.try("GET", path)).status).toBe(404);
      const { status } = await advertiser.try("HEAD", path);
      expect(status).toBe(404);
    }
  });

  test("say nothing of payouts, affiliates or the network's own terms, in any form", async () => {
    const campaign = await advertiser.call("GET", at());
    expect(campaign).toMatchObject({
      name: "Own shoes",
      destination_url: "https://shop.example/landing",
      goals: [{ key: "sale", revenue: { type: "fixed", amount: "20.00" } }],
    });
    const texts = [JSON.stringify(campaign)];
    for (const path of ["/campaigns", at("/goals")]) {
      for (const accept of ["text/csv", "application/x-ndjson"]) {
        texts.push(await textOf(path, accept));
      }
    }
    for (const text of texts) {
      expect(text).not.toMatch(
        /payout|(?<!:)12\.50|elsewhere|Pays|rule_version/,
      );
    }
  });

  test("can't be searched or sorted by what is hidden, nor changed", async () => {
    for (const query of ["payout_currency=EUR", "sort=terms"]) {
      const { status } = await advertiser.try("GET", `/campaigns?${query}`);
      expect(status).toBe(422);
    }
    const changes = [
      ["PATCH", at(), { name: "Mine" }],
      ["DELETE", at(), undefined],
      ["POST", "/campaigns", { name: "Mine" }],
      ["POST", at("/goals"), { key: "lead" }],
      ["PATCH", at("/goals/sale"), { name: "Mine" }],
      ["POST", at("/caps"), { metric: "clicks", period: "day", limit: 1 }],
      ["GET", at("/goals/sale/payouts"), undefined],
      ["GET", at("/affiliates"), undefined],
      ["GET", at("/destinations"), undefined],
    ] as const;
    for (const [method, path, body] of changes) {
      const { status } = await advertiser.try(method, path, body);
      expect(status).toBeOneOf([404, 405]);
    }
    expect(await api.call("GET", at())).toMatchObject({ name: "Own shoes" });
  });

  test("have the caps that hold for everybody, and no affiliate's or payout's", async () => {
    const made = async (more: object) => {
      const cap = { metric: "conversions", period: "day", limit: 5, ...more };
      return (await api.call("POST", at("/caps"), cap)).id;
    };
    const shown = await made({});
    const hidden = [
      await made({ affiliate_id: own.affiliate_id }),
      await made({ metric: "payout", limit: "50.00" }),
    ];
    const { data } = await advertiser.call<{ data: { id: number }[] }>(
      "GET",
      at("/caps"),
    );
    expect(data.map(({ id }) => id)).toEqual([Number(shown)]);
    await advertiser.call("GET", at(`/caps/${shown}`));
    for (const id of hidden) {
      const { status } = await advertiser.try("GET", at(`/caps/${id}`));
      expect(status).toBe(404);
    }
    for (const query of [`affiliate_id=${own.affiliate_id}`, "metric=payout"]) {
      const page = await advertiser.try("GET", `${at("/caps")}?${query}`);
      expect([page.status, page.body.data]).toEqual([200, []]);
    }
    const { status } = await advertiser.try(
      "GET",
      `${at("/caps")}?shown_to_advertiser=false`,
    );
    expect(status).toBe(422);
  });
});

describe("the tag of a campaign", () => {
  const fixed = (amount: string) => ({ type: "fixed", amount });

  test.each([
    ["a campaign", () => at(), { terms: "Pays 13.00", fx_spread_percent: "2" }],
    ["a goal", () => at("/goals/sale"), { payout: fixed("13.00") }],
    ["a goal", () => at("/goals/sale"), { hold_days: 3 }],
  ] as const)(
    "says nothing of a hidden change of %s, and all to the office",
    async (_, path, change) => {
      const before = await tagOf(advertiser, path());
      const known = await tagOf(api, path());
      expect(await changeIf(path(), change, known)).toBe(200);
      expect(await tagOf(advertiser, path())).toBe(before);
      expect(await tagOf(advertiser, at())).not.toBe("");
      expect(await tagOf(api, path())).not.toBe(known);
      expect(await changeIf(path(), change, known)).toBe(412);
    },
  );

  test("changes with what the advertiser sees", async () => {
    const path = at("/goals/sale");
    const before = [
      await tagOf(advertiser, at()),
      await tagOf(advertiser, path),
    ];
    await api.call("PATCH", path, { revenue: fixed("21.00") });
    const after = [
      await tagOf(advertiser, at()),
      await tagOf(advertiser, path),
    ];
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    const known = await advertiser.fetch(`/api/v1${path}`, {
      headers: {
        authorization: `Bearer ${advertiser.token}`,
        "if-none-match": after[1] ?? "",
      },
    });
    expect(known.status).toBe(304);
  });
});
