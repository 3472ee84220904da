import type { TrafficRuleConfig } from "../campaigns/mod.ts";

const CAP = "cap_";
const RULE = "rule_";

/** Flag of a click that found a cap used up. */
export function capFlag(cap_id: number): string {
  return `${CAP}${cap_id}`;
}

/** Flag of a click that a traffic rule matched. */
export function ruleFlag(rule_id: number): string {
  return `${RULE}${rule_id}`;
}

/** Facts behind a verdict, as far as they are known. */
export interface VerdictDetail {
  /** The cap that was used up. */
  cap_id?: number;
  /** The traffic rule that decided, and its reason. */
  rule_id?: number;
  reason?: string;
  country?: string | null;
  device?: string | null;
  os?: string | null;
}

interface JudgedClick {
  verdict: string;
  flags: readonly string[];
  country: string | null;
  device: string | null;
  os: string | null;
}

/** Why a click got its verdict; `rules` are the campaign's present ones. */
export function verdictDetail(
  { verdict, flags, country, device, os }: JudgedClick,
  rules: readonly Pick<TrafficRuleConfig, "id" | "action" | "reason">[] = [],
): VerdictDetail {
  switch (verdict) {
    case "geo":
      return { country };
    case "device":
      return { device };
    case "os":
      return { os };
    case "source_blocked":
      return ruleDetail(idsIn(flags, RULE), rules);
    default: {
      // A click over a cap may be sent on all the same, without pay.
      const cap_id = idsIn(flags, CAP).at(verdict === "capped" ? -1 : 0);
      return cap_id === undefined ? {} : { cap_id };
    }
  }
}

/** Rules that only flag were noted too; the first other one decided. */
function ruleDetail(
  ids: readonly number[],
  rules: readonly Pick<TrafficRuleConfig, "id" | "action" | "reason">[],
): VerdictDetail {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const rule_id = ids.find((id) => known.get(id)?.action !== "flag");
  if (rule_id === undefined) return {};
  const reason = known.get(rule_id)?.reason;
  return reason === undefined ? { rule_id } : { rule_id, reason };
}

function idsIn(flags: readonly string[], prefix: string): number[] {
  return flags.flatMap((flag) => {
    const digits = flag.startsWith(prefix) ? flag.slice(prefix.length) : "";
    return /^[1-9]\d{0,9}$/.test(digits) ? [Number(digits)] : [];
  });
}
