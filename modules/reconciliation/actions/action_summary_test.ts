import { expect, test } from "bun:test";
import { ActionSummary } from "./action_summary.ts";

test("a stored summary goes on from its exact amounts, not the rounded ones", () => {
  const piece = () => {
    const stored = JSON.stringify(summary.present());
    return ActionSummary.from(JSON.parse(stored));
  };
  let summary = new ActionSummary();
  for (let part = 0; part < 3; part++) {
    summary = piece();
    summary.addVariance({
      kind: "variance",
      advertiser_id: 1,
      currency: "USD",
      receivable_micros: 4_000n,
    } as unknown as Parameters<ActionSummary["addVariance"]>[0]);
  }
  const { advertisers, variance } = summary.present();
  expect(advertisers).toEqual([
    {
      advertiser_id: 1,
      currency: "USD",
      revenue_pending: "0.00",
      revenue: "0.01",
      exact: { revenue: "0.012" },
    },
  ]);
  expect(variance).toMatchObject([{ exact: { amount: "-0.012" } }]);
});
