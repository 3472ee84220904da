/** The reasons for which a conversion, or a group of them, can be suspected. */
export const RISK_CODES = [
  "ctit_too_fast",
  "ctit_flat",
  "click_flood",
  "click_velocity",
  "duplicate_ip",
  "duplicate_device",
  "data_centre",
  "geo_mismatch",
  "device_mismatch",
  "bot_agent",
  "conversion_burst",
  "hour_profile",
  "refund_rate",
  "approval_rate",
  "cr_outlier",
  "sender_address",
] as const;

/** One of the reasons for suspicion. */
export type RiskCode = (typeof RISK_CODES)[number];

/** A row of what a reason rests on. */
export interface Evidence {
  name: string;
  value: string | number;
}

/** A reason for suspicion, in words, with what it rests on. */
export interface Reason {
  code: RiskCode;
  /** 1 to 100: how likely fraud is by this reason alone. */
  weight: number;
  found: string;
  expected: string;
  evidence: readonly Evidence[];
}

/** The subject of reasons, of which for each only the strongest counts. */
type Aspect =
  | "timing"
  | "volume"
  | "identity"
  | "device"
  | "place"
  | "rhythm"
  | "outcome"
  | "sender";

/**
 * The aspect of each code, and the most that it weighs, as `bun run bench risk` set them on the seeds
 * that it doesn't report. Volume, place and rhythm never reach the usual threshold for holding
 * alone: a coupon site converts better, a newsletter explains a burst, and an office one address.
 */
export const SIGNALS: Readonly<
  Record<RiskCode, { aspect: Aspect; weight_max: number }>
> = {
  ctit_too_fast: { aspect: "timing", weight_max: 90 },
  ctit_flat: { aspect: "timing", weight_max: 55 },
  click_flood: { aspect: "volume", weight_max: 55 },
  click_velocity: { aspect: "volume", weight_max: 45 },
  cr_outlier: { aspect: "volume", weight_max: 58 },
  duplicate_ip: { aspect: "identity", weight_max: 75 },
  duplicate_device: { aspect: "identity", weight_max: 80 },
  device_mismatch: { aspect: "device", weight_max: 55 },
  bot_agent: { aspect: "device", weight_max: 70 },
  data_centre: { aspect: "place", weight_max: 58 },
  geo_mismatch: { aspect: "place", weight_max: 55 },
  conversion_burst: { aspect: "rhythm", weight_max: 25 },
  hour_profile: { aspect: "rhythm", weight_max: 40 },
  refund_rate: { aspect: "outcome", weight_max: 95 },
  approval_rate: { aspect: "outcome", weight_max: 80 },
  sender_address: { aspect: "sender", weight_max: 50 },
};

/**
 * A reason of `share` (0 to 1) of its code's greatest weight; null if it weighs nothing.
 */
export function reasonOf(
  code: RiskCode,
  share: number,
  words: Pick<Reason, "found" | "expected" | "evidence">,
): Reason | null {
  const { weight_max } = SIGNALS[code];
  const weight = Math.round(weight_max * Math.min(1, share));
  return weight > 0 ? { code, weight, ...words } : null;
}

/** A share for people, such as `12.5 %`. */
export function percent(share: number): string {
  const digits = share !== 0 && share < 0.1 ? 10 : 1;
  return `${Math.round(share * 100 * digits) / digits} %`;
}

/** A span for people, in the largest unit that it fills. */
export function span(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
