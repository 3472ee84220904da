import { finished } from "node:stream/promises";
import type { Transaction } from "../../../db/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { StatementRow } from "./statement_row.ts";

/** Columns of a `COPY` line, in order. */
const COLUMNS =
  "reconciliation_id, row_no, cells, content_key, click_id, order_id, conversion_id, customer_id, goal, campaign, affiliate, link, status, raw_status, reason, currency, amount_micros, revenue_micros, payout_micros, written_at, has_zone, problem, problem_column";
const NULL = "\\N";
const TO_ESCAPE = /["\\\t\n\r]/;
const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, "0"));
const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
};

/** Formats a row as a line for `COPY`. */
export function copyLine(input: {
  reconciliation_id: string;
  row_no: number;
  /** Hex. */
  content_key: string;
  row: StatementRow;
}): string {
  const { reconciliation_id, row_no, content_key, row } = input;
  const at = row.written_at;
  return `${reconciliation_id}\t${row_no}\t${arrayText(row.cells)}\t\\\\x${content_key}\t${bytesText(row.click_id)}\t${fieldText(row.order_id)}\t${fieldText(row.conversion_id)}\t${fieldText(row.customer_id)}\t${fieldText(row.goal)}\t${fieldText(row.campaign)}\t${fieldText(row.affiliate)}\t${fieldText(row.link)}\t${row.status ?? NULL}\t${fieldText(row.raw_status)}\t${fieldText(row.reason)}\t${row.currency ?? NULL}\t${row.amount_micros ?? NULL}\t${row.revenue_micros ?? NULL}\t${row.payout_micros ?? NULL}\t${at === null ? NULL : timeText(at)}\t${row.has_zone ? "t" : "f"}\t${fieldText(row.problem)}\t${fieldText(row.problem_column)}\n`;
}

function fieldText(text: string | null): string {
  if (text === null) return NULL;
  if (!SPECIAL.test(text)) return text;
  return text.replaceAll(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char);
}

function bytesText(bytes: Uint8Array | null): string {
  return bytes === null ? NULL : `\\\\x${bytes.toHex()}`;
}

function arrayText(cells: readonly string[]): string {
  // Most rows need no escaping: one test for all cells.
  if (!TO_ESCAPE.test(cells.join(" "))) return `{"${cells.join('","')}"}`;
  const quoted = cells.map((cell) => cell.replaceAll(/["\\]/g, "\\$&"));
  return fieldText(`{"${quoted.join('","')}"}`);
}

const DAY_MS = 86_400_000;
/** The beginning of a time, by day since the epoch; statements have a century of them at most. */
const DAY_TEXTS = new Map<number, string>();

/** Formats a time in UTC. */
function timeText(at_ms: number): string {
  const day = Math.floor(at_ms / DAY_MS);
  let day_text = DAY_TEXTS.get(day);
  if (day_text === undefined) {
    day_text = isoTime(day * DAY_MS).slice(0, 11);
    DAY_TEXTS.set(day, day_text);
  }
  const seconds = Math.floor((at_ms - day * DAY_MS) / 1000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}`;
  const ms = String(at_ms % 1000).padStart(3, "0");
  return `${day_text}${clock}.${ms}Z`;
}

/**
 * Writes lines with one `COPY`. An error from Postgres is thrown, which depends on
 * our patch of the driver.
 */
export async function copyRows(
  tx: Transaction,
  lines: Uint8Array,
): Promise<void> {
  const stream = await tx.$client
    .unsafe(`copy statement_rows (${COLUMNS}) from stdin`)
    .writable();
  stream.end(lines);
  await finished(stream);
}
