import { expect, test } from "bun:test";
import fc from "fast-check";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { READERS } from "../../modules/moves/mod.ts";
import type { MovedRow, MoveSource } from "../../modules/moves/mod.ts";
import { EXAMPLES, moveFile, rowsOf } from "./moved_rows.ts";

/** Texts that break a file where they are put into it. */
const ODD = [
  ...[
    '"',
    "'",
    "`",
    "\\",
    '\\"',
    "\0",
    "\n",
    "\r\n",
    "\r",
    ",",
    ";",
    "\t",
    "|",
  ],
  ...[
    "{",
    "}",
    "[",
    "]",
    "[[X]]\n",
    "=cmd|' /C calc'!A0",
    "\uFEFF",
    "é",
    "\ud800",
  ],
  ...["NULL", "-1", "1e99", "1,234", "12,5", "99999999999999999999", "NaN"],
  ...["2026-02-30", "0000-00-00 00:00:00", "9999-12-31", "{click_id}", "#s1#"],
  ...["DELIMITER ;;\n", "/*", "*/", "--", "x".repeat(40_000), "\u202e", ""],
];
const AMOUNT = /^-?\d{1,12}(?:\.\d{1,6})?$/;
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/;

/** Things must be fit to be kept: no zeros in a text, and no money that is a guess. */
function faultsOf({ thing, notes = [] }: MovedRow): string[] {
  const faults: string[] = [];
  const look = (value: unknown, name: string) => {
    if (value === undefined) faults.push(`${name} is undefined`);
    if (typeof value === "string") {
      if (CONTROLS.test(value)) faults.push(`${name} has a control character`);
      if (
        [
          "amount",
          "payout",
          "revenue",
          "limit",
          "min_payout",
          "percent",
        ].includes(name)
      ) {
        const is_word = name !== "amount" && value === "";
        if (is_word || !AMOUNT.test(value)) faults.push(`${name} is ${value}`);
      }
    } else if (typeof value === "number") {
      if (!Number.isSafeInteger(value)) faults.push(`${name} is ${value}`);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) look(inner, key);
    }
  };
  if (thing.kind !== "skipped" && thing.kind !== "unreadable")
    look(thing, "thing");
  else if (thing.reason === "") faults.push("a reason is empty");
  if (notes.some((note) => note === "")) faults.push("a note is empty");
  return faults;
}

const SOURCES = Object.keys(READERS) as MoveSource[];

test.each(SOURCES)("broken files of %s never end the reading", async (from) => {
  const names = readdirSync(join(EXAMPLES, from)).filter(
    (name) => name !== "expected.json",
  );
  const texts = new Map<string, string>();
  for (const name of names) {
    texts.set(name, await Bun.file(join(EXAMPLES, from, name)).text());
  }
  const cut = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.integer({ min: 0, max: 40 }),
    put: fc.constantFrom(...ODD),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.array(cut, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 5_000 }),
      async (name, cuts, piece_chars) => {
        let text = texts.get(name)!;
        for (const { at, drop, put } of cuts) {
          const place = Math.floor(at * text.length);
          text = text.slice(0, place) + put + text.slice(place + drop);
        }
        const rows = await rowsOf(from, [moveFile(name, text, piece_chars)]);
        expect(rows.flatMap(faultsOf)).toEqual([]);
      },
    ),
    { numRuns: 80 },
  );
});
