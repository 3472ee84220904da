// Counting clicks: prefetches don't count, bots are flagged, and visitors are recognized only in
// the way the operator configured.
import { afterAll, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { setUp } from "../factory.ts";
import {
  createTestDatabase,
  serviceForFile,
  startTestService,
} from "../harness.ts";
import {
  ADDRESSES,
  AGENTS,
  BEHIND_PROXY,
  storedClick,
  storedClicks,
  visit,
} from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api, clock } = service;
const others = await createTestDatabase();
afterAll(() => others.drop());

const HOUR_MS = 3_600_000;

describe("what is counted", () => {
  test("is a GET, not a HEAD, which is sent to the same place without an id", async () => {
    const { slug, link_id } = await setUp(api);
    const head = await visit(api, slug, { method: "HEAD" });
    expect(head.status).toBe(302);
    expect(head.url?.href).toBe("https://shop.example/landing");
    expect(await storedClicks(service, link_id)).toEqual([]);
    const { click_id } = await visit(api, slug);
    expect(await storedClicks(service, link_id)).toMatchObject([{ click_id }]);
  });

  test.each([
    { "sec-purpose": "prefetch" },
    { "sec-purpose": "prefetch;prerender" },
    { purpose: "prefetch" },
    { purpose: "preview" },
    { "x-purpose": "preview" },
    { "X-Moz": "prefetch" },
    { "sec-purpose": "", purpose: "Prefetch" },
  ])(
    "is no prefetch (%j): it is answered 503, so that the browser comes back",
    async (headers) => {
      const { slug, link_id } = await setUp(api);
      const early = await visit(api, slug, { headers });
      expect(early.status).toBe(503);
      expect(early.url).toBeNull();
      expect(early.headers.get("cache-control")).toBe("no-store");
      expect(await storedClicks(service, link_id)).toEqual([]);
    },
  );

  test("is no prefetch, in whatever case the headers say so", async () => {
    const { slug, link_id } = await setUp(api);
    const said = [
      ["sec-purpose", "prefetch"],
      ["purpose", "prefetch"],
      ["purpose", "preview"],
      ["x-purpose", "preview"],
      ["x-moz", "prefetch"],
    ] as const;
    const letters = fc.infiniteStream(fc.boolean());
    const anyCase = fc.tuple(fc.constantFrom(...said), letters);
    for (const [[name, value], upper] of fc.sample(anyCase, 12)) {
      const written = (text: string) =>
        [...text]
          .map((letter) => (upper.next().value ? letter.toUpperCase() : letter))
          .join("");
      const headers = { [written(name)]: written(value) };
      const early = await visit(api, slug, { headers });
      expect([headers, early.status]).toEqual([headers, 503]);
    }
    expect(await storedClicks(service, link_id)).toEqual([]);
  });

  test.each(["POST", "PUT", "DELETE"])(
    "is not a %s, which is refused by name",
    async (method) => {
      const { slug, link_id } = await setUp(api);
      const refused = await visit(api, slug, { method });
      expect(refused.status).toBe(405);
      expect(refused.headers.get("allow")).toBe("GET, HEAD");
      expect(await storedClicks(service, link_id)).toEqual([]);
    },
  );

  test("is no address that no link has", async () => {
    for (const path of ["/c/nothing1", "/c/", `/c/${"x".repeat(500)}`]) {
      const answer = await api.fetch(path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });
});

describe("the marks of a click", () => {
  test("tell a visitor's first click on a campaign within a day from its next ones", async () => {
    const { slug } = await setUp(api);
    const other = await setUp(api);
    const marksOf = async (at: string, ip: string) => {
      const { click_id } = await visit(api, at, { ip });
      return (await storedClick(service, click_id)).marks;
    };
    expect(await marksOf(slug, ADDRESSES.US)).toEqual(["unique"]);
    expect(await marksOf(slug, ADDRESSES.US)).toEqual(["repeat"]);
    expect(await marksOf(slug, ADDRESSES.GB)).toEqual(["unique"]);
    expect(await marksOf(other.slug, ADDRESSES.US)).toEqual(["unique"]);
    clock.advance(23 * HOUR_MS);
    expect(await marksOf(slug, ADDRESSES.US)).toEqual(["repeat"]);
    clock.advance(HOUR_MS);
    expect(await marksOf(slug, ADDRESSES.US)).toEqual(["unique"]);
    expect(await marksOf(slug, ADDRESSES.US)).toEqual(["repeat"]);
  });

  test("leave a visitor's first valid click unique after one that was refused", async () => {
    const { slug, campaign_id, link_id } = await setUp(api);
    for (const status of ["paused", "active", "paused"]) {
      await api.call("PATCH", `/campaigns/${campaign_id}`, { status });
      await visit(api, slug);
    }
    const clicks = await storedClicks(service, link_id);
    expect(clicks.toReversed()).toMatchObject([
      { verdict: "paused", marks: [] },
      { verdict: "sent", marks: ["unique"] },
      { verdict: "paused", marks: ["repeat"] },
    ]);
  });

  test.each([AGENTS.robot, "curl/8.5.0", ""])(
    "name a robot as one, and still send it on: %s",
    async (user_agent) => {
      const { slug } = await setUp(api);
      const { click_id, status } = await visit(api, slug, { user_agent });
      expect(status).toBe(302);
      const { marks } = await storedClick(service, click_id);
      expect(marks).toContain("bot");
    },
  );
});

describe("the address of a visitor", () => {
  test.each([
    ["full", "81.2.69.160"],
    ["truncated", "81.2.69.0"],
  ])("is kept as it was chosen: %s", async (TALLYHO_IP_STORAGE, kept) => {
    const env = { ...BEHIND_PROXY, TALLYHO_IP_STORAGE };
    const tracker = await startTestService(others, { env });
    try {
      const { slug } = await setUp(tracker.api);
      const { click_id } = await visit(tracker.api, slug, { ip: ADDRESSES.GB });
      const click = await storedClick(tracker, click_id);
      expect(click).toMatchObject({ ip: kept, country: "GB" });
    } finally {
      await tracker.stop();
    }
  });

  test("that is hashed is nowhere in the database, and the same visitor's is the same", async () => {
    const env = { ...BEHIND_PROXY, TALLYHO_IP_STORAGE: "hashed" };
    const tracker = await startTestService(others, { env });
    try {
      const { slug } = await setUp(tracker.api);
      const ipOf = async (ip: string) => {
        const { click_id } = await visit(tracker.api, slug, { ip });
        const click = await storedClick(tracker, click_id);
        return [click.ip, click.country];
      };
      const [hash, country] = await ipOf(ADDRESSES.GB);
      expect(hash).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
      expect(country).toBe("GB");
      expect(await ipOf(ADDRESSES.GB)).toEqual([hash ?? "", "GB"]);
      expect(await ipOf(ADDRESSES.US)).not.toContain(hash ?? "");
    } finally {
      await tracker.stop();
    }
  });
});
