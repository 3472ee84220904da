import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RECORD_TYPE } from "../../clicks/mod.ts";
import { PostbackQueue } from "./postback_queue.ts";
import { QueueMark } from "./queue_mark.ts";
import { readQueued, writeQueued } from "./queue_record.ts";
import type { RawPostback } from "../../sources/mod.ts";

function rawOf(n: number, body: Uint8Array | null = null): RawPostback {
  return {
    id: `00000000-0000-7000-8000-00000000000${n}`,
    received_at: 1000 + n,
    method: "POST",
    url: `/v1/postback?n=${n}`,
    headers: { "x-odd": 'a "quoted" é' },
    body,
    ip: "203.0.113.9",
  };
}

function world(
  change: {
    fails_append?: boolean;
    before?: number;
    held_share?: number;
  } = {},
) {
  const state = { is_past_start: change.before === undefined, refreshed: 0 };
  const records: { type: number; text: string }[] = [];
  const judged: string[] = [];
  let marked = change.before ?? 0;
  const queue = new PostbackQueue({
    journal: {
      hasRoomFor: ({ share_max }) => share_max > (change.held_share ?? 0),
      append: async (record) => {
        if (change.fails_append === true) throw new Error("full");
        records.push(record);
      },
    },
    mark: {
      get count() {
        return marked;
      },
      add: () => void marked++,
      clear: () => void (marked = 0),
    },
    isPastStart: () => state.is_past_start,
    refresh: async () => void state.refreshed++,
  });
  let fails = false;
  queue.open(
    async (raws) => {
      if (fails) throw new Error("away");
      judged.push(...raws.map(({ id }) => id));
      return raws
        .filter(({ received_at }) => received_at === 1009)
        .map(({ id }) => ({ id, reason: "can't be kept" }));
    },
    () => {},
  );
  const fail = (value: boolean) => (fails = value);
  return { queue, records, judged, state, fail, marked: () => marked };
}

describe("PostbackQueue", () => {
  test("gives a postback back as it came, with the bytes of its body", () => {
    const raw = rawOf(1, new Uint8Array([0, 255, 10, 13]));
    const read = readQueued(writeQueued(raw));
    expect(read).toEqual({ ...raw, body: Buffer.from([0, 255, 10, 13]) });
    expect(readQueued(writeQueued(rawOf(2)))).toEqual(rawOf(2));
  });

  test("as long as one waits the next ones wait too, and none does once all are judged", async () => {
    const { queue, records, judged, fail, marked, state } = world();
    expect(queue.is_waiting).toBe(false);
    await queue.add(rawOf(1));
    await queue.add(rawOf(2));
    expect([queue.is_waiting, queue.count, marked()]).toEqual([true, 2, 2]);
    fail(true);
    await expect(queue.judge(records)).rejects.toThrow("away");
    expect(queue.count).toBe(2);
    fail(false);
    expect(await queue.judge(records)).toEqual([]);
    expect(judged).toEqual([rawOf(1).id, rawOf(2).id]);
    expect([queue.is_waiting, queue.count, marked()]).toEqual([false, 0, 0]);
    expect(state.refreshed).toBe(2);
  });

  test("what is no postback, or can't be kept, is given back with the reason and holds nobody up", async () => {
    const { queue, judged } = world();
    await queue.add(rawOf(9));
    await queue.add(rawOf(1));
    const text = writeQueued(rawOf(9));
    const type = RECORD_TYPE.postback;
    const bad = ["nonsense", '{"id":1}', "null"];
    const unreadable = await queue.judge([
      ...bad.map((odd) => ({ type, text: odd })),
      { type: 77, text: "of a later version" },
      { type, text },
      { type, text: writeQueued(rawOf(1)) },
    ]);
    expect(unreadable.map((one) => one.text)).toEqual([
      ...bad,
      "of a later version",
      text,
    ]);
    expect(unreadable.at(-1)?.reason).toBe("can't be kept");
    expect(judged).toEqual([rawOf(9).id, rawOf(1).id]);
    expect(queue.is_waiting).toBe(false);
  });

  test("one that the journal doesn't take is the sender's to repeat, and nobody waits for it", async () => {
    const { queue, marked } = world({ fails_append: true });
    await expect(queue.add(rawOf(1))).rejects.toThrow("full");
    expect([queue.is_waiting, marked()]).toEqual([false, 0]);
    const large = rawOf(2, new Uint8Array(300_000));
    await expect(queue.add(large)).rejects.toThrow(RangeError);
    expect(queue.is_waiting).toBe(false);
  });

  test("after a crash all wait until the journal was drained as far as it was then", async () => {
    const { queue, records, state, marked } = world({ before: 3 });
    expect([queue.is_waiting, queue.count]).toEqual([true, 3]);
    const type = RECORD_TYPE.postback;
    await queue.judge([{ type, text: writeQueued(rawOf(1)) }]);
    expect([queue.is_waiting, queue.count]).toEqual([true, 2]);
    await queue.add(rawOf(2));
    state.is_past_start = true;
    expect([queue.is_waiting, queue.count]).toEqual([true, 1]);
    await queue.judge(records);
    expect([queue.is_waiting, marked()]).toEqual([false, 0]);
  });

  test("when few are left those that arrive are held until these are judged, or until that fails", async () => {
    const { queue, records, fail } = world();
    await queue.add(rawOf(1));
    await queue.add(rawOf(2));
    await queue.judge(records.slice(0, 1));
    const events: string[] = [];
    const held = queue.ready().then(() => events.push("ready"));
    await Promise.resolve();
    expect(events).toEqual([]);
    fail(true);
    await expect(queue.judge(records.slice(1))).rejects.toThrow("away");
    await held;
    expect(queue.is_waiting).toBe(true);
    // Nothing drains the journal, so the deadline releases them.
    fail(false);
    await queue.add(rawOf(3));
    await queue.judge(records.slice(1, 2));
    await queue.ready();
    expect(queue.is_waiting).toBe(true);
    await queue.judge(records.slice(2));
    await queue.ready();
    expect(queue.is_waiting).toBe(false);
  });
});

describe("QueueMark", () => {
  test("tells the next start how many wait, and nothing once none does", () => {
    const directory = mkdtempSync(join(tmpdir(), "tallyho-mark-"));
    try {
      const mark = new QueueMark(directory);
      expect(mark.count).toBe(0);
      mark.clear();
      mark.add(true);
      mark.add(false);
      expect(new QueueMark(directory).count).toBe(2);
      mark.clear();
      expect(new QueueMark(directory).count).toBe(0);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

describe("the share of the journal that postbacks may take", () => {
  test.each([
    { held_share: 0.05, is_known: false, is_taken: true },
    { held_share: 0.07, is_known: false, is_taken: false },
    { held_share: 0.74, is_known: true, is_taken: true },
    { held_share: 0.76, is_known: true, is_taken: false },
  ])(
    "of $held_share held, known: $is_known, taken: $is_taken",
    async ({ held_share, is_known, is_taken }) => {
      const { queue, records, marked } = world({ held_share });
      const adding = queue.add(rawOf(1), { is_known });
      if (is_taken) await adding;
      else
        await expect(adding).rejects.toMatchObject({
          status: 503,
          code: "unavailable",
        });
      expect([records.length, marked()]).toEqual(is_taken ? [1, 1] : [0, 0]);
    },
  );
});
