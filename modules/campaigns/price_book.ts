import type {
  goalPayouts,
  MoneyRule,
  PayoutTiers,
} from "../../db/schema/mod.ts";
import { parseAmount, mulDivHalfEven, percentOf } from "../kernel/mod.ts";
import type { Period, Micros } from "../kernel/mod.ts";
import { readRule } from "./money_rule.ts";
import type { PriceRule } from "./money_rule.ts";

/** Stands for a goal's key: the price applies to every goal of the campaign. */
export const EVERY_GOAL = "*";

/** Rules for what the advertiser owes and what the affiliate earns. */
export interface Prices {
  revenue: PriceRule;
  payout: PriceRule;
}

/** Payouts that depend on an affiliate's results in a period. */
export interface TierTable {
  by: PayoutTiers["by"];
  period: Period;
  /** Ascending thresholds: a count, or revenue in micros. */
  steps: readonly bigint[];
  /** The reached step, from 1; null if none. */
  stepOf(had: bigint): number | null;
}

/** The price in force for an affiliate at a time; its payout may still be a tier's. */
export interface PriceInForce {
  rule_version: number;
  goal_payout_id: number | null;
  tiers: TierTable | null;
}

type GoalRow = PricesRow & { rule_version: number };
interface PricesRow {
  revenue: MoneyRule;
  payout: MoneyRule;
}
type PayoutRow = Pick<
  typeof goalPayouts.$inferSelect,
  | "id"
  | "goal_key"
  | "affiliate_id"
  | "valid_from"
  | "valid_to"
  | "revenue"
  | "payout"
  | "tiers"
>;

/** A parsed price. */
interface Held {
  row: PayoutRow;
  revenue: PriceRule | null;
  payout: PriceRule | null;
  tiers: TierTable | null;
  tier_payouts: readonly PriceRule[];
}

/**
 * All parsed prices of a goal: which applies to whom at a time, and the content of any used
 * version.
 */
export class PriceBook {
  readonly #current: GoalRow;
  readonly #now: Prices;
  readonly #versions: ReadonlyMap<number, Prices>;
  readonly #by_id = new Map<number, Held>();
  /** By affiliate id, or 0 for all; the first match applies. */
  readonly #by_affiliate = new Map<number, Held[]>();
  /** The periods in which tiers count. */
  readonly tier_periods: readonly Period[];

  constructor(
    goal: GoalRow,
    versions: readonly GoalRow[],
    payouts: readonly PayoutRow[],
  ) {
    this.#current = goal;
    this.#now = readPrices(goal);
    this.#versions = new Map(
      versions.map((rules) => [rules.rule_version, readPrices(rules)]),
    );
    const periods = new Set<Period>();
    for (const row of payouts.toSorted(narrowestAndLatest)) {
      const held = hold(row);
      this.#by_id.set(row.id, held);
      const key = row.affiliate_id ?? 0;
      const list = this.#by_affiliate.get(key);
      if (list === undefined) this.#by_affiliate.set(key, [held]);
      else list.push(held);
      if (held.tiers !== null) periods.add(held.tiers.period);
    }
    this.tier_periods = [...periods];
  }

  /**
   * The price for an affiliate at a time. The affiliate's own beats the general one, the goal's
   * beats every-goal, then the latest wins.
   */
  at(affiliate_id: number, at_ms: number): PriceInForce {
    const { rule_version } = this.#current;
    if (this.#by_id.size > 0) {
      for (const key of [affiliate_id, 0]) {
        const held = this.#by_affiliate
          .get(key)
          ?.find(({ row }) => isValidAt(row, at_ms));
        if (held === undefined) continue;
        const { row, tiers } = held;
        return { rule_version, goal_payout_id: row.id, tiers };
      }
    }
    return { rule_version, goal_payout_id: null, tiers: null };
  }

  /** The rules something was priced by; they never change. */
  of(key: {
    rule_version: number;
    goal_payout_id?: number | null;
    tier_step?: number | null;
  }): Prices {
    const rules = this.#versions.get(key.rule_version) ?? this.#now;
    const { goal_payout_id = null, tier_step = null } = key;
    const held =
      goal_payout_id === null ? undefined : this.#by_id.get(goal_payout_id);
    if (held === undefined) return rules;
    const tier =
      tier_step === null ? undefined : held.tier_payouts[tier_step - 1];
    return {
      revenue: held.revenue ?? rules.revenue,
      payout: tier ?? held.payout ?? rules.payout,
    };
  }
}

/** Parses tiers from storage or the API; throws a Problem naming the fault. */
export function readTiers(tiers: PayoutTiers): {
  table: TierTable;
  payouts: PriceRule[];
} {
  const steps = tiers.steps.map(({ from }) => {
    const read = tiers.by === "count" ? readCount(from) : parseAmount(from);
    return read ?? 0n;
  });
  const table = {
    by: tiers.by,
    period: tiers.period,
    steps,
    stepOf(had: bigint) {
      const step = steps.findLastIndex((from) => had >= from) + 1;
      return step === 0 ? null : step;
    },
  };
  const payouts = tiers.steps.map(({ payout }, index) =>
    readRule(payout, `tiers.steps.${index}.payout`),
  );
  return { table, payouts };
}

