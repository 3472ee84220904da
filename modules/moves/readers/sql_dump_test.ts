import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { readDump } from "./sql_dump.ts";
import type { DumpRow } from "./sql_dump.ts";

/** Reads rows of the table `t`; with short pieces it also looks ahead no further than it must. */
async function read(text: string, piece_chars = 65_536): Promise<DumpRow[]> {
  const head_chars_max = piece_chars < 1_000 ? 128 : 65_536;
  const window = { head_chars_max, read_chars_min: piece_chars };
  async function* pieces() {
    for (let at = 0; at < text.length; at += piece_chars) {
      yield text.slice(at, at + piece_chars);
    }
  }
  const rows: DumpRow[] = [];
  for await (const row of readDump(pieces(), (name) => name === "t", window)) {
    rows.push(row);
  }
  return rows;
}

const cellsOf = (rows: DumpRow[]) =>
  rows.map(({ cells, problem }) => problem ?? Object.fromEntries(cells));

const TABLE =
  "CREATE TABLE `t` (\n  `a` int,\n  `b` text DEFAULT 'x,(`',\n  PRIMARY KEY (`a`,`b`(5))\n);\n";

describe("values of a row:", () => {
  test.each<[string, string, unknown]>([
    ["a number", "-1.50e3,NULL", { a: "-1.50e3" }],
    ["escapes", String.raw`1,'\'\"\\\n\t\%\q'`, { a: "1", b: "'\"\\\n\t\\%q" }],
    ["doubled quotes", "1,'it''s'", { a: "1", b: "it's" }],
    ["double quotes", '1,"it\'s ""it"""', { a: "1", b: 'it\'s "it"' }],
    ["strings side by side", "1,'a' \n 'b'", { a: "1", b: "ab" }],
    ["a character set", "1,_utf8mb4'ä'", { a: "1", b: "ä" }],
    ["bytes", "1,_binary 'x'", { a: "1", b: "x" }],
    ["hex", "1,0xC3A4", { a: "1", b: "ä" }],
    ["hex as a string", "1,x'C3A4'", { a: "1", b: "ä" }],
    ["hex that is no text", "1,0xFF", { a: "1", b: "0xFF" }],
    ["words", "TRUE,false", { a: "1", b: "0" }],
    ["a comment that is a text", "1,'/* -- # */'", { a: "1", b: "/* -- # */" }],
    [
      "a function",
      "1,SLEEP(')')",
      "Value 2 is an expression, and nothing of a dump is executed",
    ],
    [
      "a query",
      "(SELECT password FROM users),'x'",
      "Value 1 is an expression, and nothing of a dump is executed",
    ],
    [
      "a sum",
      "1+1,'x'",
      "Value 1 is an expression, and nothing of a dump is executed",
    ],
    [
      "one too many",
      "1,'x',2",
      "It has 3 values where the table has 2 columns",
    ],
  ])("%s", async (_name, values, expected) => {
    const rows = await read(`${TABLE}INSERT INTO \`t\` VALUES (${values});`);
    expect(cellsOf(rows)).toEqual([expected] as never);
  });
});

describe("rows are found", () => {
  test.each<[string, string, string[]]>([
    ["in several lists", "INSERT INTO t VALUES (1,'x'),(2,'y');", ["1", "2"]],
    [
      "below a named column list",
      "insert ignore into `db`.`t` (`b`, a) value ('x', 7);",
      ["7"],
    ],
    ["of REPLACE", "REPLACE INTO t VALUES (1,'x');", ["1"]],
    [
      "between comments",
      "INSERT INTO t VALUES /* a ( */ (1,'x') -- ')\n , # (\n (2,'y');",
      ["1", "2"],
    ],
    [
      "before a clause",
      "INSERT INTO t VALUES (1,'x') ON DUPLICATE KEY UPDATE b=VALUES(b); INSERT INTO t VALUES (2,'y');",
      ["1", "2"],
    ],
    [
      "after another statement with a semicolon in a text",
      "INSERT INTO u VALUES ('a;INSERT INTO t VALUES (9,1)'); INSERT INTO t VALUES (1,'x');",
      ["1"],
    ],
    [
      "not in comments",
      "-- INSERT INTO t VALUES (9,'x');\n/* INSERT INTO t VALUES (9,'x'); */ /*!50000 INSERT INTO t VALUES (9,'x') */;# INSERT INTO t VALUES (9,'x');\nINSERT INTO t VALUES (1,'x');",
      ["1"],
    ],
    [
      "not in a comment's text that looks like its end",
      "/*!50000 SET @a = '*/; INSERT INTO t VALUES (9,0);' */; INSERT INTO t VALUES (1,'x');",
      ["1"],
    ],
    [
      "not in procedures",
      "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; INSERT INTO t VALUES (9,'x'); END $$\nDELIMITER ;\nINSERT INTO t VALUES (1,'x');",
      ["1"],
    ],
    [
      "after a row that ends in a backslash",
      String.raw`INSERT INTO t VALUES (1,'\\'),(2,'y');`,
      ["1", "2"],
    ],
  ])("%s", async (_name, text, ids) => {
    for (const piece_chars of [1, 3, 65_536]) {
      const rows = await read(TABLE + text, piece_chars);
      expect(rows.map(({ cells }) => cells.get("a") ?? "")).toEqual(ids);
      expect(rows.every(({ problem }) => problem === null)).toBe(true);
    }
  });
});

