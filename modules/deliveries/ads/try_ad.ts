import { invalid } from "../../http/mod.ts";
import type { ClaimedDelivery } from "../delivery_store.ts";
import { ended } from "../judge_try.ts";
import type { Settled } from "../judge_try.ts";
import { NOTHING_SENT } from "../send_request.ts";
import type { OutgoingRequest, SendResult } from "../send_request.ts";
import { adEvent } from "./ad_event.ts";
import type { AdEventInput } from "./ad_event.ts";
import { judgeAd } from "./judge_ad.ts";
import { adRequest, sendAd } from "./send_ad.ts";
import type { AdEndpoint, AdSender } from "./send_ad.ts";
import { whyTooOld } from "./why_no_ad.ts";

/** A test of an ad platform's endpoint, and what came of it. */
export interface TriedAd {
  request: OutgoingRequest;
  result: SendResult;
  settled: Settled;
}

/** Throws a Problem if an endpoint can't be tried without counting. */
function checkTest({ ad: { platform, settings } }: AdEndpoint): void {
  if (platform.test !== "code" || settings.test_code !== null) return;
  throw invalid(
    "ad.test_code",
    `is required for a test: without the code of its test screen, ${platform.title} would count it`,
  );
}

/** Sends a conversion to an ad platform so that it counts nowhere, if the platform has a way. */
export async function tryAd(
  sender: AdSender,
  endpoint: AdEndpoint,
  delivery: ClaimedDelivery,
  input: AdEventInput,
): Promise<TriedAd> {
  const { now_ms } = input;
  const { platform } = endpoint.ad;
  const event =
    whyTooOld(delivery, endpoint, now_ms) ??
    adEvent(delivery, endpoint.ad, input);
  if (typeof event === "string") {
    return unsent(emptyRequest(endpoint), ended("cancelled", now_ms, event));
  }
  if (platform.test === "none") {
    const request = adRequest(endpoint, [event], { token: "…", is_test: true });
    const why = `${platform.title} has no way to try it: nothing was sent, and this is what it would be told`;
    return unsent(request, ended("cancelled", now_ms, why));
  }
  checkTest(endpoint);
  const sent = await sendAd(sender, endpoint, [event], { is_test: true });
  const { tries } = judgeAd([delivery], platform, sent, {
    now_ms,
    random: () => 0,
  });
  const settled = tries[0]?.settled ?? ended("cancelled", now_ms, "no answer");
  return { request: sent.request, result: sent.result, settled };
}

function emptyRequest({ ad: { platform }, origin }: AdEndpoint) {
  const { method } = platform;
  return { method, url: origin, headers: {}, body: null, timeout_ms: 0 };
}

function unsent(request: OutgoingRequest, settled: Settled): TriedAd {
  const result = { ...NOTHING_SENT, headers: request.headers };
  return { request, result, settled };
}

/** Columns of a sample's click by which a platform would find its visitor. */
export function sampleVisitor({ ad: { platform } }: AdEndpoint) {
  const [name = ""] = platform.click_ids;
  return {
    params: { [name]: `test-${name}` },
    user_agent: "Mozilla/5.0 (X11; Linux x86_64) Tallyho/test",
  };
}
