import { describe, expect, test } from "bun:test";
import { clickId, judgingWorld, source } from "../../../tests/judging_world.ts";
import { NOW_MS } from "../../../tests/routing_world.ts";

const DAY_MS = 86_400_000;
const signed = (change: Record<string, unknown> = {}) => ({
  proof: "signature" as const,
  signed_at: NOW_MS,
  ...change,
});

describe("judgePostback() of which event it is", () => {
  test("by order: one conversion an order, and another click's order is a conflict", () => {
    const { judge } = judgingWorld();
    const click_id = clickId();
    const sale = { click_id, order_id: "A-1", amount: "80" };
    expect(judge({ parameters: sale }).code).toBe("create");
    expect(judge({ parameters: sale }).code).toBe("duplicate");
    expect(judge({ parameters: { ...sale, order_id: "A-2" } }).code).toBe(
      "create",
    );
    const other = { ...sale, click_id: clickId({ sequence: 1 }) };
    expect(judge({ parameters: other }).code).toBe("order_conflict");
  });

  test("two purchases without order ids do not claw money back", () => {
    const { judge } = judgingWorld();
    const click_id = clickId();
    expect(judge({ parameters: { click_id, amount: "80" } }).code).toBe(
      "create",
    );
    const again = judge({ parameters: { click_id, amount: "40" } });
    expect(again.code).toBe("duplicate");
    expect(again.verdict).toMatchObject({ differs: ["amount"] });
    expect(again.row).toMatchObject({ amount_micros: 80_000_000n, version: 1 });
  });

  test("a first order id is adopted by the click's only conversion that has none", () => {
    const { judge } = judgingWorld();
    const click_id = clickId();
    judge({ parameters: { click_id, amount: "80" } });
    const adopted = judge({
      parameters: { click_id, amount: "80", order_id: "A-1" },
    });
    expect(adopted.code).toBe("adopt");
    expect(adopted.row).toMatchObject({ order_id: "A-1", dedupe_key: "o:A-1" });
    const next = { click_id, amount: "80", order_id: "A-2" };
    expect(judge({ parameters: next }).code).toBe("create");
  });

  test("by click: one a click, whatever the order", () => {
    const { judge } = judgingWorld({ goals: [{ dedupe: "click" }] });
    const click_id = clickId();
    expect(judge({ parameters: { click_id, order_id: "A" } }).code).toBe(
      "create",
    );
    expect(judge({ parameters: { click_id, order_id: "B" } }).code).toBe(
      "duplicate",
    );
  });

  test("an order that is the id of a conversion means that conversion", () => {
    const { judge } = judgingWorld();
    const click_id = clickId();
    const { row } = judge({ parameters: { click_id, amount: "80" } });
    const order_id = row?.id ?? "";
    const back = judge({
      parameters: { click_id, order_id, status: "reversed" },
    });
    expect([back.code, back.row?.status]).toEqual(["reverse", "reversed"]);
    const foreign = { click_id: clickId({ sequence: 4 }), order_id };
    expect(judge({ parameters: foreign }).code).toBe("order_conflict");
  });
});

describe("judgePostback() where each event counts", () => {
  const every = () => judgingWorld({ goals: [{ dedupe: "every" }] });
  const click_id = clickId();
  const at = (ms: number) => ({ received_at: NOW_MS + ms });

  test("the same within a minute is one, later it is another one", () => {
    const { judge } = every();
    const parameters = { click_id, amount: "9" };
    expect(judge({ parameters }).code).toBe("create");
    expect(judge({ parameters, standing: at(59_000) }).code).toBe("duplicate");
    expect(judge({ parameters, standing: at(60_000) }).code).toBe("create");
    expect(judge({ parameters: { click_id, amount: "8" } }).code).toBe(
      "create",
    );
  });

  test("its time, its nonce or its order tell it from others", () => {
    const { judge } = every();
    const time = (second: string) => ({
      click_id,
      amount: "9",
      occurred_at: `2026-11-22T09:00:${second}Z`,
    });
    expect(judge({ parameters: time("01") }).code).toBe("create");
    expect(judge({ parameters: time("01") }).code).toBe("duplicate");
    expect(judge({ parameters: time("02") }).code).toBe("create");
    const nonce = (name: string) => ({ click_id, amount: "7", nonce: name });
    expect(judge({ parameters: nonce("a") }).code).toBe("create");
    expect(judge({ parameters: nonce("a") }).code).toBe("duplicate");
    expect(judge({ parameters: nonce("b") }).code).toBe("create");
    const order = (order_id: string) => ({ click_id, amount: "7", order_id });
    expect(judge({ parameters: order("x") }).code).toBe("create");
    expect(judge({ parameters: order("x") }).code).toBe("duplicate");
  });

  test("a reversing word without an order needs a single one to mean", () => {
    const { judge } = every();
    judge({ parameters: { click_id, amount: "9" } });
    const back = { click_id, status: "refunded" };
    expect(judge({ parameters: back }).code).toBe("reverse");
    judge({ parameters: { click_id, amount: "5" } });
    expect(judge({ parameters: { click_id, status: "chargeback" } }).code).toBe(
      "ambiguous_conversion",
    );
  });
});

