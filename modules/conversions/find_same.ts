import type { Sale } from "./sale.ts";
import type { Micros } from "../kernel/mod.ts";
import { isUuid } from "../kernel/mod.ts";
import { refusal } from "../sources/mod.ts";
import type { Refusal } from "../sources/mod.ts";
import {
  SAME_WITHIN_MS,
  loadConversions,
  lockLikeness,
} from "./load_conversions.ts";
import { reportKey } from "./said.ts";
import { isEnded } from "./transition.ts";
import { isClaim } from "./working_set.ts";
import type {
  ConversionRow,
  WorkingConversion,
  WorkingSet,
} from "./working_set.ts";
import type { ConversionKey } from "./load_conversions.ts";
import type { Transaction } from "../../db/mod.ts";
import { claimKey } from "./claims.ts";

/**
 * The recorded conversion that an event refers to (null: none yet), or why that is
 * ambiguous. Without a `dedupe_key` a new conversion is keyed by its own id.
 */
type Same =
  | {
      ok: true;
      conversion: WorkingConversion | null;
      dedupe_key: string | null;
      /** A page's report of the same sale, which becomes it. */
      claim?: WorkingConversion;
    }
  | { ok: false; conversion: WorkingConversion | null; refusal: Refusal };

/** Finds the recorded conversion of the same event, by the goal's `dedupe`. */
export function findSame(event: Sale, recorded: WorkingSet): Same {
  if (event.is_claim === true) return sameClaim(event, recorded);
  const same = findRecorded(event, recorded);
  if (event.seeks_claims !== true || !same.ok || same.conversion !== null) {
    return same;
  }
  const dedupe_key = claimKey(event);
  const claim = recorded.byEvent({ ...keyOf(event), dedupe_key });
  if (claim === undefined || isEnded(claim.row.status)) return same;
  if (isClaim(claim.row)) return { ...same, claim };
  return { ok: true, conversion: claim, dedupe_key };
}

/** A page reports a sale once, and says nothing new of one that is proven by now. */
function sameClaim(event: Sale, recorded: WorkingSet): Same {
  const { order_id, goal_config } = event;
  const dedupe_key = claimKey(event);
  const order = goal_config.dedupe === "click" ? null : order_id;
  const proven =
    order === null
      ? undefined
      : recorded.byEvent({ ...keyOf(event), dedupe_key: `o:${order}` });
  if (proven !== undefined && !sameClick(proven.row, event)) {
    return conflict(order ?? "", proven);
  }
  const of_click = { ...keyOf(event), click_id: event.click_id };
  const conversion =
    proven ??
    recorded.byEvent({ ...keyOf(event), dedupe_key }) ??
    recorded
      .byClick(of_click)
      .find(({ row }) => order === null || isOrderOf(row, order)) ??
    null;
  return { ok: true, conversion, dedupe_key };
}

/** Whether it is of an order, as far as is known. */
function isOrderOf({ order_id }: ConversionRow, order: string): boolean {
  return order_id === null || order_id === order;
}

function findRecorded(event: Sale, recorded: WorkingSet): Same {
  const booked = byTransaction(event, recorded);
  if (booked !== null) return booked;
  const named = byOwnId(event, recorded);
  if (named !== null) return named;
  const once = onceIn(event, recorded);
  if (once !== undefined) {
    const { dedupe_key } = once.row;
    return { ok: true, conversion: once, dedupe_key };
  }
  const of_click = recorded.byClick({
    ...keyOf(event),
    click_id: event.click_id,
  });
  if (isOnePerClick(event)) {
    return onlyOfClick(event, of_click, `c:${event.click_id}`);
  }
  switch (event.goal_config.dedupe) {
    case "every":
      return everyEvent(event, recorded, of_click);
    case "order":
      if (event.order_id !== null) {
        return byOrder(event, event.order_id, recorded, of_click);
      }
  }
  return onlyOfClick(event, of_click, `c:${event.click_id}`);
}

/** Whether an event without an order is one for each click: an app is installed once by a click. */
function isOnePerClick({ install, order_id, is_one_per_click }: Sale): boolean {
  if (order_id !== null) return false;
  return is_one_per_click === true || install?.via === "referrer";
}

