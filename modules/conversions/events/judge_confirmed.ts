import type { Money } from "../price_event.ts";
import type { ConversionRow } from "../working_set.ts";
import { judgeCaps } from "./judge_limits.ts";
import type { ReportedSale, SaleContext, SaleTrace } from "./sale_context.ts";
import type { Change } from "../transition_types.ts";
import type { Refusal } from "../../sources/mod.ts";
import { isUnproven } from "../unproven.ts";

/** An install that is approved at last, as the caps let it be, or why they don't. */
type Confirmed =
  | {
      ok: true;
      change: Change;
      money: Money;
      flags: readonly string[];
      added: ReadonlyMap<number, bigint>;
    }
  | { ok: false; refusal: Refusal };

/**
 * Checks the caps for an install that took none while nobody had proven it; null where they don't matter, since
 * the conversion counted from the start, or still waits.
 */
export function judgeConfirmed(
  event: ReportedSale,
  row: ConversionRow,
  { change, money }: { change: Change; money: Money },
  context: SaleContext,
  trace: SaleTrace,
): Confirmed | null {
  if (change.status !== "approved" || !isUnproven(row)) return null;
  const known = { ...event, install: null };
  const caps = judgeCaps(known, money, context, trace);
  if (!caps.ok) return caps;
  const waits = { status: "pending", reason: "cap_reached" } as const;
  return {
    ok: true,
    change: caps.is_held ? { ...change, ...waits } : change,
    money: caps.flags.includes("unpaid") ? unpaid(money) : money,
    flags: [...new Set([...row.flags, ...caps.flags])],
    added: caps.is_held ? NOTHING : caps.added,
  };
}

const NOTHING: ReadonlyMap<number, bigint> = new Map();

/** Counts the conversion but pays the affiliate nothing. */
export function unpaid(money: Money): Money {
  const owed =
    money.owed_currency === null
      ? {}
      : { owed_micros: 0n, owed_spread_micros: 0n };
  return { ...money, payout_micros: 0n, ...owed };
}
