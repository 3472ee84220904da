import { expect, test } from "bun:test";
import {
  isOpen,
  stepsOf,
  sumsOf,
} from "../../web/screens/money/payment_steps.ts";

const STATES = ["draft", "closed", "paid", "failed", "void"] as const;
const PAYMENTS = STATES.map((state) => ({ state }));

test("each step is for the payments whose state takes it", () => {
  const steps = stepsOf(PAYMENTS).map(({ step, payments }) => [
    step,
    payments.map(({ state }) => state),
  ]);
  expect(steps).toEqual([
    ["close", ["draft"]],
    ["pay", ["closed"]],
    ["fail", ["closed"]],
    ["void", ["draft", "closed"]],
  ]);
  expect(stepsOf([{ state: "paid" }])).toEqual([]);
  expect(PAYMENTS.map(isOpen)).toEqual([true, true, false, false, false]);
});

test("sums are by currency, in its own digits", () => {
  expect(
    sumsOf([
      { amount: "1234.50", currency: "EUR" },
      { amount: "300", currency: "JPY" },
      { amount: "20.05", currency: "EUR" },
    ]),
  ).toEqual([
    { amount: "1254.55", currency: "EUR" },
    { amount: "300", currency: "JPY" },
  ]);
  expect(sumsOf([])).toEqual([]);
});