/** A store's transaction is one conversion, whatever click, goal or campaign a later notification names. */
function byTransaction(event: Sale, recorded: WorkingSet): Same | null {
  const { order_id, campaign, status, transaction } = event;
  if (transaction === undefined || order_id === null) return null;
  const conversion = recorded.ofOrder(order_id, (row) =>
    isBookedAs(row, event),
  );
  if (conversion === undefined) return null;
  const { row } = conversion;
  const is_elsewhere = row.campaign_id !== campaign.id;
  if (is_elsewhere && isEnded(status)) return conflict(order_id, conversion);
  return { ok: true, conversion, dedupe_key: row.dedupe_key };
}

/** Whether a conversion is of the same kind of transaction; its order alone could be of another sender. */
function isBookedAs(
  { advertiser_id, source_id, proof, flags }: ConversionRow,
  { campaign, transaction, source }: Sale,
): boolean {
  if (advertiser_id !== campaign.advertiser_id) return false;
  if (transaction === "install") return proof === "skan";
  // Two shops of an advertiser number their orders alike.
  if (transaction === "order") return source_id === source?.id;
  const is_test = transaction === "test";
  return proof === "signature" && flags.includes("test") === is_test;
}

function onceIn({ campaign, is_once, order_id }: Sale, recorded: WorkingSet) {
  return is_once === true && order_id !== null
    ? recorded.byOrder(campaign.id, order_id)
    : undefined;
}

function keyOf({ campaign, goal_config }: Sale) {
  return { campaign_id: campaign.id, goal_key: goal_config.key };
}

/** An order id that is the id of one of our conversions refers to that conversion. */
function byOwnId(event: Sale, recorded: WorkingSet): Same | null {
  const { order_id } = event;
  if (order_id === null || !isUuid(order_id)) return null;
  const conversion = recorded.byId(order_id.toLowerCase());
  if (conversion === undefined || isClaim(conversion.row)) return null;
  const { row } = conversion;
  if (row.advertiser_id !== event.campaign.advertiser_id) return null;
  if (!sameClick(row, event)) return conflict(order_id, conversion);
  return { ok: true, conversion, dedupe_key: row.dedupe_key };
}

function byOrder(
  event: Sale,
  order_id: string,
  recorded: WorkingSet,
  of_click: readonly WorkingConversion[],
): Same {
  const dedupe_key = `o:${order_id}`;
  const same = recorded.byEvent({ ...keyOf(event), dedupe_key });
  if (same !== undefined) {
    if (!sameClick(same.row, event) && !isHistory(same.row)) {
      return conflict(order_id, same);
    }
    return { ok: true, conversion: same, dedupe_key };
  }
  const [only] = of_click;
  const adopts = of_click.length === 1 && only?.row.order_id === null;
  return { ok: true, conversion: adopts ? (only ?? null) : null, dedupe_key };
}

/**
 * Every event counts. Without an order id or a nonce, only a status change or a repeat
 * refers to a recorded conversion.
 */
function everyEvent(
  event: Sale,
  recorded: WorkingSet,
  of_click: readonly WorkingConversion[],
): Same {
  const { order_id, nonce } = event;
  if (order_id !== null) return byOrder(event, order_id, recorded, []);
  if (nonce !== null) {
    const dedupe_key = `n:${nonce}`;
    const same = recorded.byEvent({ ...keyOf(event), dedupe_key });
    if (same !== undefined) return { ok: true, conversion: same, dedupe_key };
  }
  if (event.mode === "change" || isOtherWord(event, of_click)) {
    return onlyOfClick(event, of_click, null);
  }
  if (nonce !== null) {
    return { ok: true, conversion: null, dedupe_key: `n:${nonce}` };
  }
  const alike = of_click.filter(({ row }) => isSame(row, event));
  return { ok: true, conversion: firstRecorded(alike), dedupe_key: null };
}

/** Whether the event changes a recorded conversion: ends it, or approves a pending one. */
function isOtherWord(
  { status, is_refund }: Sale,
  of_click: readonly WorkingConversion[],
): boolean {
  if (of_click.length === 0) return false;
  if (is_refund || isEnded(status)) return true;
  return (
    status === "approved" &&
    of_click.some(({ row }) => row.status === "pending")
  );
}

/** Same amount or first report, at the same time; without a time, within `SAME_WITHIN_MS`. */
function isSame(row: ConversionRow, event: Sale): boolean {
  if (row.order_id !== null) return false;
  const says_same =
    amountOf(row, event.sent_currency) === event.amount_micros ||
    row.said[0] === reportKey(event);
  return says_same && isAtSameTime(row, event);
}

