import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { routeInput, loadWorld, NOW_MS } from "../../tests/routing_world.ts";
import type { Click, World } from "../../tests/routing_world.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { clickLocation } from "./destination_url.ts";
import { readLinkParams } from "./link_params.ts";
import { routeClick } from "./route_click.ts";
import type { Routed, RouteInput } from "./route_click.ts";

function inputOf(configuration: Configuration, click: Click): RouteInput {
  const facts = routeInput(configuration, click);
  const params = readLinkParams(click.query ?? "", facts.link.names);
  return { ...facts, params };
}

function route(click: Click = {}): Routed {
  return routeClick(inputOf(loadWorld(click.world), click));
}

function locationOf(routed: Routed, query = ""): string | null {
  const { known, others } = readLinkParams(query);
  return clickLocation(routed, {
    click_id: "ID",
    time_ms: NOW_MS,
    affiliate_id: 3,
    known,
    others,
    ip: "192.0.2.7",
    user_agent: "Agent",
  });
}

const go = (click: Click) => locationOf(route(click), click.query);

describe("destinations", () => {
  const listed = (...rows: object[]): World => ({
    destinations: rows.map((row, index) => ({
      id: index + 1,
      campaign_id: 1,
      affiliate_id: null,
      url: `https://d${index + 1}.example/`,
      weight: 1,
      paused: false,
      ...row,
    })),
  });

  test("share the visitors by weight, and each visitor stays with its own", () => {
    const configuration = loadWorld(
      listed({ weight: 3 }, {}, { paused: true }),
    );
    const counts = [0, 0, 0, 0];
    for (let at = 0; at < 4000; at++) {
      const hash = Math.imul(at, 2_654_435_761);
      const input = inputOf(configuration, { hash });
      const { destination_id } = routeClick(input);
      expect(routeClick(input).destination_id).toBe(destination_id);
      counts[destination_id ?? 0]! += 1;
    }
    expect(counts[0]! + counts[3]!).toBe(0);
    expect(counts[1]! / 4000).toBeCloseTo(0.75, 1);
  });

  test("of the affiliate's own stand in for the others", () => {
    const world = listed({}, { affiliate_id: 3 }, { affiliate_id: 4 });
    expect(go({ world })).toBe("https://d2.example/?click_id=ID");
    expect(go({ world: listed({}, { affiliate_id: 4 }) })).toBe(
      "https://d1.example/?click_id=ID",
    );
  });

  test("that are all paused leave the campaign's own address", () => {
    const world = listed({ paused: true });
    expect(go({ world })).toBe("https://shop.example/?click_id=ID");
  });
});

describe("the fallback", () => {
  const paused = { id: 1, status: "paused" };
  test("is the link's, then the campaign's, then the network's", () => {
    const network_fallback = "https://network.example/";
    const links = [{ id: 5, fallback_url: "https://link.example/" }];
    const campaigns = [{ ...paused, fallback_url: "https://camp.example/" }];
    const at = (world: World) => go({ world, network_fallback });
    expect(at({ links, campaigns })).toStartWith("https://link.example/");
    expect(at({ campaigns })).toStartWith("https://camp.example/");
    expect(at({ campaigns: [paused] })).toStartWith(network_fallback);
    expect(go({ world: { campaigns: [paused] } })).toBeNull();
  });
});

describe("a smart link", () => {
  const smart = (
    targets: { campaign_id: number; weight?: number; rules?: object }[],
    campaigns: object[] = [],
  ): World => ({
    campaigns: [1, 2, 3].map((id) => ({
      id,
      destination_url: `https://c${id}.example/`,
      fallback_url: `https://f${id}.example/`,
      ...campaigns[id - 1],
    })),
    links: [
      { id: 5, kind: "smart" },
      ...[1, 2, 3].map((campaign_id) => ({
        id: 10 + campaign_id,
        campaign_id,
      })),
    ],
    smart_targets: targets.map((target, position) => ({
      link_id: 5,
      position,
      plain_link_id: 10 + target.campaign_id,
      weight: 1,
      rules: {},
      ...target,
    })),
  });

  test("mints with the plain link behind the campaign that fits", () => {
    const world = smart([
      { campaign_id: 1, rules: { countries: ["DE"], devices: ["mobile"] } },
      { campaign_id: 2, rules: { os: ["ios"] } },
    ]);
    const german = route({ world, country: "DE", device: "mobile" });
    expect([german.link.id, german.campaign.id]).toEqual([11, 1]);
    const apple = route({ world, country: "US", os: "ios" });
    expect([apple.link.id, apple.verdict]).toEqual([12, "sent"]);
    const nobody = route({ world, country: "US" });
    expect([nobody.link.id, nobody.verdict]).toEqual([11, "geo"]);
    expect(locationOf(nobody)).toStartWith("https://f1.example/");
  });

  test("shares visitors by weight, and each stays with its campaign", () => {
    const configuration = loadWorld(
      smart([{ campaign_id: 1, weight: 9 }, { campaign_id: 2 }]),
    );
    let first = 0;
    for (let at = 0; at < 3000; at++) {
      const input = inputOf(configuration, { hash: Math.imul(at, 40_503) });
      const { campaign } = routeClick(input);
      expect(routeClick(input).campaign).toBe(campaign);
      if (campaign.id === 1) first += 1;
    }
    expect(first / 3000).toBeCloseTo(0.9, 1);
  });

  test("passes over a campaign that doesn't take the click", () => {
    const world = smart(
      [
        { campaign_id: 1, weight: 1000 },
        { campaign_id: 2 },
        { campaign_id: 3 },
      ],
      [{ status: "paused" }, { targeting: { countries: { allow: ["FR"] } } }],
    );
    for (let hash = 0; hash < 50; hash++) {
      const routed = route({ world, hash, country: "DE" });
      expect([routed.verdict, routed.link.id]).toEqual(["sent", 13]);
    }
  });

  test("that no campaign takes has the verdict and the fallback of the first one tried", () => {
    const world = smart(
      [{ campaign_id: 2 }, { campaign_id: 1, weight: 1 }],
      [{ status: "archived" }, { status: "archived" }],
    );
    const routed = route({ world });
    expect(routed.verdict).toBe("ended");
    expect(locationOf(routed)).toStartWith(`https://f${routed.campaign.id}`);
  });

  test("that is paused sends nobody on", () => {
    const world = smart([{ campaign_id: 1 }]);
    world.links = (world.links ?? []).map((link) =>
      link.id === 5 ? { ...link, paused: true } : link,
    );
    expect(route({ world })).toMatchObject({
      verdict: "paused",
      reason: "the link is paused",
    });
  });
});

