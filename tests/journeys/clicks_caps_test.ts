// A cap promises the advertiser a maximum charge, and tells the affiliate what happens above it;
// both count the clicks themselves.
import { afterAll, describe, expect, test } from "bun:test";
import { ManualClock } from "../../modules/kernel/mod.ts";
import { setUp } from "../factory.ts";
import { createTestDatabase, START_MS, startTestService } from "../harness.ts";
import { drainAll, storedClick, storedClicks, visit } from "../visits.ts";

const clock = new ManualClock(START_MS);
const database = await createTestDatabase();
const service = await startTestService(database, { clock });
const { api } = service;
afterAll(async () => {
  await service.stop();
  await database.drop();
});

const DAY_MS = 86_400_000;
interface Cap {
  id: number;
  used: number;
  limit: number;
  resets_at: string | null;
}

async function capped(
  cap: Record<string, unknown>,
  campaign: Record<string, unknown> = {},
) {
  const fallback_url = "https://fallback.example/";
  const made = await setUp(api, { campaign: { fallback_url, ...campaign } });
  const path = `/campaigns/${made.campaign_id}/caps`;
  const body = { metric: "clicks", period: "day", ...cap };
  const { id } = await api.call<Cap>("POST", path, body);
  const read = () => api.call<{ data: Cap[] }>("GET", path);
  return {
    ...made,
    path,
    cap_id: id,
    readCap: async () => (await read()).data[0],
  };
}

const hostOf = async (slug: string, query = "") =>
  (await visit(api, slug, { query })).url?.host;

