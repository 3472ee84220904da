import type { Micros } from "../../kernel/mod.ts";
import type { Dialect, NamedValue, AmountForm } from "../../sources/mod.ts";
import { readAmount, Refused } from "../../sources/mod.ts";
import type { Values } from "../receive/reading.ts";

/**
 * A single money value is the amount, whatever its name; differing values each count under
 * their own name.
 */
export function readMoney(
  values: Values,
  hidden_money: readonly NamedValue[],
  dialect: Dialect,
  currency: string,
) {
  const form = {
    ...dialect,
    may_be_negative: dialect.reversal_amount === "refunded",
  };
  const given = (["amount", "revenue", "payout"] as const).flatMap((name) => {
    const value = values.get(name);
    if (value === undefined) return [];
    return [{ name, ...readAmount(value, form, currency) }];
  });
  const of = (name: string) =>
    given.find((entry) => entry.name === name)?.micros ?? null;
  const [first] = given;
  const is_one = given.every(({ micros }) => micros === first?.micros);
  const amount = is_one ? (first?.micros ?? null) : of("amount");
  const differs =
    !is_one ||
    hidden_money.some((value) => {
      const micros = amountOrNull(value, form, currency);
      return micros !== null && micros !== first?.micros;
    });
  const is_rounded = given.some((entry) => entry.is_rounded);
  return {
    amount_micros: magnitude(amount),
    revenue_micros: magnitude(of("revenue")),
    payout_micros: magnitude(of("payout")),
    is_refund: given.some(({ micros }) => micros < 0n),
    flags: [
      ...(differs ? ["several_amounts"] : []),
      ...(is_rounded ? ["rounded"] : []),
    ],
  };
}

/** An unread parameter need not be an amount at all. */
function amountOrNull(
  value: NamedValue,
  form: AmountForm,
  currency: string,
): Micros | null {
  try {
    return readAmount(value, form, currency).micros;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

function magnitude(micros: Micros | null): Micros | null {
  return micros !== null && micros < 0n ? -micros : micros;
}
