import { describe, expect, test } from "bun:test";
import { routeInput, loadWorld, NOW_MS } from "../../tests/routing_world.ts";
import type { Click, World } from "../../tests/routing_world.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { clickLocation } from "./destination_url.ts";
import { readLinkParams } from "./link_params.ts";
import { routeClick } from "./route_click.ts";
import type { Routed, RouteInput, RouteStep } from "./route_click.ts";

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
    const input = inputOf(loadWorld(), {});
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

  test("that only denies admits unknown visitors", () => {
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
      flags: ["rule_3", "rule_1", "rule_4"],
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
      flags: ["cap_9"],
    });
    const over = { verdict: "sent", flags: ["over_cap", "cap_9"] };
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

describe("the steps", () => {
  test("tell what was looked at, up to what failed", () => {
    const steps: RouteStep[] = [];
    const world: World = {
      ...targeted({ countries: { allow: ["DE"] }, os: { allow: ["ios"] } }),
      campaign_affiliates: [
        { campaign_id: 1, affiliate_id: 3, status: "approved" },
      ],
    };
    const click = { country: "DE", os: "linux" };
    routeClick({ ...inputOf(loadWorld(world), click), steps });
    expect(steps.map(({ step, found, ok }) => [step, found, ok])).toEqual([
      ["state", "active", true],
      ["approval", "approved", true],
      ["geo", "DE", true],
      ["os", "linux", false],
    ]);
  });
});
