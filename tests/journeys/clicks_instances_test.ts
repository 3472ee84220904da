// An operator who pauses a campaign expects every instance to stop at once; and one who looks at
// the figures wants to see what wasn't stored.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import type { TestDatabase, TestService } from "../harness.ts";
import { drainAll, storedClick, visit } from "../visits.ts";

const IN_FORCE_MS_MAX = 2_000;
let database: TestDatabase;
let first: TestService;
let second: TestService;
beforeAll(async () => {
  database = await createTestDatabase();
  first = await startTestService(database);
  second = await startTestService(database, { clock: first.clock });
});
afterAll(async () => {
  await Promise.all([first.stop(), second.stop()]);
  await database.drop();
});

const fallback_url = "https://fallback.example/";
const hostAt = async (service: TestService, slug: string) =>
  (await visit(service.api, slug)).url?.host;

describe("a change of what is set up", () => {
  test("applies at once where it was made, and on an instance without notification at its next poll", async () => {
    // Without notifications, it only polls once a second.
    await second.configuration.stop();
    const { slug, campaign_id } = await setUp(first.api, {
      campaign: { fallback_url },
    });
    // A link that an instance doesn't know makes it reload at once.
    expect(await hostAt(second, slug)).toBe("shop.example");
    const path = `/campaigns/${campaign_id}`;
    await first.api.call("PATCH", path, { status: "paused" });
    expect(await hostAt(first, slug)).toBe("fallback.example");
    expect(await hostAt(second, slug)).toBe("shop.example");
    await second.configuration.refresh();
    expect(await hostAt(second, slug)).toBe("fallback.example");
  });

  test("reaches an instance that runs on its own within two seconds", async () => {
    const third = await startTestService(database, {
      clock: first.clock,
      background: true,
    });
    try {
      const { slug, affiliate_id } = await setUp(first.api, {
        campaign: { fallback_url },
      });
      expect(await hostAt(third, slug)).toBe("shop.example");
      const path = `/affiliates/${affiliate_id}`;
      await first.api.call("PATCH", path, { status: "blocked" });
      const changed_ms = performance.now();
      while ((await hostAt(third, slug)) !== "fallback.example");
      expect(performance.now() - changed_ms).toBeLessThan(IN_FORCE_MS_MAX);
    } finally {
      await third.stop();
    }
  });

  test("leaves the clicks of both instances in one table, under ids of their own", async () => {
    const { slug, link_id } = await setUp(first.api);
    const ids = await Promise.all(
      [first, second, first, second].map(
        async (service) => (await visit(service.api, slug)).click_id,
      ),
    );
    expect(new Set(ids).size).toBe(4);
    await drainAll(second);
    for (const id of ids) {
      expect(await storedClick(first, id)).toMatchObject({ link_id });
    }
    const last = ids.at(-1) ?? "";
    expect((await first.api.postback({ click_id: last })).status).toBe(201);
  });
});

describe("the figures", () => {
  interface Readiness {
    ready: boolean;
    degraded: string[];
    database: string;
    postbacks: { limited: number };
    proxies: { untrusted: number };
    journal: Record<string, number>;
  }
  const readReady = async (service: TestService) =>
    (await service.api.fetch<Readiness>("/readyz")).body;
  const readMetrics = async (service: TestService) => {
    const { body, headers } = await service.api.fetch("/metrics");
    expect(headers.get("content-type")).toStartWith("text/plain");
    const lines = String(body.text).matchAll(/^(tallyho_\w+) ([0-9.]+)$/gm);
    return new Map(
      [...lines].map(([, name = "", value]) => [name, Number(value)]),
    );
  };

  test("say how much of the journal the table does not have yet", async () => {
    const service = await startTestService(database);
    try {
      const { slug } = await setUp(service.api);
      for (let number = 0; number < 3; number++) await visit(service.api, slug);
      const { journal, ...before } = await readReady(service);
      expect(before).toMatchObject({
        ready: true,
        degraded: [],
        database: "ok",
        postbacks: { limited: 0 },
        proxies: { untrusted: 0 },
      });
      const lag = journal.drain_lag_bytes ?? 0;
      expect(lag).toBeGreaterThan(300);
      expect(journal).toMatchObject({ bytes: lag, set_aside: 0 });
      const metrics = await readMetrics(service);
      expect(metrics.get("tallyho_drain_lag_bytes")).toBe(lag);
      expect(metrics.get("tallyho_journal_bytes")).toBe(lag);
      expect(metrics.get("tallyho_journal_bytes_max")).toBe(2 ** 32);
      expect(metrics.get("tallyho_resident_memory_bytes")).toBeGreaterThan(0);
      await drainAll(service);
      const after = await readReady(service);
      expect(after.journal.drain_lag_bytes).toBe(0);
    } finally {
      await service.stop();
    }
  });

  test("say so where clicks were sent on that could not be kept, and those still convert", async () => {
    const env = { TALLYHO_JOURNAL_MB_MAX: "16" };
    const service = await startTestService(database, { env });
    try {
      const { slug } = await setUp(service.api);
      expect((await readReady(service)).journal.bytes_max).toBe(16 * 2 ** 20);
      await service.journal.close();
      const { status, click_id } = await visit(service.api, slug);
      expect(status).toBe(302);
      expect(await readReady(service)).toMatchObject({
        ready: true,
        degraded: ["clicks_not_stored"],
        journal: { clicks_not_stored: 1 },
      });
      const metrics = await readMetrics(service);
      expect(metrics.get("tallyho_clicks_not_stored_total")).toBe(1);
      expect((await service.api.postback({ click_id })).status).toBe(201);
      expect(service.log.join("\n")).toContain("a click was not stored");
    } finally {
      await service.stop();
    }
  });
});
