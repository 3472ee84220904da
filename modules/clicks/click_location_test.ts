import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readDestination } from "../campaigns/mod.ts";
import type { CampaignConfig } from "../campaigns/mod.ts";
import { clickLocation } from "./destination_url.ts";
import type { ClickValues } from "./destination_url.ts";
import { readLinkParams } from "./link_params.ts";

const ID = "0123456789abcdefghjkmnpqrstvwxyz";
const PLAY = "https://play.google.com/store/apps/details";

function locate(
  url: string,
  change: {
    query?: string;
    campaign?: Partial<CampaignConfig>;
    verdict?: "sent" | "paused";
    deep_link?: string;
    visitor?: ClickValues["visitor"];
    click_id?: string;
  } = {},
): string {
  const { known, others } = readLinkParams(change.query ?? "");
  const location = clickLocation(
    {
      verdict: change.verdict ?? "sent",
      template: readDestination(url, "destination_url"),
      deep_link: change.deep_link ?? null,
      campaign: {
        id: 1,
        name: "Winter shoes",
        click_param: "click_id",
        pass_query: false,
        ...change.campaign,
      } as CampaignConfig,
    },
    {
      click_id: change.click_id ?? ID,
      time_ms: 0,
      affiliate_id: 3,
      known,
      others,
      ip: "192.0.2.7",
      user_agent: "Agent",
      ...(change.visitor === undefined ? {} : { visitor: change.visitor }),
    },
  );
  if (location === null) throw new RangeError("it goes nowhere");
  return location;
}

describe("macros", () => {
  test("name the device's advertising id by what the link brings", () => {
    const url = "https://a.example/?c={click_id}&g={gaid}&i={idfa}";
    const end = `https://a.example/?c=${ID}`;
    expect(locate(url, { query: "gaid=G&idfa=I" })).toBe(`${end}&g=G&i=I`);
    expect(locate(url, { query: "google_aid=H" })).toBe(`${end}&g=H&i=`);
  });

  test("name country, city, device and OS where they are known", () => {
    const url = "https://a.example/{country}/{city}/{device}/{os}?c={click_id}";
    const visitor = {
      country: () => "DE",
      city: () => "Köln",
      device: () => ({ device: "mobile", os: "android" }),
    };
    expect(locate(url, { visitor })).toBe(
      `https://a.example/DE/K%C3%B6ln/mobile/android?c=${ID}`,
    );
    expect(locate(url)).toBe(`https://a.example////?c=${ID}`);
  });
});

describe("pass_query", () => {
  const passing = { campaign: { pass_query: true } };

  test("passes the other parameters on, but none that is a label", () => {
    const query = "sub1=a&gclid=x%26y&utm[a]=1&e=%C3%A9";
    expect(locate("https://a.example/#top", { ...passing, query })).toBe(
      `https://a.example/?click_id=${ID}&gclid=x%26y&utm[a]=1&e=%C3%A9#top`,
    );
    expect(locate("https://a.example/", { query })).toBe(
      `https://a.example/?click_id=${ID}`,
    );
  });

  test("passes nothing over a name that the destination has, however it is written", () => {
    const url = "https://a.example/?Price=1&a%5Fb=2&x";
    const query = "price=9&a_b=9&X=9&click_ref=r&click_id=9&new=3";
    expect(locate(url, { ...passing, query })).toBe(
      `${url}&click_id=${ID}&new=3`,
    );
  });

  test("passes nothing to a fallback", () => {
    const query = "gclid=x";
    expect(
      locate("https://f.example/", { ...passing, query, verdict: "paused" }),
    ).toBe(`https://f.example/?click_id=${ID}`);
  });

  test("of anything changes no parameter of the destination and breaks no header", () => {
    const pair = fc.tuple(
      fc.oneof(fc.string(), fc.constantFrom("a", "A", "%61", "click_id", "#")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 6 }), (pairs) => {
        const query = pairs
          .map(([name, value]) => `${name}=${value}`)
          .join("&");
        const filled = locate("https://a.example/p?a=1", { ...passing, query });
        expect(filled).toMatch(/^[\x21-\x7e]+$/);
        const url = new URL(filled);
        expect(url.origin + url.pathname).toBe("https://a.example/p");
        expect(url.searchParams.getAll("a")).toEqual(["1"]);
        expect(url.searchParams.getAll("click_id")).toEqual([ID]);
        expect(url.hash).toBe("");
      }),
      { numRuns: 300 },
    );
  });
});

describe("an address on Google Play", () => {
  const referrerOf = (url: string) => new URL(url).searchParams.get("referrer");

  test("has the click id in its referrer too", () => {
    expect(locate(`${PLAY}?id=com.shop`)).toBe(
      `${PLAY}?id=com.shop&click_id=${ID}&referrer=click_id%3D${ID}`,
    );
  });

  test("keeps what its referrer says otherwise", () => {
    const url = locate(
      `${PLAY}?id=com.shop&referrer=utm_source%3Dtally%26utm_medium%3Dcpa#x`,
    );
    expect(referrerOf(url)).toBe(
      `utm_source=tally&utm_medium=cpa&click_id=${ID}`,
    );
    expect(url.endsWith("#x")).toBe(true);
    expect(new URL(url).searchParams.getAll("referrer")).toHaveLength(1);
  });

  test("is left alone where the referrer has the id already", () => {
    const url = `${PLAY}?id=com.shop&referrer=cid%3D{click_id}`;
    expect(locate(url)).toBe(`${PLAY}?id=com.shop&referrer=cid%3D${ID}`);
  });

  test("is recognized by host and path", () => {
    for (const url of [
      "https://play.google.com/store/apps/dev?id=1",
      "https://play.google.com.evil.example/store/apps/details?id=1",
      "https://a.example/?x=https://play.google.com/store/apps/details",
    ]) {
      expect(referrerOf(locate(url))).toBeNull();
    }
    expect(
      referrerOf(locate("HTTPS://Play.Google.com/store/apps/details?id=1")),
    ).toBe(`click_id=${ID}`);
  });

  test("by a deep link loses another one's click id", () => {
    const deep_link = `${PLAY}?id=com.shop&referrer=click_id%3Dother%26a%3D1`;
    const url = locate("https://a.example/", { deep_link });
    expect(referrerOf(url)).toBe(`a=1&click_id=${ID}`);
  });

  test("has nothing to say where nothing was counted", () => {
    expect(locate(`${PLAY}?id=1`, { click_id: "" })).toBe(`${PLAY}?id=1`);
  });
});
