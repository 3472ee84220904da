import { expect } from "bun:test";
import type { ApiClient } from "../api_client.ts";
import { cellsOf } from "../csv_cells.ts";
import { report, reportFile } from "../report_world.ts";
import type { Reported } from "../report_world.ts";
import type { DrawnReport } from "./drawn_report.ts";
import { PlainReport } from "./plain_report.ts";
import type { PlainRow } from "./plain_report.ts";
import { shownFigures } from "./plain_row.ts";
import type { Thing } from "./plain_things.ts";
import type { HistoryWorld } from "./world.ts";

const THINGS: readonly string[] = [
  "advertiser",
  "campaign",
  "affiliate",
  "link",
];
const PAGES_MAX = 25;

/** Asks for a report in each form, and compares all that it says with a plain recount. */
export async function checkReport(
  world: HistoryWorld,
  drawn: DrawnReport,
  things: readonly Thing[],
): Promise<void> {
  const client = world.clientOf(drawn.asker);
  const { query, limit } = drawn;
  const first = await report(client, `${query.toString()}&limit=${limit}`);
  const { plain, shownRow, shown } = recounted(world, drawn, { things, first });
  const expected = plain.rows.map(shownRow);
  expect(withoutNames(first.data)).toEqual(expected.slice(0, limit));
  expect({
    currency: first.currency,
    totals: first.totals,
    rest: first.rest,
    compared: first.compare?.totals ?? null,
    limits: first["limits"],
  } as unknown).toEqual({
    currency: plain.currency,
    totals: shown(plain.kept),
    rest:
      expected.length > limit
        ? shown(plain.rows.slice(limit).flatMap((row) => row.things))
        : null,
    compared: drawn.compare === null ? null : shown(plain.kept_before),
    limits: [],
  });
  await checkPages(client, drawn, { first, expected });
  await checkFiles(client, drawn, expected);
}

/** The plain recount of what was answered. */
function recounted(
  { memory }: HistoryWorld,
  { asked, currency, asker }: DrawnReport,
  { things, first }: { things: readonly Thing[]; first: Reported },
) {
  const compared =
    first.compare === null
      ? null
      : {
          from_ms: Date.parse(first.compare.from),
          to_ms: Date.parse(first.compare.to),
        };
  const of = { memory, currency };
  const plain = new PlainReport(things, { ...asked, compared }, of);
  const shown = (all: readonly Thing[]) =>
    shownFigures(plain.figures(all), plain.currency, asker.role);
  const shownRow = ({ keys, figures, before }: PlainRow) => ({
    ...Object.fromEntries(
      asked.group_by.map((dimension, at) => [
        dimension,
        shownKey(dimension, keys[at] ?? null),
      ]),
    ),
    ...shownFigures(figures, plain.currency, asker.role),
    ...(compared === null
      ? {}
      : {
          before:
            before === null
              ? null
              : shownFigures(before, plain.currency, asker.role),
        }),
  });
  return { plain, shown, shownRow };
}

function shownKey(dimension: string, key: string | null): unknown {
  if (key === null) return null;
  if (THINGS.includes(dimension)) return { id: Number(key) };
  return dimension === "hour_of_day" || dimension === "weekday"
    ? Number(key)
    : key;
}

/** Rows with things by id alone. */
function withoutNames(
  rows: readonly Record<string, unknown>[],
): Record<string, unknown>[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => {
        const is_thing = THINGS.includes(name) && value !== null;
        return [name, is_thing ? { id: (value as { id: number }).id } : value];
      }),
    ),
  );
}

/** All pages have each row once, in order. */
async function checkPages(
  client: ApiClient,
  { query, limit }: DrawnReport,
  { first, expected }: { first: Reported; expected: readonly object[] },
): Promise<void> {
  let { next_cursor } = first;
  let at = limit;
  for (let page = 1; next_cursor !== null && page < PAGES_MAX; page++) {
    const paged = `${query.toString()}&limit=${limit}&cursor=${encodeURIComponent(next_cursor)}`;
    const next = await report(client, paged);
    expect(withoutNames(next.data) as unknown[]).toEqual(
      expected.slice(at, at + limit),
    );
    expect([next.rest, next.totals]).toEqual([null, first.totals]);
    at += limit;
    next_cursor = next.next_cursor;
  }
  if (next_cursor === null) expect(at).toBeGreaterThanOrEqual(expected.length);
}

/** Files have all rows, as the pages have them. */
async function checkFiles(
  client: ApiClient,
  { query }: DrawnReport,
  expected: readonly Record<string, unknown>[],
): Promise<void> {
  const lines = await reportFile(
    client,
    query.toString(),
    "application/x-ndjson",
  );
  const rows = lines === "" ? [] : lines.trimEnd().split("\n");
  const parsed = rows.map(
    (line) => JSON.parse(line) as Record<string, unknown>,
  );
  expect(withoutNames(parsed) as unknown[]).toEqual([...expected]);
  const csv = await reportFile(client, query.toString(), "text/csv");
  const [head = [], ...cells] = cellsOf(csv);
  expect(cells as unknown[]).toEqual(
    parsed.map((row) => head.map((column) => cellOf(row, column))),
  );
  const [row] = parsed;
  if (row === undefined) return;
  const columns = new Set(head.map((column) => column.split(".")[0]));
  const fields = Object.keys(row).filter((name) => name !== "exact");
  expect(fields.filter((name) => !columns.has(name))).toEqual([]);
}

/** A cell of a column that is named with dots. */
function cellOf(row: Record<string, unknown>, column: string): string {
  let value: unknown = row;
  for (const name of column.split("."))
    value = (value as Record<string, unknown> | null | undefined)?.[name];
  if (value === undefined && column.includes("by_verdict.")) {
    return column.startsWith("before.") && row["before"] === null ? "" : "0";
  }
  if (value === undefined || value === null) return "";
  if (typeof value === "object") return JSON.stringify(value);
  const text = String(value);
  const is_formula =
    /^[=+\-@\t\r\n]/.test(text) && !/^-?\d+(?:\.\d+)?$/.test(text);
  return is_formula ? `'${text}` : text;
}
