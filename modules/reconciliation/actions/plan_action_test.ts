import { describe, expect, test } from "bun:test";
import { planAction } from "./plan_action.ts";
import type { PlanContext } from "./plan_action.ts";
import type { Break, Override } from "./action_types.ts";

const M = 1_000_000n;
const ID = "01a202ba-27a0-73ed-b262-f6047111cb6a";
const CLICK = new Uint8Array(20).fill(1);

const CONTEXT: PlanContext = {
  statement_id: "S",
  statement_name: "nov.csv",
  tolerance: { row_amount: "0.10", row_percent: "1" },
  frame: {
    offset_minutes: 60,
    money_divisor: 1,
    basis: "amount",
    currency: "USD",
    is_clear: true,
    evidence: {},
  },
  reason: null,
};

const ROW: NonNullable<Break["row"]> = {
  reconciliation_id: ID,
  row_no: 7,
  cells: [],
  content_key: new Uint8Array(16),
  click_id: null,
  order_id: "O-1",
  conversion_id: null,
  customer_id: null,
  goal: null,
  campaign: null,
  affiliate: null,
  link: null,
  status: "approved",
  raw_status: "ok",
  reason: null,
  currency: "USD",
  amount_micros: 80n * M,
  revenue_micros: null,
  payout_micros: null,
  written_at: Date.UTC(2026, 10, 3, 1),
  has_zone: false,
  problem: null,
  problem_column: null,
};

const LINE: NonNullable<Break["line"]> = {
  reconciliation_id: ID,
  conversion_id: ID,
  campaign_id: 4,
  version: 3,
  in_window: true,
  affiliate_id: 5,
  goal_key: "sale",
  click_id: CLICK,
  order_id: "O-1",
  customer_id: null,
  status: "approved",
  currency: "USD",
  amount_micros: 100n * M,
  revenue_micros: 10n * M,
  payout_micros: 5n * M,
  at: Date.UTC(2026, 10, 3),
};

interface Given {
  class?: string | null;
  proposed?: string;
  state?: string;
  row?: Partial<NonNullable<Break["row"]>> | null;
  line?: Partial<NonNullable<Break["line"]>> | null;
  /** Micros as compared. */
  sides?: [bigint, bigint];
  under?: string;
  /** Status of rows with corrections, netted. */
  net?: "approved" | "reversed";
  currency?: string;
}

function breakOf(given: Given): Break {
  const { row = {}, line = {}, sides = [100n * M, 80n * M] } = given;
  const [ours, theirs] = sides;
  return {
    item: {
      reconciliation_id: ID,
      row_no: row === null ? null : 7,
      conversion_id: line === null ? null : ID,
      group_no: null,
      tier: null,
      rule: null,
      score: null,
      runner_up: null,
      class: given.class === undefined ? "amount_mismatch" : given.class,
      ours_currency: line === null ? null : "USD",
      ours_micros: ours,
      theirs_currency: given.currency ?? "USD",
      theirs_micros: theirs,
      proposed: given.proposed ?? "set",
      state: given.state ?? "open",
      detail: {
        ...(given.under === undefined ? {} : { class: given.under }),
        ours: { micros: String(ours) },
        theirs: { micros: String(theirs), status: given.net },
        ...(given.net === undefined ? {} : { net: true }),
      },
      owner: null,
      note: null,
      changed_at: null,
      changed_by: null,
    },
    row: row === null ? null : { ...ROW, ...row },
    line: line === null ? null : { ...LINE, ...line },
    conversion: null,
  };
}

function plan(
  given: Given,
  override: Override | null = null,
  context: Partial<PlanContext> = {},
) {
  return planAction(breakOf(given), override, { ...CONTEXT, ...context });
}

const frame = (change: Partial<PlanContext["frame"]>) => ({
  frame: { ...CONTEXT.frame, ...change },
});

