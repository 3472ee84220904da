import { afterAll, describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RepeatMemory } from "./enrich/mod.ts";
import type { Position } from "./journal/mod.ts";
import { VisitorFiles } from "./visitor_files.ts";

const JOURNAL = crypto.randomUUID();
const WINDOW_MS = 300;
const START: Position = { segment: 1, offset: 0 };

const base = mkdtempSync(join(tmpdir(), "tallyho-visitors-"));
afterAll(() => rmSync(base, { recursive: true }));

let directories = 0;
function newDirectory(): string {
  const directory = join(base, String(directories++));
  mkdirSync(directory);
  return directory;
}

/** A process's memory with its files, and what it logged. */
function open(
  directory: string,
  from: Position,
  { journal = JOURNAL, entries_max = 1000 } = {},
) {
  const memory = new RepeatMemory({ window_ms: WINDOW_MS, entries_max });
  const log: string[] = [];
  const failed = (what: string, error: unknown) => {
    log.push(`${what}: ${error}`);
  };
  const files = new VisitorFiles({ directory, memory, failed });
  files.restore({ journal, from });
  return { memory, files, log };
}

interface Visit {
  key: string;
  time_ms: number;
  is_valid: boolean;
}

function makeBatch(memory: RepeatMemory, visits: readonly Visit[]): boolean[] {
  return visits.map(({ key, time_ms, is_valid }) =>
    is_valid ? memory.seen(key, time_ms) : memory.knows(key, time_ms),
  );
}

const visit = fc.record({
  key: fc.integer({ min: 0, max: 12 }).map(String),
  later_ms: fc.integer({ min: 0, max: 90 }),
  is_valid: fc.boolean(),
});

/** A batch, and how often its making ends in a crash before it is drained. */
const batch = fc.record({
  visits: fc.array(visit, { maxLength: 12 }),
  /** Bytes that each crash leaves of the append. */
  crashes: fc.array(fc.nat({ max: 400 }), { maxLength: 2 }),
  is_stopped_after: fc.boolean(),
  is_last_of_segment: fc.boolean(),
});

/** The size of each file of visitors. */
function sizes(directory: string): Map<string, number> {
  const names = readdirSync(directory).filter((name) =>
    name.endsWith(".visitors"),
  );
  return new Map(
    names.map((name) => [name, statSync(join(directory, name)).size]),
  );
}

/** Cuts the last file to what it had before, and some bytes of the append. */
function tear(directory: string, before: Map<string, number>, bytes: number) {
  const [name, size] = [...sizes(directory)].sort().at(-1) ?? ["", 0];
  const kept = Math.min(size, (before.get(name) ?? 0) + bytes);
  if (name !== "") truncateSync(join(directory, name), kept);
}

describe("a memory of visitors kept in files", () => {
  test.each([
    ["while all fit", 1000],
    ["while the oldest are forgotten", 8],
  ])(
    "marks every batch as one that never ends, whenever it crashes or stops, %s",
    (_, entries_max) => {
      const histories = fc.array(batch, { maxLength: 25 });
      fc.assert(
        fc.property(histories, (history) => {
          const directory = newDirectory();
          const options = { window_ms: WINDOW_MS, entries_max };
          const endless = new RepeatMemory(options);
          let from = START;
          let running = open(directory, from, { entries_max });
          let time_ms = 1_700_000_000_000;
          for (const { visits, crashes, ...after } of history) {
            const timed = visits.map((made) => {
              time_ms += made.later_ms;
              return { ...made, time_ms };
            });
            const expected = makeBatch(endless, timed);
            const end = { ...from, offset: from.offset + 1 + visits.length };
            for (const bytes of [...crashes, null]) {
              const before = sizes(directory);
              expect(makeBatch(running.memory, timed)).toEqual(expected);
              running.files.keep(end);
              if (bytes === null) break;
              tear(directory, before, bytes);
              running = open(directory, from, { entries_max });
            }
            from = after.is_last_of_segment
              ? { segment: end.segment + 1, offset: 0 }
              : end;
            if (after.is_stopped_after) {
              running = open(directory, from, { entries_max });
              expect(running.log).toEqual([]);
            }
          }
          running.files.keep(from);
          expect(sizes(directory).size).toBeLessThanOrEqual(2);
        }),
      );
    },
  );

  test("knows visitors for the window from the first click, across starts", () => {
    const directory = newDirectory();
    const first = open(directory, START);
    expect(first.memory.seen("a", 1000)).toBe(false);
    first.files.keep({ segment: 1, offset: 10 });
    const from = { segment: 2, offset: 0 };
    const second = open(directory, from);
    expect(second.memory.seen("a", 1299)).toBe(true);
    second.files.keep({ segment: 2, offset: 10 });
    const third = open(directory, { segment: 2, offset: 10 });
    expect(third.memory.seen("a", 1300)).toBe(false);
  });

  test("drops what is older than the window, in few and small files", () => {
    const directory = newDirectory();
    let from = START;
    const { memory, files } = open(directory, from, { entries_max: 200 });
    let bytes_max = 0;
    for (let time_ms = 0; time_ms < 20 * WINDOW_MS; time_ms += 10) {
      for (let n = 0; n < 3; n++) memory.seen(`${time_ms} ${n}`, time_ms);
      from = { segment: 1, offset: from.offset + 30 };
      files.keep(from);
      const all = [...sizes(directory).values()];
      expect(all.length).toBeLessThanOrEqual(3);
      bytes_max = Math.max(bytes_max, ...all);
    }
    expect(bytes_max).toBeLessThan(100 * 60);
    const oldest = [...sizes(directory).keys()].sort()[0] ?? "";
    expect(Number.parseInt(oldest)).toBeGreaterThan(8);
  });

  test("starts anew for another journal", () => {
    const directory = newDirectory();
    const { memory, files } = open(directory, START);
    memory.seen("a", 1000);
    const end = { segment: 1, offset: 10 };
    files.keep(end);
    const renewed = open(directory, end, { journal: crypto.randomUUID() });
    expect(renewed.memory.knows("a", 1001)).toBe(false);
    expect(renewed.log).toEqual([]);
    expect(sizes(directory).size).toBe(0);
  });
});

