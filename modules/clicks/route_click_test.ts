import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Database } from "../../db/mod.ts";
import { Configuration } from "../campaigns/mod.ts";
import type { ConfigurationTables } from "../campaigns/mod.ts";
import { readDestination } from "../campaigns/mod.ts";
import { clickLocation } from "./destination_url.ts";
import { readLinkParams } from "./link_params.ts";
import { routeClick } from "./route_click.ts";
import type { Routed, RouteInput, RouteStep } from "./route_click.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 10);
type Rows<K extends keyof ConfigurationTables> = Partial<
  ConfigurationTables[K] extends (infer Row)[] ? Row : never
>[];
type World = { [K in keyof ConfigurationTables]?: Rows<K> };

/** A configuration of campaign 1 and affiliate 3, joined by link 5, and whatever is said beside. */
function load(world: World = {}): Configuration {
  const campaign = {
    advertiser_id: 1,
    name: "Winter shoes",
    destination_url: "https://shop.example/",
    click_param: "click_id",
    currency: "USD",
    status: "active",
    starts_at: null,
    ends_at: null,
    fallback_url: null,
    timezone: null,
    visibility: "public",
    pass_query: false,
    deep_link_hosts: [],
    targeting: {},
  };
  const link = {
    campaign_id: 1,
    affiliate_id: 3,
    subs: {},
    fallback_url: null,
    paused: false,
    kind: "plain",
    deep_link: null,
    param_names: {},
  };
  const configuration = new Configuration({} as Database);
  configuration.restore({
    version: 1,
    parts: {},
    advertisers: [],
    goals: [],
    smart_targets: [],
    campaign_affiliates: [],
    destinations: [],
    traffic_rules: [],
    caps: [],
    ...world,
    affiliates: [
      { id: 3, status: "active", param_names: {} },
      ...(world.affiliates ?? []),
    ],
    campaigns: (world.campaigns ?? [{ id: 1 }]).map((row) => ({
      ...campaign,
      ...row,
    })),
    links: (world.links ?? [{ id: 5 }]).map((row) => ({
      ...link,
      slug: `slug${row.id}`,
      ...row,
    })),
  } as unknown as ConfigurationTables);
  return configuration;
}

interface Click {
  world?: World;
  slug?: string;
  query?: string;
  country?: string | null;
  asn?: number;
  device?: string;
  os?: string;
  hash?: number;
  referrer?: string;
  capped?: number[];
  network_fallback?: string;
  steps?: RouteStep[];
}

function inputOf(configuration: Configuration, click: Click): RouteInput {
  const link = configuration.linkBySlug(click.slug ?? "slug5");
  if (link === undefined) throw new RangeError("no such link");
  return {
    link,
    configuration,
    now_ms: NOW_MS,
    params: readLinkParams(click.query ?? "", link.names),
    referrer: click.referrer ?? null,
    visitor: {
      country: () => click.country ?? null,
      asn: () => click.asn ?? null,
      device: () => ({
        device: click.device ?? "desktop",
        os: click.os ?? "linux",
        browser: "firefox",
        is_bot: false,
      }),
      hash: () => click.hash ?? 1,
    },
    isCapped: (id) => click.capped?.includes(id) ?? false,
    network_fallback:
      click.network_fallback === undefined
        ? null
        : readDestination(click.network_fallback, "fallback_url"),
    ...(click.steps === undefined ? {} : { steps: click.steps }),
  };
}