/** The recorded amount in `sent_currency`; undefined if it was sent in another currency. */
function amountOf(
  row: ConversionRow,
  sent_currency: string | null,
): Micros | null | undefined {
  if (row.sent_currency !== sent_currency) return undefined;
  return sent_currency === null ? row.amount_micros : row.sent_amount_micros;
}

function isAtSameTime(row: ConversionRow, event: Sale): boolean {
  if (event.occurred_at !== null || row.occurred_at !== null) {
    return event.occurred_at === row.occurred_at;
  }
  return Math.abs(event.received_at - row.recorded_at) < SAME_WITHIN_MS;
}

function firstRecorded(
  alike: readonly WorkingConversion[],
): WorkingConversion | null {
  const [first, ...more] = alike;
  if (first === undefined) return null;
  return more.reduce((one, other) => {
    const later_ms = other.row.recorded_at - one.row.recorded_at;
    const is_before =
      later_ms < 0 || (later_ms === 0 && other.row.id < one.row.id);
    return is_before ? other : one;
  }, first);
}

function onlyOfClick(
  event: Sale,
  of_click: readonly WorkingConversion[],
  dedupe_key: string | null,
): Same {
  const [only, ...more] = of_click;
  if (only === undefined || more.length === 0) {
    return { ok: true, conversion: only ?? null, dedupe_key };
  }
  const detail = `The click has several conversions of goal "${event.goal_config.key}": an order id is needed to tell which is meant`;
  const why = refusal("ambiguous_conversion", detail);
  return { ok: false, conversion: only, refusal: why };
}

/** Whether another tracker settled it, and its export didn't say of which click: nothing is owed for it. */
function isHistory({ flags }: ConversionRow): boolean {
  return flags.includes("settled_before") && flags.includes("no_click");
}

function sameClick(row: ConversionRow, event: Sale): boolean {
  return Buffer.compare(row.click_id, event.click_bytes) === 0;
}

function conflict(order_id: string, conversion: WorkingConversion): Same {
  const detail = `Order "${order_id.slice(0, 60)}" was recorded for another click`;
  const why = refusal("order_conflict", detail);
  return { ok: false, conversion, refusal: why };
}

/** Derives the lookups needed to judge an event. */
export function conversionKey(event: Sale): ConversionKey {
  if (event.is_claim === true) return keyOfClaim(event);
  const { order_id, nonce, goal_config, campaign, click_bytes } = event;
  const { key: goal_key } = goal_config;
  const dedupe = isOnePerClick(event) ? "click" : goal_config.dedupe;
  const by_order = dedupe !== "click" && order_id !== null;
  const is_every = dedupe === "every" && order_id === null;
  const by_nonce = is_every && nonce !== null;
  return {
    campaign_id: campaign.id,
    goal_key,
    click_id: click_bytes,
    dedupe_key: by_order ? `o:${order_id}` : by_nonce ? `n:${nonce}` : null,
    other_key: event.seeks_claims === true ? claimKey(event) : null,
    once_order: event.is_once === true ? order_id : null,
    transaction: event.transaction === undefined ? null : order_id,
    id: order_id !== null && isUuid(order_id) ? order_id.toLowerCase() : null,
    asks_only: dedupe !== "every" || is_every,
    asks_pending: is_every && event.status === "approved",
    likeness:
      is_every && nonce === null
        ? {
            amount: `${event.sent_currency ?? ""} ${event.amount_micros ?? ""}`,
            report_key: reportKey(event),
            occurred_at: event.occurred_at,
            received_at: event.received_at,
          }
        : null,
    after: goal_config.after,
    live_max: goal_config.max_per_click,
  };
}

function keyOfClaim(event: Sale): ConversionKey {
  const { order_id, goal_config, campaign, click_bytes } = event;
  return {
    campaign_id: campaign.id,
    goal_key: goal_config.key,
    click_id: click_bytes,
    dedupe_key: claimKey(event),
    other_key: order_id === null ? null : `o:${order_id}`,
    once_order: null,
    transaction: null,
    id: null,
    asks_only: true,
    asks_pending: false,
    likeness: null,
    after: goal_config.after,
    live_max: goal_config.max_per_click,
  };
}

/**
 * Loads the conversions that sales may be, or that decide on them. Locks what is told apart only
 * by likeness, unless nothing is going to be written.
 */
export async function loadSame(
  tx: Transaction,
  sales: readonly Sale[],
  { locks }: { locks: boolean },
): Promise<WorkingSet> {
  const keys = sales.map(conversionKey);
  if (locks) await lockLikeness(tx, keys);
  return await loadConversions(tx, keys);
}
