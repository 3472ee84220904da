import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readDestination } from "../campaigns/mod.ts";
import type { CampaignConfig } from "../campaigns/mod.ts";
import { clickLocation } from "./destination_url.ts";
import type { ClickValues } from "./destination_url.ts";
import { readLinkParams } from "./link_params.ts";

const ID = "0123456789abcdefghjkmnpqrstvwxyz";
const CAMPAIGN = {
  id: 7,
  name: "Winter shoes & boots",
  click_param: "click_id",
} as CampaignConfig;

function fill(
  url: string,
  change: Partial<ClickValues> = {},
  campaign: CampaignConfig = CAMPAIGN,
): string {
  const template = readDestination(url, "destination_url");
  const routed = {
    verdict: "sent",
    template,
    deep_link: null,
    campaign,
  } as const;
  const location = clickLocation(routed, {
    click_id: ID,
    time_ms: Date.UTC(2026, 10, 22, 10),
    affiliate_id: 3,
    known: {},
    others: {},
    ip: "192.0.2.7",
    user_agent: "Agent/1.0 (x)",
    ...change,
  });
  return location ?? "";
}

describe("clickLocation() of a destination", () => {
  test("fills in what is known of the click", () => {
    const url =
      "https://a.example/{campaign_id}/{offer_id}?n={campaign_name}&a={affiliate_id}-{aff_id}&c={click_id}&t={click_time}&ip={ip}&ua={user_agent}&s={sub1}&r={click_ref}&src={source}&g={param:gclid}";
    const known = { sub1: "a b", click_ref: "r&d", source: "fb" };
    expect(fill(url, { known, others: { gclid: "Cj0/é" } })).toBe(
      `https://a.example/7/7?n=Winter%20shoes%20%26%20boots&a=3-3&c=${ID}&t=2026-11-22T10%3A00%3A00.000Z&ip=192.0.2.7&ua=Agent%2F1.0%20(x)&s=a%20b&r=r%26d&src=fb&g=Cj0%2F%C3%A9`,
    );
  });

  test("is empty where there is no value", () => {
    const url = "https://a.example/?s={sub2}&p={param:x}&c={click_id}";
    expect(fill(url)).toBe(`https://a.example/?s=&p=&c=${ID}`);
  });

  test("appends the click id where the template has none, before the fragment", () => {
    for (const [template, expected] of [
      ["https://a.example", `https://a.example?click_id=${ID}`],
      ["https://a.example/p", `https://a.example/p?click_id=${ID}`],
      ["https://a.example/?", `https://a.example/?click_id=${ID}`],
      ["https://a.example/?a=1", `https://a.example/?a=1&click_id=${ID}`],
      ["https://a.example/?a=1&", `https://a.example/?a=1&click_id=${ID}`],
      ["https://a.example/#top", `https://a.example/?click_id=${ID}#top`],
      ["https://a.example/#?a", `https://a.example/?click_id=${ID}#?a`],
    ] as const) {
      expect(fill(template)).toBe(expected);
    }
  });

  test("appends it under the campaign's own name", () => {
    const campaign = { ...CAMPAIGN, click_param: "cid" };
    expect(fill("https://a.example/", {}, campaign)).toBe(
      `https://a.example/?cid=${ID}`,
    );
  });

  test("appends nothing where nothing was counted", () => {
    expect(fill("https://a.example/", { click_id: "" })).toBe(
      "https://a.example/",
    );
  });

  test("asks for a parameter that every object has, and gets nothing", () => {
    const { others } = readLinkParams("a=1");
    const names = ["constructor", "toString", "__proto__", "hasOwnProperty"];
    for (const name of names) {
      const url = `https://a.example/?x={param:${name}}&c={click_id}`;
      expect(fill(url, { others })).toBe(`https://a.example/?x=&c=${ID}`);
    }
  });

  test("no value changes host, path or the other parameters, nor breaks the header", () => {
    const anyText = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\r\nSet-Cookie: a=b", "//evil.example", "#", "&a=b"),
    );
    fc.assert(
      fc.property(anyText, anyText, (sub1, user_agent) => {
        const url = "https://a.example/p?s={sub1}&u={user_agent}&z=1";
        const filled = fill(url, { known: { sub1 }, user_agent });
        expect(filled).toMatch(/^[\x21-\x7e]+$/);
        const read = new URL(filled);
        expect(read.origin + read.pathname).toBe("https://a.example/p");
        expect([...read.searchParams.keys()]).toEqual([
          "s",
          "u",
          "z",
          "click_id",
        ]);
        expect(read.searchParams.get("s")).toBe(sub1.toWellFormed());
        expect(new Response(null, { headers: { location: filled } }).ok).toBe(
          true,
        );
      }),
    );
  });

  test("a raw value may hold what it likes behind the host, but can't break the header", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (sub1) => {
        const url = "https://a.example/{_sub1}";
        const filled = fill(url, { known: { sub1 } });
        expect(filled).toMatch(/^https:\/\/a\.example\/[\x21-\x7e]*$/);
        expect(new URL(filled).host).toBe("a.example");
      }),
    );
  });
});
