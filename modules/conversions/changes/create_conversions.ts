import type { Transaction } from "../../../db/mod.ts";
import {
  clicklessId,
  clickIdText,
  isClickless,
  isTestClick,
  peekClickId,
  readClickId,
} from "../../clicks/mod.ts";
import { refusal } from "../../sources/mod.ts";
import type { Refusal, ConversionStatus } from "../../sources/mod.ts";
import { newConversion } from "../new_conversion.ts";
import { loadConversions } from "../load_conversions.ts";
import { writeConversions } from "../record.ts";
import { PRICED_BY_HAND, SETTLED_BEFORE, shadowFlags } from "../working_set.ts";
import type { ConversionRow, WorkingSet, VersionStep } from "../working_set.ts";
import { conversionKey, findSame } from "../find_same.ts";
import {
  oweFor,
  choosePrice,
  priceEvent,
  convertEvent,
} from "../price_event.ts";
import type { FxRates } from "../../payouts/mod.ts";
import type { PriceKey, Money } from "../price_event.ts";
import type {
  TierCounters,
  TierEvent,
  TierUse,
} from "../tiers/tier_counters.ts";
import type { ChangeDeps } from "./change_conversions.ts";
import { positionOf } from "./change_types.ts";
import type { Changer, CreateResult, NewConversion } from "./change_types.ts";
import type { Effects } from "./effects.ts";
import { isEnded } from "../transition.ts";
import { resolveNew } from "./resolve_by_hand.ts";
import type {
  KnownClick,
  ResolvedByHand,
  SaleByHand,
} from "./resolve_by_hand.ts";
import { inRounds, writeAll } from "./write_steps.ts";

export interface CreateDeps extends ChangeDeps {
  tiers: Pick<TierCounters, "load">;
  keyOf(key_number: number): Uint8Array | undefined;
  learnKey(key_number: number): Promise<unknown>;
}

/** How far the time in a click id may run ahead of the clock after a restart. */
const AHEAD_MS = 6_000;
const MONEY_MICROS_MAX = 10n ** 17n;

/** A conversion being created, with its index in the results. */
interface Making {
  index: number;
  given: NewConversion;
  sale: SaleByHand;
}

/**
 * Creates conversions without a postback, several thousand at once, within the caller's
 * transaction. History, ledger and deliveries follow as usual; windows, caps and rules
 * don't apply. An event already on record is left unchanged, so that a repeat has no
 * effect.
 */
export async function createConversions(
  tx: Transaction,
  deps: CreateDeps,
  given: readonly NewConversion[],
  by: Changer,
): Promise<{ results: CreateResult[]; effects: Effects }> {
  const now_ms = deps.clock.nowMs();
  const resolved = await Promise.all(
    given.map((one) => resolveOne(one, deps, now_ms)),
  );
  const results = resolved.map((one) =>
    one.ok ? NOTHING_YET : refused(one.refusal),
  );
  const making = resolved.flatMap((one, index): Making[] => {
    const item = given[index];
    if (!one.ok || item === undefined) return [];
    return [{ index, given: item, sale: one.sale }];
  });
  const steps: VersionStep[] = [];
  const tiers = await deps.tiers.load(tx, making.map(tierEventOf));
  await inRounds(making, async (open) => {
    const keys = open.map(({ sale }) => conversionKey(sale));
    const set = await loadConversions(tx, keys);
    const made = open.map((one) => ({
      one,
      ...make(one, set, { deps, by, tiers }),
    }));
    const losers = await writeConversions(tx, set.changed());
    const has_lost = ({ result }: { result: CreateResult }) =>
      losers.has(result.conversion_id ?? "");
    for (const entry of made) {
      if (has_lost(entry)) continue;
      results[entry.one.index] = entry.result;
      if (entry.step !== null) steps.push(entry.step);
    }
    return made.filter(has_lost).map(({ one }) => one);
  });
  return { results, effects: await writeAll(tx, deps, steps) };
}

const NOTHING_YET: CreateResult = {
  result: "refused",
  refusal: null,
  conversion_id: null,
  is_same: false,
  after: null,
};

function refused(why: Refusal): CreateResult {
  return { ...NOTHING_YET, refusal: why };
}

function refuse(code: Refusal["code"], detail: string) {
  return { ok: false as const, refusal: refusal(code, detail) };
}

