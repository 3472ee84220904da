import {
  insertRows,
  updateRows,
  arrayText,
  findRows,
  recordset,
  runPrepared,
} from "../../../db/mod.ts";
import { isDistributed } from "../../../db/citus/mod.ts";
import type { Database, Transaction } from "../../../db/mod.ts";
import { mayDropTables } from "../../../db/upkeep/mod.ts";
import {
  postbacks,
  conversions,
  strangerPostbacks,
} from "../../../db/schema/mod.ts";
import { clickIdBytes } from "../../clicks/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { countPostbacks, REFUSALS } from "../../sources/mod.ts";
import { FORWARDED } from "./work.ts";
import type { Answer, Judged } from "./work.ts";
import type { ReadPostback } from "../read/read_result.ts";
import type { Trace } from "../read/trace.ts";
import { sql } from "drizzle-orm";
import { isoTime } from "../../kernel/mod.ts";
import { isPixel } from "../read/read_request.ts";
import { cutRequest } from "./cut_request.ts";

/**
 * Stores a batch's postbacks with their verdicts and counts senders' by the hour; `orders` are the
 * named ones that exist in our books.
 */
export async function writePostbacks(
  tx: Transaction,
  settled: readonly Judged[],
  { clock, orders }: { clock: Clock; orders: ReadonlySet<string> },
): Promise<void> {
  const fresh = settled.filter(({ work }) => work.stored === null);
  const again = settled.filter(({ work }) => work.stored !== null);
  const isStrangers = ({ work: { read } }: Judged) =>
    isOfNobody(read) && !orders.has(read.trace.subject.order_id ?? "");
  const strangers = fresh.filter(isStrangers);
  const others = fresh.filter((entry) => !isStrangers(entry));
  const kept = insertRows(tx, postbacks, others.map(rowOf), {
    order_by: ["id"],
  });
  const apart = insertStrangers(tx, strangers.map(rowOf));
  const rewritten = rewritePostbacks(tx, again, clock);
  const sent = fresh.filter(({ work: { read } }) => !isPixel(read.raw));
  const counted = countPostbacks(
    tx,
    sent.map(({ work: { read }, answer }) => ({
      advertiser_id: read.advertiser_id ?? 0,
      source_id: read.source?.id ?? 0,
      outcome: answer.outcome,
      received_at: read.raw.received_at,
      id: read.raw.id,
      unmapped: read.unmapped,
    })),
  );
  await Promise.all([kept, apart, rewritten, counted]);
}

/** The row of a postback with its verdict. */
export function rowOf({
  work: { read },
  answer,
  trace,
  conversion_id,
}: Pick<
  Judged,
  "work" | "answer" | "trace" | "conversion_id"
>): typeof postbacks.$inferInsert {
  const raw = read.kept;
  return {
    id: raw.id,
    received_at: raw.received_at,
    method: raw.method,
    url: raw.url,
    headers: raw.headers,
    body: raw.body,
    ip: raw.ip,
    ...verdictOf(read, answer, trace, conversion_id),
    trace: trace.steps,
  };
}

function verdictOf(
  read: ReadPostback,
  answer: Answer,
  trace: Trace,
  conversion_id: string | null,
) {
  const { campaign_id, affiliate_id, click_id, order_id, goal_key } =
    trace.subject;
  return {
    campaign_id: campaign_id ?? 0,
    advertiser_id: read.advertiser_id,
    affiliate_id,
    source_id: read.source?.id ?? null,
    http_status: answer.status,
    outcome: answer.outcome,
    detail: answer.detail,
    click_id: click_id === null ? null : clickIdBytes(click_id),
    order_id,
    goal_key,
    conversion_id,
    ...namedByRefused(read, answer),
  };
}

/** The customer, and the id in place of a click, that a refused postback names. */
function namedByRefused(
  { result, trace: { subject } }: ReadPostback,
  { outcome }: Answer,
) {
  const is_refused = Object.hasOwn(REFUSALS, outcome) || outcome === FORWARDED;
  const customer_id =
    result.kind === "event" ? result.event.customer_id : subject.customer_id;
  return {
    named_customer_id: is_refused ? customer_id : null,
    named_click_ref: is_refused ? subject.click_ref : null,
  };
}

/** Updates replayed postbacks, keeping their earlier verdicts. */
async function rewritePostbacks(
  tx: Transaction,
  again: readonly Judged[],
  clock: Clock,
): Promise<void> {
  if (again.length === 0) return;
  const strangers = again.filter(({ work }) => work.is_stranger === true);
  const adopted = adoptStrangers(
    tx,
    strangers.map(({ work }) => work.read.raw.id),
  );
  const rows = again.map(({ work, answer, trace, conversion_id }) => ({
    id: work.read.raw.id,
    ...verdictOf(work.read, answer, trace, conversion_id),
    trace: trace.steps,
    judged_at: clock.nowMs(),
    earlier: work.stored,
  }));
  const noted = keepNotes(tx, again);
  if (isDistributed()) {
    await Promise.all([adopted, noted]);
    return await moveOrUpdate(tx, rows);
  }
  const rewritten = updateRows(tx, postbacks, rows, {
    by: ["id"],
    set: ["campaign_id", ...VERDICT_COLUMNS],
  });
  await Promise.all([adopted, noted, rewritten]);
}

