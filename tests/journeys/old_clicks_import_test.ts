// A file of old clicks may have gigabytes, and is imported in parts; whatever breaks off, comes twice or
// lies, each click stands here once, and undoing a move leaves only those that were sold by.
import { describe, expect, test } from "bun:test";
import { describeDay, verifyReports } from "../../modules/rollups/mod.ts";
import type { OldClick } from "../../modules/clicks/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { DAY_MS, OldClickWorld } from "../old_click_world.ts";

const service = await serviceForFile();
const { api, clock, db, old_clicks } = service;
const world = await OldClickWorld.open(service);
const { setup } = world;
const { campaign_id, affiliate_id } = setup;

describe("an import", () => {
  test("again makes nothing new, and the same id with other content is refused", async () => {
    const rows = [world.oldClick({ subs: { sub1: "a" } }), world.oldClick()];
    expect(await world.importAll(rows)).toEqual(["create", "create"]);
    const count = (await world.clicksOf("verdict=imported")).length;
    expect(await world.importAll(rows, "m2")).toEqual(["same", "same"]);
    const [first] = rows;
    const changed = [
      { ...first!, subs: { sub1: "b" } },
      { ...first!, clicked_at: first!.clicked_at + 1 },
    ];
    expect(await world.importAll(changed)).toEqual([
      "other_content",
      "other_content",
    ]);
    expect(await world.clicksOf("verdict=imported")).toHaveLength(count);
  });

  test("judges each row by itself", async () => {
    const now = clock.nowMs();
    const ours = await api.click(setup.slug);
    const twice = world.oldClick();
    const rows: [OldClick, string][] = [
      [world.oldClick({ old_id: "" }), "bad_id"],
      [world.oldClick({ old_id: "x".repeat(257) }), "bad_id"],
      [world.oldClick({ old_id: "a\0b" }), "bad_id"],
      [world.oldClick({ old_id: "a\nb" }), "bad_id"],
      [world.oldClick({ old_id: "a\ud800" }), "bad_id"],
      [world.oldClick({ old_id: ours }), "our_own_id"],
      [world.oldClick({ old_id: ours.toUpperCase() }), "our_own_id"],
      [world.oldClick({ clicked_at: now + DAY_MS }), "in_the_future"],
      [world.oldClick({ clicked_at: Number.NaN }), "bad_time"],
      [world.oldClick({ clicked_at: -1 }), "bad_time"],
      [world.oldClick({ clicked_at: now - 400 * DAY_MS }), "before_window"],
      [world.oldClick({ link_id: 99_999 }), "unknown_link"],
      [
        world.oldClick({
          link_id: undefined,
          campaign_id: 99_999,
          affiliate_id,
        }),
        "unknown_campaign",
      ],
      [
        world.oldClick({
          link_id: undefined,
          campaign_id,
          affiliate_id: 99_999,
        }),
        "unknown_affiliate",
      ],
      [twice, "create"],
      [{ ...twice }, "same"],
      [{ ...twice, click_ref: "another" }, "other_content"],
      // An MD5 may look like an id of ours, and doesn't prove itself.
      [
        world.oldClick({ old_id: "9e107d9d372bb6826bd81d3542a419d6" }),
        "create",
      ],
      [
        world.oldClick({
          ...{ click_ref: "r".repeat(1_025), source: "s".repeat(501) },
          ...{ subs: { sub1: "a\0\ud800b", sub11: "x" }, ip: "no address" },
        }),
        "create",
      ],
    ];
    expect(await world.importAll(rows.map(([row]) => row))).toEqual(
      rows.map(([, expected]) => expected),
    );
    const [last] = rows.at(-1) ?? [];
    const old_id = last?.old_id ?? "";
    const click_id = (await old_clicks.find([old_id])).get(old_id);
    expect(await world.clicksOf(`click_id=${click_id}`)).toMatchObject([
      {
        ...{ click_ref: null, sub1: "a\ufffdb", ip: null },
        source: "s".repeat(500),
        flags: ["source_cut", "click_ref_dropped"],
      },
    ]);
  });

  test("gives each of many clicks of one moment an id of its own", async () => {
    const clicked_at = clock.nowMs() - DAY_MS;
    const rows = Array.from({ length: 3_000 }, () =>
      world.oldClick({ clicked_at }),
    );
    const { verdicts } = await old_clicks.import({ move_id: "many", rows });
    const ids = new Set(
      verdicts.map((verdict) =>
        verdict.kind === "create" ? verdict.click_id : null,
      ),
    );
    expect(ids.size).toBe(3_000);
    const two = await Promise.all([
      old_clicks.import({ move_id: "many", rows }),
      old_clicks.import({ move_id: "many", rows }),
    ]);
    for (const { verdicts } of two) {
      expect(verdicts.every(({ kind }) => kind === "same")).toBe(true);
    }
    expect(await old_clicks.remove("many")).toEqual({
      removed: 3_000,
      kept: 0,
    });
  });

  test("of the same clicks by two at a time makes each once", async () => {
    const rows = Array.from({ length: 50 }, () => world.oldClick());
    const both = await Promise.all([
      world.importAll(rows, "one"),
      world.importAll(rows.toReversed(), "two"),
    ]);
    const kinds = both.flat().toSorted();
    expect(kinds).toEqual([
      ...new Array<string>(50).fill("create"),
      ...new Array<string>(50).fill("same"),
    ]);
  });

  test("is undone but for the clicks that conversions are of", async () => {
    const sold = await world.imported({}, "undone");
    const free = await world.imported({}, "undone");
    const others = await world.imported({}, "stays");
    const { body } = await api.postback({ click_id: sold.old_id });
    expect(await old_clicks.remove("undone")).toEqual({ removed: 1, kept: 1 });
    expect(await world.clicksOf(`click_id=${free.click_id}`)).toEqual([]);
    expect(await world.clicksOf(`click_id=${sold.click_id}`)).toHaveLength(1);
    const gone = await api.postback({ click_id: free.old_id });
    expect(gone.body.code).toBe("invalid_click_id");
    const refunded = await api.postback({
      ...{ click_id: sold.old_id, status: "reversed" },
    });
    expect(refunded.body).toMatchObject({
      ...{ outcome: "updated", conversion_id: body.conversion_id },
    });
    expect((await api.postback({ click_id: others.old_id })).status).toBe(201);
    expect(await old_clicks.remove("undone")).toEqual({ removed: 0, kept: 1 });
    expect((await verifyReports(db)).flatMap(describeDay)).toEqual([]);
  });
});

test("old ids are forgotten with the day of their clicks, but those that conversions are of", async () => {
  const kept = await serviceForFile({
    env: { TALLYHO_CLICK_RETENTION_DAYS: "10" },
  });
  const { link_id } = await setUp(kept.api);
  const clicked_at = kept.clock.nowMs() - 5 * DAY_MS;
  const rows = ["a-1", "a-2"].map((old_id) => ({
    old_id,
    clicked_at,
    link_id,
  }));
  const too_old = { ...rows[0]!, old_id: "a-3" };
  too_old.clicked_at -= 6 * DAY_MS;
  const { verdicts } = await kept.old_clicks.import({
    ...{ move_id: "m", rows: [...rows, too_old] },
  });
  const kinds: string[] = verdicts.map(({ kind }) => kind);
  expect(kinds).toEqual(["create", "create", "refuse"]);
  await kept.api.postback({ click_id: "a-1" });
  kept.clock.advance(7 * DAY_MS);
  await kept.scheduler.enqueue(kept.db, { name: "drop_old_clicks" });
  while (await kept.scheduler.runOnce());
  const found = await kept.old_clicks.find(["a-1", "a-2"]);
  expect([...found.keys()]).toEqual(["a-1"]);
});
