import { describe, expect, test } from "bun:test";
import {
  conversion,
  countEntries,
  many,
} from "../../../tests/modules/reports/count_report.ts";
import type { ReportRow } from "../model.ts";

const keys = (rows: readonly ReportRow[]) => rows.map((row) => row.keys[0]);

describe("money", () => {
  const half = () => ({ numerator: 1n, denominator: 2n });

  test("is converted at the rate of its day, and without one stands apart", () => {
    const entries = [
      conversion({}, { revenue: 100n, payout: 10n }),
      conversion({ currency: "USD" }, { revenue: 30n, payout: 4n }),
      conversion(
        { currency: "USD", rate_day: "b" },
        { revenue: 8n, payout: 2n },
      ),
      conversion({ currency: "KWD" }, { revenue: 5n, payout: 1n }),
    ];
    const { totals, currency } = countEntries(entries, {}, (of, day) => {
      if (of === "KWD") return null;
      return { numerator: day === "a" ? 1n : 3n, denominator: 2n };
    });
    expect(currency).toBe("EUR");
    expect(totals).toMatchObject({ revenue: 127n, payout: 15n });
    expect(totals.unconverted).toEqual([
      { currency: "KWD", revenue: 5n, payout: 1n },
    ]);
  });

  test("has the currency asked for, else the only one, else the default", () => {
    const yen = conversion({ currency: "JPY" }, { revenue: 3n });
    expect(countEntries([yen])).toMatchObject({
      currency: "JPY",
      totals: { revenue: 3n, unconverted: [] },
    });
    expect(countEntries([yen, conversion()]).currency).toBe("EUR");
    expect(countEntries([yen], { currency: "USD" }, half)).toMatchObject({
      currency: "USD",
      totals: { revenue: 2n },
    });
    expect(countEntries([]).currency).toBe("EUR");
    const taken_back = { ...conversion(), count: -1 };
    const corrected = [yen, conversion(), taken_back];
    expect(countEntries(corrected).currency).toBe("JPY");
  });

  test("keeps the currency of the first page", () => {
    const yen = (campaign: string) =>
      conversion({ currency: "JPY", campaign }, { revenue: 3n });
    const entries = [yen("1"), yen("2")];
    const { next } = countEntries(entries, { limit: 1 });
    const later = [...entries, conversion({ campaign: "3" })];
    expect(countEntries(later, { after: next }).currency).toBe("JPY");
  });

  test("is added up before it is rounded", () => {
    const third = () => ({ numerator: 1n, denominator: 3n });
    const cents = conversion({}, { revenue: 333_333n });
    expect(countEntries(many(cents, 3)).totals.revenue).toBe(999_999n);
    const { totals } = countEntries(
      [
        conversion({ currency: "USD" }, { revenue: 1n }),
        conversion({ currency: "USD", rate_day: "b" }, { revenue: 1n }),
        conversion({ currency: "KWD" }, { revenue: 1n }),
      ],
      { currency: "EUR" },
      third,
    );
    expect(totals.revenue).toBe(1n);
  });

  test("is exact beyond what floats hold", () => {
    const most = 2n ** 63n - 1n;
    const entries = [
      ...many(conversion({}, { revenue: most }), 3),
      conversion({ campaign: "2" }, { revenue: most * -1n }),
      conversion({ campaign: "3" }, { revenue: most - 1n }),
      conversion({ campaign: "4" }, { revenue: most }),
    ];
    const sort = { key: "revenue", descending: true };
    const { rows, totals } = countEntries(entries, { sort });
    expect(totals.revenue).toBe(most * 4n - 1n);
    expect(keys(rows)).toEqual(["1", "4", "3", "2"]);
  });
});
