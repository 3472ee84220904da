// A question is any text that somebody pastes: it is refused by name or finds nothing, and never costs
// much.
import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { apiClient, ok } from "../client/api_client.ts";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import { drainAll } from "../visits.ts";

const database = await createTestDatabase();
const service = await startTestService(database);
afterAll(async () => {
  await service.stop();
  await database.drop();
});
const { api } = service;
const client = apiClient(service);

const { slug } = await setUp(api);
const click_id = await api.click(slug, "?click_ref=A-17");
await api.postback({ click_id, order_id: "A-17" });

const ask = (q: string) =>
  ok(client.GET("/api/v1/trace", { params: { query: { q } } }));

describe("a bad question", () => {
  test.each([
    "",
    "q=",
    "q=%20%E2%80%8B",
    "q=a%00b",
    `q=${"x".repeat(2_049)}`,
    `q=${encodeURIComponent("ü".repeat(1_025))}`,
    "q=a&colour=red",
    "q=a&affiliate_id=x",
  ])("is refused by name: %#", async (query) => {
    const answer = await api.try("GET", `/trace?${query}`);
    expect([answer.status, answer.body.code]).toEqual([422, "invalid_request"]);
  });

  test.each([
    "%",
    "_",
    "%25",
    "A%",
    "A-1_",
    "' or 1=1 --",
    "'; drop table clicks; --",
    "\\",
    "*",
    "0",
    "z".repeat(32),
    "-1",
    "null",
    "https://",
    "http://[::1",
    "https://x/?%E0%A4%A",
    `?${"a=1&".repeat(400)}`,
  ])("finds nothing: %#", async (q) => {
    const { found, timeline } = await ask(q);
    expect({ found, timeline }).toEqual({ found: [], timeline: [] });
  });

  test("of 64 KiB is refused before it is read", async () => {
    const q = "x".repeat(65_536);
    const answer = await fetch(`${service.url}/api/v1/trace?q=${q}`, {
      headers: { authorization: `Bearer ${api.token}` },
    });
    expect([414, 422, 431]).toContain(answer.status);
  });
});

test("10,000 clicks with one id of their affiliate's are answered in part", async () => {
  const { slug } = await setUp(api);
  const clicks = Array.from(
    { length: 9_970 },
    () => `/c/${slug}?click_ref=same`,
  );
  while (clicks.length > 0) {
    await Promise.all(clicks.splice(0, 500).map((path) => api.fetch(path)));
  }
  const newest = [];
  for (let click = 0; click < 30; click++) {
    service.clock.advance(1_000);
    newest.unshift(await api.click(slug, "?click_ref=same"));
  }
  await drainAll(service);
  const story = await ask("same");
  expect(story.found.map(({ id }) => id)).toEqual(newest.slice(0, 20));
  expect(story.more).toEqual(["click"]);
  expect(story.timeline.map(({ kind }) => kind)).toEqual(
    Array.from({ length: 21 }, () => "click"),
  );
  expect(story.sentence).toStartWith("The last of at least 21 clicks");
});

test("of a click with more sales than are shown, the newest are, and it is said", async () => {
  const click_id = await api.click(slug);
  const sold = [];
  for (let sale = 0; sale < 120; sale++) {
    service.clock.advance(1_000);
    const { body } = await api.postback({ click_id, order_id: `M-${sale}` });
    sold.push(String(body.conversion_id));
  }
  const story = await ask(click_id);
  const newest = sold.slice(-100);
  const of = (kind: string) => {
    const steps = story.timeline.filter((step) => step.kind === kind);
    return steps.map(({ evidence }) => evidence.conversion_id);
  };
  expect(of("conversion")).toEqual(newest);
  expect(of("postback")).toEqual(newest);
  expect(of("entry")).toEqual(newest);
  expect(story.more.toSorted()).toEqual(["conversion", "postback"]);
  expect(story.sentence).toStartWith(
    "At least 100 sales match; of the last: the sale M-119 was approved",
  );
});

test("of a sale that was changed more often than is shown, the newest versions are", async () => {
  const click_id = await api.click(slug);
  const { body } = await api.postback({ click_id, order_id: "often" });
  const path = `/conversions/${body.conversion_id}`;
  for (let change = 0; change < 61; change++) {
    service.clock.advance(1_000);
    await api.call("PATCH", path, { status: "reversed", reason: "back" });
    service.clock.advance(1_000);
    await api.call("PATCH", path, { status: "approved", reason: "kept" });
  }
  const story = await ask("often");
  const versions = story.timeline.flatMap(({ kind, evidence }) =>
    kind === "conversion" ? [evidence.version] : [],
  );
  const newest = Array.from({ length: 100 }, (_, at) => 24 + at);
  expect(versions).toEqual(newest);
  expect(story.more.toSorted()).toEqual(["conversion", "entry"]);
  expect(story.sentence).toStartWith("The sale often was approved");
});

test("a question that takes too long is ended, and named", async () => {
  const db = openDatabase(database.owner, { connections_max: 1 });
  try {
    await db.transaction(async (tx) => {
      await tx.execute(sql`lock table links in access exclusive mode`);
      const answer = await api.try("GET", `/trace?q=${slug}`);
      expect([answer.status, answer.body.code]).toEqual([503, "unavailable"]);
      expect(answer.body.detail).toContain("took too long");
      expect(answer.headers.get("retry-after")).toBe("5");
    });
  } finally {
    await closeDatabase(db);
  }
});