describe("a cap on clicks", () => {
  test("sends exactly as many on as it says, also of those that come at once, and shows what is used", async () => {
    const { slug, link_id, readCap } = await capped({ limit: 7 });
    const visits = Array.from({ length: 40 }, () => hostOf(slug));
    const hosts = await Promise.all(visits);
    const sent = hosts.filter((host) => host === "shop.example");
    expect(sent).toHaveLength(7);
    expect(new Set(hosts)).toEqual(
      new Set(["shop.example", "fallback.example"]),
    );
    const clicks = await storedClicks(service, link_id);
    const verdicts = clicks.map(({ verdict }) => verdict);
    expect(verdicts.filter((verdict) => verdict === "sent")).toHaveLength(7);
    expect(verdicts.filter((verdict) => verdict === "capped")).toHaveLength(33);
    expect(await readCap()).toMatchObject({
      used: 7,
      limit: "7",
      over: "fallback",
      resets_at: "2026-11-23T00:00:00.000Z",
    });
    expect(await hostOf(slug)).toBe("fallback.example");
  });

  test("starts over with the campaign's own day", async () => {
    const timezone = "America/New_York";
    const { slug, readCap } = await capped({ limit: 1 }, { timezone });
    expect(await hostOf(slug)).toBe("shop.example");
    expect(await hostOf(slug)).toBe("fallback.example");
    const resets_at = Date.parse((await readCap())?.resets_at ?? "");
    expect((resets_at - 5 * 3_600_000) % DAY_MS).toBe(0);
    clock.advance(resets_at - clock.nowMs() - 1);
    expect(await hostOf(slug)).toBe("fallback.example");
    clock.advance(1);
    expect(await hostOf(slug)).toBe("shop.example");
    expect(await hostOf(slug)).toBe("fallback.example");
    await drainAll(service);
    expect(await readCap()).toMatchObject({ used: 1 });
  });

  test("holds for the affiliate and the label that it names", async () => {
    const { slug, campaign_id, readCap } = await capped({
      limit: 1,
      sub_name: "sub2",
      sub_value: "spring",
      period: "total",
    });
    expect(await hostOf(slug, "?s2=spring")).toBe("shop.example");
    expect(await hostOf(slug, "?s2=spring")).toBe("fallback.example");
    expect(await hostOf(slug, "?s2=autumn")).toBe("shop.example");
    await drainAll(service);
    expect(await readCap()).toMatchObject({ used: 1, resets_at: null });
    const { affiliate_id } = await setUp(api);
    const body = { campaign_id, affiliate_id };
    const other = await api.call<{ slug: string }>("POST", "/links", body);
    expect(await hostOf(other.slug, "?s2=spring")).toBe("fallback.example");
  });

  test("that only accepts leaves a flag, and one that is raised or taken out lets clicks through at once", async () => {
    const { slug, path, cap_id } = await capped({ limit: 0, over: "accept" });
    const { click_id, url } = await visit(api, slug);
    expect(url?.host).toBe("shop.example");
    expect(await storedClick(service, click_id)).toMatchObject({
      verdict: "sent",
      flags: ["over_cap", `cap_${cap_id}`],
      pays: true,
      verdict_detail: { cap_id },
    });
    const at = `${path}/${cap_id}`;
    await api.call("PATCH", at, { over: "fallback", limit: 2 });
    expect(await hostOf(slug)).toBe("shop.example");
    expect(await hostOf(slug)).toBe("fallback.example");
    await api.call("DELETE", at);
    expect(await hostOf(slug)).toBe("shop.example");
  });

  test("with clicks above it that do not pay books what the advertiser owes, and nothing for the affiliate", async () => {
    const cap = { limit: 1, over: "unpaid" };
    const { slug } = await capped(cap, { currency: "EUR" });
    const sell = async (order_id: string) => {
      const { click_id, url } = await visit(api, slug);
      expect(url?.host).toBe("shop.example");
      const { pays } = await storedClick(service, click_id);
      const { body } = await api.postback({ click_id, order_id });
      const id = String(body.conversion_id);
      return { pays, ...(await api.call("GET", `/conversions/${id}`)) };
    };
    expect(await sell("below")).toMatchObject({
      pays: true,
      revenue: "20.00",
      payout: "12.50",
      flags: ["fast"],
    });
    expect(await sell("above")).toMatchObject({
      pays: false,
      status: "approved",
      revenue: "20.00",
      payout: "0.00",
      flags: ["fast", "over_cap"],
    });
    const { data } = await api.call<{ data: Record<string, unknown>[] }>(
      "GET",
      "/ledger/accounts",
    );
    expect(data.filter(({ currency }) => currency === "EUR")).toMatchObject([
      { receivable: "40.00", payable: "-12.50", margin: "-27.50" },
    ]);
  });

  test("is still counted after a restart, and by another instance", async () => {
    const { slug, campaign_id } = await capped({ limit: 3, period: "month" });
    const first = await startTestService(database, { clock });
    for (let number = 0; number < 3; number++) {
      expect((await visit(first.api, slug)).url?.host).toBe("shop.example");
    }
    // Its counters are saved when it stops.
    await first.stop();
    const second = await startTestService(database, {
      clock,
      background: true,
    });
    try {
      const verdict = async () => {
        const tried = await second.api.call("POST", "/sandbox/click", { slug });
        return tried.verdict;
      };
      while ((await verdict()) !== "capped");
      expect((await visit(second.api, slug)).url?.host).toBe(
        "fallback.example",
      );
      const path = `/campaigns/${campaign_id}/caps`;
      const { data } = await second.api.call<{ data: Cap[] }>("GET", path);
      expect(data).toMatchObject([{ used: 3, limit: "3" }]);
    } finally {
      await second.stop();
    }
  });
});

describe("a cap on conversions", () => {
  test("is not used up by what was only tried out", async () => {
    const { link_id, readCap } = await capped({
      metric: "conversions",
      limit: 1,
    });
    const tried = await api.call<{ click_id: string }>(
      "POST",
      `/links/${link_id}/test-click`,
    );
    const { status } = await api.postback({ click_id: tried.click_id });
    expect(status).toBe(201);
    expect(await readCap()).toMatchObject({ used: 0 });
  });

  test("sends clicks to the fallback once it is used up", async () => {
    const other = await startTestService(database, { clock, background: true });
    try {
      const { slug, readCap } = await capped({
        metric: "conversions",
        limit: 1,
        goal_key: "sale",
      });
      const { click_id } = await visit(other.api, slug);
      await other.api.postback({ click_id, order_id: "A-1" });
      expect(await readCap()).toMatchObject({ used: 1, limit: "1" });
      const host = async () => (await visit(other.api, slug)).url?.host;
      while ((await host()) !== "fallback.example");
    } finally {
      await other.stop();
    }
  });
});