describe("planAction()", () => {
  test("what corrections leave of a row is what is set and made", () => {
    const gone = plan({
      class: "status_mismatch",
      net: "reversed",
      sides: [100n * M, 0n],
    });
    expect(gone).toMatchObject({ change: { status: "reversed" } });
    expect(gone).not.toHaveProperty("change.amount_micros");
    const left = plan({ net: "approved", sides: [100n * M, 70n * M] });
    expect(left).toMatchObject({ change: { amount_micros: 70n * M } });
    const lone = { line: null, net: "approved", sides: [0n, 70n * M] } as const;
    for (const basis of ["amount", "revenue", "payout"] as const) {
      const given = plan(
        { ...lone, class: "missing_ours", sides: [0n, 70n * M] },
        { action: "create", link_id: 3 },
        frame({ basis }),
      );
      expect(given).toMatchObject({
        kind: "create",
        given: {
          amount_micros: basis === "amount" ? 70n * M : null,
          revenue_micros: basis === "revenue" ? 70n * M : undefined,
        },
      });
    }
  });

  test("sets the money in which the statement speaks, as of the version that was compared", () => {
    expect(plan({})).toMatchObject({
      kind: "change",
      action: "set",
      campaign_id: 4,
      change: {
        id: ID,
        version: 3,
        amount_micros: 80n * M,
        why: "statement nov.csv row 7",
      },
    });
    const revenue = plan({ row: { amount_micros: null } }, null, {
      ...frame({ basis: "revenue" }),
    });
    expect(revenue).toMatchObject({ change: { revenue_micros: 80n * M } });
    expect(revenue).not.toHaveProperty("change.amount_micros");
    // If the row has an amount too, it is set as well.
    const both = plan({ sides: [10n * M, 8n * M] }, null, {
      ...frame({ basis: "revenue", money_divisor: 100 }),
    });
    expect(both).toMatchObject({
      change: { revenue_micros: 8n * M, amount_micros: 800_000n },
    });
    expect(plan({}, null, frame({ basis: "payout" }))).toMatchObject({
      change: { payout_micros: 80n * M },
    });
    // Without an amount, the compared value is the revenue.
    expect(plan({ line: { amount_micros: null } })).toMatchObject({
      change: { revenue_micros: 80n * M },
    });
  });

  test("sets a state with their word for it, and no money of what is over", () => {
    const given = {
      class: "status_mismatch",
      row: { status: "rejected", raw_status: "cancelled" },
    };
    const set = plan(given);
    expect(set).toMatchObject({
      change: { status: "rejected", reason: "cancelled" },
    });
    expect(set).not.toHaveProperty("change.amount_micros");
    const both_over = plan({ ...given, line: { status: "reversed" } });
    expect(both_over).not.toHaveProperty("change.status");
  });

  test("lets pass what was proposed or is within the tolerance, never more", () => {
    const absorb = { action: "absorb" as const };
    const of = (theirs: bigint, proposed = "set") =>
      plan({ sides: [100n * M, theirs], proposed }, absorb);
    expect(of(99n * M).kind).toBe("absorb");
    expect(of(101n * M).kind).toBe("absorb");
    expect(of(99n * M - 1n)).toMatchObject({
      refusal: { code: "above_tolerance" },
    });
    expect(of(98n * M, "absorb").kind).toBe("absorb");
    const other = plan({ class: "status_mismatch" }, absorb);
    expect(other).toMatchObject({ refusal: { code: "wrong_action" } });
  });

  test("makes what is missing, in our time, units and currency", () => {
    const missing: Given = {
      class: "missing_ours",
      proposed: "create",
      line: null,
      row: { click_id: CLICK, amount_micros: 8_000n * M },
    };
    expect(plan(missing, null, frame({ money_divisor: 100 }))).toMatchObject({
      kind: "create",
      given: {
        order_id: "O-1",
        key: "S 7",
        status: "approved",
        reason: null,
        amount_micros: 80n * M,
        occurred_at: Date.UTC(2026, 10, 3),
      },
    });
    const clickless = { ...missing, row: { click_id: null } };
    expect(plan(clickless)).toMatchObject({
      refusal: { code: "missing_click_id" },
    });
    const brought = { action: "create" as const, link_id: 9 };
    expect(plan(clickless, brought)).toMatchObject({ given: { link_id: 9 } });
  });

  test("treats what is about a locked month as what it is beneath", () => {
    const under = "amount_mismatch";
    const locked = { class: "locked_period", under, proposed: "absorb" };
    expect(plan(locked).kind).toBe("absorb");
  });

  test.each<[string, Given, Override["action"], string]>([
    ["a match", { class: null }, "set", "wrong_action"],
    ["what is done", { state: "applied" }, "set", "already_applied"],
    ["another currency", { currency: "EUR" }, "set", "currency_mismatch"],
    ["a row alone", { line: null }, "set", "wrong_action"],
    ["a row alone", { line: null }, "reject", "wrong_action"],
    ["a conversion alone", { row: null }, "create", "wrong_action"],
    ["a pair", {}, "create", "wrong_action"],
    [
      "a row that can't be read",
      { line: null, row: { problem: "no number" } },
      "create",
      "unparsable",
    ],
  ])("refuses of %s %p: %s by %s", (_name, given, action, code) => {
    expect(plan(given, { action })).toMatchObject({ refusal: { code } });
  });

  test.each(["wait", "none", "person"])("does nothing where %s", (proposed) => {
    expect(plan({ proposed })).toEqual({ kind: "skip", action: proposed });
  });
});