describe("judgePostback() of a funnel", () => {
  const goals = [
    { key: "trial" },
    { key: "paid", after: "trial", lookback_days: 10 },
  ];
  const click_id = clickId({ days_ago: 20 });

  test("the later goal waits for the one before, and its window runs from that one", () => {
    const { judge } = judgingWorld({ goals });
    const paid = { click_id, goal: "paid" };
    expect(judge({ parameters: paid }).code).toBe("parent_missing");
    const began = { received_at: NOW_MS - 9 * DAY_MS };
    judge({ parameters: { click_id, goal: "trial" }, standing: began });
    expect(judge({ parameters: paid }).code).toBe("create");
  });

  test("its own look-back refuses what comes too long after", () => {
    const { judge } = judgingWorld({ goals });
    const began = { received_at: NOW_MS - 11 * DAY_MS };
    judge({ parameters: { click_id, goal: "trial" }, standing: began });
    expect(judge({ parameters: { click_id, goal: "paid" } }).code).toBe(
      "late_needs_proof",
    );
  });

  test("one that was rejected is no parent", () => {
    const { judge } = judgingWorld({ goals });
    judge({ parameters: { click_id, goal: "trial", status: "rejected" } });
    expect(judge({ parameters: { click_id, goal: "paid" } }).code).toBe(
      "parent_missing",
    );
  });

  test("counts no more than the goal allows a click", () => {
    const limited = [{ max_per_click: 2 }];
    const { judge } = judgingWorld({ goals: limited });
    const codes = ["1", "2", "3"].map(
      (order_id) => judge({ parameters: { click_id, order_id } }).code,
    );
    expect(codes).toEqual(["create", "create", "cap_reached"]);
  });
});

