import type {
  ConversionFacts,
  Finding,
  OfferUsual,
  Surroundings,
} from "./facts.ts";
import type { Reason, RiskCode } from "./reason.ts";
import { approvalRate } from "./signals/approval_rate.ts";
import { botAgent } from "./signals/bot_agent.ts";
import { clickFlood } from "./signals/click_flood.ts";
import { clickVelocity } from "./signals/click_velocity.ts";
import { conversionBurst } from "./signals/conversion_burst.ts";
import { crOutlier } from "./signals/cr_outlier.ts";
import { ctitFlat } from "./signals/ctit_flat.ts";
import { ctitTooFast } from "./signals/ctit_too_fast.ts";
import { dataCentre } from "./signals/data_centre.ts";
import { deviceMismatch } from "./signals/device_mismatch.ts";
import { duplicateDevice } from "./signals/duplicate_device.ts";
import { duplicateIp } from "./signals/duplicate_ip.ts";
import { geoMismatch } from "./signals/geo_mismatch.ts";
import { hourProfile } from "./signals/hour_profile.ts";
import { refundRate } from "./signals/refund_rate.ts";
import { senderAddress } from "./signals/sender_address.ts";

/** The measure of single conversions. */
export interface Known {
  offer: OfferUsual | null;
  /** The countries that the campaign wants; null: any. */
  wanted: readonly string[] | null;
  /** How the affiliate, and each of its labels, stands out by itself. */
  findings: readonly (readonly Finding[])[];
}

/** All reasons to suspect a conversion; of one code, there may be several. */
export function findReasons(
  facts: ConversionFacts,
  around: Surroundings,
  known: Known,
): Reason[] {
  const cr = known.offer?.cr ?? null;
  const single = [
    clickVelocity(around.minute),
    conversionBurst(around.burst),
    senderAddress(around.sender),
  ];
  const of_groups = [[], ...known.findings].flatMap((findings) => {
    const of = (code: RiskCode) => findings.find((one) => one.code === code);
    const is_named = facts.device_id !== null;
    const { device, address } = around;
    return [
      ctitTooFast(facts, known.offer, of("ctit_too_fast")),
      ctitFlat(facts, of("ctit_flat")),
      clickFlood(of("click_flood")),
      duplicateIp(address, cr, of("duplicate_ip")),
      duplicateDevice({ device, is_named, cr }, of("duplicate_device")),
      dataCentre(facts, of("data_centre")),
      geoMismatch(facts, known.wanted, of("geo_mismatch")),
      deviceMismatch(facts, of("device_mismatch")),
      botAgent(facts, of("bot_agent")),
      hourProfile(facts, of("hour_profile")),
      refundRate(facts, of("refund_rate")),
      approvalRate(facts, of("approval_rate")),
      crOutlier(of("cr_outlier")),
    ];
  });
  return [...single, ...of_groups].filter((reason) => reason !== null);
}
