import type { Parameter } from "./raw_postback.ts";

/**
 * Canonical names with what senders write in their place, in order. They are
 * compared without regard to case, `_` and `-`.
 */
const NAMES = {
  click_id: "clickid cid subid sub_id aff_click_id clickref irclickid",
  goal: "goal_id goal_alias",
  /** These are a goal only where they name one. */
  event: "event event_name et type",
  order_id:
    "orderid order txid transactionid trans_id tid action_id conversionref invoice_id postback_id lead_id oid conversion_id",
  customer_id: "",
  amount: "sale_amount total price value sum",
  revenue: "revenue_amount commission",
  payout: "",
  currency: "cur ccy currency_code",
  status: "conv_status cnv_status pstatus dispositioncode state",
  occurred_at: "datetime timestamp event_time eventdate conversion_time",
  mode: "",
  reason: "",
} as const;

/** What a postback can say. */
export type CanonicalName = keyof typeof NAMES;

/** The canonical names. */
export const CANONICAL_NAMES = Object.keys(NAMES) as CanonicalName[];

/** A value with the name under which it came. */
export interface NamedValue {
  name: string;
  value: string;
}

/** Folding lets a name be of any length; it is only shown. */
const NAME_CHARS_MAX = 60;

/** The names that may carry a click id although they mean the order elsewhere. */
const CLICK_OR_ORDER = new Set(["transactionid", "tid"]);

const READING_ORDER = new Map<CanonicalName, string[]>(
  Object.entries(NAMES).map(([canonical, others]) => [
    canonical as CanonicalName,
    [canonical, ...others.split(" ")].filter((name) => name !== ""),
  ]),
);

/** Folds a name for comparing: no case, no `_`, no `-`. */
export function foldName(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, "");
}

/** Whether a parameter of this name may hold the click id. */
export function mayHoldClick(name: string): boolean {
  const folded = foldName(name);
  return (
    CLICK_OR_ORDER.has(folded) ||
    (READING_ORDER.get("click_id") ?? []).some(
      (candidate) => foldName(candidate) === folded,
    )
  );
}

/**
 * The values of a canonical name, of the first spelling that has any: one value
 * in the sound case, several where the sender contradicts itself.
 */
export function valuesOf(
  parameters: readonly Parameter[],
  canonical: CanonicalName,
): NamedValue[] {
  for (const spelling of READING_ORDER.get(canonical) ?? []) {
    const values = distinct(
      parameters.filter(({ name, value }) => name === spelling && value !== ""),
    );
    if (values.length > 0) return values;
    const folded = distinct(
      parameters.filter(
        ({ name, value }) =>
          foldName(name) === foldName(spelling) && value !== "",
      ),
    );
    if (folded.length > 0) return folded;
  }
  return [];
}

function distinct(parameters: readonly Parameter[]): NamedValue[] {
  const by_value = new Map<string, NamedValue>();
  for (const { name, value } of parameters) {
    if (by_value.has(value)) continue;
    by_value.set(value, { name: name.slice(0, NAME_CHARS_MAX), value });
  }
  return [...by_value.values()];
}
