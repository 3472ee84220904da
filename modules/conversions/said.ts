import type { Micros } from "../kernel/mod.ts";
import type { ConversionStatus } from "../sources/mod.ts";
import type { CurrentState } from "./transition_types.ts";

/** Encodes a wish, to compare it with earlier ones. Amounts are as sent. */
export function reportKey(wish: {
  status: ConversionStatus | "ignore" | null;
  amount_micros: Micros | null;
  is_refund?: boolean;
  refund_id?: string | null | undefined;
  sent_currency?: string | null;
  sent_amount_micros?: Micros | null;
}): string {
  const { refund_id = null } = wish;
  if (refund_id !== null) return `reversed|#${refund_id}`;
  const sign = wish.is_refund === true ? "-" : "";
  const { sent_currency = null, sent_amount_micros = null } = wish;
  const amount =
    sent_currency === null
      ? (wish.amount_micros ?? "")
      : `${sent_currency} ${sent_amount_micros ?? ""}`;
  return `${wish.status ?? ""}|${sign}${amount}`;
}

/** Maximum sayings kept per conversion: the first and the latest ones. */
const SAID_MAX = 200;

/** Appends a report, dropping the oldest beyond the limit. */
export function addReport(said: readonly string[], more: string): string[] {
  const all = [...said, more];
  // The first one stays: it tells how the conversion began.
  if (all.length > SAID_MAX) all.splice(1, all.length - SAID_MAX);
  return all;
}

/** The reasons for which the network itself ends conversions that look like fraud. */
const RISK_REASONS: ReadonlySet<string> = new Set(["risk_rejected", "fraud"]);

/** A sender's word that ends a conversion or a part of it. */
const SAID_ENDED = /^re(jected|versed)\||\|-/;

/**
 * Whether the network ended a conversion by itself, for its risk, which somebody may clear. Its reason alone proves
 * nothing, as a sender may send any; giving back a part is no end.
 */
export function isEndedForRisk({
  reason,
  said,
  refunded_micros,
}: Pick<CurrentState, "reason" | "refunded_micros" | "said">): boolean {
  if (!RISK_REASONS.has(reason ?? "")) return false;
  return refunded_micros > 0n || !SAID_ENDED.test(said.at(-1) ?? "");
}

/** Whether its sender said at any time that a conversion is approved. */
export function isSaidApproved(said: readonly string[]): boolean {
  return said.some((text) => text.startsWith("approved|"));
}
