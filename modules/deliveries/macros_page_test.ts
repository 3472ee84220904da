import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CLICK_MACROS } from "../campaigns/mod.ts";
import { DELIVERY_MACROS } from "./delivery_macros.ts";

const PAGE = join(import.meta.dir, "../../docs/reference/macros.md");

test("the page of macros lists every macro, and which of them destinations have", () => {
  const rows = [
    ...readFileSync(PAGE, "utf8").matchAll(
      /^\| (`\{.*?) +\|.*\| (yes)? +\|$/gm,
    ),
  ];
  const namesIn = (cell: string) =>
    cell.includes("…")
      ? ["source", ...Array.from({ length: 10 }, (_, at) => `sub${at + 1}`)]
      : [...cell.matchAll(/\{(\w+)/g)].map(([, name = ""]) => name);
  const all = new Set(rows.flatMap(([, cell = ""]) => namesIn(cell)));
  expect([...all].toSorted()).toEqual([...DELIVERY_MACROS].toSorted());
  const of_clicks = rows
    .filter(([, , mark]) => mark !== undefined)
    .flatMap(([, cell = ""]) => namesIn(cell));
  expect(of_clicks.toSorted()).toEqual([...CLICK_MACROS].toSorted());
});
