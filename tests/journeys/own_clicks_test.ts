// "You show fewer clicks than I sent" is settled by looking: an affiliate sees each click of its own
// as it sent it, an advertiser what came to its campaigns, and neither the other's side of it.
import { beforeAll, describe, expect, test } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { clientOf } from "../people.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { AGENTS, BEHIND_PROXY, drainAll, visit } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api } = service;

let own: Setup;
let other: Setup;
let own_click: string;
let other_click: string;
let affiliate: ApiClient;
let advertiser: ApiClient;
beforeAll(async () => {
  own = await setUp(api, { affiliate: { external_id: "ours" } });
  other = await setUp(api, { affiliate: { external_id: "theirs" } });
  const at = { ip: "73.1.2.3", user_agent: AGENTS.windows };
  const query = "?sub1=banner&source=feed&click_ref=R-1&gclid=G-1";
  await visit(api, own.slug + query, at);
  await visit(api, other.slug + query, at);
  await drainAll(service);
  own_click = await idOf(own);
  other_click = await idOf(other);
  affiliate = await clientOf(api, {
    role: "affiliate",
    affiliate_id: own.affiliate_id,
  });
  advertiser = await clientOf(api, {
    role: "advertiser",
    advertiser_id: own.advertiser_id,
  });
});

interface ClickPage {
  data: { click_id: string; campaign_id: number; [name: string]: unknown }[];
}

async function idOf({ campaign_id }: Setup): Promise<string> {
  const path = `/clicks?campaign_id=${campaign_id}`;
  const { data } = await api.call<ClickPage>("GET", path);
  return data[0]?.click_id ?? "";
}

async function idsOf(client: ApiClient, query = ""): Promise<string[]> {
  const page = await client.call<ClickPage>("GET", `/clicks${query}`);
  return page.data.map(({ click_id }) => click_id);
}

async function formsOf(client: ApiClient, path: string): Promise<string[]> {
  return await Promise.all(
    ["application/json", "text/csv", "application/x-ndjson"].map(
      async (accept) => {
        const answer = await fetch(`${service.url}/api/v1${path}`, {
          headers: { authorization: `Bearer ${client.token}`, accept },
        });
        return await answer.text();
      },
    ),
  );
}

const HIDDEN_FROM_ADVERTISERS =
  /banner|feed|R-1|G-1|8\.8\.8|Mozilla|affiliate|link_id|user_agent|referrer|marks/;

describe("the list of clicks", () => {
  test("has an affiliate's own with all that it sent", async () => {
    expect(await idsOf(affiliate)).toEqual([own_click]);
    for (const query of ["?click_ref=R-1", "?sub1=banner", "?source=feed"]) {
      expect(await idsOf(affiliate, query)).toEqual([own_click]);
    }
    const { data } = await affiliate.call<ClickPage>("GET", "/clicks");
    expect(data).toMatchObject([
      { sub1: "banner", source: "feed", click_ref: "R-1", ip: "73.1.2.3" },
    ]);
    expect(data[0]).not.toHaveProperty("advertiser_id");
  });

  test("has those of an advertiser's campaigns, without the affiliate's side in any form", async () => {
    expect(await idsOf(advertiser)).toEqual([own_click]);
    const { data } = await advertiser.call<ClickPage>("GET", "/clicks");
    expect(Object.keys(data[0] ?? {}).toSorted()).toEqual(
      [
        "advertiser_id",
        "campaign_id",
        "click_id",
        "clicked_at",
        "country",
        "device",
        "verdict",
      ].toSorted(),
    );
    for (const text of await formsOf(advertiser, "/clicks")) {
      expect(text).toContain(own_click);
      expect(text).not.toMatch(HIDDEN_FROM_ADVERTISERS);
    }
  });

  test("is empty where it is asked for another's, by any name", async () => {
    for (const [client, name, theirs] of [
      [affiliate, "affiliate_id", other.affiliate_id],
      [affiliate, "affiliate_id", "external_id:theirs"],
      [advertiser, "advertiser_id", other.advertiser_id],
      [affiliate, "campaign_id", other.campaign_id],
      [advertiser, "campaign_id", other.campaign_id],
      [affiliate, "click_id", other_click],
      [advertiser, "click_id", other_click],
    ] as const) {
      expect(await idsOf(client, `?${name}=${theirs}`)).toEqual([]);
    }
    const both = `?affiliate_id=${own.affiliate_id},${other.affiliate_id}`;
    expect(await idsOf(affiliate, both)).toEqual([own_click]);
    expect((await idsOf(api, both)).toSorted()).toEqual(
      [own_click, other_click].toSorted(),
    );
  });

  test("isn't filtered or sorted by what an advertiser doesn't see", async () => {
    for (const query of [
      "affiliate_id=1",
      "link_id=1",
      "sub1=banner",
      "source=feed",
      "click_ref=R-1",
      "ip=73.1.2.3",
      "os=windows",
      "pays=true",
      "sort=sub1",
    ]) {
      const { status } = await advertiser.try("GET", `/clicks?${query}`);
      expect(status).toBe(422);
    }
    const { status } = await affiliate.try("GET", "/clicks?advertiser_id=1");
    expect(status).toBe(422);
  });
});

