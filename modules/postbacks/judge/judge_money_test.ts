import { describe, expect, test } from "bun:test";
import {
  clickId,
  judgingWorld,
  source,
} from "../../../tests/modules/postbacks/judging_world.ts";
import { NOW_MS } from "../../../tests/routing_world.ts";

const signed = (change: Record<string, unknown> = {}) => ({
  proof: "signature" as const,
  signed_at: NOW_MS,
  ...change,
});

describe("judgePostback() of part refunds", () => {
  const percent = {
    revenue: { type: "percent", percent: "10" },
    payout: { type: "percent", percent: "5" },
  };
  const click_id = clickId();
  const sale = { click_id, order_id: "A-1", amount: "100.00" };
  const back = { click_id, order_id: "A-1", status: "refund", amount: "30.00" };
  const of = (reversal_amount: "refunded" | "remaining" | null) => ({
    source: source({ reversal_amount }),
  });

  test("are priced again by the remaining amount", () => {
    const { judge } = judgingWorld({ goals: [percent] });
    judge({ parameters: sale });
    const part = judge({ parameters: back, evidence: of("refunded") });
    expect(part.code).toBe("part_reversed");
    expect(part.row).toMatchObject({
      status: "approved",
      amount_micros: 100_000_000n,
      refunded_micros: 30_000_000n,
      revenue_micros: 7_000_000n,
      payout_micros: 3_500_000n,
    });
    const rest = judgingWorld({ goals: [percent] });
    rest.judge({ parameters: sale });
    const { row } = rest.judge({ parameters: back, evidence: of("remaining") });
    expect(row).toMatchObject({ revenue_micros: 3_000_000n });
  });

  test("leave a fixed price whole, unless the goal says that it goes with the part", () => {
    for (const [fixed_on_refund, expected] of [
      ["keep", 12_500_000n],
      ["prorate", 8_750_000n],
    ] as const) {
      const { judge } = judgingWorld({ goals: [{ fixed_on_refund }] });
      judge({ parameters: sale });
      const { row } = judge({ parameters: back, evidence: of("refunded") });
      expect(row?.payout_micros).toBe(expected);
    }
  });

  test("of which nobody says what the amount means are refused", () => {
    const { judge } = judgingWorld();
    judge({ parameters: sale });
    expect(judge({ parameters: back, evidence: of(null) }).code).toBe(
      "ambiguous_reversal",
    );
  });

  test("keep the prices by which the sale was recorded, whatever the goal says since", () => {
    const before = judgingWorld({ goals: [percent] });
    before.judge({ parameters: sale });
    const rule = { campaign_id: 1, goal_key: "sale" };
    const now = { type: "percent", percent: "50" };
    const since = judgingWorld({
      goals: [{ rule_version: 2, revenue: now, payout: now }],
      world: {
        goal_rules: [{ ...rule, rule_version: 1, ...percent }],
      } as never,
      context: { recorded: before.recorded },
    });
    const { row } = since.judge({
      parameters: back,
      evidence: of("refunded"),
    });
    expect(row).toMatchObject({
      rule_version: 1,
      revenue_micros: 7_000_000n,
      payout_micros: 3_500_000n,
    });
  });

  test("take their share of what was sent as revenue, too", () => {
    const { judge } = judgingWorld({
      goals: [
        {
          revenue: { type: "as_sent" },
          payout: { type: "percent_of_revenue", percent: "50" },
        },
      ],
    });
    judge({ parameters: { ...sale, revenue: "20.00" } });
    const { row } = judge({ parameters: back, evidence: of("refunded") });
    expect(row).toMatchObject({
      revenue_micros: 14_000_000n,
      payout_micros: 7_000_000n,
    });
  });
});

