import { describe, expect, test } from "bun:test";
import {
  daily,
  explain,
  momentsOf,
  partsOf,
} from "../../../tests/modules/reports/discrepancy_cases.ts";
import type { Case } from "../../../tests/modules/reports/discrepancy_cases.ts";

describe("conversions", () => {
  const at = (counts: Record<string, number>[]) => daily(...counts);
  const shows = (...conversions: number[]) =>
    conversions.map((count) => ({ clicks: 0, conversions: count }));
  const parts = (given: Case) => explain(given).conversions?.days.map(partsOf);

  test("aren't explained where none are given", () => {
    expect(explain({ theirs: [4] }).conversions).toBeNull();
  });

  test.each([
    ["pending ones left out", 5, { pending: -2 }],
    ["rejected ones", 8, { rejected: 1 }],
    ["reversed ones", 10, { reversed: 3 }],
    ["all that ever came", 11, { rejected: 1, reversed: 3 }],
    ["nothing", 40, { unexplained: 33 }],
  ])("are explained by %s", (_what, theirs, expected) => {
    const conversion = at([
      { approved: 5, pending: 2, rejected: 1, reversed: 3 },
    ]);
    expect(
      parts({ theirs: shows(theirs), conversions: { conversion } }),
    ).toEqual([expected]);
  });

  test("are explained by the time of their click", () => {
    const conversion = at([{ approved: 2 }, { approved: 5 }, { approved: 9 }]);
    const click = at([{ approved: 6 }, { approved: 8 }, { approved: 2 }]);
    const given = {
      theirs: shows(6, 8, 2),
      conversions: { conversion, click },
    };
    expect(explain(given).conversions?.axis).toBe("click");
    expect(parts(given)).toEqual([{ late: 4 }, { late: 3 }, { late: -7 }]);
  });

  test("are explained by the time of their approval", () => {
    const conversion = at([{ approved: 4, pending: 3 }, {}, {}]);
    const approval = at([{}, { approved: 1 }, { approved: 3 }]);
    const given = {
      theirs: shows(0, 1, 3),
      conversions: { conversion, approval },
    };
    expect(explain(given).conversions?.axis).toBe("approval");
    expect(parts(given)).toEqual([{ late: -7 }, { late: 1 }, { late: 3 }]);
  });

  test("fall on days of the zone that the clicks are of", () => {
    const clicks = momentsOf({
      "2026-11-21T17:00": { unique: 7 },
      "2026-11-22T16:00": { unique: 9 },
      "2026-11-22T02:00": { unique: 1 },
      "2026-11-23T16:00": { unique: 2 },
    });
    const conversion = momentsOf({ "2026-11-22T18:30": { approved: 2 } });
    const found = explain({
      theirs: [
        { clicks: 8, conversions: 0 },
        { clicks: 9, conversions: 2 },
      ],
      clicks,
      conversions: { conversion },
    });
    expect(found.clicks.zone?.timezone).toBe("Asia/Shanghai");
    expect(found.conversions?.days.map(partsOf)).toEqual([
      { zone: -2 },
      { zone: 2 },
    ]);
  });

  test("are of those days that have figures", () => {
    const conversion = at([{ approved: 1 }, { approved: 2 }, { approved: 3 }]);
    const found = explain({
      theirs: [{ clicks: 0, conversions: null }, ...shows(2, 5)],
      conversions: { conversion },
    });
    expect(found.conversions?.days.map(partsOf)).toEqual([
      {},
      { unexplained: 2 },
    ]);
  });
});