describe("a fault spoils its row only:", () => {
  test.each<[string, string, string[]]>([
    [
      "a query as the rows",
      "INSERT INTO t SELECT * FROM u; INSERT INTO t VALUES (1,'x');",
      ["It isn't a list of rows, and nothing of a dump is executed", "1"],
    ],
    [
      "a row that ends with the file",
      "INSERT INTO t VALUES (1,'x'),(2,'y",
      ["1", "The dump ends in the middle of it"],
    ],
    [
      "a row that is too long",
      `INSERT INTO t VALUES (1,'${"x".repeat(4_200_000)}'),(2,'y');`,
      ["It is longer than 4194304 characters", "2"],
    ],
    [
      "a nest of brackets",
      `INSERT INTO t VALUES (1,${"(".repeat(4_200_000)}${")".repeat(4_200_000)}),(2,'y');`,
      ["It is longer than 4194304 characters", "2"],
    ],
  ])("%s", async (_name, text, expected) => {
    const rows = await read(TABLE + text);
    expect(
      rows.map(({ problem, cells }) => problem ?? cells.get("a") ?? ""),
    ).toEqual(expected);
  });

  test("rows before their table", async () => {
    const rows = await read("INSERT INTO t VALUES (1,'x');");
    expect(cellsOf(rows)).toEqual([
      "The columns of the table t are not known before its rows",
    ]);
  });
});

/** Prints a text as mysqldump does. */
function printed(value: string | null): string {
  if (value === null) return "NULL";
  const escaped = value.replaceAll(/[\0\n\r\x1a'"\\]/g, (char) => {
    const letters: Record<string, string> = {
      "\0": "0",
      "\n": "n",
      "\r": "r",
      "\x1a": "Z",
    };
    return `\\${letters[char] ?? char}`;
  });
  return `'${escaped}'`;
}

test("rows printed as mysqldump does are read back, however they arrive", async () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(..."'\"\\`;,()-#/*\n\r\0\x1a %_"),
      fc.string({ minLength: 1, maxLength: 1, unit: "grapheme" }),
    ),
    maxLength: 20,
  });
  const row = fc.tuple(fc.nat(), fc.option(text));
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      async (rows, piece_chars) => {
        const values = rows.map(([a, b]) => `(${a},${printed(b)})`).join(",");
        const dump = `${TABLE}INSERT INTO \`t\` VALUES ${values};\n`;
        const found = await read(dump, piece_chars);
        expect(found.map(({ problem }) => problem)).toEqual(
          rows.map(() => null),
        );
        expect(
          found.map(({ cells }) => [cells.get("a"), cells.get("b") ?? null]),
        ).toEqual(rows.map(([a, b]) => [String(a), b]));
      },
    ),
    { numRuns: 300 },
  );
});

test("whatever a file has in it, reading ends and gives the same however it arrives", async () => {
  const word = fc.constantFrom(
    ...["CREATE TABLE t (a int, b text);", "INSERT INTO t VALUES ", "(1,'x')"],
    ...["(", ")", "'", '"', "`", "\\", ";", ",", "--", "-- ", "#", "\n", "/*"],
    ...["/*!", "*/", "DELIMITER ;;", "DELIMITER", "NULL", "0x", "x'", "_u8"],
    ..." \0é1.".split(""),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { maxLength: 40 }).map((words) => words.join("")),
      fc.integer({ min: 1, max: 30 }),
      async (text, piece_chars) => {
        expect(await read(text, piece_chars)).toEqual(await read(text));
      },
    ),
    { numRuns: 1_000 },
  );
});
