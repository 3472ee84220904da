import { sql } from "drizzle-orm";
import { arrayText, insertRows, runPrepared } from "../../../db/mod.ts";
import type { Queryable, Transaction } from "../../../db/mod.ts";
import {
  conversions,
  postbacks,
  strangerPostbacks,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import { cutRequest } from "./cut_request.ts";
import type { ReadPostback } from "../read/read_postback.ts";

const DAY_MS = 86_400_000;
/** Retention of strangers' refused postbacks, whatever the retention of others. */
const STRANGER_DAYS_MAX = 30;

type PostbackInsert = typeof postbacks.$inferInsert;

/**
 * Whether a postback was refused and names no click, source or advertiser of ours; its order
 * may still be ours.
 */
export function isOfNobody(read: ReadPostback): boolean {
  const { result, source, advertiser_id, trace } = read;
  if (result.kind !== "refused") return false;
  const is_ours = source !== null || advertiser_id !== null;
  return !is_ours && trace.subject.click_id === null;
}

/** Returns which of the orders named by strangers exist in our books. */
export async function knownOrders(
  tx: Transaction,
  reads: readonly ReadPostback[],
): Promise<ReadonlySet<string>> {
  const orders = reads
    .filter(isOfNobody)
    .flatMap(({ trace }) => trace.subject.order_id ?? []);
  if (orders.length === 0) return new Set();
  const rows = await runPrepared(
    tx,
    sql`select o as order_id from unnest(${arrayText([...new Set(orders)])}::text[]) as o
      where exists (select from ${conversions} where order_id = o)`,
  );
  return new Set(rows.map(({ order_id }) => String(order_id)));
}

/**
 * Stores strangers' postbacks, each in the partition of its arrival day; large ones are
 * truncated.
 */
export async function insertStrangers(
  tx: Transaction,
  rows: readonly PostbackInsert[],
): Promise<void> {
  if (rows.length === 0) return;
  const days = rows.map(({ received_at }) => isoTime(received_at).slice(0, 10));
  const named = arrayText([...new Set(days)]);
  await Promise.all([
    runPrepared(
      tx,
      sql`select ensure_days('stranger_postbacks', ${named}::date[])`,
    ),
    insertRows(tx, strangerPostbacks, rows.map(strangerRow)),
  ]);
}

function strangerRow(row: PostbackInsert) {
  const { id, received_at, method, ip, http_status, outcome } = row;
  const { detail, order_id, goal_key, trace } = row;
  const verdict = { http_status, outcome, detail, order_id, goal_key, trace };
  return { id, received_at, method, ip, ...verdict, ...cutRequest(row) };
}

/** Moves strangers' postbacks to the main table when they are replayed. */
export async function adoptStrangers(
  tx: Transaction,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await runPrepared(
    tx,
    sql`with adopted as (
      delete from ${strangerPostbacks} where id = any(${arrayText(ids)}::uuid[])
      returning *)
    insert into ${postbacks} (id, received_at, method, url, headers, body, ip,
      http_status, outcome, detail, order_id, goal_key, trace, cut)
    select id, received_at, method, url, headers, body, ip,
      http_status, outcome, detail, order_id, goal_key, trace, cut from adopted`,
  );
}

/**
 * Drops partitions of strangers' postbacks older than 30 days or than a shorter retention; a
 * retention of 0 counts as none.
 */
export async function dropOldStrangers(
  db: Queryable,
  { now_ms, retention_days }: { now_ms: number; retention_days: number },
): Promise<void> {
  const days = Math.min(retention_days || STRANGER_DAYS_MAX, STRANGER_DAYS_MAX);
  const before = isoTime(now_ms - days * DAY_MS).slice(0, 10);
  await db.execute(
    sql`select drop_days('stranger_postbacks', ${before}::date)`,
  );
}