function route(click: Click = {}): Routed {
  return routeClick(inputOf(load(click.world), click));
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
const targeted = (targeting: object): World => ({
  campaigns: [{ id: 1, targeting }],
});

describe("routeClick() of a plain link", () => {
  test("sends a click on where nothing is set", () => {
    const routed = route();
    expect(routed).toMatchObject({
      verdict: "sent",
      reason: null,
      pays: true,
      flags: [],
      deep_link: null,
      destination_id: null,
    });
    expect(routed.link.id).toBe(5);
    expect(locationOf(routed)).toBe("https://shop.example/?click_id=ID");
  });

  test.each([
    [
      "paused",
      { campaigns: [{ id: 1, status: "paused" }] },
      "campaign is paused",
    ],
    ["paused", { links: [{ id: 5, paused: true }] }, "link is paused"],
    ["ended", { campaigns: [{ id: 1, status: "archived" }] }, "archived"],
    ["ended", { campaigns: [{ id: 1, ends_at: NOW_MS }] }, "has ended"],
    [
      "not_started",
      { campaigns: [{ id: 1, starts_at: NOW_MS + 1 }] },
      "not started",
    ],
    [
      "affiliate_blocked",
      { affiliates: [{ id: 3, status: "blocked" }] },
      "blocked",
    ],
    ["not_approved", { affiliates: [{ id: 3, status: "pending" }] }, "pending"],
  ] as [string, World, string][])(
    "is %s by the states of what is set up",
    (verdict, world, reason) => {
      const routed = route({ world });
      expect(routed.verdict).toBe(verdict as "paused");
      expect(routed.reason).toContain(reason);
      expect(routed.template).toBeNull();
    },
  );

  test.each([
    ["public", undefined, "sent"],
    ["public", "refused", "sent"],
    ["public", "blocked", "affiliate_blocked"],
    ["request", undefined, "not_approved"],
    ["request", "applied", "not_approved"],
    ["request", "refused", "not_approved"],
    ["request", "approved", "sent"],
    ["private", undefined, "not_approved"],
    ["private", "approved", "sent"],
    ["private", "blocked", "affiliate_blocked"],
  ] as const)(
    "of a %s campaign whose affiliate is %s: %s",
    (visibility, status, verdict) => {
      const world: World = { campaigns: [{ id: 1, visibility }] };
      if (status !== undefined) {
        world.campaign_affiliates = [
          { campaign_id: 1, affiliate_id: 3, status },
        ];
      }
      expect(route({ world }).verdict).toBe(verdict);
    },
  );

  test("asks nothing of the visitor where no rule needs it", () => {
    const input = inputOf(load(), {});
    const never = () => {
      throw new RangeError("asked");
    };
    const visitor = { country: never, asn: never, device: never, hash: never };
    expect(routeClick({ ...input, visitor }).verdict).toBe("sent");
  });
});

describe("targeting", () => {
  const countries = { allow: ["DE", "FR"], deny: ["FR"] };
  test.each([
    ["DE", "sent"],
    ["de", "sent"],
    ["FR", "geo"],
    ["US", "geo"],
    [null, "geo"],
  ] as const)("by country %p: %s", (country, verdict) => {
    const world = targeted({ countries });
    expect(route({ world, country }).verdict).toBe(verdict);
  });

  test("that only denies lets in whom it doesn't know", () => {
    const world = targeted({ countries: { deny: ["FR"] } });
    expect(route({ world, country: null }).verdict).toBe("sent");
    const routed = route({ world, country: "FR" });
    expect(routed.reason).toBe("country FR is not let in");
  });

  test("by device and OS", () => {
    const world = targeted({
      devices: { allow: ["mobile", "tablet"] },
      os: { deny: ["ios"] },
    });
    const at = (device: string, os: string) =>
      route({ world, device, os }).verdict;
    expect(at("mobile", "android")).toBe("sent");
    expect(at("desktop", "android")).toBe("device");
    expect(at("mobile", "ios")).toBe("os");
  });
});

describe("traffic rules", () => {
  const rule = (change: object): World => ({
    campaigns: [{ id: 1, fallback_url: "https://fallback.example/" }],
    traffic_rules: [
      {
        id: 1,
        campaign_id: 1,
        affiliate_id: null,
        field: "source",
        op: "equals",
        values: ["Bad"],
        action: "fallback",
        reason: null,
        paused: false,
        ...change,
      },
    ],
  });

  test.each([
    [{}, { query: "source=bad" }, true],
    [{}, { query: "source=badly" }, false],
    [{}, {}, false],
    [{ op: "in", values: ["a", "b"] }, { query: "src=B" }, true],
    [{ op: "contains", values: ["ad"] }, { query: "source=Badly" }, true],
    [{ op: "starts_with", values: ["ba"] }, { query: "source=Badly" }, true],
    [{ op: "starts_with", values: ["ad"] }, { query: "source=Badly" }, false],
    [{ values: [""] }, {}, true],
    [{ field: "sub10", values: ["x"] }, { query: "sub10=X" }, true],
    [{ field: "country", values: ["fr"] }, { country: "FR" }, true],
    [{ field: "asn", values: ["AS64496"] }, { asn: 64_496 }, true],
    [{ field: "asn", values: ["64497"] }, { asn: 64_496 }, false],
    [
      { field: "referrer", op: "contains", values: ["spam.example"] },
      { referrer: "https://SPAM.example/x" },
      true,
    ],
    [{ campaign_id: null }, { query: "source=bad" }, true],
    [{ campaign_id: 2 }, { query: "source=bad" }, false],
    [{ affiliate_id: 3 }, { query: "source=bad" }, true],
    [{ affiliate_id: 4 }, { query: "source=bad" }, false],
    [{ paused: true }, { query: "source=bad" }, false],
  ] as [object, Click, boolean][])(
    "%p holds against %p: %p",
    (change, click, is_met) => {
      const routed = route({ ...click, world: rule(change) });
      expect(routed.verdict).toBe(is_met ? "source_blocked" : "sent");
    },
  );

  test("block sends the visitor nowhere, fallback to the fallback, flag on with a flag", () => {
    const at = (action: string) =>
      route({ query: "source=bad", world: rule({ action }) });
    expect(at("block")).toMatchObject({
      verdict: "source_blocked",
      template: null,
    });
    expect(locationOf(at("fallback"))).toStartWith("https://fallback.example/");
    expect(at("flag")).toMatchObject({ verdict: "sent", flags: ["rule_1"] });
  });

  test("that block are looked at before those that fall back, and every flag is kept", () => {
    const world = rule({});
    const [first] = world.traffic_rules ?? [];
    world.traffic_rules = [
      { ...first, id: 1, action: "flag" },
      { ...first, id: 2, action: "fallback" },
      { ...first, id: 3, action: "block", reason: "sold for bots" },
      { ...first, id: 4, action: "flag" },
    ];
    const routed = route({ query: "source=bad", world });
    expect(routed).toMatchObject({
      template: null,
      reason: "sold for bots",
      flags: ["rule_1", "rule_4"],
    });
  });

  test("see the label of the link where the visitor brings none", () => {
    const world = {
      ...rule({ field: "sub1" }),
      links: [{ id: 5, subs: { sub1: "bad" } }],
    };
    expect(route({ world }).verdict).toBe("source_blocked");
    expect(route({ world, query: "sub1=good" }).verdict).toBe("sent");
  });
});

describe("caps", () => {
  const cap = (change: object): World => ({
    caps: [
      {
        id: 9,
        campaign_id: 1,
        affiliate_id: null,
        goal_key: null,
        sub_name: null,
        sub_value: null,
        metric: "clicks",
        period: "day",
        limit_value: "1",
        over: "fallback",
        ...change,
      },
    ],
  });

  test("send to the fallback, or count without paying, or only say so", () => {
    const at = (over: string) => route({ world: cap({ over }), capped: [9] });
    expect(at("fallback")).toMatchObject({
      verdict: "capped",
      reason: "cap 9 on clicks a day is used up",
    });
    const over = { verdict: "sent", flags: ["over_cap"] };
    expect(at("unpaid")).toMatchObject({ ...over, pays: false });
    expect(at("accept")).toMatchObject({ ...over, pays: true });
    expect(route({ world: cap({}) }).verdict).toBe("sent");
  });

  test("hold only for the affiliate and the label that they name", () => {
    const at = (change: object, query = "") =>
      route({ world: cap(change), capped: [9], query }).verdict;
    expect(at({ affiliate_id: 4 })).toBe("sent");
    expect(at({ affiliate_id: 3 })).toBe("capped");
    const label = { sub_name: "source", sub_value: "fb" };
    expect(at(label)).toBe("sent");
    expect(at(label, "source=fb")).toBe("capped");
    expect(at(label, "source=ig")).toBe("sent");
  });
});

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
    const configuration = load(listed({ weight: 3 }, {}, { paused: true }));
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
    const configuration = load(
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
    const configuration = load({
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

describe("the steps", () => {
  test("tell what was looked at, up to what failed", () => {
    const steps: RouteStep[] = [];
    const world: World = {
      ...targeted({ countries: { allow: ["DE"] }, os: { allow: ["ios"] } }),
      campaign_affiliates: [
        { campaign_id: 1, affiliate_id: 3, status: "approved" },
      ],
    };
    route({ world, country: "DE", os: "linux", steps });
    expect(steps.map(({ step, found, ok }) => [step, found, ok])).toEqual([
      ["state", "active", true],
      ["approval", "approved", true],
      ["geo", "DE", true],
      ["os", "linux", false],
    ]);
  });
});
