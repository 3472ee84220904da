import { finished } from "node:stream/promises";
import type postgres from "postgres";
import { NULL } from "./click_record.ts";

/** The columns of a line, in order. */
const COLUMNS =
  "click_id, clicked_at, campaign_id, link_id, affiliate_id, marks, pays, verdict, ip, country, asn, ua_id, referrer, source, click_ref, sub1, sub2, sub3, sub4, sub5, sub6, sub7, sub8, sub9, sub10, params, flags";

/** Leading fields that `copyLine` writes itself. */
const FIELDS_BEFORE_REST = 12;
const TAB = 9;
const NEWLINE = 10;

/** Facts the drain adds to a click. */
export interface Enriched {
  click_id_hex: string;
  marks: number;
  ip: string;
  country: string | null;
  asn: number | null;
  ua_id: bigint | null;
}

/** Builds a click's `COPY` line from its journal fields and the enriched facts. */
export function copyLine(
  fields: {
    time_ms: number;
    campaign_id: string;
    link_id: string;
    affiliate_id: string;
    pays: string;
    verdict: string;
    rest: string;
  },
  found: Enriched,
): string {
  const ip = found.ip === "" ? NULL : found.ip;
  return `\\\\x${found.click_id_hex}\t${new Date(fields.time_ms).toISOString()}\t${fields.campaign_id}\t${fields.link_id}\t${fields.affiliate_id}\t${found.marks}\t${fields.pays}\t${fields.verdict}\t${ip}\t${found.country ?? NULL}\t${found.asn ?? NULL}\t${found.ua_id ?? NULL}\t${fields.rest}\n`;
}

/** Offsets of the line starts, plus the end of the last line. */
export function lineStarts(text: Uint8Array): number[] {
  const starts = [0];
  for (
    let end = text.indexOf(NEWLINE);
    end >= 0;
    end = text.indexOf(NEWLINE, end + 1)
  ) {
    starts.push(end + 1);
  }
  return starts;
}

/** The `rest` fields, as journaled, of the line that starts at an offset. */
export function restOfLine(text: Uint8Array, start: number): string {
  let from = start;
  for (let field = 0; field < FIELDS_BEFORE_REST; field++) {
    from = text.indexOf(TAB, from) + 1;
  }
  const end = text.indexOf(NEWLINE, from);
  return Buffer.from(text.buffer, text.byteOffset).toString("utf8", from, end);
}

/** Writes lines with one `COPY`. Throwing Postgres' refusals depends on a patch of the driver. */
export async function copyClicks(
  tx: postgres.TransactionSql,
  lines: Uint8Array,
): Promise<void> {
  const stream = await tx
    .unsafe(`copy clicks (${COLUMNS}) from stdin`)
    .writable();
  stream.end(lines);
  await finished(stream);
}
