import { expect, test } from "bun:test";
import fc from "fast-check";
import { CsvReader } from "./csv_rows.ts";
import { CELL_CHARS_MAX, ROW_CHARS_MAX } from "./raw_row.ts";
import type { RawRow } from "./raw_row.ts";

function readAll(text: string, delimiter = ",", size = 7): RawRow[] {
  const reader = new CsvReader(delimiter);
  const rows: RawRow[] = [];
  for (let at = 0; at < text.length; at += size) {
    rows.push(...reader.feed(text.slice(at, at + size)));
  }
  return [...rows, ...reader.end()];
}

const cellsOf = (rows: RawRow[]) => rows.map(({ cells }) => cells);
const problemsOf = (rows: RawRow[]) => rows.map(({ problem }) => problem);

test("CsvReader reads quotes, doubled quotes, delimiters and line breaks in quotes", () => {
  const text = 'a,"b, c","d ""e"""\r\n1,"2\n3",\r\n';
  expect(cellsOf(readAll(text))).toEqual([
    ["a", "b, c", 'd "e"'],
    ["1", "2\n3", ""],
  ]);
});

test.each(["\n", "\r\n", "\r"])(
  "CsvReader takes lines that end with %j",
  (end) => {
    const text = ["a,b", '"1",2', "", "3,4"].join(end);
    for (const rows of [
      readAll(text, ",", 100),
      readAll(text + end, ",", 100),
    ]) {
      expect(cellsOf(rows)).toEqual([
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
      ]);
    }
  },
);

test("CsvReader takes a quote in the middle of a plain cell as it is, and spaces around quotes", () => {
  expect(cellsOf(readAll('5" pipe, "a" ,b\n1,2,3\n'))).toEqual([
    ['5" pipe', "a", "b"],
    ["1", "2", "3"],
  ]);
});

test("CsvReader passes over the line with which Excel names the delimiter", () => {
  expect(cellsOf(readAll("sep=;\r\na;b\r\n", ";", 100))).toEqual([["a", "b"]]);
});

test("a quote that is never closed costs its own line, and no other", () => {
  const rows = readAll('a,b,c\n1,2,3\n4,"5,6\n7,8,9\n10,"11",12\n');
  expect(cellsOf(rows)).toEqual([
    ["a", "b", "c"],
    ["1", "2", "3"],
    ['4,"5,6'],
    ["7", "8", "9"],
    ["10", "11", "12"],
  ]);
  expect(problemsOf(rows)[2]).toBe("Text follows the closing quote of cell 2");
  const alone = readAll('a,b\n1,2\n3,"4\n5,6\n7,8\n');
  expect(cellsOf(alone).slice(2)).toEqual([['3,"4'], ["5", "6"], ["7", "8"]]);
  expect(problemsOf(alone)[2]).toBe("The quote of cell 2 is never closed");
});

test("a quote that is closed by another row's is found by the number of cells", () => {
  const rows = readAll('a,b,c\n1,"2,3\n4,5,6\n7,8",9,1\n2,3,4\n');
  expect(cellsOf(rows)).toEqual([
    ["a", "b", "c"],
    ['1,"2,3'],
    ["4", "5", "6"],
    ["7", '8"', "9", "1"],
    ["2", "3", "4"],
  ]);
  expect(problemsOf(rows)[1]).toMatch(/^A quote reaches over the end/);
  expect(problemsOf(rows)[3]).toBe("It has 4 cells where the first row has 3");
});

test("two rows that lone quotes of a column make one of the right width stay two", () => {
  for (const [first, second] of [
    ['1,2,",4', '5,6,",8'],
    ['1,2,"x,4', '5,6,x",8'],
    ['1,"', '5,",7,8'],
  ] as const) {
    const rows = readAll(`a,b,c,d\n${first}\n${second}\n9,9,9,9\n`);
    expect(rows.map(({ cells }) => cells[0]?.[0])).toEqual([
      "a",
      "1",
      "5",
      "9",
    ]);
    expect(problemsOf(rows)[1]).toBe(
      "A quote reaches over the end of the line into another row",
    );
    expect(problemsOf(rows)[3]).toBeNull();
  }
});

test("a text of several lines with commas stays one cell", () => {
  const note = "Street 1, second floor,\nCity, Country\n";
  const rows = readAll(`a,b,c\n1,"${note}",3\n"${note}",2,3\n1,2,"${note}"\n`);
  expect(cellsOf(rows).slice(1)).toEqual([
    ["1", note, "3"],
    [note, "2", "3"],
    ["1", "2", note],
  ]);
});

test("a row with another number of cells is kept with its reason; empty ones at its end are nothing", () => {
  const rows = readAll("a,b\n1,2,,\n1\n1,2,3\n");
  expect(problemsOf(rows)).toEqual([
    null,
    null,
    "It has 1 cells where the first row has 2",
    "It has 3 cells where the first row has 2",
  ]);
});

test("a row and a cell that are too long are kept by their beginning, and reading goes on", () => {
  const long_cell = "x".repeat(CELL_CHARS_MAX + 1);
  const long_row = "y".repeat(ROW_CHARS_MAX * 2);
  const long_quote = `"${"z\n".repeat(ROW_CHARS_MAX)}`;
  const text = `a,b\n${long_cell},1\n${long_row}\n3,4\n${long_quote}`;
  const rows = readAll(text, ",", 65_536);
  const unread = rows.filter(({ problem }) => problem !== null);
  expect(unread[0]?.problem).toMatch(/^Cell 1 is longer than/);
  expect(unread[1]?.problem).toMatch(/^The row is longer than/);
  expect(unread[2]?.problem).toMatch(/^The quote of cell 1 is never closed/);
  expect(unread.every(({ cells }) => cells[0]!.length <= 2_000)).toBe(true);
  expect(cellsOf(rows)).toContainEqual(["3", "4"]);
  // Each line that the broken quote had swallowed is read again.
  expect(rows).toHaveLength(5 + ROW_CHARS_MAX - 1);
});

test("what is printed as CSV reads back, whatever is in it and however it is cut", () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('"', '""', ",", ";", "\n", "\r\n", "a\nb", " ", "x"),
  );
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), {
        minLength: 1,
        maxLength: 8,
      }),
      fc.constantFrom(",", ";", "\t", "|"),
      fc.constantFrom("\n", "\r\n"),
      fc.integer({ min: 1, max: 40 }),
      (rows, delimiter, end, size) => {
        const written = rows.map((cells) => ["k", ...cells]);
        const text = written
          .map((cells) =>
            cells
              .map((value) => `"${value.replaceAll('"', '""')}"`)
              .join(delimiter),
          )
          .join(end);
        const read = readAll(text + end, delimiter, size);
        expect(problemsOf(read)).toEqual(rows.map(() => null));
        expect(cellsOf(read)).toEqual(written);
      },
    ),
    { numRuns: 500 },
  );
});

test("any text is read without throwing, and the same however it is cut", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", '"', ",", "\n", " ", "1"),
    maxLength: 60,
  });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 9 }), (given, size) => {
      const whole = readAll(given, ",", 1_000);
      expect(readAll(given, ",", size)).toEqual(whole);
      const lines = given.split("\n").filter((line) => /[^\s,]/.test(line));
      expect(whole.length).toBeLessThanOrEqual(Math.max(lines.length, 1) + 1);
    }),
    { numRuns: 1_000 },
  );
});
