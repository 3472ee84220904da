import type { trafficRules } from "../../db/schema/mod.ts";

/** The facts a traffic rule can match. */
export type TrafficField = "country" | "asn" | "referrer" | "label";

/** A compiled traffic rule. */
export interface TrafficRuleConfig {
  id: number;
  affiliate_id: number | null;
  kind: TrafficField;
  /** The field's name; for a label, the label's. */
  field: string;
  action: "block" | "fallback" | "flag";
  /** Shown to admins and the affiliate. */
  reason: string;
  /** Whether it matches a lower-case value; a missing value is "". */
  matches(value: string): boolean;
}

type Row = typeof trafficRules.$inferSelect;

/** Compiles a rule. */
export function buildTrafficRule(row: Row): TrafficRuleConfig {
  const { id, affiliate_id, field } = row;
  const values = row.values.map((value) => comparable(field, value));
  const shown = row.values.slice(0, 3).join(", ");
  const more = row.values.length > 3 ? ", …" : "";
  return {
    id,
    affiliate_id,
    kind: kindOf(field),
    field,
    action: row.action as TrafficRuleConfig["action"],
    reason: row.reason ?? `rule ${id}: ${field} ${row.op} ${shown}${more}`,
    matches: matcher(row.op, values),
  };
}

/** Normalizes a value for comparison: lower case, and `AS64496` becomes `64496`. */
export function comparable(field: string, value: string): string {
  const lower = value.trim().toLowerCase();
  return field === "asn" ? lower.replace(/^as(?=\d)/, "") : lower;
}

function kindOf(field: string): TrafficField {
  if (field === "country" || field === "asn" || field === "referrer") {
    return field;
  }
  return "label";
}

function matcher(
  op: string,
  values: readonly string[],
): (value: string) => boolean {
  switch (op) {
    case "contains":
      return (value) => values.some((part) => value.includes(part));
    case "starts_with":
      return (value) => values.some((part) => value.startsWith(part));
    default: {
      const set = new Set(values);
      return (value) => set.has(value);
    }
  }
}