describe("judgePostback() of what is late", () => {
  const click_id = clickId({ days_ago: 60 });
  const occurred_at = new Date(NOW_MS - 50 * DAY_MS).toISOString();
  const proven = { click_id, order_id: "A-1", occurred_at };

  test("takes it with proof only, as pending and flagged", () => {
    const { judge } = judgingWorld();
    expect(judge({ parameters: { click_id } }).code).toBe("late_needs_proof");
    expect(judge({ parameters: proven }).code).toBe("late_needs_proof");
    const without = { click_id, occurred_at };
    expect(judge({ parameters: without, standing: signed() }).code).toBe(
      "missing_order_id",
    );
    const taken = judge({ parameters: proven, standing: signed() });
    expect(taken.code).toBe("create");
    expect(taken.row).toMatchObject({
      status: "pending",
      reason: "late",
      flags: ["late"],
      proof: "signature",
    });
  });

  test("an unproven time moves nothing, a signed one counts as the event's", () => {
    const recent = clickId({ days_ago: 29 });
    const event = {
      click_id: recent,
      occurred_at: new Date(NOW_MS - 20 * DAY_MS).toISOString(),
    };
    const { judge } = judgingWorld();
    expect(judge({ parameters: event }).row).toMatchObject({
      flags: [],
      status: "approved",
    });
    const old = {
      ...proven,
      occurred_at: new Date(NOW_MS - 59 * DAY_MS).toISOString(),
    };
    const { row } = judge({ parameters: old, standing: signed() });
    expect(row).toMatchObject({ flags: ["late"], status: "pending" });
  });

  test("beyond the backfill only an open window lets it in", () => {
    const ancient = clickId({ days_ago: 200 });
    const event = { ...proven, click_id: ancient };
    const { judge } = judgingWorld();
    expect(judge({ parameters: event, standing: signed() }).code).toBe(
      "outside_window",
    );
    const open = judgingWorld({
      context: { windows: { over: () => ({ id: 7 }) as never } },
    });
    const taken = open.judge({ parameters: event, standing: signed() });
    expect(taken.code).toBe("create");
    const step = taken.trace.steps.find(({ step }) => step === "window");
    expect(step?.found).toContain("backfill window 7 is open");
  });

  test("a change is never refused for age", () => {
    const { judge } = judgingWorld();
    const sale = { click_id, order_id: "A-9" };
    const then = { received_at: NOW_MS - 50 * DAY_MS };
    expect(judge({ parameters: sale, standing: then }).code).toBe("create");
    const much_later = { received_at: NOW_MS + 900 * DAY_MS };
    const back = { ...sale, status: "chargeback" };
    expect(judge({ parameters: back, standing: much_later }).code).toBe(
      "reverse",
    );
  });
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

  test("are priced anew by what is left", () => {
    const { judge } = judgingWorld({ goals: [percent] });
    judge({ parameters: sale });
    const part = judge({ parameters: back, standing: of("refunded") });
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
    const { row } = rest.judge({ parameters: back, standing: of("remaining") });
    expect(row).toMatchObject({ revenue_micros: 3_000_000n });
  });

  test("leave a fixed price whole, unless the goal says that it goes with the part", () => {
    for (const [fixed_on_refund, expected] of [
      ["keep", 12_500_000n],
      ["prorate", 8_750_000n],
    ] as const) {
      const { judge } = judgingWorld({ goals: [{ fixed_on_refund }] });
      judge({ parameters: sale });
      const { row } = judge({ parameters: back, standing: of("refunded") });
      expect(row?.payout_micros).toBe(expected);
    }
  });

  test("of which nobody says what the amount means are refused", () => {
    const { judge } = judgingWorld();
    judge({ parameters: sale });
    expect(judge({ parameters: back, standing: of(null) }).code).toBe(
      "ambiguous_reversal",
    );
  });

  test("keep the prices by which the sale was recorded", () => {
    const world = judgingWorld({ goals: [percent] });
    world.judge({ parameters: sale });
    const [conversion] = world.recorded.changed();
    const sent = judgingWorld({
      goals: [
        {
          revenue: { type: "as_sent" },
          payout: { type: "percent_of_revenue", percent: "50" },
        },
      ],
    });
    sent.judge({ parameters: { ...sale, revenue: "20.00" } });
    const { row } = sent.judge({ parameters: back, standing: of("refunded") });
    expect(row).toMatchObject({
      revenue_micros: 14_000_000n,
      payout_micros: 7_000_000n,
    });
    expect(conversion?.row.rule_version).toBe(1);
  });
});

describe("judgePostback() of proof", () => {
  const click_id = clickId();
  const sale = { click_id, order_id: "A-1" };

  test("a change needs at least what its creation needed", () => {
    const { judge } = judgingWorld();
    const needed = { needed_proof: "signature" as const };
    judge({ parameters: sale, standing: { ...signed(), ...needed } });
    const back = { ...sale, status: "refund" };
    expect(judge({ parameters: back }).code).toBe("missing_signature");
    const token = { proof: "token" as const };
    expect(judge({ parameters: back, standing: token }).code).toBe(
      "missing_signature",
    );
    expect(judge({ parameters: back, standing: signed() }).code).toBe(
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
    expect(judge({ parameters: add, standing: nonce }).code).toBe("duplicate");
    expect(judge({ parameters: add }).code).toBe("already_exists");
    const other = { nonce_key: "1 n", content: new Uint8Array([2]) };
    expect(judge({ parameters: sale, standing: other }).code).toBe(
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
            { country: "DE", ip: null, is_data_centre: false, known: {} },
          ],
        ]),
        addressFacts: () => ({ country: "BR", is_data_centre: true }),
      },
    });
    const { row } = judge({ parameters: { click_id, ip: "203.0.113.9" } });
    expect(row?.flags).toEqual(["country_differs", "data_centre"]);
  });
});
