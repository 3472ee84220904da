import type { RiskCode } from "./reason.ts";

const AS_OTHERS = "As people buy who found it by themselves";

/**
 * The reasons in words for the affiliate whose conversion it is. They name no figure: whatever a reason
 * rests on is of the advertiser, its senders and the other affiliates too.
 */
export const OWN_WORDS: Readonly<
  Record<RiskCode, { found: string; expected: string }>
> = {
  ctit_too_fast: {
    found: "Too soon after its click",
    expected: "The time that people need",
  },
  ctit_flat: {
    found: "Times from click to conversion that don't follow from the clicks",
    expected: "Most soon after the click",
  },
  click_flood: {
    found: "Very many clicks for few conversions",
    expected: "Clicks of people who look at the offer",
  },
  click_velocity: {
    found: "Very many clicks at the click's address within a minute",
    expected: "As many as people make",
  },
  duplicate_ip: {
    found: "Several conversions of the click's address",
    expected: "About one, or many clicks there",
  },
  duplicate_device: {
    found: "Several conversions of the click's device",
    expected: "One",
  },
  data_centre: {
    found: "An address of a data centre",
    expected: "An address of people",
  },
  geo_mismatch: {
    found: "Another country than that of the click, or than is wanted",
    expected: "The country of the click, which the campaign wants",
  },
  device_mismatch: {
    found: "Another system than that of the click",
    expected: "The system of the click",
  },
  bot_agent: {
    found: "A user agent that says that it is a program",
    expected: "A browser or an app",
  },
  conversion_burst: {
    found: "Very many conversions within ten minutes",
    expected: "Your usual pace",
  },
  hour_profile: {
    found: "Many conversions at unusual hours of the day",
    expected: AS_OTHERS,
  },
  refund_rate: {
    found: "Many of your sales like it were refunded",
    expected: AS_OTHERS,
  },
  approval_rate: {
    found: "Many of your sales like it were rejected by the advertiser",
    expected: AS_OTHERS,
  },
  cr_outlier: {
    found: "Very many conversions for your clicks",
    expected: AS_OTHERS,
  },
  sender_address: {
    found: "Reported in an unusual way",
    expected: "As the advertiser reports its sales",
  },
};
