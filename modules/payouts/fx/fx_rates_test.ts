import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { FxRates, parseRate, RATE_AGE_MAX_DAYS } from "./fx_rates.ts";
import { convertPayout } from "./fx_directory.ts";

const DAY_MS = 86_400_000;
const AT_MS = Date.UTC(2026, 10, 22, 10);
const dayOf = (days: number) =>
  new Date(AT_MS + days * DAY_MS).toISOString().slice(0, 10);

let ids = 0;
function rates(
  base: string,
  quotes: Record<string, string>,
  change: { days?: number; version?: number } = {},
) {
  return Object.entries(quotes).map(([quote, rate]) => ({
    id: (ids += 1),
    day: dayOf(change.days ?? 0),
    base,
    quote,
    version: change.version ?? 1,
    rate,
  }));
}

const UNIT = 1_000_000n;

describe("FxRates.find()", () => {
  test("is direct, else the inverse, else crossed over the base", () => {
    const fx = new FxRates([
      ...rates("EUR", { USD: "1.25", GBP: "0.5" }),
      ...rates("USD", { JPY: "150" }),
    ]);
    const one = (from: string, to: string) =>
      fx.find(from, to, AT_MS)?.convert(UNIT);
    expect(one("EUR", "USD")).toBe(1_250_000n);
    expect(one("USD", "EUR")).toBe(800_000n);
    expect(one("GBP", "USD")).toBe(2_500_000n);
    expect(one("USD", "JPY")).toBe(150n * UNIT);
    expect(one("GBP", "JPY")).toBeUndefined();
    expect(one("CHF", "USD")).toBeUndefined();
  });

  test("takes the last day before, no older than it may be, and never a later one", () => {
    const at = (days: number) =>
      new FxRates(rates("EUR", { USD: "2" }, { days })).find(
        "EUR",
        "USD",
        AT_MS,
      );
    expect(at(-RATE_AGE_MAX_DAYS)?.day).toBe(dayOf(-RATE_AGE_MAX_DAYS));
    expect(at(-RATE_AGE_MAX_DAYS - 1)).toBeNull();
    expect(at(1)).toBeNull();
    const both = new FxRates([
      ...rates("EUR", { USD: "2" }, { days: -2 }),
      ...rates("EUR", { USD: "3" }, { days: -1 }),
    ]);
    expect(both.find("EUR", "USD", AT_MS)?.day).toBe(dayOf(-1));
  });

  test("takes the newest version, while a row keeps its own", () => {
    const old = rates("EUR", { USD: "2", GBP: "0.5" });
    const fx = new FxRates([
      ...rates("EUR", { USD: "3", GBP: "0.5" }, { version: 2 }),
      ...old,
    ]);
    expect(fx.find("GBP", "USD", AT_MS)?.convert(UNIT)).toBe(6n * UNIT);
    const [usd, gbp] = old.map(({ id }) => id);
    expect(fx.of(usd ?? 0, "EUR", "USD")?.convert(UNIT)).toBe(2n * UNIT);
    expect(fx.of(gbp ?? 0, "GBP", "USD")?.convert(UNIT)).toBe(4n * UNIT);
  });

  test("says the same of a row afterwards as when it was found", () => {
    const quote = fc.constantFrom("USD", "GBP", "JPY", "SEK");
    const rate = fc
      .bigInt({ min: 1n, max: 10n ** 15n })
      .map(
        (parts) =>
          `${parts / 10n ** 12n}.${String(parts % 10n ** 12n).padStart(12, "0")}`,
      );
    fc.assert(
      fc.property(
        fc.dictionary(quote, rate, { minKeys: 1 }),
        quote,
        quote,
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        (quotes, from, to, amount) => {
          const rows = rates("EUR", quotes);
          const fx = new FxRates(rows);
          const found = fx.find(from, to, AT_MS);
          fc.pre(found !== null);
          const again = fx
            .with(rates("SEK", { USD: "1" }))
            .of(found?.rate_id ?? 0, from, to);
          expect(again?.convert(amount)).toBe(found?.convert(amount));
        },
      ),
    );
  });
});

describe("parseRate()", () => {
  test.each([
    "0",
    "0.0",
    "-1",
    "1,5",
    "",
    "x",
    "1e3",
    "1.1234567890123",
    "NaN",
  ])("takes no %p", (text) => expect(parseRate(text)).toBeNull());
});

describe("convertPayout()", () => {
  const fx = new FxRates(rates("USD", { EUR: "0.923456789012" }));
  const terms = (spread_percent: string) => ({
    currency: "USD",
    payout_currency: "EUR",
    spread_percent,
    before: null,
    fx,
    at_ms: AT_MS,
  });

  test("gives the affiliate and the network together exactly what came in, whatever the spread", () => {
    const rate = fx.find("USD", "EUR", AT_MS);
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 17n }),
        fc.integer({ min: 0, max: 50 }),
        (payout, percent) => {
          const owed = convertPayout(payout, terms(String(percent)));
          const { owed_micros, owed_spread_micros } = owed ?? {};
          expect((owed_micros ?? 0n) + (owed_spread_micros ?? 0n)).toBe(
            rate?.convert(payout) ?? 0n,
          );
          expect(owed_spread_micros ?? -1n).toBeGreaterThanOrEqual(0n);
        },
      ),
    );
  });

  test("keeps its rate and the part that was kept, whatever the setting says since", () => {
    const before = convertPayout(5n * UNIT, terms("2"));
    const after = convertPayout(5n * UNIT, { ...terms("20"), before });
    expect(after).toEqual(before);
    const half = convertPayout(0n, { ...terms("20"), before });
    expect(half).toMatchObject({ owed_micros: 0n, owed_spread_micros: 0n });
  });

  test("is null where there is no rate for what is to be owed, and nothing of nothing", () => {
    const other = { ...terms("0"), payout_currency: "JPY" };
    expect(convertPayout(1n, other)).toBeNull();
    expect(convertPayout(0n, other)).toMatchObject({
      owed_currency: "JPY",
      owed_micros: 0n,
      owed_rate_id: null,
    });
  });
});
