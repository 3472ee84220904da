// A visitor that the campaign doesn't accept is still worth something: it goes to the operator's
// fallback, and the click has the reason.
import { describe, expect, test } from "bun:test";
import { isoTime } from "../../modules/kernel/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile, START_MS } from "../harness.ts";
import { storedClick, visit } from "../visits.ts";

const NETWORK = "https://network.example/none?c={campaign_id}&s={sub1}";
const service = await serviceForFile({
  env: { TALLYHO_FALLBACK_URL: NETWORK },
});
const { api } = service;
const HOUR_MS = 3_600_000;

const STOPPED = [
  ["paused", { status: "paused" }, {}],
  ["paused", { status: "draft" }, {}],
  ["ended", { status: "archived" }, {}],
  ["not_started", { starts_at: isoTime(START_MS + HOUR_MS) }, {}],
  ["ended", { ends_at: isoTime(START_MS) }, {}],
  ["affiliate_blocked", {}, { status: "blocked" }],
  ["not_approved", {}, { status: "pending" }],
  ["paused", {}, { status: "paused" }],
  ["not_approved", { visibility: "request" }, {}],
] as const;

describe("a click that its campaign doesn't take", () => {
  test.each(STOPPED)(
    "has the verdict %s where campaign and affiliate are %j %j, and goes to the network's fallback",
    async (verdict, campaign, affiliate) => {
      const made = await setUp(api, { campaign, affiliate });
      const visited = await visit(api, made.slug, { query: "?sub1=a%20b" });
      expect(visited.status).toBe(302);
      expect(visited.headers.get("cache-control")).toBe("no-store");
      expect(visited.url?.href).toBe(
        `https://network.example/none?c=${made.campaign_id}&s=a%20b&click_id=${visited.click_id}`,
      );
      expect(await storedClick(service, visited.click_id)).toMatchObject({
        verdict,
        sub1: "a b",
        link_id: made.link_id,
        campaign_id: made.campaign_id,
        pays: true,
      });
    },
  );

  test("goes to the link's own fallback before the campaign's, and to that before the network's", async () => {
    const made = await setUp(api, {
      campaign: { status: "paused", fallback_url: "https://campaign.example/" },
      link: { fallback_url: "https://link.example/?c={click_id}" },
    });
    const hostOf = async () => (await visit(api, made.slug)).url?.host;
    expect(await hostOf()).toBe("link.example");
    const link = `/links/${made.link_id}`;
    await api.call("PATCH", link, { fallback_url: null });
    expect(await hostOf()).toBe("campaign.example");
    const campaign = `/campaigns/${made.campaign_id}`;
    await api.call("PATCH", campaign, { fallback_url: null });
    expect(await hostOf()).toBe("network.example");
    await api.call("PATCH", campaign, { status: "active" });
    expect(await hostOf()).toBe("shop.example");
    await api.call("PATCH", link, { paused: true });
    expect(await hostOf()).toBe("network.example");
  });

  test("is taken from the campaign's start on, and no longer at its end", async () => {
    const { slug } = await setUp(api, {
      campaign: {
        starts_at: isoTime(service.clock.nowMs() + HOUR_MS),
        ends_at: isoTime(service.clock.nowMs() + 2 * HOUR_MS),
      },
    });
    const hosts: (string | undefined)[] = [];
    for (let hour = 0; hour < 3; hour++) {
      hosts.push((await visit(api, slug)).url?.host);
      service.clock.advance(HOUR_MS);
    }
    const network = "network.example";
    expect(hosts).toEqual([network, "shop.example", network]);
  });

  test("is taken once the affiliate is approved, and not where it is blocked from that campaign", async () => {
    const { slug, campaign_id, affiliate_id } = await setUp(api);
    const path = `/campaigns/${campaign_id}/affiliates`;
    const verdictAs = async (status: string) => {
      await api.call("POST", path, { affiliate_id, status });
      const { click_id } = await visit(api, slug);
      return (await storedClick(service, click_id)).verdict;
    };
    await api.call("PATCH", `/campaigns/${campaign_id}`, {
      visibility: "request",
    });
    expect(await verdictAs("applied")).toBe("not_approved");
    expect(await verdictAs("approved")).toBe("sent");
    expect(await verdictAs("refused")).toBe("not_approved");
    expect(await verdictAs("blocked")).toBe("affiliate_blocked");
    await api.call("PATCH", `/campaigns/${campaign_id}`, {
      visibility: "public",
    });
    expect(await verdictAs("blocked")).toBe("affiliate_blocked");
  });

  test("is on record by its verdict", async () => {
    const { slug, campaign_id } = await setUp(api, {
      campaign: { status: "paused" },
    });
    const { click_id } = await visit(api, slug);
    await storedClick(service, click_id);
    const list = async (verdict: string) => {
      const path = `/clicks?campaign_id=${campaign_id}&verdict=${verdict}`;
      return (await api.call<{ data: unknown[] }>("GET", path)).data;
    };
    expect(await list("paused")).toMatchObject([{ click_id }]);
    expect(await list("sent")).toEqual([]);
  });
});
