import { afterEach, describe, expect, test } from "bun:test";
import fc from "fast-check";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FrameEncoder, scanFrames, segmentFiles } from "./segment_files.ts";
import type { JournalRecord, SegmentFiles } from "./segment_files.ts";
import { Journal, JournalFullError, scanStretch } from "./journal.ts";
import type { JournalOptions, Position } from "./journal.ts";

const encodeFrames = (records: readonly JournalRecord[]) =>
  new FrameEncoder().encode(records);

const directories: string[] = [];
afterEach(() => {
  for (const directory of directories.splice(0)) {
    rmSync(directory, { recursive: true, force: true });
  }
});

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "tallyho-journal-"));
  directories.push(directory);
  return directory;
}

function open(
  directory: string,
  change: Partial<JournalOptions> & {
    wrap?: (files: SegmentFiles) => SegmentFiles;
  } = {},
): Journal {
  const files = segmentFiles(directory);
  return new Journal({
    files: change.wrap?.(files) ?? files,
    durability: "fsync",
    size_bytes_max: 1_000_000,
    failed: () => {},
    ...change,
  });
}

/** All texts from a position on, with the damaged stretches that were skipped. */
function readAll(journal: Journal, from: Position = { segment: 0, offset: 0 }) {
  const texts: string[] = [];
  const bad: number[] = [];
  let next = from;
  for (let raw = journal.readBytes(next); raw !== null;) {
    const scan = scanStretch(raw);
    texts.push(...scan.records.map(({ text }) => text));
    bad.push(...scan.bad.map(({ from, end }) => end - from));
    const { segment, offset } = raw.from;
    next = { segment, offset: offset + scan.end };
    raw = journal.readBytes(next);
  }
  return { texts, bad, next };
}

const segmentPath = (directory: string, segment: number) =>
  join(directory, `${String(segment).padStart(8, "0")}.journal`);

describe("frames", () => {
  test("come back as they were written, whatever their text", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            type: fc.integer({ min: 0, max: 0xffff_ffff }),
            text: fc.string({ unit: "grapheme", maxLength: 300 }),
          }),
        ),
        (records) => {
          const scan = scanFrames(encodeFrames(records), false);
          expect(scan.bad).toEqual([]);
          expect(
            scan.records.map(({ type, text }) => ({ type, text })),
          ).toEqual(records);
        },
      ),
    );
  });

  test("a flipped bit sets one record aside and the others are read", () => {
    const records = ["one", "two", "three"].map((text) => ({ type: 1, text }));
    const whole = encodeFrames(records);
    const first = encodeFrames(records.slice(0, 1)).length;
    const second = encodeFrames(records.slice(1, 2)).length;
    for (let bit = 0; bit < second * 8; bit++) {
      const bytes = Buffer.from(whole);
      const at = first + (bit >> 3);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7));
      const scan = scanFrames(bytes, true);
      const texts = scan.records.map(({ text }) => text);
      expect(texts).toEqual(["one", "three"]);
    }
  });
});

