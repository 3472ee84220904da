import type { ClaimedDelivery } from "../delivery_store.ts";
import { ended, failedTry, heardTry } from "../judge_try.ts";
import type { JudgedTry } from "../judge_try.ts";
import type { SendResult } from "../send_request.ts";
import { asObject } from "../../sources/mod.ts";
import type { AdAnswer, AdPlatform, AdReading } from "./ad_platform.ts";
import { readAccess } from "./google_access.ts";

const REASON_CHARS_MAX = 200;

/** The meaning of an answer for the deliveries of its request, and for their endpoint. */
export interface JudgedAd {
  /** In the order of the deliveries. */
  tries: readonly JudgedTry[];
  /** Why the endpoint is switched off; null if it isn't. */
  switch_off: string | null;
}

/** A request's result, and whether it asked for access only. */
export interface AdResult {
  result: SendResult;
  is_access: boolean;
}

interface JudgeInput {
  now_ms: number;
  random(): number;
}

/** Judges the deliveries of one request, each for itself. */
export function judgeAd(
  deliveries: readonly ClaimedDelivery[],
  platform: AdPlatform,
  { result, is_access }: AdResult,
  input: JudgeInput,
): JudgedAd {
  const within = deliveries.map((delivery) => withinAge(delivery, platform));
  if (result.http_status === null) {
    const reason = result.error ?? "no answer";
    const again = { ...input, reason, is_throttled: false };
    const tries = within.map((one) => failedTry(one, result, again));
    return { tries, switch_off: null };
  }
  const answer = {
    status: result.http_status,
    response_headers: result.response_headers,
    body: jsonOf(result.response_body),
  };
  const reading = is_access
    ? readAccess(answer)
    : readAnswer(platform, answer, deliveries.length);
  const switch_off =
    reading.kind === "not_set_up"
      ? `${platform.title} refuses: ${reading.reason}`.slice(
          0,
          REASON_CHARS_MAX,
        )
      : null;
  const tries = within.map((delivery, place) =>
    judgeOne(delivery, reading, {
      ...input,
      result,
      place,
      platform,
      is_alone: deliveries.length === 1,
    }),
  );
  return { tries, switch_off };
}

/**
 * A platform that answers in JSON has not heard where the answer is something else: a proxy's page has the
 * status 200, too.
 */
function readAnswer(
  platform: AdPlatform,
  answer: AdAnswer,
  count: number,
): AdReading {
  const { status, body } = answer;
  const is_foreign =
    platform.method === "POST" &&
    status >= 200 &&
    status < 300 &&
    asObject(body) === null;
  if (!is_foreign) return platform.read(answer, count);
  const reason = `HTTP ${status}, but its body is not what ${platform.title} says`;
  return { kind: "later", reason, is_throttled: false };
}

/** A platform takes no event of an age, however long the endpoint would go on. */
function withinAge(
  delivery: ClaimedDelivery,
  { age_ms_max }: AdPlatform,
): ClaimedDelivery {
  const { expires_at, occurred_at } = delivery;
  return {
    ...delivery,
    expires_at: Math.min(expires_at, occurred_at + age_ms_max),
  };
}

function judgeOne(
  delivery: ClaimedDelivery,
  reading: AdReading,
  input: JudgeInput & {
    result: SendResult;
    place: number;
    platform: AdPlatform;
    is_alone: boolean;
  },
): JudgedTry {
  const { now_ms, place, result, platform } = input;
  if (reading.kind === "taken") {
    const later = reading.later?.get(place);
    if (later !== undefined) {
      const again = { ...input, reason: later, is_throttled: false };
      return failedTry(delivery, result, again);
    }
    const why = reading.but.get(place);
    return why === undefined
      ? heardTry(now_ms)
      : refused(platform, why, now_ms);
  }
  if (reading.kind === "refused") {
    const why = reading.for.get(place);
    if (why !== undefined) return refused(platform, why, now_ms);
    return input.is_alone
      ? refused(platform, reading.reason, now_ms)
      : goesAlone(reading.reason, now_ms);
  }
  const is_throttled = reading.kind === "later" && reading.is_throttled;
  const { reason } = reading;
  return failedTry(delivery, result, { ...input, reason, is_throttled });
}

/** An event that the platform won't take, however often it is sent. */
function refused(
  { title }: AdPlatform,
  why: string,
  now_ms: number,
): JudgedTry {
  const reason = `${title} refused it: ${why}`.slice(0, REASON_CHARS_MAX);
  const settled = ended("cancelled", now_ms, reason);
  return { settled, outcome: "refused", pause_ms: 0, is_gone: false };
}

/** An event whose request was refused for another one of it, as far as is known. */
function goesAlone(reason: string, now_ms: number): JudgedTry {
  return {
    settled: {
      state: "due",
      due_at: now_ms,
      settled_at: null,
      reason: `its request was refused, so it goes alone: ${reason}`.slice(
        0,
        REASON_CHARS_MAX,
      ),
    },
    outcome: "refused",
    pause_ms: 0,
    is_gone: false,
  };
}

function jsonOf(body: Uint8Array | null): unknown {
  try {
    return JSON.parse(Buffer.from(body ?? []).toString("utf8"));
  } catch {
    return null;
  }
}
