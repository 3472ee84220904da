import { MMP_TITLES } from "./mmp_names.ts";
import type { MmpName } from "./mmp_names.ts";

/**
 * Why an MMP rejected something, in one set of codes. Those of risk mean the same as there; the
 * others are what only an MMP can say.
 */
export const MMP_REASON_CODES = [
  "click_flood",
  "click_injection",
  "ctit_too_fast",
  "ctit_flat",
  "data_centre",
  "geo_mismatch",
  "duplicate_device",
  "fake_install",
  "blocked_source",
  "advertiser_rule",
  "mmp_rejected",
] as const;

/** Code of a rejection by an MMP. */
export type MmpReasonCode = (typeof MMP_REASON_CODES)[number];

/** The words that an MMP documents, folded. */
const DOCUMENTED: Readonly<
  Partial<Record<MmpName, Readonly<Record<string, MmpReasonCode>>>>
> = {
  appsflyer: {
    behavioral_anomalies: "fake_install",
    bots: "fake_install",
    click_flood: "click_flood",
    ctit_anomalies: "ctit_too_fast",
    inapps_bots: "fake_install",
    install_hijacking: "click_injection",
    install_validation_rules: "advertiser_rule",
    site_blacklist: "blocked_source",
    store_install_validation: "fake_install",
    validation_bots: "fake_install",
    validation_hijacking: "click_injection",
    validation_inapps: "advertiser_rule",
  },
  adjust: {
    anonymous_traffic: "data_centre",
    distribution_outlier: "ctit_flat",
    engagement_injection: "click_injection",
    incorrect_signature: "fake_install",
    malformed_advertising_id: "fake_install",
    too_many_engagements: "click_flood",
  },
  kochava: {
    blacklist_site: "blocked_source",
    click_flooding: "click_flood",
    geo: "geo_mismatch",
    mtti: "ctit_flat",
    proxy: "data_centre",
    tor: "data_centre",
    vpn: "data_centre",
  },
  singular: {
    android_install_validation: "fake_install",
    blacklisted_ips: "blocked_source",
    ios_install_receipt_validation: "fake_install",
    user_defined_rule: "advertiser_rule",
  },
};

/** Parts of words that no MMP documents, in order of precedence. */
const PARTS: readonly [MmpReasonCode, RegExp][] = [
  ["click_injection", /inject|hijack/],
  ["click_flood", /flood|spam|hyper|stuffing|stacking/],
  ["ctit_flat", /distribution|mtti/],
  ["ctit_too_fast", /ctit|too_fast|time_to_install/],
  ["data_centre", /vpn|proxy|data_?cent|hosting|anonymous/],
  ["geo_mismatch", /geo|country|region/],
  ["duplicate_device", /duplicate/],
  ["fake_install", /bot|emulat|fake|spoof|receipt|signature|farm|sdk/],
  ["advertiser_rule", /rule/],
  ["blocked_source", /black_?list|block_?list|denylist|site/],
];

const WORD_CHARS_MAX = 100;

/** The code of an MMP's reason. Of several (`mtti|geo`) the first that is known counts. */
export function codeOfReason(mmp: MmpName, reason: string): MmpReasonCode {
  const words = reason
    .slice(0, WORD_CHARS_MAX)
    .toLowerCase()
    .split(/[|,;]/)
    .map((word) => word.trim().replaceAll(/[\s-]+/g, "_"));
  const documented = DOCUMENTED[mmp] ?? {};
  for (const word of words) {
    if (Object.hasOwn(documented, word)) {
      return documented[word] ?? "mmp_rejected";
    }
  }
  const parts = words.flatMap(
    (word) => PARTS.find(([, part]) => part.test(word))?.[0] ?? [],
  );
  return parts[0] ?? "mmp_rejected";
}

/** The reason of a rejection: our code, and what the MMP says. */
export function reasonText(
  mmp: MmpName,
  reason: string | null,
  details: readonly string[],
): string {
  const title = MMP_TITLES[mmp];
  if (reason === null) return `mmp_rejected: ${title} gives no reason`;
  const said = [reason, ...details].map(oneLine).join(", ");
  return `${codeOfReason(mmp, reason)}: ${title} says ${said}`;
}

function oneLine(text: string): string {
  return text
    .slice(0, WORD_CHARS_MAX)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .toWellFormed();
}
