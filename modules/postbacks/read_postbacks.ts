import { and, asc, desc, eq, gte, lt } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { postbacks } from "../../db/schema/mod.ts";
import { found, invalid } from "../campaigns/mod.ts";
import { clickIdBytes, clickIdText } from "../clicks/mod.ts";
import { isoTime, isUuid, pageOf, parseTime } from "../kernel/mod.ts";
import type { PageRequest } from "../kernel/mod.ts";

/** Headers that prove something are shown masked. */
const SECRET_HEADERS = new Set(["authorization", "cookie"]);
const MASK = "***";

type PostbackRow = typeof postbacks.$inferSelect;

/** What a list of postbacks can be narrowed to. */
export interface PostbackFilter {
  outcome?: string | undefined;
  click_id?: string | undefined;
  order_id?: string | undefined;
  conversion_id?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** Lists postbacks, newest first, without the trace. */
export async function listPostbacks(
  db: Database,
  filter: PostbackFilter,
  page: PageRequest,
) {
  const conditions: (SQL | undefined)[] = [
    filter.outcome === undefined
      ? undefined
      : eq(postbacks.outcome, filter.outcome),
    filter.order_id === undefined
      ? undefined
      : eq(postbacks.order_id, filter.order_id),
    filter.click_id === undefined
      ? undefined
      : eq(postbacks.click_id, readClickIdFilter(filter.click_id)),
    filter.conversion_id === undefined
      ? undefined
      : eq(
          postbacks.conversion_id,
          readUuid("conversion_id", filter.conversion_id),
        ),
    filter.from === undefined
      ? undefined
      : gte(postbacks.received_at, readMoment("from", filter.from)),
    filter.to === undefined
      ? undefined
      : lt(postbacks.received_at, readMoment("to", filter.to)),
    page.after === null
      ? undefined
      : lt(postbacks.id, readUuid("cursor", page.after)),
  ];
  const rows = await db
    .select()
    .from(postbacks)
    .where(and(...conditions))
    .orderBy(desc(postbacks.id))
    .limit(page.limit + 1);
  return pageOf(rows, page.limit, (row) => row.id, presentPostback);
}

/** One postback as it came, with its trace, or 404. */
export async function readPostback(db: Database, id: string) {
  const [row] = isUuid(id)
    ? await db.select().from(postbacks).where(eq(postbacks.id, id))
    : [];
  const shown = found(row);
  return {
    ...presentPostback(shown),
    headers: Object.fromEntries(
      Object.entries(shown.headers).map(([name, value]) => [
        name,
        SECRET_HEADERS.has(name) ? MASK : value,
      ]),
    ),
    body: shown.body === null ? null : Buffer.from(shown.body).toString("utf8"),
    trace: shown.trace,
  };
}

/** The postbacks that a conversion rests on, oldest first, found by its click. */
export async function postbacksOf(
  db: Database,
  conversion: { id: string; click_id: Uint8Array },
) {
  const rows = await db
    .select()
    .from(postbacks)
    .where(
      and(
        eq(postbacks.click_id, conversion.click_id),
        eq(postbacks.conversion_id, conversion.id),
      ),
    )
    .orderBy(asc(postbacks.id));
  return rows.map(presentPostback);
}

/** A UUID of a filter; a Problem where it is none. */
export function readUuid(field: string, text: string): string {
  if (isUuid(text)) return text;
  throw invalid(field, "a UUID is expected");
}

/** A time of a filter; a Problem where it is none. */
export function readMoment(field: string, text: string): number {
  const at = parseTime(text);
  if (at !== null) return at;
  throw invalid(field, "a time by RFC 3339 is expected");
}

function readClickIdFilter(text: string): Uint8Array {
  const bytes = clickIdBytes(text);
  if (bytes !== null) return bytes;
  throw invalid("click_id", "a click id is expected");
}

function presentPostback(row: PostbackRow) {
  const { headers, body, trace, click_id, campaign_id, ...shown } = row;
  return {
    ...shown,
    campaign_id: campaign_id === 0 ? null : campaign_id,
    received_at: isoTime(row.received_at),
    click_id: click_id === null ? null : clickIdText(click_id),
  };
}
