import { expect, test } from "bun:test";
import fc from "fast-check";
import { Cells } from "./cells.ts";
import { ClickCounts } from "./click_counts.ts";
import { Groups } from "./groups.ts";
import { sortRows } from "./sort_rows.ts";
import { SparseCounts } from "./sparse_counts.ts";
import { Texts } from "./texts.ts";

/** Few codes have a place each, many are hashed; 2 ** 22 places are the limit. */
const code_max = fc.constantFrom(1, 3, 100, 5000, 2 ** 20);

test("a tuple has one number, whether by place or hashed", () => {
  const tuples = fc
    .record({ width: fc.integer({ min: 0, max: 4 }), max: code_max })
    .chain(({ width, max }) => {
      const code = fc.integer({ min: 0, max });
      const tuple = fc.array(code, { minLength: width, maxLength: width });
      const batch = fc.array(tuple, { maxLength: 40 });
      return fc.tuple(
        fc.constant(width),
        fc.array(batch, { minLength: 1, maxLength: 30 }),
      );
    });
  fc.assert(
    fc.property(tuples, ([width, batches]) => {
      const groups = new Groups(width);
      const known = new Map<string, number>();
      for (const batch of batches) {
        const columns = Array.from({ length: width }, (_, position) => ({
          codes: Uint32Array.from(batch, (_tuple, at) => at),
          known: Int32Array.from(batch, (tuple) => tuple[position]!),
        }));
        const sizes = columns.map(({ known }) => Math.max(0, ...known) + 1);
        const numbers = new Int32Array(batch.length);
        groups.numberAll(columns, sizes, numbers);
        batch.forEach((tuple, at) => {
          const name = tuple.join();
          if (!known.has(name)) known.set(name, known.size);
          expect(numbers[at]).toBe(known.get(name)!);
        });
      }
      expect(groups.size).toBe(known.size);
      for (const [name, group] of known) {
        const codes = Array.from({ length: width }, (_, position) =>
          groups.code(group, position),
        );
        expect(codes.join()).toBe(name);
        expect(groups.number(codes)).toBe(group);
      }
    }),
  );
});

test("half a million groups keep their numbers while tables grow", () => {
  const groups = new Groups(2);
  const size = 500_000;
  const codes = Uint32Array.from({ length: size }, (_, at) => at);
  const column = { codes, known: Int32Array.from(codes) };
  const first = new Int32Array(size);
  groups.numberAll([column, column], [size, size], first);
  expect(groups.size).toBe(size);
  const again = new Int32Array(size);
  again[7] = -1;
  groups.numberAll([column, column], [size, size], again);
  expect(groups.size).toBe(size);
  expect(again[7]).toBe(-1);
  again[7] = 7;
  expect(again).toEqual(column.known);
  expect(first).toEqual(column.known);
});

test("a pair has one cell, whether by place or linked", () => {
  const pairs = fc
    .tuple(fc.constantFrom(3, 1000, 100_000), fc.constantFrom(2, 300))
    .chain(([groups, tags]) =>
      fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: groups }),
          fc.integer({ min: 0, max: tags }),
        ),
        { maxLength: 200 },
      ),
    );
  fc.assert(
    fc.property(pairs, (all) => {
      const cells = new Cells();
      const known = new Map<string, number>();
      for (const [group, tag] of all) {
        cells.reserve(group + 1, tag + 1);
        const name = `${group} ${tag}`;
        if (!known.has(name)) known.set(name, known.size);
        expect(cells.cellOf(group, tag)).toBe(known.get(name)!);
      }
      cells.close();
      const linked = new Map<string, number>();
      for (const group of new Set(all.map(([of]) => of))) {
        for (let at = cells.first(group); at >= 0; at = cells.next(at)) {
          linked.set(`${group} ${cells.tag(at)}`, at);
        }
      }
      expect(linked).toEqual(known);
    }),
  );
});

