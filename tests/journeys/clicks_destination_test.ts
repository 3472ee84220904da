// The affiliate and the advertiser have agreed where a visitor arrives, and with which parameters:
// a lost parameter is a lost sale, a free choice of host a security hole.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import {
  ADDRESSES,
  AGENTS,
  BEHIND_PROXY,
  storedClick,
  visit,
} from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api } = service;

interface SmartLink {
  id: number;
  slug: string;
  smart: { campaign_id: number; link_id: number }[];
}

describe("several destinations", () => {
  test("share the visitors by their weights, and each visitor stays with its own", async () => {
    const { slug, campaign_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/destinations`;
    for (const [host, weight] of [
      ["a", 1],
      ["b", 3],
    ]) {
      await api.call("POST", path, { url: `https://${host}.example/`, weight });
    }
    const hostOf = async (number: number) =>
      (await visit(api, slug, { ip: `20.1.2.${number}` })).url?.host ?? "";
    const numbers = Array.from({ length: 120 }, (_, index) => index);
    const first = await Promise.all(numbers.map(hostOf));
    const shares = Map.groupBy(first, (host) => host);
    expect([...shares.keys()].sort()).toEqual(["a.example", "b.example"]);
    const of_a = shares.get("a.example")?.length ?? 0;
    // Of 120, 30 are expected; these bounds are five standard deviations.
    expect(of_a).toBeGreaterThan(6);
    expect(of_a).toBeLessThan(54);
    expect(await Promise.all(numbers.map(hostOf))).toEqual(first);
  });

  test("give way to the one that an affiliate has of its own", async () => {
    const { slug, campaign_id, affiliate_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/destinations`;
    await api.call("POST", path, { url: "https://all.example/" });
    const own = { url: "https://own.example/{sub1}?c={click_id}" };
    await api.call("POST", path, { ...own, affiliate_id });
    const { url } = await visit(api, slug, { query: "?sub1=a/b" });
    expect(url?.href).toMatch(
      /^https:\/\/own\.example\/a%2Fb\?c=[0-9a-z]{32}$/,
    );
  });
});

describe("a smart link", () => {
  test("leads to the campaign that fits the visitor, with a click of the plain link behind it", async () => {
    const dutch = await setUp(api, {
      campaign: { destination_url: "https://dutch.example/" },
    });
    const { affiliate_id } = dutch;
    const mobile = await setUp(api, {
      campaign: { destination_url: "https://mobile.example/" },
    });
    const link = await api.call<SmartLink>("POST", "/links", {
      affiliate_id,
      smart: [
        { campaign_id: dutch.campaign_id, rules: { countries: ["NL"] } },
        { campaign_id: mobile.campaign_id, rules: { devices: ["mobile"] } },
      ],
      fallback_url: "https://nowhere.example/",
    });
    const plain_of = new Map(
      link.smart.map(({ campaign_id, link_id }) => [campaign_id, link_id]),
    );
    for (const [host, { campaign_id }, visitor] of [
      ["dutch.example", dutch, { ip: ADDRESSES.NL }],
      [
        "mobile.example",
        mobile,
        { ip: ADDRESSES.US, user_agent: AGENTS.iphone },
      ],
    ] as const) {
      const { url, click_id } = await visit(api, link.slug, visitor);
      expect(url?.host).toBe(host);
      expect(await storedClick(service, click_id)).toMatchObject({
        verdict: "sent",
        campaign_id,
        link_id: plain_of.get(campaign_id) ?? 0,
        affiliate_id,
      });
      const sold = await api.postback({ click_id, order_id: host });
      expect(sold.status).toBe(201);
      const found = await api.call<{ data: unknown[] }>(
        "GET",
        `/conversions?click_id=${click_id}`,
      );
      expect(found.data).toMatchObject([{ campaign_id, affiliate_id }]);
    }
    const nobody = await visit(api, link.slug, { ip: ADDRESSES.US });
    expect(nobody.url?.host).toBe("nowhere.example");
    expect(await storedClick(service, nobody.click_id)).toMatchObject({
      verdict: "geo",
    });
  });
});

describe("a deep link", () => {
  test("is followed to the hosts that the campaign allows, with the click id, and nowhere else", async () => {
    const { slug } = await setUp(api, {
      campaign: { deep_link_hosts: ["shop.example", "*.brand.example"] },
    });
    const follow = (page: string) =>
      visit(api, slug, { query: `?deep_link=${encodeURIComponent(page)}` });
    const page = "https://www.brand.example/shoes?size=9&click_id=stolen#top";
    const { url, click_id } = await follow(page);
    expect(url?.href).toBe(
      `https://www.brand.example/shoes?size=9&click_id=${click_id}#top`,
    );
    expect(await storedClick(service, click_id)).toMatchObject({
      verdict: "sent",
      params: { deep_link: page },
    });
    for (const elsewhere of [
      "https://evil.example/",
      "https://shop.example.evil.example/",
      "https://shop.example@evil.example/",
      "//evil.example/",
      "https:evil.example",
      "javascript:alert(1)",
      "https://shop.example:8443/",
    ]) {
      const refused = await follow(elsewhere);
      expect(refused.url?.href).toBe(
        `https://shop.example/landing?click_id=${refused.click_id}`,
      );
      expect(await storedClick(service, refused.click_id)).toMatchObject({
        verdict: "sent",
        flags: ["deep_link_refused"],
      });
    }
    // The URL is sent on as it was checked, the way a browser reads it.
    const odd = await follow("https://shop.example\\@evil.example/");
    expect(odd.url?.host).toBe("shop.example");
  });

  test("is nothing at all where the campaign allows no host", async () => {
    const { slug } = await setUp(api);
    const query = "?url=https%3A%2F%2Fshop.example%2Fother";
    const { url } = await visit(api, slug, { query });
    expect(url?.pathname).toBe("/landing");
  });
});

