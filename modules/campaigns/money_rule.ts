import type { MoneyRule } from "../../db/schema/mod.ts";
import { parseAmount, parsePercent, Problem } from "../kernel/mod.ts";
import type { Micros } from "../kernel/mod.ts";

/** A parsed rule: amounts in micros, percentages in millionths of a percent. */
export interface PriceRule {
  type: MoneyRule["type"];
  amount_micros: Micros;
  percent_millionths: bigint;
}

/** Parses a rule from storage or the API; throws a Problem naming the invalid field. */
export function readRule(rule: MoneyRule, field: string): PriceRule {
  return {
    type: rule.type,
    amount_micros:
      "amount" in rule
        ? (parseAmount(rule.amount) ??
          refuse(`${field}.amount`, "must be a decimal string such as 12.50"))
        : 0n,
    percent_millionths:
      "percent" in rule
        ? (parsePercent(rule.percent) ??
          refuse(`${field}.percent`, "must be a decimal string such as 12.5"))
        : 0n,
  };
}

function refuse(field: string, message: string): never {
  throw new Problem(422, "invalid_amount", `Invalid ${field}: ${message}`, {
    errors: [{ field, message }],
  });
}