test("clicks are counted by group and kind, in a table or beyond it", () => {
  const batch = fc.tuple(
    fc.constantFrom(3, 1000, 2_000_000),
    fc.constantFrom(2, 20),
  );
  const entries = batch.chain(([groups, kinds]) =>
    fc.array(
      fc.record({
        group: fc.integer({ min: -1, max: groups }),
        kind: fc.integer({ min: 0, max: kinds }),
        count: fc.integer({ min: -2, max: 3 }),
      }),
      { maxLength: 20 },
    ),
  );
  fc.assert(
    fc.property(fc.array(entries, { maxLength: 6 }), (batches) => {
      const clicks = new ClickCounts();
      const known = new Map<number, number[]>();
      for (const of of batches) {
        const groups = Int32Array.from(of, ({ group }) => group);
        const codes = Uint8Array.from(of, ({ kind }) => kind);
        const column = {
          codes,
          known: Int32Array.from({ length: 21 }, (_, k) => k),
        };
        const count = Int32Array.from(of, (entry) => entry.count);
        const sizes = { groups: Math.max(0, ...groups) + 1, kinds: 21 };
        clicks.add(groups, column, count, sizes);
        for (const { group, kind, count: times } of of) {
          if (group < 0) continue;
          const sums = known.get(group) ?? Array<number>(21).fill(0);
          sums[kind]! += times;
          known.set(group, sums);
        }
      }
      const all = new Float64Array(21);
      clicks.addAllTo(all);
      for (const [group, sums] of known) {
        const of_group = new Float64Array(21);
        clicks.addTo(of_group, group, 1);
        expect([...of_group]).toEqual(sums);
        expect(clicks.has(group)).toBe(sums.some((sum) => sum !== 0));
        const weights = sums.map((_, kind) => kind);
        const weighted = sums.reduce((sum, of, kind) => sum + of * kind, 0);
        expect(clicks.weighted(group, weights)).toBe(weighted);
        sums.forEach((sum, kind) => (all[kind]! -= sum));
      }
      expect(all.every((left) => left === 0)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("texts are told apart to the byte, whatever is in them", () => {
  const text = fc.oneof(
    fc.constant(null),
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.string({ minLength: 1300, maxLength: 1500 }),
    fc.constantFrom("", "other", "(none)", "\0", "0", "00", "\ufeff", "null"),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 100 }), (all) => {
      const texts = new Texts();
      const codes = all.map((value) => texts.codeOf(value));
      expect(codes.map((code) => texts.at(code))).toEqual(
        all.map((value) => value?.toWellFormed() ?? null),
      );
      expect(texts.size).toBe(new Set([null, ...all]).size);
      const sorted = codes.toSorted((a, b) => texts.compare(a, b, false));
      const bytes = sorted.map((code) => Buffer.from(texts.at(code) ?? "\xff"));
      const has_none = sorted.findIndex((code) => code === 0);
      const some = has_none < 0 ? bytes : bytes.slice(0, has_none);
      expect(some).toEqual(some.toSorted((a, b) => Buffer.compare(a, b)));
      expect(sorted.slice(some.length).every((code) => code === 0)).toBe(true);
    }),
  );
});

test("a group's sparse counts add up, also when they outgrow their place", () => {
  const entry = fc.record({
    group: fc.integer({ min: 0, max: 4 }),
    kind: fc.constantFrom(0, 1, 2, 1023),
    count: fc.oneof(
      fc.integer({ min: -2, max: 3 }),
      fc.integer({ min: -5_000_000, max: 5_000_000 }),
    ),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
      const counts = new SparseCounts();
      counts.reserve(5);
      const known = new Map<string, number>();
      for (const { group, kind, count } of entries) {
        counts.add(group, kind, count);
        const name = `${group} ${kind}`;
        known.set(name, (known.get(name) ?? 0) + count);
      }
      counts.close();
      for (let group = 0; group < 5; group++) {
        const sums = new Map<string, number>();
        counts.each(group, (kind, count) => {
          const name = `${group} ${kind}`;
          sums.set(name, (sums.get(name) ?? 0) + count);
        });
        const expected = [...known].filter(
          ([name, sum]) => name.startsWith(`${group} `) && sum !== 0,
        );
        const found = [...sums].filter(([, sum]) => sum !== 0);
        expect(new Map(found)).toEqual(new Map(expected));
        expect(counts.has(group)).toBe(expected.length > 0);
      }
    }),
  );
});

test("rows are sorted in place, equal ones as they came", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(500), { maxLength: 300 }), (numbers) => {
      const rows = Uint32Array.from(numbers);
      const compare = (a: number, b: number) => (a >> 3) - (b >> 3);
      expect([...sortRows(rows, compare)]).toEqual(numbers.toSorted(compare));
    }),
  );
});
