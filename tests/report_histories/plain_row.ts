import { halfEven } from "./plain_figures.ts";
import type { PlainFigures } from "./plain_figures.ts";
import type { Asker } from "./world.ts";

const MICROS = 1_000_000n;
const DECIMALS: Readonly<Record<string, number>> = {
  JPY: 0,
  USD: 2,
  EUR: 2,
  GBP: 2,
};

/** Money of clicks, which have no price here. */
const OF_CLICKS = { click_revenue: 0n, click_payout: 0n };

/** Figures that a party isn't shown. */
export const HIDDEN: Readonly<Record<Asker["role"], readonly string[]>> = {
  admin: [],
  manager: [],
  affiliate: [
    "amount",
    "revenue",
    "margin",
    "click_revenue",
    "pending_revenue",
    "rpc",
    "aov",
    "margin_percent",
  ],
  advertiser: [
    "payout",
    "margin",
    "click_payout",
    "pending_payout",
    "epc",
    "cpa",
    "margin_percent",
  ],
};

type Shown = Record<string, unknown>;

/** Figures as the API shows them to a role. */
export function shownFigures(
  figures: PlainFigures,
  currency: string,
  role: Asker["role"],
): Shown {
  const { clicks, conversions, money, median } = figures;
  const { pending, approved, rejected, reversed } = conversions;
  const { amount, revenue, payout } = money;
  const margin = revenue - payout;
  const all: Shown = {
    clicks,
    conversions,
    ...moneyOf(currency, { ...money, margin, ...OF_CLICKS }, role),
    cr: ratio(pending + approved, clicks.valid),
    cr_approved: ratio(approved, clicks.valid),
    approval_rate: ratio(approved, approved + rejected + reversed),
    epc: each(payout, clicks.valid),
    rpc: each(revenue, clicks.valid),
    cpa: each(payout, approved),
    aov: each(amount, approved),
    margin_percent:
      revenue > 0n ? Number(halfEven(margin * 10_000n, revenue)) / 100 : null,
    seconds_to_convert: median,
    unconverted: figures.unconverted.map((one) => ({
      currency: one.currency,
      ...moneyOf(
        one.currency,
        { revenue: one.revenue, payout: one.payout },
        role,
      ),
    })),
  };
  for (const name of HIDDEN[role]) delete all[name];
  return all;
}

/** Amounts in whole cents, and in `exact` those that aren't. */
function moneyOf(
  currency: string,
  amounts: Record<string, bigint>,
  role: Asker["role"],
): Shown {
  const decimals = DECIMALS[currency] ?? 2;
  const unit = 10n ** BigInt(6 - decimals);
  const shown: Shown = {};
  const exact: Shown = {};
  let is_exact = true;
  for (const [name, micros] of Object.entries(amounts)) {
    const rounded = halfEven(micros, unit) * unit;
    if (rounded !== micros) is_exact = false;
    if (HIDDEN[role].includes(name)) continue;
    shown[name] = decimal(rounded, decimals);
    if (rounded !== micros) exact[name] = decimal(micros, decimals);
  }
  return is_exact ? shown : { ...shown, exact };
}

function decimal(micros: bigint, decimals: number): string {
  const [sign, size] = micros < 0n ? ["-", -micros] : ["", micros];
  const fraction = String(size % MICROS)
    .padStart(6, "0")
    .replace(/0+$/, "")
    .padEnd(decimals, "0");
  return `${sign}${size / MICROS}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Six places, a half upwards. */
function ratio(of: number, over: number): number | null {
  if (over === 0) return null;
  const twice = BigInt(2 * over);
  return Number((BigInt(of) * 2_000_000n + BigInt(over)) / twice) / 1_000_000;
}

/** Four places. */
function each(micros: bigint, count: number): string | null {
  if (count === 0) return null;
  const parts = halfEven(micros, 100n * BigInt(count));
  const [sign, size] = parts < 0n ? ["-", -parts] : ["", parts];
  return `${sign}${size / 10_000n}.${String(size % 10_000n).padStart(4, "0")}`;
}

/** The value that rows are sorted by, as a fraction; null comes last. */
export function sortValue(
  key: string,
  figures: PlainFigures,
): [bigint, bigint] | null {
  const { clicks, conversions, money, median } = figures;
  const { pending, approved, rejected, reversed } = conversions;
  const over = (
    top: bigint | number,
    bottom: bigint | number,
  ): [bigint, bigint] | null =>
    BigInt(bottom) <= 0n ? null : [BigInt(top), BigInt(bottom)];
  const margin = money.revenue - money.payout;
  const [group = "", name = ""] = key.split(".");
  if (key.startsWith("clicks.by_verdict."))
    return over(clicks.by_verdict[key.slice(18)] ?? 0, 1);
  if (group === "clicks") return over(clicks[name as "gross"], 1);
  if (group === "conversions") return over(conversions[name as "pending"], 1);
  switch (key) {
    case "margin":
      return [margin, 1n];
    case "cr":
      return over(pending + approved, clicks.valid);
    case "cr_approved":
      return over(approved, clicks.valid);
    case "approval_rate":
      return over(approved, approved + rejected + reversed);
    case "epc":
      return over(money.payout, clicks.valid);
    case "rpc":
      return over(money.revenue, clicks.valid);
    case "cpa":
      return over(money.payout, approved);
    case "aov":
      return over(money.amount, approved);
    case "margin_percent":
      return over(margin, money.revenue);
    case "seconds_to_convert":
      return median === null ? null : [BigInt(median * 2), 2n];
    default:
      return [money[key as "amount"], 1n];
  }
}
