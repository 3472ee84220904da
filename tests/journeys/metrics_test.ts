// An operator finds each figure that the documents promise, with what really happened, also while the
// database is away and whatever strangers send.
import { afterAll, describe, expect, test } from "bun:test";
import parsePrometheus from "parse-prometheus-text-format";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { METRICS } from "../../src/metrics/metric_list.ts";
import { mergeSnapshots, snapshotText } from "../../src/metrics/snapshot.ts";
import type { Snapshot } from "../../src/metrics/snapshot.ts";
import { page } from "../doc_pages.ts";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";

const TOKEN = "a_token_for_the_metrics_only";
const database = await createTestDatabase();
const service = await startTestService(database, {
  env: { TALLYHO_METRICS_TOKEN: TOKEN },
});
const { api, clock } = service;

afterAll(async () => {
  await service.stop();
  await database.drop();
});

interface Scraped {
  type: string;
  help: string;
  series: { labels: Record<string, string>; value: number }[];
}

/** The figures of a text, as an independent reader has them. */
function parse(text: string): Map<string, Scraped> {
  return new Map(
    parsePrometheus(text).map(({ name, type, help, metrics }) => [
      name,
      {
        type: type.toLowerCase(),
        help,
        series: metrics.map(({ labels = {}, value, count }) => ({
          labels,
          value: Number(value ?? count),
        })),
      },
    ]),
  );
}

async function scrape(): Promise<Map<string, Scraped>> {
  const response = await fetch(`${service.url}/metrics`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  expect(response.status).toBe(200);
  return parse(await response.text());
}

function valueOf(
  scraped: ReadonlyMap<string, Scraped>,
  name: string,
  labels: Record<string, string> = {},
): number | undefined {
  const wanted = JSON.stringify(labels);
  return scraped
    .get(name)
    ?.series.find((one) => JSON.stringify(one.labels) === wanted)?.value;
}

/** Rows of the documents' table: name, type and labels. */
function documented(): { name: string; type: string; labels: string[] }[] {
  const rows = page("docs/operate/watching.md").matchAll(
    /^\| `(tallyho_\w+)` +\| (\w+) +\|([^|]*)\|/gm,
  );
  return [...rows].map(([, name = "", type = "", labels = ""]) => ({
    name,
    type,
    labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = ""]) => label),
  }));
}

describe("the list in the documents", () => {
  test("has each metric with its type and labels, and no other", () => {
    const listed = METRICS.map(({ name, type, labels }) => {
      return { name, type, labels: [...labels] };
    });
    expect(documented()).toEqual(listed);
  });

  test("is what a scrape gives", async () => {
    const scraped = await scrape();
    expect([...scraped.keys()]).toEqual(documented().map(({ name }) => name));
    for (const { name, type, labels } of documented()) {
      expect(scraped.get(name)?.type).toBe(type);
      for (const one of scraped.get(name)?.series ?? []) {
        expect(Object.keys(one.labels).sort()).toEqual(labels.toSorted());
      }
    }
  });
});

describe("a scrape", () => {
  test("counts clicks, postbacks and deliveries that were asked for", async () => {
    const before = await scrape();
    const { slug, affiliate_id } = await setUp(api);
    // Nobody listens there.
    const url = "http://127.0.0.1:9/?id={click_id}";
    await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, { url });
    const click_id = await api.click(slug);
    await api.click(slug);
    await api.postback({ click_id, order_id: "1" });
    await api.postback({ click_id, order_id: "1" });
    await service.deliverer.runOnce();
    const after = await scrape();
    const grown = (name: string, labels?: Record<string, string>) =>
      (valueOf(after, name, labels) ?? 0) -
      (valueOf(before, name, labels) ?? 0);
    expect(grown("tallyho_redirect_seconds")).toBe(2);
    expect(grown("tallyho_clicks_total", { verdict: "sent" })).toBe(2);
    expect(grown("tallyho_postback_seconds")).toBe(2);
    const outcomes = after.get("tallyho_postbacks_total")?.series ?? [];
    expect(
      outcomes.map(({ labels, value }) => [labels.outcome, value]).sort(),
    ).toEqual([
      ["duplicate", 1],
      ["recorded", 1],
      ["unavailable", 0],
    ]);
    expect(valueOf(after, "tallyho_database_up")).toBe(1);
    expect(
      valueOf(after, "tallyho_database_connections", { state: "waiting" }),
    ).toBe(0);
    const open = ["in_use", "idle"].map(
      (state) => valueOf(after, "tallyho_database_connections", { state }) ?? 0,
    );
    // Those of deliveries too.
    const { in_use, idle } = service.db.pool();
    expect(open[0]! + open[1]!).toBeGreaterThan(in_use + idle);
    expect(grown("tallyho_requests_total", { class: "2xx" })).toBeGreaterThan(
      2,
    );
  });

  test("names no source, outcome or verdict that a stranger made up", async () => {
    const hostile = `x"} 1\ntallyho_fake 1\n{a="`;
    for (let at = 0; at < 20; at++) {
      const query = new URLSearchParams({
        click_id: `${hostile}${at}`,
        source: `${hostile}${at}`,
        status: hostile,
        key: `${at}`,
      });
      await fetch(`${service.url}/v1/postback?${query}`);
      await fetch(`${service.url}/c/nothing${at}?${query}`);
      await fetch(
        `${service.url}/v1/postback/${at}${encodeURIComponent(hostile)}`,
      );
    }
    const scraped = await scrape();
    expect([...scraped.keys()]).toEqual(METRICS.map(({ name }) => name));
    const series = scraped.get("tallyho_postbacks_total")?.series ?? [];
    for (const { labels } of series) {
      expect(labels.source).toMatch(/^(?:\d{1,9}|none)$/);
      expect(labels.outcome).toMatch(/^[a-z_]+$/);
    }
    expect(series.length).toBeLessThan(10);
  });

  test("needs the token where it is set, and without one leaves the private metrics out", async () => {
    const wrong = await fetch(`${service.url}/metrics`, {
      headers: { authorization: "Bearer a_token_of_somebody_else" },
    });
    expect(wrong.status).toBe(401);
    expect(wrong.headers.get("www-authenticate")).toBe("Bearer");
    expect((await fetch(`${service.url}/metrics`)).status).toBe(401);
    const open = await startTestService(database);
    try {
      const response = await fetch(`${open.url}/metrics`);
      const names = [...parse(await response.text()).keys()];
      expect(names).toEqual(
        METRICS.filter(({ is_private }) => is_private !== true).map(
          ({ name }) => name,
        ),
      );
    } finally {
      await open.stop();
    }
  });

  test("tells of jobs once they ran, and of a source that was never heard, which is silent for a week", async () => {
    const { advertiser_id } = await setUp(api);
    const sources = `/advertisers/${advertiser_id}/sources`;
    const { id } = await api.call("POST", sources, { name: "Silent" });
    await api.call("POST", "/jobs/audit_ledger/run");
    await service.scheduler.runOnce();
    // The database's figures are kept for a while.
    const other = await startTestService(database, {
      env: { TALLYHO_METRICS_TOKEN: TOKEN },
      clock,
    });
    clock.advance(90_000);
    try {
      const response = await fetch(`${other.url}/metrics`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      const scraped = parse(await response.text());
      const job = { job_name: "audit_ledger" };
      expect(valueOf(scraped, "tallyho_job_failing", job)).toBe(0);
      expect(valueOf(scraped, "tallyho_verify_ok", { what: "ledger" })).toBe(1);
      expect(
        valueOf(scraped, "tallyho_verify_age_seconds", { what: "ledger" }),
      ).toBe(90);
      const silent = { source: String(id) };
      expect(valueOf(scraped, "tallyho_source_silence_seconds", silent)).toBe(
        604_800,
      );
    } finally {
      await other.stop();
    }
  });
});

