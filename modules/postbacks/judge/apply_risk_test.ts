import { describe, expect, test } from "bun:test";
import {
  clickId,
  judgingWorld,
} from "../../../tests/modules/postbacks/judging_world.ts";
import { NOW_MS } from "../../../tests/routing_world.ts";
import { Trace } from "../read/trace.ts";
import { judgePostback } from "./judge_postback.ts";

const HELD = {
  risk: { score: 80, verdict: "hold" as const, reasons: [] },
  customer: null,
};
const DAY_MS = 86_400_000;

/** Judges a suspected sale in a network whose rule does something about it. */
function judge(
  action: "pending" | "reject" | null,
  sent: Record<string, string> = {},
  world: Parameters<typeof judgingWorld>[0] = {},
) {
  const context = { risk: { judge: () => ({ ...HELD, action }) } };
  const parameters = { click_id: clickId(), order_id: "A", ...sent };
  const { context: more = {}, ...rest } = world;
  const judged = judgingWorld({
    ...rest,
    context: { ...context, ...more } as never,
  }).judge({ parameters });
  const { verdict, row } = judged;
  if (verdict?.kind !== "create" || row === null) return { code: judged.code };
  return { risk: verdict.risk, row, cap_added: verdict.cap_added };
}

const CAP = { id: 3, metric: "conversions", limit: 1n, period: "day" };
const capped = (is_full: boolean) => ({
  caps: { conversionCapsOf: () => [CAP], isFullWith: () => is_full },
});

describe("a rule that rejects", () => {
  test("keeps how the sale is without it, with its money", () => {
    const goals = [{ payout: { type: "percent", percent: "10" } }];
    const { risk, row } = judge("reject", { amount: "70.00" }, { goals });
    expect(row).toMatchObject({
      ...{ status: "rejected", reason: "risk_rejected", payout_micros: 0n },
    });
    expect(risk).toMatchObject({ action: "reject", is_held: true });
    expect(risk?.otherwise).toEqual({
      ...{ status: "approved", reason: null, auto_approve_at: null },
      money: { amount: "70000000", revenue: "20000000", payout: "7000000" },
      is_unmade: true,
    });
  });

  test("keeps when it would approve itself", () => {
    const goals = [{ default_status: "pending", auto_approve_days: 3 }];
    const { risk } = judge("reject", {}, { goals });
    expect(risk?.otherwise).toMatchObject({
      ...{ status: "pending", reason: null },
      auto_approve_at: NOW_MS + 3 * DAY_MS,
    });
  });

  test("takes no room of a cap, and says that it didn't", () => {
    const made = judge("reject", {}, { context: capped(false) as never });
    expect(made.cap_added?.size).toBe(0);
    expect(made.risk?.otherwise?.is_uncounted).toBe(true);
  });

  test("lets a full cap refuse, as without it", () => {
    const context = capped(true) as never;
    const campaign = { over_cap: "reject" };
    expect(judge("reject", {}, { context, campaign }).code).toBe("cap_reached");
  });

  test.each(["rejected", "reversed"])(
    "leaves what was sent as %s",
    (status) => {
      const { risk, row } = judge("reject", { status, reason: "returned" });
      expect(row).toMatchObject({ status, reason: "returned" });
      expect(risk).toMatchObject({
        ...{ action: null, otherwise: null, is_held: false },
      });
    },
  );
});

describe("a rule that holds", () => {
  test("holds what would be approved", () => {
    const { risk, row } = judge("pending");
    expect(row).toMatchObject({
      ...{ status: "pending", reason: "risk_hold", payout_micros: 12_500_000n },
      auto_approve_at: null,
    });
    expect(risk?.otherwise).toMatchObject({ status: "approved", money: null });
  });

  test("holds what waits for a rate once that is there", () => {
    const sent = { amount: "9.00", currency: "CHF" };
    const { risk, row } = judge("pending", sent);
    expect(row).toMatchObject({
      ...{ status: "pending", reason: "fx_rate_missing" },
      held: { status: "pending", reason: "risk_hold" },
    });
    expect(risk).toMatchObject({
      ...{ action: "pending", otherwise: { status: "approved" } },
    });
  });

  test.each([
    ["its sender", { status: "pending" }, {}, null],
    ["its cap", {}, { context: capped(true) as never }, "cap_reached"],
    [
      "its payout",
      {},
      { goals: [{ payout: { type: "fixed", amount: "90.00" } }] },
      "payout_above_revenue",
    ],
  ])(
    "leaves what waits for %s, and keeps it out of payments",
    (_, sent, world, reason) => {
      const { risk, row } = judge("pending", sent, world);
      expect(row).toMatchObject({ status: "pending", reason });
      expect(risk).toMatchObject({
        ...{ action: null, otherwise: null, is_held: true },
      });
    },
  );
});

test("a sale without a click has no time from it", () => {
  const world = judgingWorld();
  const sent = { parameters: { click_id: clickId(), order_id: "A" } };
  const event = world.resolve(sent);
  if (event === null) throw new Error("Refused");
  const secondsOf = (click_bytes: Uint8Array) => {
    let seconds: number | null | undefined;
    const risk = {
      judge: (sale: { seconds: number | null }) => {
        ({ seconds } = sale);
        return { ...HELD, action: null };
      },
    };
    const sale = { ...event, click_bytes };
    judgePostback(sale, { ...world.context, risk }, new Trace());
    return seconds;
  };
  expect(secondsOf(event.click_bytes)).toBe(86_400);
  expect(secondsOf(new Uint8Array(20).fill(1))).toBeNull();
});

test("without a rule nothing happens", () => {
  const { risk, row } = judge(null);
  expect(row).toMatchObject({ status: "approved", reason: null });
  expect(risk).toMatchObject({ action: null, is_held: false });
});
