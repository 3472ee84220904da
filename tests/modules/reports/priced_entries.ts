import fc from "fast-check";
import type { ClickPrice } from "../../../modules/reports/engine/mod.ts";
import { DAY_MS } from "./naive_report.ts";
import type { Entry } from "./naive_report.ts";
import { period } from "./report_entries.ts";

const micros = fc.bigInt({ min: 0n, max: 3_000_000n });

/** Prices of clicks, in the order in which they are preferred. */
export const clickPrices: fc.Arbitrary<ClickPrice[]> = fc.array(
  fc
    .record({
      campaign: fc.constantFrom("1", "2", "10"),
      affiliate: fc.constantFrom(null, null, "9", "10"),
      span: period,
      begins: fc.boolean(),
      ends: fc.boolean(),
      is_of_unique: fc.boolean(),
      currency: fc.constantFrom("EUR", "EUR", "USD", "KWD", "XAU"),
      revenue: micros,
      payout: micros,
    })
    .map(({ span, begins, ends, ...price }) => ({
      ...price,
      from_ms: begins ? span.from_ms : 0,
      to_ms: ends ? span.to_ms : Infinity,
    })),
  { maxLength: 5 },
);

/** Entries with the money of each click that costs something. */
export function withPriced(
  entries: readonly Entry[],
  prices: readonly ClickPrice[],
): Entry[] {
  return entries.flatMap((entry) => {
    const price = priceOf(entry, prices);
    if (price === undefined) return [entry];
    const { kind: _kind, ...facts } = entry.facts;
    const rate_day = new Date(Math.floor(entry.at_ms / DAY_MS) * DAY_MS)
      .toISOString()
      .slice(0, 10);
    const { currency, revenue, payout } = price;
    const priced: Entry = {
      ...entry,
      axis: "priced",
      facts: { ...facts, verdict: "sent", currency, rate_day },
      revenue,
      payout,
    };
    return [entry, priced];
  });
}

function priceOf(
  { axis, facts, at_ms }: Entry,
  prices: readonly ClickPrice[],
): ClickPrice | undefined {
  const kind = facts["kind"] ?? "";
  if (axis !== "click" || !["0", "1", "2"].includes(kind.split(" ")[0] ?? "")) {
    return undefined;
  }
  if (!kind.endsWith(" sent")) return undefined;
  const holding = prices.filter(
    ({ campaign, from_ms, to_ms }) =>
      campaign === facts["campaign"] && from_ms <= at_ms && at_ms < to_ms,
  );
  const { affiliate = null } = facts;
  const own = holding.filter(
    (price) => affiliate !== null && price.affiliate === affiliate,
  );
  const [first] = [
    ...own,
    ...holding.filter((price) => price.affiliate === null),
  ];
  if (first === undefined) return undefined;
  return first.is_of_unique && kind !== "1 sent" ? undefined : first;
}
