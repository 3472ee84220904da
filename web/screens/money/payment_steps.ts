import type { components } from "../../api/api_types.ts";
import { sumOf } from "./vat.ts";

type Schemas = components["schemas"];
type State = Schemas["PaymentState"];

/** A next step of a payment. */
export type PaymentStep = "close" | "pay" | "fail" | "void";

/** A payment, as far as its next steps depend on it. */
export type SteppedPayment = Pick<
  Schemas["Payment"],
  "id" | "state" | "amount" | "currency" | "affiliate_id"
>;

const STATES: Readonly<Record<PaymentStep, readonly State[]>> = {
  close: ["draft"],
  pay: ["closed"],
  fail: ["closed"],
  void: ["draft", "closed"],
};

/** Whether anything may still be done with a payment. */
export function isOpen({ state }: Pick<SteppedPayment, "state">): boolean {
  return STATES.void.includes(state);
}

/** The next steps of some payments, each with those that it is for. */
export function stepsOf<Payment extends Pick<SteppedPayment, "state">>(
  payments: readonly Payment[],
): { step: PaymentStep; payments: Payment[] }[] {
  return (Object.keys(STATES) as PaymentStep[]).flatMap((step) => {
    const of = payments.filter(({ state }) => STATES[step].includes(state));
    return of.length === 0 ? [] : [{ step, payments: of }];
  });
}

/** Sums of payments, by currency. */
export function sumsOf(
  payments: readonly Pick<SteppedPayment, "amount" | "currency">[],
): { currency: string; amount: string }[] {
  return [...Map.groupBy(payments, ({ currency }) => currency)].map(
    ([currency, group]) => {
      const amounts = group.map(({ amount }) => amount);
      return { currency, amount: sumOf(amounts, amounts[0] ?? "0") };
    },
  );
}
