interface Sums {
  count: number;
  ours: string;
  theirs: string | null;
  difference: string | null;
  /** Without theirs if the statement is in other currencies. */
  counted: { ours: string; theirs: string | null; difference: string | null };
}

/** The part of an answer that its sentence is made of. */
interface Difference {
  invoice: { number: number };
  statement: {
    from: string;
    to: string;
    basis: string;
    currencies: readonly string[];
  } | null;
  currency: string;
  totals: Sums;
  by_class: readonly (Sums & { class: string })[];
}

/** Names of the lines of a class. */
const WORDS: Readonly<Record<string, string>> = {
  missing_ours: "rows of the statement that we have no sale for",
  missing_theirs: "sales that the statement lacks",
  same: "sales that only differ by rounding",
  amount_mismatch: "sales with another amount in the statement",
  currency_mismatch: "sales in another currency in the statement",
  status_mismatch: "sales with another status in the statement",
  reversed_by_sender: "sales that the statement says are given back",
  duplicate_ours: "sales that we have twice",
  duplicate_theirs: "rows that the statement has twice",
  timing: "sales that the statement has in another period",
  attribution_diff: "sales of another affiliate or campaign in the statement",
  locked_period: "sales of a month that is closed",
  unparsable: "rows that can't be read",
  outside_statement: "sales that aren't of the statement's time",
  not_on_invoice: "rows whose sale is on another invoice or on none",
  adjustment: "adjustments",
  invoice_carry: "amounts below the smallest unit, carried from the one before",
  invoice_rest: "amounts below the smallest unit, left for the next one",
};

/** The answer in words: why an invoice isn't what the statement says. */
export function describeDifference({
  invoice,
  statement,
  currency,
  totals,
  by_class,
}: Difference): string {
  const billed = `Invoice ${invoice.number} bills ${totals.ours} ${currency}`;
  if (statement === null) {
    return `${billed}, and there is no matched statement of its time to compare it with.`;
  }
  if (statement.basis === "payout") {
    return `${billed}, and its statement is about payouts, which are no advertiser's.`;
  }
  const parts = by_class.flatMap((one) => {
    const by = one.difference ?? one.counted.difference ?? one.ours;
    if (one.class === "same" && isZero(by)) return [];
    const words = WORDS[one.class] ?? one.class.replaceAll("_", " ");
    const sum = isZero(by) ? one.ours : by;
    return [`${one.count} ${words} (${sum} ${currency})`];
  });
  const why = parts.length === 0 ? "nothing differs" : parts.join("; ");
  const { ours, theirs, difference } = totals.counted;
  const by = totals.difference ?? difference;
  if (by === null) {
    const currencies = statement.currencies.join(" and ");
    return `${billed}, and its statement is in ${currencies}, so that their sums can't be compared: ${why}.`;
  }
  const is_billed = totals.difference !== null;
  const what = is_billed ? "" : `, for ${BASES[statement.basis] ?? ""} ${ours}`;
  if (isZero(by)) return `${billed}${what}, as the statement has it: ${why}.`;
  const more = by.startsWith("-") ? "less" : "more";
  return `${billed}${what}, which is ${by.replace("-", "")} ${more} than the statement's ${theirs}: ${why}.`;
}

const BASES: Readonly<Record<string, string>> = {
  amount: "sales of",
};

function isZero(amount: string): boolean {
  return /^-?0(?:\.0*)?$/.test(amount);
}
