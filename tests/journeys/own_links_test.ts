// A destination that is one of our own links would redirect forever: none can be set or requested.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { visit } from "../visits.ts";

const service = await serviceForFile();
const { api, url: PUBLIC_URL } = service;

const world = await setUp(api);

/** Every field that takes a URL for visitors. */
const PLACES: [string, (world: Setup) => [string, string], string][] = [
  [
    "a campaign",
    (at) => ["PATCH", `/campaigns/${at.campaign_id}`],
    "destination_url",
  ],
  [
    "a campaign",
    (at) => ["PATCH", `/campaigns/${at.campaign_id}`],
    "fallback_url",
  ],
  [
    "a destination",
    (at) => ["POST", `/campaigns/${at.campaign_id}/destinations`],
    "url",
  ],
  ["a link", (at) => ["PATCH", `/links/${at.link_id}`], "fallback_url"],
  ["a link", (at) => ["PATCH", `/links/${at.link_id}`], "deep_link"],
];

describe.each(PLACES)("%s", (_name, at, field) => {
  test.each([
    `${PUBLIC_URL}/c/${world.slug}`,
    `${PUBLIC_URL.toUpperCase()}/%43/${world.slug}?sub1=x`,
    `http://other.example:8080/c/${world.slug}`,
    `${PUBLIC_URL}/c/1/2`,
  ])(`refuses %p as its ${field}`, async (url) => {
    const [method, path] = at(world);
    const refused = await api.try(method, path, { [field]: url });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: "own_link", errors: [{ field }] },
    });
  });
});

test("a new campaign, link and destination are held to it too", async () => {
  const url = `${PUBLIC_URL}/c/abcd2345`;
  const { advertiser_id, campaign_id, affiliate_id } = world;
  const goal = {
    key: "sale",
    revenue: { type: "none" },
    payout: { type: "none" },
  };
  const base = { advertiser_id, name: "Round", currency: "USD", goals: [goal] };
  const destination_url = "https://shop.example/";
  const own = `/campaigns/${campaign_id}/destinations`;
  const { id } = await api.call<{ id: number }>("POST", own, {
    url: destination_url,
    paused: true,
  });
  for (const [method, path, body] of [
    ["POST", "/campaigns", { ...base, destination_url: url }],
    ["POST", "/campaigns", { ...base, destination_url, fallback_url: url }],
    ["POST", "/links", { campaign_id, affiliate_id, fallback_url: url }],
    ["PATCH", `${own}/${id}`, { url }],
  ] as const) {
    const refused = await api.try(method, path, body);
    expect([path, refused.status, refused.body.code]).toEqual([
      path,
      422,
      "own_link",
    ]);
  }
});

test("a visitor's deep link to a link of ours leads to the destination", async () => {
  const wide = await setUp(api, {
    campaign: { deep_link_hosts: ["*.shop.example"] },
  });
  for (const path of [
    `/c/${wide.slug}`,
    `/C/${wide.slug}`,
    `//c/${wide.slug}?x=1`,
  ]) {
    const dl = encodeURIComponent(`https://go.shop.example${path}`);
    const { url } = await visit(api, wide.slug, { query: `?dl=${dl}` });
    expect(url?.pathname).toBe("/landing");
  }
  const dl = encodeURIComponent("https://go.shop.example/c/shoes");
  const { url } = await visit(api, wide.slug, { query: `?dl=${dl}` });
  expect(url?.pathname).toBe("/c/shoes");
});

describe("a campaign's own URL and its destinations", () => {
  interface Shown {
    id: number;
    url: string;
    destination_url: string;
    destination_url_used: boolean;
    notes?: string[];
  }

  test("say what the other does", async () => {
    const { campaign_id, slug, affiliate_id } = await setUp(api);
    const at = `/campaigns/${campaign_id}`;
    const read = () => api.call<Shown>("GET", at);
    const change = (destination_url: string) =>
      api.call<Shown>("PATCH", at, { destination_url });
    const add = (body: object) =>
      api.call<Shown>("POST", `${at}/destinations`, body);
    expect((await read()).destination_url_used).toBe(true);
    expect((await change("https://first.example/")).notes).toBeUndefined();
    const own = await add({
      url: "https://own.example/",
      affiliate_id: affiliate_id + 1000,
    }).catch(() => null);
    expect(own).toBeNull();
    const paused = await add({ url: "https://paused.example/", paused: true });
    expect(paused.notes).toBeUndefined();
    expect((await read()).destination_url_used).toBe(true);
    const { notes, id } = await add({ url: "https://second.example/" });
    expect(notes?.[0]).toContain("https://first.example/");
    expect((await read()).destination_url_used).toBe(false);
    expect((await change("https://third.example/")).notes?.[0]).toContain(
      "destinations",
    );
    expect((await visit(api, slug)).url?.host).toBe("second.example");
    await api.call("DELETE", `${at}/destinations/${id}`);
    expect(await read()).toMatchObject({
      destination_url: "https://third.example/",
      destination_url_used: true,
    });
    expect((await visit(api, slug)).url?.host).toBe("third.example");
  });
});