/** Keeps what a store was asked again about postbacks. */
async function keepNotes(
  tx: Transaction,
  again: readonly Judged[],
): Promise<void> {
  const rows = again.flatMap(({ work: { read } }) =>
    read.raw.verified === undefined
      ? []
      : [{ id: read.raw.id, headers: read.kept.headers }],
  );
  if (rows.length === 0) return;
  await updateRows(tx, postbacks, rows, { by: ["id"], set: ["headers"] });
}

/** On Citus a row lies where its campaign does: with another one it is deleted and inserted. */
async function moveOrUpdate(
  tx: Transaction,
  rows: readonly (Partial<PostbackInsert> & { id: string })[],
): Promise<void> {
  const by_id = new Map(rows.map((row) => [row.id, row]));
  const before = await findRows(tx, postbacks, ["id"], rows);
  const staying = before.filter(
    ({ id, campaign_id }) => by_id.get(id)?.campaign_id === campaign_id,
  );
  const moving = before.filter((row) => !staying.includes(row));
  await updateRows(
    tx,
    postbacks,
    staying.flatMap(({ id }) => by_id.get(id) ?? []),
    { by: ["campaign_id", "id"], set: VERDICT_COLUMNS },
  );
  if (moving.length === 0) return;
  await tx.execute(sql`
    delete from ${postbacks} as p
    using ${recordset("k", moving, { campaign_id: "integer", id: "uuid" })}
    where p.campaign_id = k.campaign_id and p.id = k.id`);
  const moved = moving.map((row) => ({ ...row, ...by_id.get(row.id) }));
  await insertRows(tx, postbacks, moved, { order_by: ["id"] });
}

const VERDICT_COLUMNS = [
  "advertiser_id",
  "affiliate_id",
  "source_id",
  "http_status",
  "outcome",
  "detail",
  "click_id",
  "order_id",
  "goal_key",
  "conversion_id",
  "trace",
  "judged_at",
  "earlier",
  "named_customer_id",
  "named_click_ref",
] as const;

const DAY_MS = 86_400_000;
/** Retention of strangers' refused postbacks, whatever the retention of others. */
const STRANGER_DAYS_MAX = 30;

type PostbackInsert = typeof postbacks.$inferInsert;

/**
 * Whether a postback was refused and names no click, source or advertiser of ours; its order
 * may still be ours.
 */
function isOfNobody(read: ReadPostback): boolean {
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
  const given = sql`${arrayText([...new Set(orders)])}::text[]`;
  const rows = await runPrepared(
    tx,
    isDistributed()
      ? sql`select distinct order_id from ${conversions} where order_id = any(${given})`
      : // An order may be on thousands of conversions: the first is enough.
        sql`select o as order_id from unnest(${given}) as o
          where exists (select from ${conversions} where order_id = o)`,
  );
  return new Set(rows.map(({ order_id }) => String(order_id)));
}

/**
 * Stores strangers' postbacks, each in the partition of its arrival day; large ones are
 * truncated.
 */
async function insertStrangers(
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
  const { named_customer_id, named_click_ref } = row;
  const verdict = { http_status, outcome, detail, order_id, goal_key, trace };
  const named = { named_customer_id, named_click_ref };
  return {
    ...{ id, received_at, method, ip },
    ...verdict,
    ...named,
    ...cutRequest(row),
  };
}

/** Moves strangers' postbacks to the main table when they are replayed. */
async function adoptStrangers(
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
      http_status, outcome, detail, order_id, goal_key, trace, cut,
      named_customer_id, named_click_ref)
    select id, received_at, method, url, headers, body, ip,
      http_status, outcome, detail, order_id, goal_key, trace, cut,
      named_customer_id, named_click_ref from adopted`,
  );
}

/**
 * Drops partitions of strangers' postbacks older than 30 days or than a shorter retention; a
 * retention of 0 counts as none.
 */
export async function dropOldStrangers(
  db: Pick<Database, "transaction">,
  { now_ms, retention_days }: { now_ms: number; retention_days: number },
): Promise<void> {
  const days = Math.min(retention_days || STRANGER_DAYS_MAX, STRANGER_DAYS_MAX);
  const before = isoTime(now_ms - days * DAY_MS).slice(0, 10);
  await db.transaction(async (tx) => {
    // Not while a backup reads them; the next run drops them.
    if (!(await mayDropTables(tx))) return;
    await tx.execute(
      sql`select drop_days('stranger_postbacks', ${before}::date)`,
    );
  });
}