async function resolveOne(
  given: NewConversion,
  deps: CreateDeps,
  now_ms: number,
): Promise<ResolvedByHand> {
  const click = await findClick(given, deps, now_ms);
  if (!click.ok) return click;
  const recorded_at = Math.min(given.recorded_at ?? now_ms, now_ms);
  const resolved = resolveNew(given, click, deps, recorded_at);
  if (!resolved.ok) return resolved;
  const { sale } = resolved;
  if (sale.affiliate_status === "blocked") {
    return refuse("affiliate_blocked", "The affiliate is blocked");
  }
  if (sale.link.kind === "smart") {
    return refuse(
      "unknown_click",
      "A smart link does not belong to a single campaign",
    );
  }
  const { dedupe } = sale.goal_config;
  if (dedupe === "every" && sale.order_id === null && sale.nonce === null) {
    const detail = `Goal "${sale.goal_config.key}" counts each event: an order_id or a key tells which this is`;
    return refuse("missing_order_id", detail);
  }
  const at = given.occurred_at ?? null;
  if (at === null) return resolved;
  if (at > now_ms) {
    return refuse("invalid_time", "`occurred_at` is in the future");
  }
  if (at < sale.click.time_ms - AHEAD_MS) {
    return refuse("invalid_time", "`occurred_at` is before the click");
  }
  return resolved;
}

async function findClick(
  given: NewConversion,
  { keyOf, learnKey }: CreateDeps,
  now_ms: number,
): Promise<({ ok: true } & KnownClick) | { ok: false; refusal: Refusal }> {
  const { click_id, link_id, order_id, key } = given;
  if (click_id !== undefined) {
    let read = readClickId(click_id, keyOf);
    if (read.kind === "unknown_key") {
      await learnKey(read.key_number);
      read = readClickId(click_id, keyOf);
    }
    if (read.kind === "valid") {
      return { ok: true, click_id: read.id, fields: read.fields };
    }
    const detail = `"${click_id.slice(0, 60)}" is not a click id that we gave out`;
    return refuse("invalid_click_id", detail);
  }
  if (link_id === undefined) {
    return refuse("missing_click_id", "Provide a click or a link");
  }
  const name = order_id ?? key ?? null;
  if (name === null) {
    const detail =
      "Without a click, provide an order_id or a key to identify the event";
    return refuse("missing_order_id", detail);
  }
  // The time is not part of the id: the same order is the same sale, whenever it is sent.
  const id = clickIdText(clicklessId({ link_id, name }));
  const fields = peekClickId(id)?.fields;
  if (fields === undefined) throw new Error("A clickless id can't be read");
  const time_ms = Math.min(given.occurred_at ?? now_ms, now_ms);
  return { ok: true, click_id: id, fields: { ...fields, time_ms } };
}

function make(
  { given, sale }: Making,
  set: WorkingSet,
  { deps, by, tiers }: Creating,
): { result: CreateResult; step: VersionStep | null } {
  const same = findSame(sale, set);
  if (!same.ok) return { result: refused(same.refusal), step: null };
  if (same.conversion !== null) {
    const { row } = same.conversion;
    return { result: existing(row, sale), step: null };
  }
  const status =
    sale.status ?? (sale.goal_config.default_status as ConversionStatus);
  const { current: fx } = deps.fx;
  const recorded_at = sale.received_at;
  const converted = convertEvent(sale, null, { fx, recorded_at });
  if (converted.is_missing)
    return { result: refused(noRate(sale)), step: null };
  const in_currency = converted.event;
  const price = choosePrice(in_currency, tiers, recorded_at);
  const priced = moneyOf(given, in_currency, status, { fx, by: price });
  if (!priced.ok) return { result: refused(priced.refusal), step: null };
  const row = newConversion(
    {
      dedupe_key: same.dedupe_key,
      status,
      reason: sale.reason,
      flags: flagsOf(given, sale),
      amount_micros: in_currency.amount_micros,
      money: priced.money,
      fields: {
        sent_currency: sale.sent_currency,
        sent_amount_micros:
          sale.sent_currency === null ? null : sale.sent_amount_micros,
        rate_id: converted.rate_id,
        held: null,
      },
      auto_approves: true,
      price,
    },
    sale,
    { received_at: sale.received_at, clock: deps.clock },
  );
  set.add({ row, read_version: 0 });
  const { origin, made_by } = by;
  const step: VersionStep = {
    before: null,
    after: row,
    kind: "record",
    raw_status: null,
    postback_id: null,
    provenance: { origin, made_by, why: given.why ?? by.why },
  };
  tiers.add(step, sale);
  const result: CreateResult = {
    result: "created",
    refusal: null,
    conversion_id: row.id,
    is_same: true,
    after: positionOf(row),
  };
  return { result, step };
}

