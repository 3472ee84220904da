import { describe, expect, test } from "bun:test";
import { routeInput, loadWorld } from "../../tests/routing_world.ts";
import type { World } from "../../tests/routing_world.ts";
import { AGENTS } from "../../tests/visits.ts";
import { ManualClock } from "../kernel/mod.ts";
import { tryClick } from "./sandbox.ts";
import type { SandboxClick } from "./sandbox.ts";

function tryIn(world: World, click: SandboxClick) {
  const configuration = loadWorld(world);
  const { visitor } = routeInput(configuration, { country: "US" });
  return tryClick(
    {
      clock: new ManualClock(Date.UTC(2026, 10, 22, 10)),
      configuration,
      cap_usage: { isCapped: () => false },
      geo: visitor,
      network_fallback: null,
    },
    click,
  );
}

const german: World = {
  campaigns: [
    {
      id: 1,
      targeting: { countries: { allow: ["DE"] } },
      fallback_url: "https://fallback.example/?s={sub1}",
    },
  ],
};

describe("tryClick()", () => {
  test("says where a click would go and why, with what was looked at", () => {
    const tried = tryIn(german, {
      slug: "slug5",
      query: "?sub1=a&x=1",
      user_agent: AGENTS.iphone,
    });
    expect(tried).toMatchObject({
      verdict: "geo",
      reason: "country US is not let in",
      campaign_id: 1,
      affiliate_id: 3,
      link_id: 5,
      smart_link_id: null,
      labels: { sub1: "a" },
      params: { x: "1" },
      visitor: { country: "US", device: "mobile" },
      steps: [
        { step: "state", ok: true },
        { step: "geo", found: "US", ok: false },
      ],
    });
    expect(tried.destination).toStartWith("https://fallback.example/?s=a");
  });

  test("takes a whole address, and a country in place of the address's", () => {
    const url = "https://track.example/c/slug5?sub1=a#x";
    const tried = tryIn(german, { url, country: "de" });
    expect(tried).toMatchObject({ verdict: "sent", labels: { sub1: "a" } });
    expect(tried.destination).toBe(
      `https://shop.example/?click_id=${"0".repeat(32)}`,
    );
  });

  test("knows no other links, and needs one", () => {
    expect(() => tryIn({}, { slug: "nothing" })).toThrow("not_found");
    expect(() => tryIn({}, { url: "https://track.example/" })).toThrow("url");
    expect(() => tryIn({}, {})).toThrow("either `url` or `slug`");
    expect(() => tryIn({}, { url: "https://a/c/b", slug: "b" })).toThrow("url");
  });
});
