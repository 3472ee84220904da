import { describe, expect, test } from "bun:test";
import { codeOfReason, MMP_REASON_CODES, reasonText } from "./mmp_reasons.ts";
import type { MmpReasonCode } from "./mmp_reasons.ts";
import type { MmpName } from "./mmp_names.ts";

const CASES: [MmpName, string, MmpReasonCode][] = [
  ["appsflyer", "click_flood", "click_flood"],
  ["appsflyer", "install_hijacking", "click_injection"],
  ["appsflyer", "install_validation_rules", "advertiser_rule"],
  ["appsflyer", "site_blacklist", "blocked_source"],
  ["appsflyer", "ctit_anomalies", "ctit_too_fast"],
  ["adjust", "anonymous_traffic", "data_centre"],
  ["adjust", "distribution_outlier", "ctit_flat"],
  ["adjust", "too_many_engagements", "click_flood"],
  ["adjust", "engagement_injection", "click_injection"],
  ["adjust", "incorrect_signature", "fake_install"],
  ["kochava", "blacklist_site|click_flooding|mtti|geo", "blocked_source"],
  ["kochava", "unheard_of|mtti", "ctit_flat"],
  ["kochava", "TOR | VPN", "data_centre"],
  ["singular", "User-defined Rule", "advertiser_rule"],
  ["singular", "iOS Install Receipt Validation", "fake_install"],
  ["branch", "Emulator", "fake_install"],
  ["appmetrica", "click spam", "click_flood"],
  ["appmetrica", "something else", "mmp_rejected"],
  ["appsflyer", "constructor", "mmp_rejected"],
  ["branch", "toString", "mmp_rejected"],
  ["adjust", "", "mmp_rejected"],
];

describe("codeOfReason()", () => {
  test.each(CASES)("%s: %j is %s", (mmp, reason, code) => {
    expect(codeOfReason(mmp, reason)).toBe(code);
    expect(MMP_REASON_CODES).toContain(code);
  });

  test("answers at once whatever is sent", () => {
    const long = `${"|".repeat(50_000)}${"bot".repeat(50_000)}`;
    expect(codeOfReason("kochava", long)).toBe("mmp_rejected");
  });
});

describe("reasonText()", () => {
  test("is our code with what the MMP says, on one line", () => {
    expect(reasonText("appsflyer", "click_flood", ["site\n1"])).toBe(
      "click_flood: AppsFlyer says click_flood, site 1",
    );
  });

  test("says so where there is none", () => {
    expect(reasonText("branch", null, [])).toBe(
      "mmp_rejected: Branch gives no reason",
    );
  });
});
