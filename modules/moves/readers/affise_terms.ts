import type { MoneyRule } from "../../../db/schema/mod.ts";
import { parseAmount, parseCurrency } from "../../kernel/mod.ts";
import type { MovedCap, MovedGoal, MovedPrice } from "../moved_thing.ts";
import { listOf } from "./json_list.ts";
import type { JsonEntry } from "./json_list.ts";
import { filled, RowFault, shown } from "./move_row.ts";
import type { MoveRow } from "./move_row.ts";
import { defaultGoal } from "./tracker_offer.ts";

const PERIODS: Readonly<Record<string, MovedCap["period"]>> = {
  hour: "hour",
  day: "day",
  daily: "day",
  month: "month",
  monthly: "month",
  all: "total",
  total: "total",
};
const METRICS: Readonly<Record<string, MovedCap["metric"]>> = {
  clicks: "clicks",
  conversions: "conversions",
  budget: "payout",
};

/** An offer's prices: goals for everybody, and prices of single affiliates. */
export function affisePrices(row: MoveRow, campaign: string) {
  const payments = listOf(row.json("payments"));
  const goals: MovedGoal[] = [];
  for (const payment of payments) {
    const goal = goalOf(row, payment, goals.length === 0);
    if (goals.some(({ key }) => key === goal.key)) {
      row.notes.push(
        `A second price of the goal ${goal.key ?? "1"} was left behind: prices by country or sub are set by hand`,
      );
    } else goals.push(goal);
  }
  const prices = [
    ...listOf(row.json("partner_payments")),
    ...payments.filter((payment) => affiliatesOf(payment).length > 0),
  ].flatMap((payment) => pricesOf(row, payment, campaign));
  const currencies = payments.map((payment) => textOf(payment, "currency"));
  const currency = parseCurrency(currencies[0] ?? "") ?? undefined;
  if (new Set(currencies.map((code) => code?.toUpperCase())).size > 1) {
    throw new RowFault(
      "Its payments are in several currencies: split the offer by hand",
    );
  }
  return { goals, prices, currency };
}

function goalOf(
  row: MoveRow,
  payment: JsonEntry,
  is_default: boolean,
): MovedGoal {
  const key = textOf(payment, "goal");
  noteLimits(row, payment);
  const { payout, revenue } = rulesOf(payment);
  const name = textOf(payment, "title");
  if (is_default) {
    return defaultGoal({ ...keyed(key), name, payout, revenue });
  }
  return filled<MovedGoal>({
    ...keyed(key),
    name: name ?? `Goal ${key ?? "?"}`,
    payout,
    revenue,
  });
}

function keyed(key: string | undefined): { key?: string } {
  return key === undefined ? {} : { key };
}

function noteLimits(row: MoveRow, payment: JsonEntry): void {
  const limits = ["countries", "devices", "os", "sub1", "sub2"].filter(
    (name) => {
      const value = payment[name];
      return Array.isArray(value)
        ? value.length > 0
        : typeof value === "string" && value !== "";
    },
  );
  if (limits.length > 0) {
    row.notes.push(
      `A price was for some ${limits.join(", ")} only: here it is for all`,
    );
  }
}

/** The advertiser's `total` is our revenue, and their `revenue` the affiliate's payout. */
function rulesOf(payment: JsonEntry): {
  payout: MoneyRule;
  revenue: MoneyRule;
} {
  const is_percent = textOf(payment, "type") === "percent";
  const rule = (name: string): MoneyRule => {
    const text = textOf(payment, name) ?? "0";
    if (parseAmount(text) === null) {
      throw new RowFault(`Its payment "${shown(text)}" is no amount`);
    }
    return is_percent
      ? { type: "percent", percent: text }
      : { type: "fixed", amount: text };
  };
  return { payout: rule("revenue"), revenue: rule("total") };
}

function affiliatesOf(payment: JsonEntry): string[] {
  const partners = payment["partners"] ?? payment["affiliates"];
  return Array.isArray(partners) ? partners.map((one) => String(one)) : [];
}

function pricesOf(
  row: MoveRow,
  payment: JsonEntry,
  campaign: string,
): MovedPrice[] {
  noteLimits(row, payment);
  const goal = textOf(payment, "goal");
  return affiliatesOf(payment).map((affiliate) =>
    filled<MovedPrice>({
      kind: "price",
      campaign,
      affiliate,
      goal,
      ...rulesOf(payment),
    }),
  );
}

/** An offer's caps; those of several affiliates are one each. */
export function* affiseCaps(
  row: MoveRow,
  campaign: string,
): Iterable<MovedCap> {
  for (const cap of listOf(row.json("caps"))) {
    const period = PERIODS[textOf(cap, "period") ?? "day"];
    const metric = METRICS[textOf(cap, "type") ?? "conversions"];
    const limit = textOf(cap, "value") ?? "0";
    if (
      period === undefined ||
      metric === undefined ||
      parseAmount(limit) === null
    ) {
      row.notes.push(
        `The cap ${shown(JSON.stringify(cap))} was not understood and left behind`,
      );
      continue;
    }
    if (limit === "0") continue;
    const own = affiliatesOf(cap);
    const base = { kind: "cap" as const, campaign, metric, period, limit };
    if (own.length === 0) yield base;
    for (const affiliate of own) yield { ...base, affiliate };
  }
}

function textOf(entry: JsonEntry, name: string): string | undefined {
  const value = entry[name];
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
