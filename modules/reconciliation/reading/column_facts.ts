import { isUuid, parseCurrency } from "../../kernel/mod.ts";
import { readDate } from "./date_text.ts";
import { readFlag } from "./ended_flags.ts";
import { readMoney } from "./money_text.ts";
import { orderText } from "./our_orders.ts";
import type { KnownOrders } from "./our_orders.ts";
import { stateOfWord } from "./status_words.ts";

/** Shares of a column's non-empty values that can be read as each kind of value. */
export interface ColumnFacts {
  filled: number;
  distinct: number;
  click_ids: number;
  our_conversions: number;
  /** Share of the looked-up values only. */
  our_orders: number;
  currencies: number;
  states: number;
  dates: number;
  /** Readable as a flag, set or unset. */
  flags: number;
  money: number;
  /** Money that isn't only digits: with a fraction, a mark or a currency. */
  printed_money: number;
  examples: string[];
}

const EXAMPLES_MAX = 3;
const EXAMPLE_CHARS_MAX = 60;

/** Look-ups that tell whether a value is ours. */
export interface Known {
  /** Whether a text is a click id that we signed. */
  isClickId(text: string): boolean;
  /** Ids in the sample that are conversions of the advertiser. */
  conversions: ReadonlySet<string>;
  orders?: KnownOrders;
}

/** Computes the facts of a column. */
export function columnFacts(
  values: readonly string[],
  known: Known,
): ColumnFacts {
  const filled = values.map((value) => value.trim()).filter((v) => v !== "");
  const distinct = [...new Set(filled)];
  const count = Math.max(filled.length, 1);
  const share = (test: (value: string) => boolean) =>
    filled.filter(test).length / count;
  return {
    filled: filled.length / Math.max(values.length, 1),
    distinct: distinct.length / count,
    click_ids: share(known.isClickId),
    our_conversions: share((value) =>
      known.conversions.has(value.toLowerCase()),
    ),
    our_orders: shareOfOrders(distinct, known.orders),
    currencies: share((value) => parseCurrency(value) !== null),
    states: share((value) => stateOfWord(value) !== null),
    dates: share(isDate),
    flags: share((value) => readFlag(value) !== null),
    money: share((v) => readMoney(v, ".").ok || readMoney(v, ",").ok),
    printed_money: share(
      (v) => /[^\d]/.test(v) && (readMoney(v, ".").ok || readMoney(v, ",").ok),
    ),
    examples: distinct
      .slice(0, EXAMPLES_MAX)
      .map((value) => value.slice(0, EXAMPLE_CHARS_MAX)),
  };
}

function shareOfOrders(
  values: readonly string[],
  orders: KnownOrders = new Map(),
): number {
  const asked = values
    .map((value) => orders.get(orderText(value) ?? ""))
    .filter((is_ours) => is_ours !== undefined);
  const ours = asked.filter((is_ours) => is_ours).length;
  return ours / Math.max(asked.length, 1);
}

function isDate(value: string): boolean {
  return readDate(value, "dmy").ok || readDate(value, "mdy").ok;
}

/** Collects the UUIDs in a sample, which may be our conversion ids. */
export function uuidsOf(sample: readonly (readonly string[])[]): string[] {
  const found = new Set<string>();
  for (const cells of sample) {
    for (const cell of cells) {
      const text = cell.trim();
      if (isUuid(text)) found.add(text.toLowerCase());
    }
  }
  return [...found];
}
