import { expect, test } from "bun:test";
import fc from "fast-check";
import { JsonArrayReader, NdjsonReader } from "./json_rows.ts";
import { NESTING_MAX, ROW_CHARS_MAX } from "./raw_row.ts";
import type { RawRow, RowReader } from "./raw_row.ts";

function readAll(reader: RowReader, text: string, size = 5): RawRow[] {
  const rows: RawRow[] = [];
  for (let at = 0; at < text.length; at += size) {
    rows.push(...reader.feed(text.slice(at, at + size)));
  }
  return [...rows, ...reader.end()];
}

function objectOf({ names, cells, problem }: RawRow): unknown {
  if (problem !== null) return problem;
  return Object.fromEntries(cells.map((cell, at) => [names?.[at], cell]));
}

test.each([
  ['[{"a":1},{"a":"x]}\\""}]', [{ a: "1" }, { a: 'x]}"' }]],
  [
    '{"total":2,"rows":[{"a":true},{"a":null}],"next":[1]}',
    [{ a: "true" }, { a: "" }],
  ],
  ['{"meta":{"rows":[{"a":0}]},"data" : [ {"a":1} ]}', [{ a: "1" }]],
  [
    '[{"a":{"b":{"c":1}},"d":[1,{"e":2}]}]',
    [{ "a.b.c": "1", d: '[1,{"e":2}]' }],
  ],
  [
    '[["x",1.5],["y",2]]',
    [
      { "#1": "x", "#2": "1.5" },
      { "#1": "y", "#2": "2" },
    ],
  ],
  ["[]", []],
  ["[1]", ["It is neither an object nor an array"]],
  ['[{"a":1},{a:2},{"a":3}]', [{ a: "1" }, "It is no JSON", { a: "3" }]],
])("JsonArrayReader reads %p", (text, expected) => {
  for (const size of [1, 3, 1_000]) {
    const rows = readAll(new JsonArrayReader(), text, size);
    expect(rows.map(objectOf)).toEqual(expected);
  }
});

test("a long number is kept as it is written", () => {
  const text = '[{"order":12345678901234567890,"amount":1.10}]';
  const rows = readAll(new JsonArrayReader(), text);
  expect(rows.map(objectOf)).toEqual([
    { order: "12345678901234567890", amount: "1.10" },
  ]);
});

test("a quote that is not closed costs its own row, and no other", () => {
  const text = '[\n  {"a": "1"},\n  {"a": "2},\n  {"a": "3"},\n  {"a": "4"}\n]';
  for (const size of [1, 4, 1_000]) {
    const rows = readAll(new JsonArrayReader(), text, size);
    expect(rows.map(objectOf)).toEqual([
      { a: "1" },
      "A quote in it is not closed in its line",
      { a: "3" },
      { a: "4" },
    ]);
  }
});

test("a file that ends in the middle says so, and one without rows too", () => {
  const cut = readAll(new JsonArrayReader(), '[{"a":1},{"a":');
  expect(cut.map(objectOf)).toEqual([
    { a: "1" },
    expect.stringMatching(/^The file ends in the middle/),
  ]);
  const none = readAll(new JsonArrayReader(), '{"other":[{"a":1}]}');
  expect(none.map(objectOf)).toEqual([
    expect.stringMatching(/^No array of rows/),
  ]);
});

test("rows that are too long or nested too deeply are kept by their beginning", () => {
  const long = `{"a":"${"x".repeat(ROW_CHARS_MAX)}"}`;
  const deep = "[".repeat(NESTING_MAX + 1) + "]".repeat(NESTING_MAX + 1);
  const text = `[${long},{"b":1},${deep},{"c":2}]`;
  const rows = readAll(new JsonArrayReader(), text, 10_000);
  expect(rows.map(objectOf)).toEqual([
    expect.stringMatching(/^The row is longer than/),
    { b: "1" },
    expect.stringMatching(/^It is nested deeper than/),
    { c: "2" },
  ]);
  const lines = `${long}\n{"b":1}\n${"[".repeat(100_000)}\n{"c":2}`;
  expect(readAll(new NdjsonReader(), lines, 10_000).map(objectOf)).toEqual([
    expect.stringMatching(/^The row is longer than/),
    { b: "1" },
    expect.stringMatching(/^It is nested deeper than/),
    { c: "2" },
  ]);
});

test("whatever is printed as JSON or NDJSON reads back, however it is cut", () => {
  const row = fc.dictionary(
    fc
      .string({ minLength: 1, maxLength: 5 })
      .filter((key) => !/^(?:__proto__|\d+)$/.test(key)),
    fc.oneof(fc.string({ maxLength: 10 }), fc.integer().map(String)),
    { maxKeys: 4, noNullPrototype: true },
  );
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 6 }),
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom(0, 2),
      (rows, size, indent) => {
        const array = JSON.stringify(rows, null, indent);
        const inObject = JSON.stringify({ total: 1, items: rows });
        const lines = rows.map((each) => `${JSON.stringify(each)}\n`).join("");
        const readings = [
          readAll(new JsonArrayReader(), array, size),
          readAll(new JsonArrayReader(), inObject, size),
          readAll(new NdjsonReader(), lines, size),
        ];
        for (const read of readings) expect(read.map(objectOf)).toEqual(rows);
      },
    ),
    { numRuns: 300 },
  );
});