/** Parses a non-negative integer; null if invalid. */
export function readCount(text: string): bigint | null {
  return /^\d{1,15}$/.test(text) ? BigInt(text) : null;
}

/** Whether a row is valid at a time: start inclusive, end exclusive. */
export function isValidAt(
  row: { valid_from: number | null; valid_to: number | null },
  at_ms: number,
): boolean {
  return (
    (row.valid_from === null || row.valid_from <= at_ms) &&
    (row.valid_to === null || at_ms < row.valid_to)
  );
}

function hold(row: PayoutRow): Held {
  const tiers = row.tiers === null ? null : readTiers(row.tiers);
  return {
    row,
    revenue: row.revenue === null ? null : readRule(row.revenue, "revenue"),
    payout: row.payout === null ? null : readRule(row.payout, "payout"),
    tiers: tiers?.table ?? null,
    tier_payouts: tiers?.payouts ?? [],
  };
}

function narrowestAndLatest(a: PayoutRow, b: PayoutRow): number {
  const breadth = ({ goal_key }: PayoutRow) =>
    goal_key === EVERY_GOAL ? 1 : 0;
  return (
    breadth(a) - breadth(b) ||
    (b.valid_from ?? 0) - (a.valid_from ?? 0) ||
    b.id - a.id
  );
}

function readPrices(rules: PricesRow): Prices {
  return {
    revenue: readRule(rules.revenue, "revenue"),
    payout: readRule(rules.payout, "payout"),
  };
}

/** Input for pricing: the goal's rules, and the amounts that were sent. */
export interface PriceInput {
  revenue: PriceRule;
  payout: PriceRule;
  amount_micros: Micros | null;
  sent_revenue_micros: Micros | null;
  sent_payout_micros: Micros | null;
  /** Fixed amounts are scaled by this part of the sale; null means whole. */
  prorated?: { part: Micros; of: Micros } | null;
}

/** The revenue and payout, or why they can't be computed. */
export type Price =
  | { ok: true; revenue_micros: Micros; payout_micros: Micros }
  | { ok: false; code: "missing_amount" | "invalid_amount"; detail: string };

/** The sum of nine such columns must fit a bigint; this is far below. */
const PRICE_MICROS_MAX = 10n ** 17n;

/**
 * Prices an event by a goal's two rules. Percentages are rounded half to even; the
 * remainder is the network's.
 */
export function price(input: PriceInput): Price {
  const prorated = input.prorated ?? null;
  const revenue = apply(input.revenue, {
    prorated,
    amount: input.amount_micros,
    sent: input.sent_revenue_micros ?? input.amount_micros,
    revenue: null,
  });
  if (revenue === null) return missing("revenue", input.revenue);
  const payout = apply(input.payout, {
    prorated,
    amount: input.amount_micros,
    sent: input.sent_payout_micros,
    revenue,
  });
  if (payout === null) return missing("payout", input.payout);
  if (revenue > PRICE_MICROS_MAX || payout > PRICE_MICROS_MAX) {
    const detail = "The amount is too large to be booked";
    return { ok: false, code: "invalid_amount", detail };
  }
  return { ok: true, revenue_micros: revenue, payout_micros: payout };
}

/** The amounts that a rule is applied to. */
interface Base {
  amount: Micros | null;
  sent: Micros | null;
  revenue: Micros | null;
  prorated: { part: Micros; of: Micros } | null;
}

/** Applies one rule; null if the amount that it needs is missing. */
function apply(rule: PriceRule, base: Base): Micros | null {
  const percentage = (of: Micros | null) =>
    of === null ? null : percentOf(of, rule.percent_millionths);
  const { prorated } = base;
  const fixed =
    prorated === null || prorated.of === 0n
      ? rule.amount_micros
      : mulDivHalfEven(rule.amount_micros, prorated.part, prorated.of);
  switch (rule.type) {
    case "none":
      return 0n;
    case "fixed":
      return fixed;
    case "percent":
      return percentage(base.amount);
    case "percent_of_revenue":
      return percentage(base.revenue ?? base.sent);
    case "as_sent":
      return base.sent;
    case "fixed_plus_percent": {
      const part = percentage(base.amount);
      return part === null ? null : fixed + part;
    }
  }
}

function missing(name: "revenue" | "payout", rule: PriceRule): Price {
  const what = rule.type === "as_sent" ? name : "amount";
  const detail = `The goal's ${name} is "${rule.type}", and no ${what} was sent`;
  return { ok: false, code: "missing_amount", detail };
}