describe("a scrape while the database doesn't answer", () => {
  test("gives what this process knows, and says so", async () => {
    const other = await startTestService(database);
    try {
      await closeDatabase(other.db, 0);
      const response = await fetch(`${other.url}/metrics`);
      const scraped = parse(await response.text());
      expect(valueOf(scraped, "tallyho_database_up")).toBe(0);
      expect(valueOf(scraped, "tallyho_journal_bytes")).toBeDefined();
    } finally {
      await other.stop();
    }
  });

  test("leaves out what takes it too long, but doesn't say that it is away", async () => {
    const owner = openDatabase(database.owner, { connections_max: 1 });
    const other = await startTestService(database);
    try {
      const text = await owner.transaction(async (tx) => {
        await tx.$client.unsafe(
          "lock table endpoints in access exclusive mode",
        );
        const response = await fetch(`${other.url}/metrics`);
        return await response.text();
      });
      const scraped = parse(text);
      expect(valueOf(scraped, "tallyho_database_up")).toBe(1);
      expect(scraped.get("tallyho_breakers_open")?.series).toEqual([]);
      expect(valueOf(scraped, "tallyho_journal_bytes")).toBeDefined();
      expect(valueOf(scraped, "tallyho_resident_memory_bytes")).toBeDefined();
    } finally {
      await other.stop();
      await closeDatabase(owner);
    }
  });
});

describe("snapshots of several processes", () => {
  const one: Snapshot = {
    tallyho_redirect_seconds: [{ labels: {}, counts: [1, 2], sum: 3 }],
    tallyho_clicks_total: [
      { labels: { verdict: "sent" }, value: 4 },
      { labels: { verdict: "paused" }, value: 1 },
    ],
    tallyho_drain_lag_seconds: [{ labels: {}, value: 3 }],
    tallyho_breakers_open: [{ labels: {}, value: 2 }],
    tallyho_replica_in_use: [{ labels: {}, value: 1 }],
  };
  const other: Snapshot = {
    tallyho_redirect_seconds: [{ labels: {}, counts: [10, 0], sum: 0.5 }],
    tallyho_clicks_total: [{ labels: { verdict: "sent" }, value: 6 }],
    tallyho_drain_lag_seconds: [{ labels: {}, value: 9 }],
    tallyho_breakers_open: [{ labels: {}, value: 2 }],
    tallyho_replica_in_use: [{ labels: {}, value: 0 }],
  };

  test("become one: counts are added, delays are the greatest, uses the least, and the database counts once", () => {
    const merged = mergeSnapshots(
      JSON.parse(JSON.stringify([one, other])) as Snapshot[],
    );
    expect(merged).toMatchObject({
      tallyho_redirect_seconds: [{ labels: {}, counts: [11, 2], sum: 3.5 }],
      tallyho_clicks_total: [
        { labels: { verdict: "sent" }, value: 10 },
        { labels: { verdict: "paused" }, value: 1 },
      ],
      tallyho_drain_lag_seconds: [{ labels: {}, value: 9 }],
      tallyho_breakers_open: [{ labels: {}, value: 2 }],
      tallyho_replica_in_use: [{ labels: {}, value: 0 }],
    });
  });

  test("keep a hostile label in its quotes", () => {
    const verdict = 'a"} 1\nb\\';
    const text = snapshotText(
      { tallyho_clicks_total: [{ labels: { verdict }, value: 1 }] },
      { with_private: true },
    );
    expect(text).toContain('tallyho_clicks_total{verdict="a\\"} 1\\nb\\\\"} 1');
    expect(parse(text).get("tallyho_clicks_total")?.series).toHaveLength(1);
  });
});
