import { insertRows, updateRows } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import { postbacks } from "../../../db/schema/mod.ts";
import { clickIdBytes } from "../../clicks/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { countPostbacks } from "../../sources/mod.ts";
import type { Answer } from "./answer.ts";
import type { ReadPostback } from "../read/read_postback.ts";
import type { Judged } from "./work.ts";
import { adoptStrangers, insertStrangers, isOfNobody } from "./strangers.ts";
import type { Trace } from "../read/trace.ts";

/**
 * Stores a batch's postbacks with their verdicts and counts them by the hour; `orders` are the
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
  const counted = countPostbacks(
    tx,
    fresh.map(({ work: { read }, answer }) => ({
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
  const rewritten = updateRows(tx, postbacks, rows, {
    by: ["id"],
    set: VERDICT_COLUMNS,
  });
  await Promise.all([adopted, rewritten]);
}

const VERDICT_COLUMNS = [
  "campaign_id",
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
] as const;
