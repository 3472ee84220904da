import type { AllowDeny, Targeting } from "../../../db/schema/mod.ts";

const NAMES = [
  ["countries", "countries"],
  ["devices", "devices"],
  ["os", "operating systems"],
] as const;

/** Targeting as a sentence. */
export function targetingInWords(targeting: Targeting): string {
  const parts = NAMES.flatMap(([field, name]) =>
    listInWords(name, targeting[field]),
  );
  if (parts.length === 0) return "Visitors from everywhere, on any device.";
  return `${capitalized(parts.join("; "))}. Visitors who don't fit go to the fallback.`;
}

function listInWords(name: string, lists: AllowDeny | undefined): string[] {
  const { allow = [], deny = [] } = lists ?? {};
  const only = allow.length === 0 ? [] : [`only ${name} ${allow.join(", ")}`];
  const not = deny.length === 0 ? [] : [`no ${name} ${deny.join(", ")}`];
  return [...only, ...not];
}

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/** The things that a cap limits. */
export interface CapScope {
  metric: string;
  period: string;
  goal_key: string | null;
  sub_name: string | null;
  sub_value: string | null;
  affiliate_id: number | null;
  limit: string | null;
  currency: string | null;
}

/** A cap as a sentence. */
export function capInWords(cap: CapScope, left: string): string {
  const amount =
    cap.limit === null
      ? `A limit on ${cap.metric}`
      : `${cap.limit}${cap.currency === null ? "" : ` ${cap.currency}`} ${cap.metric}`;
  const of = [
    cap.goal_key === null ? "" : ` of goal ${cap.goal_key}`,
    cap.sub_name === null ? "" : ` with ${cap.sub_name}=${cap.sub_value}`,
    cap.affiliate_id === null ? " for all affiliates together" : " for you",
  ].join("");
  const every = cap.period === "total" ? " in total" : ` a ${cap.period}`;
  return `${amount}${every}${of}: ${left} left.`;
}
