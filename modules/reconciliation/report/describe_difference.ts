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

/** A line of each class in words: what it counts, and what is said of one or many. */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  missing_ours: ["row", "of the statement that we have no sale for"],
  missing_theirs: ["sale", "that the statement lacks"],
  same: ["sale", "with only a difference of rounding"],
  amount_mismatch: ["sale", "with another amount in the statement"],
  currency_mismatch: ["sale", "in another currency in the statement"],
  status_mismatch: ["sale", "with another status in the statement"],
  reversed_by_sender: ["sale", "given back, as the statement says"],
  duplicate_ours: ["sale", "that we have twice"],
  duplicate_theirs: ["row", "that the statement has twice"],
  timing: ["sale", "that the statement has in another period"],
  attribution_diff: [
    "sale",
    "of another affiliate or campaign in the statement",
  ],
  locked_period: ["sale", "of a month that is closed"],
  unparsable: ["row", "that can't be read"],
  outside_statement: ["sale", "outside the statement's time"],
  not_on_invoice: ["row", "whose sale is on another invoice or on none"],
  adjustment: ["adjustment", ""],
  invoice_carry: [
    "amount",
    "below the smallest unit, carried from the one before",
  ],
  invoice_rest: ["amount", "below the smallest unit, left for the next one"],
};

/** The number of lines of a class, and what they are. */
function countInWords(count: number, name: string): string {
  const [noun, rest] = WORDS[name] ?? ["line", name.replaceAll("_", " ")];
  return `${count} ${count === 1 ? noun : `${noun}s`} ${rest}`.trimEnd();
}

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
    const sum = isZero(by) ? one.ours : by;
    return [`${countInWords(one.count, one.class)} (${sum} ${currency})`];
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