describe("Journal", () => {
  test("append() is answered when the record can be read, also after a restart", async () => {
    const directory = newDirectory();
    const journal = open(directory);
    await Promise.all(
      ["a", "b", "c"].map((text) => journal.append({ type: 1, text })),
    );
    expect(readAll(journal).texts).toEqual(["a", "b", "c"]);
    await journal.close();
    expect(readAll(open(directory)).texts).toEqual(["a", "b", "c"]);
  });

  test("a journal cut at every byte of its last record keeps all before it and takes new ones", async () => {
    const directory = newDirectory();
    const journal = open(directory);
    for (const text of ["first", "second", "the last one"]) {
      await journal.append({ type: 1, text });
    }
    await journal.close();
    const whole = readFileSync(segmentPath(directory, 1));
    const before =
      whole.length - encodeFrames([{ type: 1, text: "the last one" }]).length;
    for (let cut = before; cut < whole.length; cut++) {
      const copy = newDirectory();
      writeFileSync(segmentPath(copy, 1), whole.subarray(0, cut));
      const reopened = open(copy);
      await reopened.append({ type: 1, text: "new" });
      expect(readAll(reopened)).toMatchObject({
        texts: ["first", "second", "new"],
        bad: [],
      });
      expect(readFileSync(segmentPath(copy, 1)).length).toBe(before);
      await reopened.close();
    }
  });

  test("a damaged record in the middle of an old segment is passed over and counted", async () => {
    const directory = newDirectory();
    const journal = open(directory);
    for (const text of ["one", "two", "three"])
      await journal.append({ type: 1, text });
    await journal.close();
    const path = segmentPath(directory, 1);
    const bytes = readFileSync(path);
    const frame = encodeFrames([{ type: 1, text: "one" }]).length;
    bytes[frame + 17] = 0xff;
    writeFileSync(path, bytes);
    const { texts, bad } = readAll(open(directory));
    expect(texts).toEqual(["one", "three"]);
    expect(bad).toEqual([frame]);
  });

  test("writes that take only some of the bytes are gone on with", async () => {
    const directory = newDirectory();
    const journal = open(directory, {
      wrap: (files) => ({
        ...files,
        write: (descriptor, bytes) =>
          files.write(descriptor, bytes.subarray(0, 3)),
      }),
    });
    await journal.append({ type: 7, text: "in many pieces" });
    expect(readAll(journal).texts).toEqual(["in many pieces"]);
  });

  test("a failed sync gives the segment up, and the records go to a new one once", async () => {
    const directory = newDirectory();
    let fails = false;
    const told: string[] = [];
    const journal = open(directory, {
      failed: (what) => told.push(what),
      wrap: (files) => ({
        ...files,
        sync: async (descriptor) => {
          if (fails) {
            fails = false;
            throw new Error("EIO");
          }
          await files.sync(descriptor);
        },
      }),
    });
    await journal.append({ type: 1, text: "before" });
    fails = true;
    await journal.append({ type: 1, text: "during" });
    await journal.append({ type: 1, text: "after" });
    expect(told).toEqual(["Journal segment 1 is given up"]);
    await journal.close();
    expect(readAll(open(directory)).texts).toEqual([
      "before",
      "during",
      "after",
    ]);
  });

  test("a disk that stays full refuses, and the journal works again when there is room", async () => {
    const directory = newDirectory();
    let is_full = false;
    const refuse = () => {
      throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
    };
    const journal = open(directory, {
      wrap: (files) => ({
        ...files,
        create: (segment) => (is_full ? refuse() : files.create(segment)),
        write: (descriptor, bytes) =>
          is_full ? refuse() : files.write(descriptor, bytes),
      }),
    });
    await journal.append({ type: 1, text: "before" });
    is_full = true;
    expect(journal.append({ type: 1, text: "refused" })).rejects.toThrow(
      "ENOSPC",
    );
    expect(journal.append({ type: 1, text: "refused" })).rejects.toThrow(
      "ENOSPC",
    );
    await journal.append({ type: 1, text: "refused" }).catch(() => {});
    is_full = false;
    await journal.append({ type: 1, text: "after" });
    expect(readAll(journal).texts).toEqual(["before", "after"]);
  });

  test("a full journal refuses by name and takes records again when segments are released", async () => {
    const journal = open(newDirectory(), {
      size_bytes_max: 400,
      segment_bytes_max: 100,
    });
    const record = { type: 1, text: "x".repeat(60) };
    let appended = 0;
    let refusal: unknown;
    while (refusal === undefined && appended < 10) {
      await journal.append(record).then(
        () => appended++,
        (error: unknown) => (refusal = error),
      );
    }
    expect(refusal).toBeInstanceOf(JournalFullError);
    expect(appended).toBe(5);
    const { next } = readAll(journal);
    journal.release(next);
    await journal.append(record);
    expect(readAll(journal, next).texts).toHaveLength(1);
  });

  test.each([1, 3, 16].map((mb) => ({ mb })))(
    "a journal of $mb MB that is filled and drained again and again always takes more",
    async ({ mb }) => {
      const journal = open(newDirectory(), { size_bytes_max: mb * 1_048_576 });
      const record = { type: 1, text: "x".repeat(200_000) };
      let from: Position = { segment: 0, offset: 0 };
      for (let round = 0; round < 3; round++) {
        const all = Array.from({ length: mb * 6 }, () =>
          journal.append(record),
        );
        const done = await Promise.allSettled(all);
        const taken = done.filter(({ status }) => status === "fulfilled");
        const { texts, next } = readAll(journal, from);
        expect(texts.length).toBe(taken.length);
        expect(taken.length).toBeGreaterThanOrEqual(mb * 4);
        from = next;
        journal.release(from);
      }
      await journal.close();
    },
  );

  test("a segment of an older version that fills the journal goes at the start when it is drained", async () => {
    const directory = newDirectory();
    const old = open(directory, {
      size_bytes_max: 2_000_000,
      segment_bytes_max: 67_108_864,
    });
    for (let n = 0; n < 9; n++)
      await old.append({ type: 1, text: "x".repeat(200_000) });
    const { next } = readAll(old);
    await old.close();
    const journal = open(directory, { size_bytes_max: 1_800_200 });
    const record = { type: 1, text: "y".repeat(1_000) };
    await expect(journal.append(record)).rejects.toBeInstanceOf(
      JournalFullError,
    );
    journal.release(next);
    await journal.append(record);
    expect(readAll(journal, next).texts).toEqual([record.text]);
    await journal.close();
  });

  test("a record's share counts all that waits, also after a restart, and one that is refused takes no other with it", async () => {
    const directory = newDirectory();
    const size_bytes_max = 1_000_000;
    const small = { type: 2, text: "j".repeat(10_000), share_max: 1 / 16 };
    const click = { type: 1, text: "c".repeat(10_000) };
    for (const taken of [6, 0]) {
      const journal = open(directory, { size_bytes_max });
      const junk = Array.from({ length: 20 }, () => journal.append(small));
      const beside = journal.append(click);
      const done = await Promise.allSettled(junk);
      const kept = done.filter(({ status }) => status === "fulfilled");
      expect(kept.length).toBe(taken);
      await beside;
      expect(journal.hasRoomFor(small)).toBe(false);
      expect(journal.hasRoomFor({ ...small, share_max: 0.75 })).toBe(true);
      if (taken === 0) {
        journal.release(readAll(journal).next);
        expect(journal.hasRoomFor(small)).toBe(true);
      }
      await journal.close();
    }
  });

  test("relaxed answers before the sync, and reads only what is synced", async () => {
    const journal = open(newDirectory(), { durability: "relaxed" });
    await journal.append({ type: 1, text: "quick" });
    expect(readAll(journal).texts).toEqual([]);
    await journal.sync();
    expect(readAll(journal).texts).toEqual(["quick"]);
  });
});
