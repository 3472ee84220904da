import { describe, expect, test } from "bun:test";
import type { Break } from "../../web/api/api_types.ts";
import {
  candidatesFor,
  differencesOf,
} from "../../web/screens/reconciling/sides.ts";
import { toleranceInWords } from "../../web/screens/reconciling/tolerance_words.ts";

type Ours = NonNullable<Break["ours"]>;
type Theirs = NonNullable<Break["theirs"]>;

function ours(change: Partial<Ours> = {}): Ours {
  return {
    conversion_id: "0198f2a0-0000-7000-8000-000000000001",
    campaign_id: 1,
    affiliate_id: 1,
    goal: "sale",
    order_id: "A-1",
    status: "approved",
    at: "2026-11-10T10:00:00.000Z",
    in_window: true,
    currency: "USD",
    counted: "100.00",
    ...change,
  };
}

function theirs(change: Partial<Theirs> = {}): Theirs {
  return {
    row_no: 1,
    cells: [],
    order_id: "A-1",
    status: "approved",
    said_status: null,
    written_at: "2026-11-10T00:00:00.000Z",
    currency: "USD",
    counted: "100.00",
    ...change,
  };
}

function lone(id: string, side: Pick<Break, "ours" | "theirs">): Break {
  const none = { tier: null, rule: null, score: null, runner_up: null };
  return {
    ...{ id, class: null, proposed: null, state: "open", ...none, ...side },
    ...{ margin: null, match_margin: null, group: null, difference: null },
    ...{ advertiser_sees: true, detail: null, owner: null, note: null },
    ...{ changed_at: null, changed_by: null },
  };
}

describe("differencesOf()", () => {
  const cases: [string, Partial<Ours>, Partial<Theirs>, string][] = [
    ["nothing where both say the same", {}, {}, ""],
    ["another amount", {}, { counted: "80.00" }, "money"],
    ["not the way an amount is written", {}, { counted: "100" }, ""],
    ["the same amount in another currency", {}, { currency: "EUR" }, "money"],
    ["an amount that the file lacks", {}, { counted: null }, "money"],
    ["another status", {}, { status: "reversed" }, "status"],
    ["not a status that the file lacks", {}, { status: null }, ""],
    ["another order", {}, { order_id: "A-2" }, "order"],
    ["not an order that we lack", { order_id: null }, {}, ""],
    [
      "a day or more between",
      {},
      { written_at: "2026-11-12T00:00:00Z" },
      "time",
    ],
  ];
  for (const [promise, left, right, expected] of cases) {
    test(`finds ${promise}`, () => {
      const found = differencesOf({ ours: ours(left), theirs: theirs(right) });
      expect([...found].join(" ")).toBe(expected);
    });
  }

  test("finds nothing to compare where a side is missing", () => {
    expect(differencesOf({ ours: ours(), theirs: null }).size).toBe(0);
  });
});

describe("candidatesFor()", () => {
  const of = (id: string, change: Partial<Ours>) =>
    lone(id, { ours: ours(change), theirs: null });

  test("puts the same order first, then the nearer amount, then the nearer day", () => {
    const one = lone("r1", { ours: null, theirs: theirs() });
    const others = [
      of("far", { order_id: "B", counted: "900.00" }),
      of("near", { order_id: "B", counted: "100.00" }),
      of("later", {
        order_id: "B",
        counted: "100.00",
        at: "2026-11-20T00:00:00Z",
      }),
      of("same", { counted: "55.00" }),
    ];
    const found = candidatesFor(one, others).map(({ id }) => id);
    expect(found).toEqual(["same", "near", "later", "far"]);
  });

  test("takes only what has no partner on the other side", () => {
    const one = lone("c1", { ours: ours(), theirs: null });
    const row = lone("r2", { ours: null, theirs: theirs() });
    const whole = lone("r3", { ours: ours(), theirs: theirs() });
    expect(candidatesFor(one, [of("c2", {}), whole, row])).toEqual([row]);
  });
});

describe("toleranceInWords()", () => {
  test("says each limit that is set", () => {
    const words = toleranceInWords({
      row_amount: "0.01",
      row_percent: "1",
      statement_percent: "0.1",
    });
    expect(words).toBe(
      "up to 0.01 or 1 % per row, up to 0.1 % of the statement",
    );
  });

  test("says that there is none", () => {
    expect(toleranceInWords({})).toBe("none: every difference is a break");
  });
});
