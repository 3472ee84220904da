import { describe, expect, test } from "bun:test";
import { NO_SURROUNDINGS } from "./facts.ts";
import type { ConversionFacts, Finding } from "./facts.ts";
import { findReasons } from "./find_reasons.ts";
import { reasonOf } from "./reason.ts";
import type { Reason, RiskCode } from "./reason.ts";
import { scoreOf } from "./score.ts";

function reason(code: RiskCode, weight: number): Reason {
  return { code, weight, found: "a", expected: "b", evidence: [] };
}

describe("scoreOf()", () => {
  test("is 0 and clear without a reason", () => {
    expect(scoreOf([])).toEqual({ score: 0, verdict: "clear", reasons: [] });
  });

  test("takes reasons of different aspects together, and of one aspect the heaviest", () => {
    const flat = reason("ctit_flat", 55);
    const flood = reason("click_flood", 45);
    expect(scoreOf([flat, flood]).score).toBe(75);
    expect(scoreOf([flat, flood]).verdict).toBe("hold");
    const velocity = reason("click_velocity", 45);
    expect(scoreOf([flood, velocity]).score).toBe(45);
  });

  test("shows one reason of each code, the heaviest first", () => {
    const found = [
      reason("bot_agent", 20),
      reason("bot_agent", 40),
      reason("geo_mismatch", 50),
    ];
    const { reasons } = scoreOf(found);
    expect(reasons.map(({ code, weight }) => [code, weight])).toEqual([
      ["geo_mismatch", 50],
      ["bot_agent", 40],
    ]);
  });

  test("follows the thresholds, and counts a code by the percent set for it", () => {
    const found = [reason("refund_rate", 80)];
    const at = (percent: number) =>
      scoreOf(found, {
        watch_score: 20,
        hold_score: 60,
        weights: { refund_rate: percent },
      });
    expect(at(100).verdict).toBe("hold");
    expect(at(50)).toMatchObject({ score: 40, verdict: "watch" });
    expect(at(0)).toEqual({ score: 0, verdict: "clear", reasons: [] });
  });

  test("never reaches 100 by one reason, nor is one without weight shown", () => {
    expect(
      reasonOf("bot_agent", 0, { found: "", expected: "", evidence: [] }),
    ).toBeNull();
    expect(
      reasonOf("bot_agent", 9, { found: "", expected: "", evidence: [] })
        ?.weight,
    ).toBe(70);
  });
});

const FACTS: ConversionFacts = {
  conversion_id: "a",
  campaign_id: 1,
  affiliate_id: 1,
  labels: {},
  recorded_at: 0,
  clicked_at: 0,
  seconds: 4000,
  is_first: true,
  is_injected: false,
  ip: "192.0.2.1",
  agent: "1",
  device_id: null,
  click: { country: "DE", os: "android", is_bot: false, is_data_centre: false },
  customer: null,
  status: "approved",
  is_refunded: false,
};

const OFFER = { n: 1000, fast: { edge_s: 10, share: 0.002 }, cr: 0.03 };

function finding(change: Partial<Finding>): Finding {
  return {
    ...{ code: "ctit_flat", part: "", p_value: 0, k: 50, n: 60 },
    ...{ usual: 0.1, share_low: 0.6, unusual: 0.8, ...change },
  };
}

/** The codes and weights of what is found, with one change of an honest conversion. */
function found(
  change: Partial<ConversionFacts>,
  around: Partial<typeof NO_SURROUNDINGS> = {},
  findings: Finding[] = [],
  wanted: string[] | null = null,
) {
  const reasons = findReasons(
    { ...FACTS, ...change },
    { ...NO_SURROUNDINGS, ...around },
    { offer: OFFER, wanted, findings: [findings] },
  );
  for (const one of reasons) {
    expect(one.found.length).toBeGreaterThan(5);
    expect(one.expected).not.toBe("");
    expect(one.evidence.length).toBeGreaterThan(0);
  }
  return Object.fromEntries(
    scoreOf(reasons).reasons.map(({ code, weight }) => [code, weight]),
  );
}

const visitor = (change: object) => ({
  ...{ country: "DE", os: "android", is_bot: false, is_data_centre: false },
  ...change,
});

describe("an honest conversion", () => {
  test("has no reason", () => {
    expect(found({})).toEqual({});
    expect(found({ customer: visitor({}) })).toEqual({});
    expect(found({ click: null, seconds: null, ip: null })).toEqual({});
  });

  test("behind a carrier's address, where many click and few buy, has none", () => {
    const address = { own: 12, all: 30, clicks: 400, all_clicks: 900 };
    expect(found({}, { address })).toEqual({});
    const device = { own: 1, all: 12, clicks: 30, all_clicks: 400 };
    expect(found({}, { device })).toEqual({});
  });

  test("on a device with which others make sales, but few of its own visitors buy, has none", () => {
    const device = { own: 1, all: 41, clicks: 30, all_clicks: 72 };
    expect(found({}, { device, address: device })).toEqual({});
  });

  test("of a page that reloads, or of many devices of an address, has none", () => {
    expect(found({}, { minute: { clicks: 9, devices: 1 } })).toEqual({});
    expect(found({}, { minute: { clicks: 60, devices: 40 } })).toEqual({});
  });

  test("of a sender that has one new address, but few postbacks, has none", () => {
    const sender = { seen: 0, of: 20, address: "192.0.2.9" };
    expect(found({}, { sender })).toEqual({});
  });
});

