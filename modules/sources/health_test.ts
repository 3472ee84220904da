import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { postbackCounts, unmappedSeen } from "../../db/schema/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { isoTime, ManualClock, newId } from "../kernel/mod.ts";
import { countPostbacks, readHealth } from "./health.ts";
import type { Seen, UnmappedWord } from "./health.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const clock = new ManualClock(START_MS);
const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 4 });
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});
beforeEach(async () => {
  await db.delete(postbackCounts);
  await db.delete(unmappedSeen);
});

function seen(change: Partial<Seen> = {}): Seen {
  return {
    advertiser_id: 1,
    source_id: 7,
    outcome: "recorded",
    received_at: START_MS,
    id: newId(clock),
    unmapped: [],
    ...change,
  };
}

const parameters = (...words: string[]): UnmappedWord[] =>
  words.map((word) => ({ kind: "parameter", word }));

async function count(...all: Seen[]): Promise<void> {
  await db.transaction((tx) => countPostbacks(tx, all));
}

async function healthOf(source_id: number) {
  const [health] = await readHealth({ db, clock }, 1, [source_id]);
  return health!;
}

const wordsOf = async (source_id: number) =>
  (await healthOf(source_id)).unmapped.map(({ kind, word, count }) => [
    kind,
    word,
    count,
  ]);

describe("countPostbacks()", () => {
  test("counts by hour, source and outcome, over batches, with the last one", async () => {
    const first = seen({ received_at: START_MS + 5 });
    const last = seen({ received_at: START_MS + HOUR_MS - 1 });
    const next_hour = seen({ received_at: START_MS + HOUR_MS });
    await count(last, first, seen({ source_id: 0 }), next_hour);
    await count(seen({ received_at: START_MS + 7 }));
    const rows = await db.select().from(postbackCounts);
    const shown = rows
      .map(({ hour, source_id, count, last_at, last_id }) => {
        return { at: hour - START_MS, source_id, count, last_at, last_id };
      })
      .sort((a, b) => a.at - b.at || a.source_id - b.source_id);
    expect(shown).toEqual([
      expect.objectContaining({ at: 0, source_id: 0, count: 1 }),
      {
        at: 0,
        source_id: 7,
        count: 3,
        last_at: last.received_at,
        last_id: last.id,
      },
      {
        at: HOUR_MS,
        source_id: 7,
        count: 1,
        last_at: next_hour.received_at,
        last_id: next_hour.id,
      },
    ]);
  });

  test("does nothing for nothing", async () => {
    await count();
    expect(await db.select().from(postbackCounts)).toEqual([]);
  });

  test("counts words once a postback, cut, over batches", async () => {
    const long = "x".repeat(99) + "\u{1F600}";
    const last = seen({
      unmapped: [...parameters("foo"), { kind: "status", word: "huh" }],
    });
    await count(seen({ unmapped: parameters("foo", long) }), last);
    await count(seen({ unmapped: parameters("foo") }));
    const words = await wordsOf(7);
    expect(words[0]).toEqual(["parameter", "foo", 3]);
    expect(words.slice(1).map(([kind, word]) => [kind, word])).toEqual([
      ["status", "huh"],
      ["parameter", `${"x".repeat(99)}\uFFFD`],
    ]);
  });

  test("keeps 200 words of a source and kind, and goes on counting those", async () => {
    const batch = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => {
        return seen({ unmapped: parameters(`p${from + index}`) });
      });
    await count(...batch(0, 150));
    await count(...batch(100, 500));
    const rows = await db.select().from(unmappedSeen);
    expect(rows).toHaveLength(200);
    expect(rows.filter((row) => row.count === 2)).toHaveLength(50);
    const other = { kind: "status" as const, word: "huh" };
    await count(
      seen({ unmapped: [...parameters("late"), other] }),
      seen({ source_id: 8, unmapped: parameters("late") }),
    );
    expect(await db.$count(unmappedSeen)).toBe(202);
    await count(...batch(1000, 1500).map((one) => ({ ...one, source_id: 9 })));
    expect(await db.$count(unmappedSeen)).toBe(402);
  });

  test("keeps no words where there is no source to map them", async () => {
    await count(seen({ source_id: 0, unmapped: parameters("foo") }));
    expect(await db.$count(unmappedSeen)).toBe(0);
  });

  test("lets batches at the same time wait in one order, not for each other", async () => {
    const batch = Array.from({ length: 150 }, (_, index) =>
      seen({ outcome: `outcome${index}`, unmapped: parameters(`p${index}`) }),
    );
    const orders = [batch, batch.toReversed(), batch, batch.toReversed()];
    for (let round = 1; round <= 5; round++) {
      await Promise.all(orders.map((all) => count(...all)));
      expect((await healthOf(7)).last_24h.total).toBe(round * 600);
    }
  });
});

describe("readHealth()", () => {
  test("tells of a day and of seven apart, and the share that went well", async () => {
    const before = START_MS - 2 * DAY_MS;
    await count(
      seen(),
      seen({ outcome: "duplicate" }),
      seen({ outcome: "malformed" }),
      seen({ outcome: "queued" }),
      seen({ outcome: "ignored", received_at: before }),
      seen({ outcome: "recorded", received_at: START_MS - 8 * DAY_MS }),
    );
    const health = await healthOf(7);
    expect(health.last_seen).toBe(isoTime(START_MS));
    expect(health.last_24h).toEqual({
      total: 4,
      outcomes: { recorded: 1, duplicate: 1, malformed: 1, queued: 1 },
      success_share: 0.6667,
    });
    expect(health.last_7d).toMatchObject({ total: 5, success_share: 0.75 });
  });

  test("names the commonest refusals with their last example", async () => {
    const last = seen({
      outcome: "unknown_goal",
      received_at: START_MS - DAY_MS,
    });
    const early = {
      outcome: "unknown_goal",
      received_at: START_MS - 3 * DAY_MS,
    };
    const single = ["a", "b", "c", "d", "e"].map((outcome) =>
      seen({ outcome }),
    );
    await count(seen(early), last, seen(early), seen(), ...single);
    const { refusals } = await healthOf(7);
    expect(refusals.map(({ code, count }) => [code, count])).toEqual([
      ["unknown_goal", 3],
      ["a", 1],
      ["b", 1],
      ["c", 1],
      ["d", 1],
    ]);
    expect(refusals[0]).toMatchObject({
      last_id: last.id,
      last_at: isoTime(last.received_at),
    });
  });

  test("knows when a silent source was seen last, and what never was", async () => {
    const at = START_MS - 30 * DAY_MS;
    await count(seen({ received_at: at }), seen({ advertiser_id: 2 }));
    expect(await healthOf(7)).toEqual({
      source_id: 7,
      last_seen: isoTime(at),
      last_24h: { total: 0, outcomes: {}, success_share: null },
      last_7d: { total: 0, outcomes: {}, success_share: null },
      refusals: [],
      unmapped: [],
    });
    expect((await healthOf(8)).last_seen).toBeNull();
  });
});
