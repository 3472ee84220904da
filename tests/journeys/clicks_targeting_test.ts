// A campaign pays for some visitors and not for others: they must be recognized behind proxies, and
// the reason must be shown.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import {
  ADDRESSES,
  AGENTS,
  BEHIND_PROXY,
  storedClick,
  storedClicks,
  visit,
} from "../visits.ts";
import type { Visitor } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api } = service;
const FALLBACK = { fallback_url: "https://fallback.example/" };

async function verdictOf(slug: string, visitor: Visitor): Promise<string> {
  const { click_id } = await visit(api, slug, visitor);
  return (await storedClick(service, click_id)).verdict;
}

async function targeted(targeting: unknown) {
  const made = await setUp(api, { campaign: FALLBACK });
  const path = `/campaigns/${made.campaign_id}/targeting`;
  await api.call("PUT", path, targeting);
  return made;
}

describe("targeting", () => {
  test("lets in the countries that are allowed, by the address that a trusted proxy tells", async () => {
    const { slug } = await targeted({ countries: { allow: ["gb", "NL"] } });
    expect(await verdictOf(slug, { ip: ADDRESSES.GB })).toBe("sent");
    expect(await verdictOf(slug, { ip: ADDRESSES.NL })).toBe("sent");
    expect(await verdictOf(slug, { ip: ADDRESSES.US })).toBe("geo");
    expect(await verdictOf(slug, {})).toBe("geo");
    // Anything left of an untrusted hop may be forged by that hop.
    const forged = `${ADDRESSES.GB}, ${ADDRESSES.US}`;
    expect(await verdictOf(slug, { ip: forged })).toBe("geo");
    const by_two = `${ADDRESSES.GB}, 127.0.0.9`;
    expect(await verdictOf(slug, { ip: by_two })).toBe("sent");
  });

  test("keeps out denied countries, and admits unknown visitors", async () => {
    const { slug } = await targeted({ countries: { deny: ["US"] } });
    expect(await verdictOf(slug, { ip: ADDRESSES.US })).toBe("geo");
    expect(await verdictOf(slug, { ip: "10.1.2.3" })).toBe("sent");
  });

  test("goes by device and operating system too, and keeps what was seen with the click", async () => {
    const { slug } = await targeted({
      countries: { allow: ["US"] },
      devices: { allow: ["mobile"] },
      os: { deny: ["ios"] },
    });
    const from = (user_agent: string) => ({ ip: ADDRESSES.US, user_agent });
    expect(await verdictOf(slug, from(AGENTS.android))).toBe("sent");
    expect(await verdictOf(slug, from(AGENTS.windows))).toBe("device");
    expect(await verdictOf(slug, from(AGENTS.iphone))).toBe("os");
    const visited = await visit(api, slug, from(AGENTS.iphone));
    expect(visited.url?.host).toBe("fallback.example");
    expect(await storedClick(service, visited.click_id)).toMatchObject({
      country: "US",
      ip: ADDRESSES.US,
      device: "mobile",
      os: "ios",
      browser: "safari",
      user_agent: AGENTS.iphone,
    });
  });

  test("is explained by the sandbox, which counts nothing", async () => {
    const { slug, link_id } = await targeted({ countries: { allow: ["GB"] } });
    const tryOut = (body: Record<string, unknown>) =>
      api.call("POST", "/sandbox/click", { slug, ...body });
    expect(await tryOut({ ip: ADDRESSES.US, query: "sub1=x" })).toMatchObject({
      verdict: "geo",
      reason: "country US is not let in",
      destination: expect.stringMatching(/^https:\/\/fallback\.example\//),
      link_id,
      labels: { sub1: "x" },
      visitor: { country: "US" },
      steps: [
        { step: "state", ok: true },
        { step: "geo", found: "US", ok: false },
      ],
    });
    expect(await tryOut({ ip: ADDRESSES.GB })).toMatchObject({
      verdict: "sent",
      reason: null,
    });
    expect(await tryOut({ country: "gb" })).toMatchObject({ verdict: "sent" });
    expect(await storedClicks(service, link_id)).toEqual([]);
  });
});

describe("a traffic rule", () => {
  const rule = { field: "sub1", op: "in", values: ["Bad", "worse"] };
  async function ruled(change: Record<string, unknown>) {
    const made = await setUp(api, { campaign: FALLBACK });
    const { campaign_id } = made;
    const body = { ...rule, campaign_id, ...change };
    const { id } = await api.call<{ id: number }>(
      "POST",
      "/traffic-rules",
      body,
    );
    return { ...made, rule_id: id };
  }

  test("that blocks sends the visitor nowhere, and keeps the click with its verdict", async () => {
    const { slug, link_id } = await ruled({ action: "block" });
    const { status, url } = await visit(api, slug, { query: "?s1=bad" });
    expect({ status, url }).toEqual({ status: 404, url: null });
    expect((await visit(api, slug, { query: "?s1=good" })).status).toBe(302);
    const clicks = await storedClicks(service, link_id);
    expect(clicks.map(({ verdict, sub1 }) => [verdict, sub1])).toEqual([
      ["sent", "good"],
      ["source_blocked", "bad"],
    ]);
  });

  test("that falls back sends the visitor to the fallback, with its reason for whoever asks", async () => {
    const made = await ruled({
      action: "fallback",
      field: "referrer",
      op: "contains",
      values: ["spam.example"],
      reason: "agreed on 12 May: no traffic from there",
    });
    const referrer = "https://SPAM.example/page";
    const visited = await visit(api, made.slug, { referrer });
    expect(visited.url?.host).toBe("fallback.example");
    expect(await storedClick(service, visited.click_id)).toMatchObject({
      verdict: "source_blocked",
      referrer,
      verdict_detail: {
        rule_id: made.rule_id,
        reason: "agreed on 12 May: no traffic from there",
      },
    });
    const tried = await api.call("POST", "/sandbox/click", {
      slug: made.slug,
      referrer,
    });
    expect(tried).toMatchObject({
      verdict: "source_blocked",
      reason: "agreed on 12 May: no traffic from there",
    });
  });

  test("that flags sends the visitor on and leaves its name on the click", async () => {
    const { slug, rule_id } = await ruled({ action: "flag" });
    const visited = await visit(api, slug, { query: "?sub1=worse" });
    expect(visited.url?.host).toBe("shop.example");
    expect(await storedClick(service, visited.click_id)).toMatchObject({
      verdict: "sent",
      flags: [`rule_${rule_id}`],
    });
  });

  test("holds for the affiliate that it names, is in force at once, and gone with it", async () => {
    const { slug, campaign_id, affiliate_id, rule_id } = await ruled({
      action: "fallback",
      field: "country",
      op: "equals",
      values: ["US"],
    });
    const us = { ip: ADDRESSES.US };
    expect(await verdictOf(slug, us)).toBe("source_blocked");
    expect(await verdictOf(slug, { ip: ADDRESSES.GB })).toBe("sent");
    const at = `/traffic-rules/${rule_id}`;
    await api.call("PATCH", at, { paused: true });
    expect(await verdictOf(slug, us)).toBe("sent");
    await api.call("DELETE", at);
    const other = await setUp(api);
    const body = { ...rule, field: "country", values: ["US"], campaign_id };
    const own = { ...body, action: "fallback" };
    await api.call("POST", "/traffic-rules", {
      ...own,
      affiliate_id: other.affiliate_id,
    });
    expect(await verdictOf(slug, us)).toBe("sent");
    await api.call("POST", "/traffic-rules", { ...own, affiliate_id });
    expect(await verdictOf(slug, us)).toBe("source_blocked");
  });
});
