import type { Mutation } from "./mutation.ts";

const ADS = "modules/deliveries/ads";
const TOLD = "tests/journeys/ad_platforms_test.ts";
const ENDPOINTS = "tests/journeys/ad_endpoints_test.ts";

/** Mutations of what ad platforms are told. */
export const AD_MUTATIONS: readonly Mutation[] = [
  {
    name: "an ad platform hears of conversions that are too old",
    file: `${ADS}/why_no_ad.ts`,
    text: "if (now_ms - occurred_at < age_ms_max - AGE_MARGIN_MS) return null;",
    instead: "if (now_ms - occurred_at < age_ms_max * 99) return null;",
    tests: [TOLD],
  },
  {
    name: "an ad platform is told of each change of a conversion",
    file: `${ADS}/why_no_ad.ts`,
    text: "if (delivery.was_delivered_before) {",
    instead: "if (delivery.was_delivered_before && now_ms < 0) {",
    tests: [TOLD],
  },
  {
    name: "one refused event takes all of its request along",
    file: `${ADS}/judge_ad.ts`,
    text: "is_alone: deliveries.length === 1,",
    instead: "is_alone: true,",
    tests: [TOLD],
  },
  {
    name: "an event is tried for longer than an ad platform takes it",
    file: `${ADS}/judge_ad.ts`,
    text: "expires_at: Math.min(expires_at, occurred_at + age_ms_max),",
    instead: "expires_at: Math.max(expires_at, occurred_at),",
    tests: [TOLD],
  },
  {
    name: "a visitor who didn't agree is told of with address and browser",
    file: `${ADS}/ad_event.ts`,
    text: "const visitor = refuses ? NOBODY : visitorOf(delivery, input);",
    instead: "const visitor = visitorOf(delivery, input);",
    tests: [ENDPOINTS],
  },
  {
    name: "the access to an ad platform is in the log of tries",
    file: "modules/deliveries/shown_request.ts",
    text: "if (forms.length === 0) return null;",
    instead: "if (forms.length >= 0) return null;",
    tests: [ENDPOINTS],
  },
  {
    name: "the access to an ad platform goes to whatever address is set",
    file: "modules/deliveries/endpoints/ad_input.ts",
    text: "if (!is_elsewhere) return false;",
    instead: "if (has_one) return false;",
    tests: [ENDPOINTS],
  },
  {
    name: "labels of a link crowd out what ad platforms know its click by",
    file: "modules/clicks/link_params.ts",
    text: "return keepOfAdsFirst(given);",
    instead: "return others;",
    tests: ["modules/clicks/link_params_test.ts"],
  },
];
