import { Limiter, networkOf, retryAfterS } from "../../kernel/mod.ts";
import type { Exceeded, Rate } from "../../kernel/mod.ts";
import type { RawPostback } from "../../sources/mod.ts";
import { isPixel } from "./read_request.ts";
import type { ReadPostback } from "./read_result.ts";
import type { Trace } from "./trace.ts";

/** Refusals that suggest someone is guessing secrets. */
const GUESSES: ReadonlySet<string> = new Set([
  "bad_signature",
  "bad_token",
  "unknown_source",
]);
/** Refusals of a sender that didn't identify itself. */
const UNPROVEN: ReadonlySet<string> = new Set([
  "missing_signature",
  "sender_not_allowed",
  "source_required",
  "stale_timestamp",
]);

const UNIT_BYTES = 4_096;
const NETWORKS_MAX = 50_000;
const CLICKS_MAX = 50_000;
const SOURCES_MAX = 10_000;
const ALL = "all";

/**
 * Bad proofs of a network. Successes give nothing back, or a forger with one valid sender at its
 * address could continue forever.
 */
const GUESS_RATE: Rate = { at_once: 20, refill: 1, refill_ms: 3_000 };
/** Unproven units of a network. */
const UNPROVEN_RATE: Rate = { at_once: 1_000, refill: 20, refill_ms: 1_000 };
/** Units of a network that name neither our click nor a source, and of all networks together. */
const UNKNOWN_RATE: Rate = { at_once: 5_000, refill: 50, refill_ms: 1_000 };
const ALL_UNKNOWN_RATE: Rate = {
  at_once: 20_000,
  refill: 200,
  refill_ms: 1_000,
};

/** Sales that pages report: of a network, of a click, and in all. */
const CLAIM_RATE: Rate = { at_once: 100, refill: 1, refill_ms: 1_000 };
const CLAIM_OF_CLICK_RATE: Rate = {
  at_once: 20,
  refill: 1,
  refill_ms: 3_600_000,
};
const ALL_CLAIMS_RATE: Rate = { at_once: 5_000, refill: 50, refill_ms: 1_000 };

/** The parts of a postback that limits depend on. */
export type LimitedPostback = Pick<
  ReadPostback,
  "source" | "result" | "proof"
> & {
  raw: Pick<RawPostback, "ip" | "received_at" | "url" | "body">;
  trace: { subject: Pick<Trace["subject"], "click_id"> };
};

/**
 * Rate limits per sender. A source's rate applies to what it provably sent; unproven postbacks
 * use the rate of their own network instead, else an outsider could block a source by sending
 * in its name.
 */
export class SenderLimits {
  readonly #guesses = new Limiter({ keys_max: NETWORKS_MAX });
  readonly #unproven = new Limiter({ keys_max: NETWORKS_MAX });
  readonly #unknown = new Limiter({ keys_max: NETWORKS_MAX });
  readonly #all_unknown = new Limiter({ keys_max: 1 });
  readonly #claims = new Limiter({ keys_max: NETWORKS_MAX });
  readonly #claims_of_clicks = new Limiter({ keys_max: CLICKS_MAX });
  readonly #all_claims = new Limiter({ keys_max: 1 });
  readonly #sources = new Limiter({ keys_max: SOURCES_MAX });

  /** Returns the limit that a postback exceeds; null if it is accepted. */
  take(postback: LimitedPostback): Exceeded | null {
    const { raw, source, result, proof, trace } = postback;
    const { ip, received_at: now_ms } = raw;
    if (isPixel(raw)) return this.#takeClaim(postback);
    const code = result.kind === "refused" ? result.refusal.code : null;
    const network = networkOf(ip);
    if (code !== null && GUESSES.has(code)) {
      const wait_ms = this.#guesses.take(network, GUESS_RATE, now_ms);
      return exceeded(wait_ms, GUESS_RATE);
    }
    if (code !== null && UNPROVEN.has(code)) {
      const units = unitsOf(raw);
      const wait_ms = this.#unproven.take(
        network,
        UNPROVEN_RATE,
        now_ms,
        units,
      );
      return exceeded(wait_ms, UNPROVEN_RATE);
    }
    if (code !== null && source === null && trace.subject.click_id === null) {
      const units = unitsOf(raw);
      const own_ms = this.#unknown.take(network, UNKNOWN_RATE, now_ms, units);
      if (own_ms > 0) return exceeded(own_ms, UNKNOWN_RATE);
      const wait_ms = this.#all_unknown.take(
        ALL,
        ALL_UNKNOWN_RATE,
        now_ms,
        units,
      );
      return exceeded(wait_ms, ALL_UNKNOWN_RATE);
    }
    if (source === null || source.rate_per_second === null) return null;
    const key = proof === "none" ? `${source.id} ${network}` : `${source.id}`;
    const refill = source.rate_per_second;
    const rate = { at_once: Math.max(1, refill), refill, refill_ms: 1_000 };
    return exceeded(this.#sources.take(key, rate, now_ms), rate);
  }

  /** Of a page, which may be anybody's: whatever becomes of it. */
  #takeClaim({ raw, trace }: LimitedPostback): Exceeded | null {
    const { ip, received_at: now_ms } = raw;
    const units = unitsOf(raw);
    const { click_id } = trace.subject;
    const limits = [
      [this.#claims, networkOf(ip), CLAIM_RATE],
      [this.#claims_of_clicks, click_id, CLAIM_OF_CLICK_RATE],
      [this.#all_claims, ALL, ALL_CLAIMS_RATE],
    ] as const;
    for (const [limiter, key, rate] of limits) {
      if (key === null) continue;
      const wait_ms = limiter.take(key, rate, now_ms, units);
      if (wait_ms > 0) return exceeded(wait_ms, rate);
    }
    return null;
  }
}

function exceeded(wait_ms: number, rate: Rate): Exceeded | null {
  if (wait_ms === 0) return null;
  return { limit: rate.at_once, wait_s: retryAfterS(wait_ms) };
}

function unitsOf({ url, body }: LimitedPostback["raw"]): number {
  return Math.ceil((url.length + (body?.length ?? 0) + 1) / UNIT_BYTES);
}
