import { Problem } from "../../kernel/mod.ts";
import { presentPayment } from "./read_payments.ts";
import type { PaymentRow } from "./payment_run.ts";

/** The result for one payment of a batch. */
export type BatchOutcome =
  | { id: string; ok: true; payment: ReturnType<typeof presentPayment> }
  | { id: string; ok: false; code: string; detail: string };

/**
 * Settles many payments one by one; a refused one is reported and doesn't stop the
 * others.
 */
export async function settleMany<T extends { id: string }>(
  items: readonly T[],
  settle: (item: T) => Promise<PaymentRow>,
): Promise<{ data: BatchOutcome[]; done: number; refused: number }> {
  const data: BatchOutcome[] = [];
  for (const item of items) {
    const { id } = item;
    try {
      const payment = presentPayment(await settle(item));
      data.push({ id, ok: true, payment });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { code, detail } = error;
      data.push({ id, ok: false, code, detail });
    }
  }
  const done = data.filter(({ ok }) => ok).length;
  return { data, done, refused: data.length - done };
}