describe("one click", () => {
  test("is shown to its affiliate and its advertiser, each with its side", async () => {
    const path = `/clicks/${own_click}`;
    expect(await affiliate.call("GET", path)).toMatchObject({
      sub1: "banner",
      click_ref: "R-1",
      params: { gclid: "G-1" },
    });
    const shown = await advertiser.call("GET", path);
    expect(shown).toMatchObject({ verdict: "sent", device: "desktop" });
    expect(JSON.stringify(shown)).not.toMatch(HIDDEN_FROM_ADVERTISERS);
  });

  test("is 404 to everybody else, also before its row is there", async () => {
    const waiting = await api.click(other.slug);
    for (const id of [other_click, waiting]) {
      for (const client of [affiliate, advertiser]) {
        for (const method of ["GET", "HEAD"]) {
          const { status } = await client.try(method, `/clicks/${id}`);
          expect(status).toBe(404);
        }
      }
    }
    const mine = await api.click(own.slug);
    expect(await affiliate.call("GET", `/clicks/${mine}`)).toMatchObject({
      stored: false,
    });
    const shown = await advertiser.call("GET", `/clicks/${mine}`);
    expect(JSON.stringify(shown)).not.toMatch(HIDDEN_FROM_ADVERTISERS);
  });
});

describe("the summary of clicks", () => {
  const summary = (client: ApiClient, query = "") =>
    client.try<{ total: number; data: { key: unknown }[] }>(
      "GET",
      `/clicks/summary${query}`,
    );

  test("counts one's own, and none of another's", async () => {
    for (const [client, name, theirs] of [
      [affiliate, "affiliate_id", other.affiliate_id],
      [advertiser, "advertiser_id", other.advertiser_id],
    ] as const) {
      expect((await summary(client)).body).toMatchObject({
        total: 1,
        data: [{ key: "sent", example_ids: [own_click] }],
      });
      const { body } = await summary(client, `?${name}=${theirs}`);
      expect(body).toMatchObject({ total: 0, data: [] });
      const foreign = await summary(
        client,
        `?campaign_id=${other.campaign_id}`,
      );
      expect(foreign.body).toMatchObject({ total: 0, data: [] });
    }
  });

  test("is grouped only by what the role sees", async () => {
    for (const group_by of ["verdict", "campaign", "day"]) {
      for (const client of [affiliate, advertiser]) {
        const { status } = await summary(client, `?group_by=${group_by}`);
        expect(status).toBe(200);
      }
    }
    const { body } = await summary(affiliate, "?group_by=source");
    expect(body.data).toMatchObject([{ key: "feed" }]);
    for (const query of [
      "group_by=source",
      "group_by=affiliate",
      "group_by=day&group_by=source",
      "source_id=feed",
      `affiliate_id=${own.affiliate_id}`,
    ]) {
      expect((await summary(advertiser, `?${query}`)).status).toBe(422);
    }
    const asked = `?advertiser_id=${own.advertiser_id}`;
    expect((await summary(affiliate, asked)).status).toBe(422);
  });
});

test("neither may erase, make or try out clicks but an affiliate those of its links", async () => {
  const tested = `/links/${own.link_id}/test-click`;
  expect((await affiliate.try("POST", tested, {})).status).toBe(201);
  expect((await advertiser.try("POST", tested, {})).status).toBe(404);
  for (const client of [affiliate, advertiser]) {
    const erased = `/clicks/${own_click}/personal-data`;
    for (const [method, path] of [
      ["DELETE", erased],
      ["POST", "/clicks"],
      ["POST", "/sandbox/click"],
    ] as const) {
      const body = method === "POST" ? {} : undefined;
      const { status } = await client.try(method, path, body);
      expect(status).toBeOneOf([404, 405]);
    }
  }
});
