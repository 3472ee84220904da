import { mulDivHalfEven } from "../../kernel/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import { price } from "../../payouts/mod.ts";
import { refusal } from "../codes.ts";
import type { Refusal } from "../codes.ts";
import type { ConversionRow } from "../conversions/working_set.ts";
import type { ConversionStatus } from "../conversions/words.ts";
import type { ResolvedEvent } from "./resolve_event.ts";
import type { Trace } from "./trace.ts";

/** A conversion's money. */
export interface Money {
  revenue_micros: Micros;
  payout_micros: Micros;
}

/** What of a conversion is to be priced. */
export interface Priced {
  status: ConversionStatus;
  amount_micros: Micros | null;
  refunded_micros: Micros;
  /** What is recorded; null for a new one. */
  row: ConversionRow | null;
  is_unpaid: boolean;
}

/**
 * The money of an event at a status: nothing where it ends rejected or reversed,
 * else by the prices that the conversion was recorded with, of what was not
 * given back. What was sent before counts on where nothing is sent now.
 */
export function priceEvent(
  event: ResolvedEvent,
  priced: Priced,
  trace: Trace,
): { ok: true; money: Money } | { ok: false; refusal: Refusal } {
  const { status, amount_micros, refunded_micros, row } = priced;
  if (status === "rejected" || status === "reversed") {
    trace.passed("price", `Nothing: it is ${status}`);
    return { ok: true, money: { revenue_micros: 0n, payout_micros: 0n } };
  }
  const goal = event.goal_config;
  const version = row?.rule_version ?? goal.rule_version;
  const { revenue, payout } = goal.prices.get(version) ?? goal;
  const net = amount_micros === null ? null : amount_micros - refunded_micros;
  const prorated =
    net !== null && refunded_micros > 0n && goal.fixed_on_refund === "prorate"
      ? { part: net, of: amount_micros ?? net }
      : null;
  const result = price({
    revenue,
    payout,
    amount_micros: net,
    sent_revenue_micros:
      event.revenue_micros ?? before(row, "revenue_micros", net),
    sent_payout_micros:
      event.payout_micros ?? before(row, "payout_micros", net),
    prorated,
  });
  if (!result.ok) {
    const why = refusal(result.code, result.detail);
    trace.refused("price", why);
    return { ok: false, refusal: why };
  }
  const { revenue_micros } = result;
  const unpaid = priced.is_unpaid ? "; it counts without paying" : "";
  trace.passed("price", `By version ${version} of the goal's prices${unpaid}`);
  const payout_micros = priced.is_unpaid ? 0n : result.payout_micros;
  return { ok: true, money: { revenue_micros, payout_micros } };
}

/** What was sent for it before, less the part that has been given back since; null where it was but the amount. */
function before(
  row: ConversionRow | null,
  name: keyof Money,
  net: Micros | null,
): Micros | null {
  if (row === null || row[name] === 0n) return null;
  const net_before = (row.amount_micros ?? 0n) - row.refunded_micros;
  if (row[name] === net_before) return null;
  if (net === null || net_before <= 0n || net >= net_before) return row[name];
  return mulDivHalfEven(row[name], net, net_before);
}