describe("each signal", () => {
  test("ctit_too_fast: alone a little, and as one of many by how unusual they are", () => {
    expect(found({ seconds: 4 })).toEqual({ ctit_too_fast: 31 });
    const many = finding({ code: "ctit_too_fast", edge_s: 10, unusual: 0.95 });
    expect(found({ seconds: 4 }, {}, [many])).toEqual({ ctit_too_fast: 86 });
    expect(found({ seconds: 40 }, {}, [many])).toEqual({});
  });

  test("ctit_flat: by the part of its time that is by chance", () => {
    const bins = Array.from({ length: 26 }, (_, bin) => (bin < 10 ? 0 : 1));
    const flat = finding({ bins, edge_s: 3600 });
    expect(found({ seconds: 30 }, {}, [flat])).toEqual({});
    expect(found({ seconds: 300_000 }, {}, [flat])).toEqual({ ctit_flat: 55 });
  });

  test("click_flood and cr_outlier: by how far the rate is off", () => {
    expect(
      found({}, {}, [finding({ code: "click_flood", unusual: 0.5 })]),
    ).toEqual({ click_flood: 28 });
    expect(
      found({}, {}, [finding({ code: "cr_outlier", unusual: 1 })]),
    ).toEqual({ cr_outlier: 58 });
  });

  test("click_velocity: more in a minute than so many devices click", () => {
    expect(found({}, { minute: { clicks: 60, devices: 2 } })).toEqual({
      click_velocity: 45,
    });
  });

  test("duplicate_ip and duplicate_device: more sales than the clicks explain", () => {
    const crowd = { own: 12, all: 12, clicks: 14, all_clicks: 14 };
    expect(found({}, { address: crowd })).toEqual({ duplicate_ip: 38 });
    expect(found({}, { device: crowd })).toEqual({ duplicate_device: 40 });
    const shared = { own: 2, all: 12, clicks: 2, all_clicks: 14 };
    expect(found({}, { address: shared })).toEqual({ duplicate_ip: 38 });
    expect(found({}, { device: shared })).toEqual({ duplicate_device: 40 });
    const named = { own: 1, all: 2, clicks: null, all_clicks: null };
    expect(found({ device_id: "a-b" }, { device: named })).toEqual({
      duplicate_device: 44,
    });
  });

  test("data_centre, bot_agent: of the click or the customer", () => {
    expect(found({ click: visitor({ is_data_centre: true }) })).toEqual({
      data_centre: 29,
    });
    expect(found({ customer: visitor({ is_data_centre: true }) })).toEqual({
      data_centre: 29,
    });
    expect(found({ customer: visitor({ is_bot: true }) })).toEqual({
      bot_agent: 42,
    });
  });

  test("geo_mismatch: between click and customer, or against the campaign", () => {
    expect(found({ customer: visitor({ country: "VN" }) })).toEqual({
      geo_mismatch: 25,
    });
    expect(found({}, {}, [], ["FR"])).toEqual({ geo_mismatch: 25 });
    expect(found({}, {}, [], ["DE", "FR"])).toEqual({});
  });

  test("device_mismatch: where both systems are known", () => {
    expect(found({ customer: visitor({ os: "windows" }) })).toEqual({
      device_mismatch: 19,
    });
    expect(found({ customer: visitor({ os: "other" }) })).toEqual({});
  });

  test("conversion_burst: weighs little, however many", () => {
    expect(found({}, { burst: { count: 500, usual: 0.5 } })).toEqual({
      conversion_burst: 25,
    });
    expect(found({}, { burst: { count: 12, usual: 9 } })).toEqual({});
  });

  test("hour_profile: at the hours that are too many", () => {
    const bins = Array.from({ length: 24 }, (_, hour) =>
      hour === 3 ? 0.9 : 0,
    );
    const hours = finding({ code: "hour_profile", bins });
    expect(found({ recorded_at: 3.5 * 3_600_000 }, {}, [hours])).toEqual({
      hour_profile: 36,
    });
    expect(found({ recorded_at: 9 * 3_600_000 }, {}, [hours])).toEqual({});
  });

  test("refund_rate and approval_rate: those that came back more than the rest", () => {
    const refunds = finding({
      code: "refund_rate",
      share_low: 0.3,
      unusual: 0.8,
    });
    expect(found({ is_refunded: true }, {}, [refunds])).toEqual({
      refund_rate: 76,
    });
    expect(found({}, {}, [refunds])).toEqual({ refund_rate: 46 });
    const rejections = finding({
      code: "approval_rate",
      share_low: 0.4,
      unusual: 1,
    });
    expect(found({}, {}, [rejections])).toEqual({ approval_rate: 80 });
  });

  test("sender_address: an address that a source never used", () => {
    const sender = { seen: 0, of: 400, address: "192.0.2.9" };
    expect(found({}, { sender })).toEqual({ sender_address: 30 });
  });
});
