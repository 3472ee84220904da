import { clickIdText, isClickless } from "../../clicks/mod.ts";
import type { ClaimedDelivery } from "../delivery_store.ts";
import { isTestId } from "../delivery_request.ts";
import { ended, waitForClick } from "../judge_try.ts";
import type { Settled } from "../judge_try.ts";
import { adEvent } from "./ad_event.ts";
import type { AdEventInput } from "./ad_event.ts";
import type { AdEvent } from "./ad_platform.ts";
import type { AdEndpoint } from "./send_ad.ts";

/** An event that is sent later than this before the end of its time might arrive after it. */
const AGE_MARGIN_MS = 60_000;
const DAY_MS = 24 * 3_600_000;

/** The event of a claimed delivery, or its state if an ad platform isn't told of it, or not now. */
export function judgeAdEvent(
  delivery: ClaimedDelivery,
  endpoint: AdEndpoint,
  input: AdEventInput,
): AdEvent | { unsent: Settled } {
  const { now_ms } = input;
  const { platform } = endpoint.ad;
  const not_told = (why: string) => ({
    unsent: ended("cancelled", now_ms, why),
  });
  if (isTestId(clickIdText(delivery.click_id))) {
    return not_told(`a test, which ${platform.title} would count`);
  }
  // It takes nothing back, and knows a repeat by its id: a correction would be lost.
  if (delivery.was_delivered_before) {
    return not_told(`${platform.title} was told of this conversion before`);
  }
  const why_old = whyTooOld(delivery, endpoint, now_ms);
  if (why_old !== null) return { unsent: ended("expired", now_ms, why_old) };
  if (delivery.click === null && !isClickless(delivery.click_id)) {
    return { unsent: waitForClick(delivery, now_ms) };
  }
  const event = adEvent(delivery, endpoint.ad, input);
  return typeof event === "string" ? not_told(event) : event;
}

/** Why a platform takes no event of a conversion any more; null if it does. */
export function whyTooOld(
  { occurred_at }: Pick<ClaimedDelivery, "occurred_at">,
  { ad: { platform } }: AdEndpoint,
  now_ms: number,
): string | null {
  const { title, age_ms_max } = platform;
  if (now_ms - occurred_at < age_ms_max - AGE_MARGIN_MS) return null;
  return `${title} takes no event that is older than ${age_ms_max / DAY_MS} days`;
}