describe("parameters", () => {
  test("are passed on where the campaign says so, never over one that the destination has", async () => {
    const destination_url = "https://shop.example/?utm=ours&c={click_id}#top";
    const { slug, campaign_id } = await setUp(api, {
      campaign: { destination_url, pass_query: true },
    });
    const query = "?utm=theirs&gclid=a%26b&c=forged&sub1=label&x[]=1";
    const { url } = await visit(api, slug, { query });
    expect(url?.href).toMatch(
      /^https:\/\/shop\.example\/\?utm=ours&c=[0-9a-z]{32}&gclid=a%26b&x\[\]=1#top$/,
    );
    const path = `/campaigns/${campaign_id}`;
    await api.call("PATCH", path, { pass_query: false });
    const plain = await visit(api, slug, { query });
    expect(plain.url?.href).toMatch(/\?utm=ours&c=[0-9a-z]{32}#top$/);
  });

  test("go by the names of the link, then of its affiliate", async () => {
    const { slug, link_id, affiliate_id } = await setUp(api, {
      affiliate: { param_names: { tid: "click_ref", zone: "sub2" } },
      link: { param_names: { zone: "sub1" } },
    });
    const query = "?tid=T-1&zone=north&cid=other";
    const { click_id } = await visit(api, slug, { query });
    expect(await storedClick(service, click_id)).toMatchObject({
      click_ref: "T-1",
      sub1: "north",
      sub2: null,
      params: { cid: "other" },
    });
    await api.call("PATCH", `/links/${link_id}`, { param_names: {} });
    await api.call("PATCH", `/affiliates/${affiliate_id}`, {
      param_names: { tid: "click_ref", zone: "sub3" },
    });
    const later = await visit(api, slug, { query });
    expect(await storedClick(service, later.click_id)).toMatchObject({
      sub1: null,
      sub3: "north",
    });
  });

  test("of any kind never keep a visitor from the destination, and what is cut is flagged", async () => {
    const { slug } = await setUp(api);
    const long = "x".repeat(600);
    const query = `?sub1=${long}&click_ref=${"y".repeat(1025)}&a=%E0%A4%A&b=%00c&=&&d`;
    const { status, url, click_id } = await visit(api, slug, { query });
    expect(status).toBe(302);
    expect(url?.host).toBe("shop.example");
    const click = await storedClick(service, click_id);
    expect(click).toMatchObject({
      sub1: "x".repeat(500),
      click_ref: null,
      params: { a: "%E0%A4%A", b: "c" },
    });
    expect(click.flags.sort()).toEqual([
      "click_ref_dropped",
      "nul_dropped",
      "sub1_cut",
      "undecoded",
    ]);
  });

  test("carry the click id into an app that is installed from Google Play", async () => {
    const { slug } = await setUp(api, {
      campaign: {
        destination_url:
          "https://play.google.com/store/apps/details?id=com.example&referrer=utm_source%3Dours&g={gaid}",
      },
    });
    const { url } = await visit(api, slug, { query: "?google_aid=G-1" });
    const click_id = url?.searchParams.get("click_id") ?? "";
    expect(click_id).toHaveLength(32);
    expect(url?.searchParams.get("referrer")).toBe(
      `utm_source=ours&click_id=${click_id}`,
    );
    expect(url?.searchParams.get("g")).toBe("G-1");
  });
});
