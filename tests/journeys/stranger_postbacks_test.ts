// A refused sender that names nothing of ours is a stranger: little of it is kept, apart from the
// others and briefly, and one list shows both.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource } from "../senders.ts";
import { replayAll } from "../tasks.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile();
const { api, clock, db } = service;
const { slug, advertiser_id } = await setUp(api);

interface Shown {
  id: string;
  outcome: string;
  order_id: string | null;
  url: string;
  body: string | null;
  cut: "size" | "age" | null;
  curl: string | null;
}

async function list(query: Record<string, string>): Promise<Shown[]> {
  const path = `/postbacks?${new URLSearchParams(query).toString()}`;
  const { data } = await api.call<{ data: Shown[] }>("GET", path);
  return data;
}

async function only(order_id: string): Promise<Shown> {
  const [shown] = await list({ order_id });
  return await api.call<Shown>("GET", `/postbacks/${shown?.id}`);
}

async function isApart(id: string): Promise<boolean> {
  const rows = await db.execute<{ is_stranger: boolean }>(
    `select is_stranger from all_postbacks where id = '${id}'`,
  );
  expect(rows).toHaveLength(1);
  return rows[0]?.is_stranger === true;
}

const post = (path: string, body: string) =>
  api.fetch(path, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body,
  });

describe("a refused postback", () => {
  test("that names nothing of ours is kept apart, and of a large one the beginning", async () => {
    // The limit of 4 KiB holds for all of the request; what lies close to it may fall on either side.
    const size_of_one = fc.oneof(
      fc.nat({ max: 2_999 }),
      fc.integer({ min: 4_200, max: 50_000 }),
    );
    const sizes = [...fc.sample(size_of_one, 5), 10, 60_000];
    for (const [index, size] of sizes.entries()) {
      const order_id = `S-${index}`;
      const note = "ü".repeat(size / 2);
      await post(`/v1/postback?order_id=${order_id}`, `note=${note}`);
      const shown = await only(order_id);
      expect(shown.outcome).toBe("missing_click_id");
      expect(await isApart(shown.id)).toBeTrue();
      expect(shown.cut).toBe(size < 3_000 ? null : "size");
      expect(Buffer.byteLength(shown.body ?? "")).toBeLessThanOrEqual(4_096);
      expect(shown.body).not.toContain("\ufffd");
      expect(shown.curl === null).toBe(shown.cut !== null);
    }
  });

  test("that names a click, an order or a source of ours is kept whole", async () => {
    const click_id = await api.click(slug);
    await api.postback({ click_id, order_id: "ours" });
    const { key } = await makeSource(api, advertiser_id, {});
    const note = "x".repeat(9_000);
    for (const [path, order_id] of [
      [`/v1/postback?click_id=${click_id}&amount=much&order_id=W-1`, "W-1"],
      ["/v1/postback?order_id=ours", "ours"],
      [`/v1/postback/${key}?order_id=W-3`, "W-3"],
    ] as const) {
      await post(path, `note=${note}`);
      const shown = await only(order_id);
      expect(shown.outcome).not.toBe("recorded");
      expect(shown.cut).toBeNull();
      expect(shown.body).toContain(note);
      expect(await isApart(shown.id)).toBeFalse();
    }
  });
});

describe("one list", () => {
  test("shows both, newest first, page by page, and is summed up as one", async () => {
    const before = await list({ limit: "200" });
    const click_id = await api.click(slug);
    for (let turn = 0; turn < 4; turn++) {
      await api.postback({ click_id: "made-up", order_id: `L-${turn}` });
      await api.postback({ click_id, amount: "much", order_id: `L-${turn}` });
      clock.advance(1_000);
    }
    const found: Shown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const path: string = `/postbacks?limit=3${cursor && `&cursor=${cursor}`}`;
      const page = await api.call<{
        data: Shown[];
        next_cursor: string | null;
      }>("GET", path);
      found.push(...page.data);
      cursor = page.next_cursor;
    }
    expect(found).toHaveLength(before.length + 8);
    const ids = found.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted().reverse());
    expect(await list({ click_id, limit: "200" })).toHaveLength(4);
    const made_up = await list({ code: "invalid_click_id" });
    expect(made_up.map(({ order_id }) => order_id)).toEqual(
      ["L-3", "L-2", "L-1", "L-0"], // Newest first.
    );
    for (const query of ["", "?group_by=goal", "?group_by=campaign"]) {
      const summary = await api.call<{ total: number }>(
        "GET",
        `/postbacks/summary${query}`,
      );
      expect(summary.total).toBe(found.length);
    }
  });
});

describe("a replay", () => {
  test("takes a whole one over to the others, and names why it can't judge a cut one", async () => {
    await post("/v1/postback?order_id=R-1", "note=small");
    await post("/v1/postback?order_id=R-2", `note=${"x".repeat(9_000)}`);
    const [small, large] = [await only("R-1"), await only("R-2")];
    const again = await api.call("POST", `/postbacks/${small.id}/replay`);
    expect(again).toMatchObject({ after: { outcome: "missing_click_id" } });
    expect(await isApart(small.id)).toBeFalse();
    const refused = await api.try("POST", `/postbacks/${large.id}/replay`);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: "request_not_kept" });
    const filter = { order_id: "R-2" };
    const bulk = await replayAll<{ errors: { count: number } }>(service, {
      filter,
    });
    expect(bulk.errors.count).toBe(1);
    expect(await isApart(large.id)).toBeTrue();
  });
});

test("strangers' postbacks go after 30 days, though all others are kept for ever", async () => {
  const count = async () => {
    const rows = await db.execute<{ n: number }>(
      "select count(*)::int as n from stranger_postbacks",
    );
    return rows[0]?.n ?? 0;
  };
  const all = (await list({ limit: "200" })).length;
  const strangers = await count();
  expect(strangers).toBeGreaterThan(5);
  const drop = () => api.call("POST", "/jobs/drop_old_postbacks/run");
  clock.advance(30 * DAY_MS);
  await drop();
  await service.scheduler.runOnce();
  expect(await count()).toBe(strangers);
  clock.advance(DAY_MS);
  await drop();
  await service.scheduler.runOnce();
  expect(await count()).toBe(0);
  expect((await list({ limit: "200" })).length).toBe(all - strangers);
});
