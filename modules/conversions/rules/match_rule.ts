import type { conversionRules } from "../../../db/schema/mod.ts";
import { invalid } from "../../http/mod.ts";
import { inCidrs, parseAmount, parseCidrs } from "../../kernel/mod.ts";
import type { Cidr } from "../../kernel/mod.ts";

/**
 * Facts about a conversion that rules are evaluated on. A missing fact matches no
 * rule. `flag` holds all flags, separated by spaces.
 */
export type RuleFacts = Readonly<
  Record<string, string | number | boolean | undefined>
>;

/** A conversion rule prepared for matching. */
export interface ConversionRule {
  id: number;
  campaign_id: number | null;
  affiliate_id: number | null;
  field: string;
  op: RuleOp;
  /** In lower case. */
  values: readonly string[];
  /** The parsed values of an address rule. */
  ranges: readonly Cidr[];
  action: "pending" | "reject";
  /** Shown to the affiliate. */
  reason: string;
}

type RuleOp = "lt" | "gt" | "eq" | "in" | "contains";
type Kind = "number" | "boolean" | "text" | "country" | "address" | "flags";

const OPS: Readonly<Record<Kind, readonly RuleOp[]>> = {
  number: ["lt", "gt", "eq", "in"],
  boolean: ["eq"],
  text: ["eq", "in", "contains"],
  country: ["eq", "in"],
  address: ["eq", "in"],
  flags: ["eq", "in"],
};

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ["seconds_to_convert", "number"],
  ["conversions_per_sub_hour", "number"],
  ["amount", "number"],
  ["country_differs", "boolean"],
  ["data_centre", "boolean"],
  ["ip", "address"],
  ["flag", "flags"],
  ["country", "country"],
  ["source", "text"],
  ...Array.from({ length: 10 }, (_, index): [string, Kind] => [
    `sub${index + 1}`,
    "text",
  ]),
]);

/** Throws a Problem naming the field if a condition is invalid or could never match. */
export function checkCondition(rule: {
  field: string;
  op: string;
  values: readonly string[];
}): void {
  const kind = KINDS.get(rule.field);
  if (kind === undefined) {
    throw invalid("field", `must be one of ${[...KINDS.keys()].join(", ")}`);
  }
  const ops: readonly string[] = OPS[kind];
  if (!ops.includes(rule.op)) {
    const expected = ops.join(", ");
    throw invalid("op", `must be one of ${expected} for ${rule.field}`);
  }
  const takes_many = rule.op === "in" || rule.op === "contains";
  if (!takes_many && rule.values.length !== 1) {
    throw invalid("values", `${rule.op} takes one value`);
  }
  for (const [index, value] of rule.values.entries()) {
    const message = faultOf(kind, value);
    if (message !== null) throw invalid(`values.${index}`, message);
  }
}

function faultOf(kind: Kind, value: string): string | null {
  switch (kind) {
    case "number":
      return readNumber(value) === null ? "must be a number" : null;
    case "boolean":
      return /^(true|false)$/i.test(value) ? null : "must be true or false";
    case "country":
      return /^[a-z]{2}$/i.test(value)
        ? null
        : "must be ISO 3166 country codes of two letters";
    case "address":
      return readRanges([value]).length === 1
        ? null
        : "must be an address, or a range such as 192.0.2.0/24";
    default:
      return value.trim() === "" ? "must not be empty" : null;
  }
}

/** Prepares a rule for matching. */
export function buildRule(
  row: typeof conversionRules.$inferSelect,
): ConversionRule {
  const { id, campaign_id, affiliate_id, field, op } = row;
  const shown = row.values.slice(0, 3).join(", ");
  const more = row.values.length > 3 ? ", …" : "";
  return {
    id,
    campaign_id,
    affiliate_id,
    field,
    op: op as RuleOp,
    values: row.values.map(folded),
    ranges: KINDS.get(field) === "address" ? readRanges(row.values) : [],
    action: row.action as ConversionRule["action"],
    reason: row.reason || `${field} ${op} ${shown}${more}`,
  };
}

/** Whether a conversion's facts match a rule. */
export function matchRule(rule: ConversionRule, facts: RuleFacts): boolean {
  const fact = facts[rule.field];
  if (fact === undefined || fact === "") return false;
  const text = folded(String(fact));
  const { op, values } = rule;
  switch (KINDS.get(rule.field)) {
    case "number":
      return matchNumber(op, text, values);
    case "address":
      return inCidrs(text, rule.ranges);
    case "flags":
      return text.split(" ").some((flag) => values.includes(flag));
    case undefined:
      return false;
    default:
      return op === "contains"
        ? values.some((value) => text.includes(value))
        : values.includes(text);
  }
}

/** Compares exact decimals: 12.5 equals 12.50. */
function matchNumber(
  op: RuleOp,
  text: string,
  values: readonly string[],
): boolean {
  const fact = readNumber(text);
  if (fact === null) return false;
  return values.some((value) => {
    const bound = readNumber(value);
    if (bound === null) return false;
    if (op === "lt") return fact < bound;
    if (op === "gt") return fact > bound;
    return fact === bound;
  });
}

function readNumber(text: string): bigint | null {
  return parseAmount(text, { negative: true });
}

function readRanges(values: readonly string[]): Cidr[] {
  try {
    return parseCidrs(values.join(" "));
  } catch {
    return [];
  }
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}
