import { describe, expect, test } from "bun:test";
import {
  clickId,
  judgingWorld,
} from "../../../tests/modules/postbacks/judging_world.ts";
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

  test("an order that is adopted claws nothing back, and brings an amount where there is none", () => {
    const { judge } = judgingWorld();
    const click_id = clickId();
    judge({ parameters: { click_id, amount: "100" } });
    const less = judge({
      parameters: { click_id, amount: "10", order_id: "A-1" },
    });
    expect(less.code).toBe("adopt");
    expect(less.row).toMatchObject({
      order_id: "A-1",
      amount_micros: 100_000_000n,
    });
    const other = clickId({ sequence: 1 });
    judge({ parameters: { click_id: other } });
    const first = { click_id: other, amount: "80", order_id: "B-1" };
    expect(judge({ parameters: first }).row).toMatchObject({
      order_id: "B-1",
      amount_micros: 80_000_000n,
    });
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
    expect(judge({ parameters, evidence: at(59_000) }).code).toBe("duplicate");
    expect(judge({ parameters, evidence: at(60_000) }).code).toBe("create");
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
    judge({ parameters: { click_id, goal: "trial" }, evidence: began });
    expect(judge({ parameters: paid }).code).toBe("create");
  });

  test("its own look-back refuses what comes too long after", () => {
    const { judge } = judgingWorld({ goals });
    const began = { received_at: NOW_MS - 11 * DAY_MS };
    judge({ parameters: { click_id, goal: "trial" }, evidence: began });
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
    expect(judge({ parameters: without, evidence: signed() }).code).toBe(
      "missing_order_id",
    );
    const taken = judge({ parameters: proven, evidence: signed() });
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
    const { row } = judge({ parameters: old, evidence: signed() });
    expect(row).toMatchObject({ flags: ["late"], status: "pending" });
  });

  test("beyond the backfill only an open window lets it in", () => {
    const ancient = clickId({ days_ago: 200 });
    const event = { ...proven, click_id: ancient };
    const { judge } = judgingWorld();
    expect(judge({ parameters: event, evidence: signed() }).code).toBe(
      "outside_window",
    );
    const open = judgingWorld({
      context: { windows: { over: () => ({ id: 7 }) as never } },
    });
    const taken = open.judge({ parameters: event, evidence: signed() });
    expect(taken.code).toBe("create");
    const step = taken.trace.steps.find(({ step }) => step === "window");
    expect(step?.found).toContain("backfill window 7 is open");
  });

  test("a change is never refused for age", () => {
    const { judge } = judgingWorld();
    const sale = { click_id, order_id: "A-9" };
    const then = { received_at: NOW_MS - 50 * DAY_MS };
    expect(judge({ parameters: sale, evidence: then }).code).toBe("create");
    const much_later = { received_at: NOW_MS + 900 * DAY_MS };
    const back = { ...sale, status: "chargeback" };
    expect(judge({ parameters: back, evidence: much_later }).code).toBe(
      "reverse",
    );
  });
});