describe("a deep link", () => {
  const world: World = {
    campaigns: [
      { id: 1, deep_link_hosts: ["shop.example", "*.brand.example"] },
    ],
  };
  const deep = (url: string, name = "deep_link") =>
    go({ world, query: `${name}=${encodeURIComponent(url)}` });

  test.each(["deep_link", "deeplink", "dl", "url"])(
    "by %s leads to the page, with the click id",
    (name) => {
      expect(deep("https://www.brand.example/p?a=b#c", name)).toBe(
        "https://www.brand.example/p?a=b&click_id=ID#c",
      );
    },
  );

  test("brings no click id of another one's", () => {
    expect(deep("https://shop.example/?click%5Fid=X&a=1&CLICK_ID=Y")).toBe(
      "https://shop.example/?a=1&click_id=ID",
    );
  });

  test("that isn't allowed is left aside and flagged", () => {
    const query = "deep_link=https://evil.example/";
    for (const click of [{ world, query }, { query }]) {
      const routed = route(click);
      expect(routed).toMatchObject({
        verdict: "sent",
        deep_link: null,
        flags: ["deep_link_refused"],
      });
      expect(locationOf(routed)).toBe("https://shop.example/?click_id=ID");
    }
  });

  test("of the link itself is taken where the visitor brings none", () => {
    const links = [{ id: 5, deep_link: "https://shop.example/sale" }];
    expect(go({ world: { ...world, links } })).toBe(
      "https://shop.example/sale?click_id=ID",
    );
    expect(
      go({ world: { ...world, links }, query: "dl=https://shop.example/x" }),
    ).toBe("https://shop.example/x?click_id=ID");
    expect(go({ world: { links } })).toBe("https://shop.example/?click_id=ID");
  });

  test("is not followed by a click that goes to the fallback", () => {
    const campaigns = [{ ...world.campaigns?.[0], status: "paused" }];
    const routed = route({
      world: { campaigns },
      query: "dl=https://shop.example/x",
    });
    expect(routed.deep_link).toBeNull();
    expect(locationOf(routed)).toBeNull();
  });

  test("of any text never leads to a host outside the list", () => {
    const configuration = loadWorld({
      campaigns: [
        {
          id: 1,
          deep_link_hosts: ["shop.example", "*.brand.example"],
          pass_query: true,
        },
      ],
    });
    const pieces = fc.constantFrom(
      ..."https:// http:// // / \\ @ : # ? & = . %2f %40 %5c %00 %0d%0a + shop.example evil.example .brand.example x.brand.example javascript: :80 é 。 {click_id}".split(
        " ",
      ),
    );
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 8 }).map((list) => list.join("")),
      fc.string({ unit: "binary" }),
      fc.webUrl(),
    );
    const names = fc.constantFrom("deep_link", "dl", "url", "deeplink");
    fc.assert(
      fc.property(names, text, fc.boolean(), (name, given, is_encoded) => {
        const value = is_encoded
          ? encodeURIComponent(given.toWellFormed())
          : given;
        const query = `${name}=${value}`;
        const routed = routeClick(inputOf(configuration, { query }));
        const location = locationOf(routed, query) ?? "";
        expect(location).toMatch(/^https?:\/\/[\x21-\x7e]+$/);
        const url = new URL(location);
        expect(url.host).toMatch(/^(shop\.example|.+\.brand\.example)$/);
        expect(url.username).toBe("");
        expect(url.searchParams.getAll("click_id")).toEqual(["ID"]);
      }),
      { numRuns: 2000 },
    );
  });
});