function existing(row: ConversionRow, sale: SaleByHand): CreateResult {
  const is_same =
    Buffer.compare(row.click_id, sale.click_bytes) === 0 &&
    (sale.order_id === null || sale.order_id === row.order_id) &&
    (sale.amount_micros === null ||
      (row.sent_currency === sale.sent_currency &&
        sale.amount_micros === (row.sent_amount_micros ?? row.amount_micros)));
  return {
    result: "exists",
    refusal: null,
    conversion_id: row.id,
    is_same,
    after: positionOf(row),
  };
}

function flagsOf(
  given: NewConversion,
  { click, click_bytes, campaign }: SaleByHand,
): string[] {
  if (isTestClick(click)) return ["test"];
  const { revenue_micros, payout_micros, is_settled, is_unbooked } = given;
  const is_given = revenue_micros !== undefined || payout_micros !== undefined;
  return [
    ...(isClickless(click_bytes) ? ["no_click"] : []),
    ...(click.pays ? [] : ["over_cap"]),
    ...(is_given ? [PRICED_BY_HAND] : []),
    ...shadowFlags({ shadow: campaign.shadow || is_unbooked === true }),
    ...(is_settled === true ? [SETTLED_BEFORE] : []),
  ];
}

/** Given money takes precedence over the prices. */
function moneyOf(
  { revenue_micros, payout_micros }: NewConversion,
  sale: SaleByHand,
  status: ConversionStatus,
  { fx, by }: { fx: FxRates; by: PriceKey },
): { ok: true; money: Money } | { ok: false; refusal: Refusal } {
  const given = [revenue_micros ?? 0n, payout_micros ?? 0n];
  if (given.some((value) => value < 0n || value > MONEY_MICROS_MAX)) {
    return refuse(
      "invalid_amount",
      "Revenue or payout is too large to be booked",
    );
  }
  if (isEnded(status) && given.some((value) => value > 0n)) {
    const detail = `A conversion that is ${status} has neither revenue nor payout`;
    return refuse("invalid_amount", detail);
  }
  const { campaign, payout_currency, received_at } = sale;
  const owed = (revenue: bigint, payout: bigint) => {
    const at_ms = received_at;
    const owing = { campaign, payout_currency, row: null, fx, at_ms };
    const money = oweFor(payout, owing);
    if (money === null) return { ok: false as const, refusal: noRate(sale) };
    const priced = { revenue_micros: revenue, payout_micros: payout };
    return { ok: true as const, money: { ...priced, ...money } };
  };
  if (revenue_micros !== undefined && payout_micros !== undefined) {
    return owed(revenue_micros, payout_micros);
  }
  const { amount_micros } = sale;
  const is_unpaid = !sale.click.pays;
  const priced = priceEvent(sale, {
    status,
    amount_micros,
    refunded_micros: 0n,
    row: null,
    by,
    is_unpaid,
    fx,
    recorded_at: received_at,
  });
  if (!priced.ok) return priced;
  return owed(
    revenue_micros ?? priced.money.revenue_micros,
    payout_micros ?? priced.money.payout_micros,
  );
}

/** A manual conversion doesn't wait for a rate: the rate has to be added first. */
function noRate(sale: SaleByHand): Refusal {
  const { campaign, payout_currency, sent_currency } = sale;
  const from = sent_currency ?? payout_currency ?? "";
  const detail = `There is no rate between ${from} and ${campaign.currency} of today, nor of the days before`;
  return refusal("unknown_currency", detail);
}

interface Creating {
  deps: CreateDeps;
  by: Changer;
  tiers: TierUse;
}

function tierEventOf({ sale }: Making): TierEvent {
  const { campaign, goal_config: goal, link } = sale;
  const { affiliate_id } = link;
  const recorded_at = sale.received_at;
  return { campaign, goal, goal_key: goal.key, affiliate_id, recorded_at };
}