describe("judgePostback() of proof", () => {
  const click_id = clickId();
  const sale = { click_id, order_id: "A-1" };

  test("a change needs at least what its creation needed", () => {
    const { judge } = judgingWorld();
    const needed = { needed_proof: "signature" as const };
    judge({ parameters: sale, evidence: { ...signed(), ...needed } });
    const back = { ...sale, status: "refund" };
    expect(judge({ parameters: back }).code).toBe("missing_signature");
    const token = { proof: "token" as const };
    expect(judge({ parameters: back, evidence: token }).code).toBe(
      "missing_signature",
    );
    expect(judge({ parameters: back, evidence: signed() }).code).toBe(
      "reverse",
    );
  });

  test("other content under a used nonce is a replay, the same is a retry", () => {
    const { judge, context } = judgingWorld();
    const content = new Uint8Array([1]);
    context.nonces.set("1 n", content);
    const nonce = { nonce_key: "1 n", content };
    const add = { ...sale, mode: "add" };
    judge({ parameters: add });
    expect(judge({ parameters: add, evidence: nonce }).code).toBe("duplicate");
    expect(judge({ parameters: add }).code).toBe("already_exists");
    const other = { nonce_key: "1 n", content: new Uint8Array([2]) };
    expect(judge({ parameters: sale, evidence: other }).code).toBe(
      "replayed_nonce",
    );
  });
});

describe("judgePostback() of caps and rules", () => {
  const click_id = clickId();
  const full = {
    caps: {
      conversionCapsOf: () => [
        { id: 4, metric: "conversions", period: "day" } as never,
      ],
      isFullWith: () => true,
    },
  };

  test.each([
    ["reject", "cap_reached", null],
    [
      "pending",
      "create",
      { status: "pending", reason: "cap_reached", payout_micros: 12_500_000n },
    ],
    [
      "unpaid",
      "create",
      { status: "approved", revenue_micros: 20_000_000n, payout_micros: 0n },
    ],
    ["accept", "create", { status: "approved", payout_micros: 12_500_000n }],
  ] as const)("above a cap: over_cap %s", (over_cap, code, row) => {
    const { judge } = judgingWorld({ campaign: { over_cap }, context: full });
    const judged = judge({ parameters: { click_id } });
    expect(judged.code).toBe(code);
    if (row !== null) expect(judged.row).toMatchObject(row);
    if (row !== null) expect(judged.row?.flags).toContain("over_cap");
  });

  test("a rule holds back or rejects, and the reason is kept", () => {
    const rule = (action: "pending" | "reject") => ({
      rules: {
        of: () => [
          {
            id: 1,
            campaign_id: null,
            affiliate_id: null,
            field: "seconds_to_convert",
            op: "lt" as const,
            values: ["60"],
            ranges: [],
            action,
            reason: "too fast",
          },
        ],
      },
    });
    const now = clickId({ days_ago: 0 });
    const held = judgingWorld({ context: rule("pending") });
    expect(held.judge({ parameters: { click_id: now } }).row).toMatchObject({
      status: "pending",
      reason: "too fast",
      flags: ["fast"],
    });
    const refused = judgingWorld({ context: rule("reject") });
    expect(refused.judge({ parameters: { click_id: now } }).row).toMatchObject({
      status: "rejected",
      reason: "too fast",
      payout_micros: 0n,
    });
    expect(refused.judge({ parameters: { click_id } }).row).toMatchObject({
      status: "approved",
      flags: [],
    });
  });

  test("a customer who is elsewhere than the click is flagged", () => {
    const { judge } = judgingWorld({
      context: {
        clicks: new Map([
          [
            click_id,
            {
              ...{ country: "DE", ip: null, is_data_centre: false },
              ...{ deep_link: null, known: {} },
              ...{ os: null, is_bot: false },
            },
          ],
        ]),
        addressFacts: () => ({ country: "BR", is_data_centre: true }),
      },
    });
    const { row } = judge({ parameters: { click_id, ip: "203.0.113.9" } });
    expect(row?.flags).toEqual(["country_differs", "data_centre"]);
  });
});