describe("a file of visitors that", () => {
  const end = { segment: 1, offset: 10 };
  const later = { segment: 1, offset: 20 };
  /** A directory with one file, which knows `a` at one position, and `b` at the next. */
  function kept() {
    const directory = newDirectory();
    const { memory, files } = open(directory, START);
    memory.seen("a", 1000);
    files.keep(end);
    memory.seen("b", 1001);
    files.keep(later);
    return { directory, path: join(directory, "00000001.visitors") };
  }

  test("ends in the middle of a record is read up to there, and goes on", () => {
    const { directory, path } = kept();
    truncateSync(path, statSync(path).size - 5);
    const { memory, files, log } = open(directory, later);
    expect(memory.knows("a", 1002)).toBe(true);
    expect(memory.knows("b", 1002)).toBe(false);
    memory.seen("c", 1002);
    files.keep({ segment: 1, offset: 30 });
    const next = open(directory, { segment: 1, offset: 30 });
    expect(next.memory.knows("c", 1003)).toBe(true);
    expect([...log, ...next.log]).toEqual([]);
  });

  test("is damaged within is read around the damage", () => {
    const { directory, path } = kept();
    const bytes = readFileSync(path);
    const at = bytes.length - 60;
    bytes[at]! ^= 1;
    writeFileSync(path, bytes);
    const { memory, log } = open(directory, later);
    const known = ["a", "b"].filter((key) => memory.knows(key, 1002));
    expect(known).toHaveLength(1);
    expect(log).toEqual([]);
  });

  test.each([
    ["is empty", () => Buffer.alloc(0)],
    ["ends within its header", (bytes: Buffer) => bytes.subarray(0, 30)],
    ["is of another form", () => Buffer.from("a list of visitors\n")],
    [
      "has no header",
      (bytes: Buffer) => bytes.subarray(bytes.indexOf("TLY1", 1)),
    ],
  ])("%s is refused by name and set aside", (_, change) => {
    const { directory, path } = kept();
    const changed = Buffer.from(change(readFileSync(path)));
    writeFileSync(path, changed);
    const { memory, files, log } = open(directory, later);
    expect(log).toHaveLength(1);
    expect(log[0]).toContain(path);
    expect(log[0]).toContain("header");
    expect(memory.knows("a", 1002)).toBe(false);
    expect(readFileSync(`${path}.refused`)).toEqual(changed);
    memory.seen("a", 1002);
    files.keep({ segment: 1, offset: 30 });
    const next = open(directory, { segment: 1, offset: 30 });
    expect(next.memory.knows("a", 1003)).toBe(true);
    expect(next.log).toEqual([]);
  });

  test("can't be read is named, left alone, and hides no other", () => {
    const { directory } = kept();
    const odd = join(directory, "00000002.visitors");
    mkdirSync(odd);
    const { memory, files, log } = open(directory, later);
    expect(log).toHaveLength(1);
    expect(log[0]).toContain(odd);
    expect(memory.knows("a", 1002)).toBe(true);
    memory.seen("c", 1002);
    files.keep({ segment: 1, offset: 30 });
    const next = open(directory, { segment: 1, offset: 30 });
    expect(next.memory.knows("c", 1003)).toBe(true);
    expect(statSync(odd).isDirectory()).toBe(true);
  });
});

describe("a disk that fails", () => {
  test("is named once, everything goes on in memory, and what fits later is kept", () => {
    const directory = newDirectory();
    const { memory, files, log } = open(directory, START);
    memory.seen("a", 1000);
    let offset = 10;
    const keep = () => files.keep({ segment: 1, offset: (offset += 10) });
    keep();
    const path = join(directory, "00000001.visitors");
    const good = readFileSync(path);
    rmSync(path);
    symlinkSync("/dev/full", path);
    for (const key of ["b", "c"]) {
      expect(memory.seen(key, 1001)).toBe(false);
      keep();
      expect(memory.seen(key, 1002)).toBe(true);
    }
    expect(log).toHaveLength(1);
    expect(log[0]).toContain(directory);
    expect(log[0]).toContain("ENOSPC");
    rmSync(path);
    writeFileSync(path, good);
    memory.seen("d", 1003);
    keep();
    const next = open(directory, { segment: 1, offset });
    const known = ["a", "b", "c", "d"].filter((key) =>
      next.memory.knows(key, 1004),
    );
    expect(known).toEqual(["a", "d"]);
  });

  test("can't even hold the directory", () => {
    const directory = join(newDirectory(), "file", "journal");
    writeFileSync(join(directory, "..", "..", "file"), "");
    const { memory, files, log } = open(directory, START);
    for (let offset = 10; offset < 50; offset += 10) {
      memory.seen(String(offset), 1000);
      files.keep({ segment: 1, offset });
    }
    expect(memory.knows("10", 1001)).toBe(true);
    expect(log).toHaveLength(1);
    expect(log[0]).toContain("ENOTDIR");
  });
});
