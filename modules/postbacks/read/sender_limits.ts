import { networkOf } from "../../kernel/mod.ts";
import { Allowance } from "../receive/allowance.ts";
import { RateLimiter } from "../receive/rate_limiter.ts";
import type { RawPostback } from "../../sources/mod.ts";
import type { ReadPostback } from "./read_postback.ts";
import type { Trace } from "./trace.ts";
import { SenderThrottle } from "./sender_throttle.ts";

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
/** Burst and rate of unproven units per network. */
const UNPROVEN_AT_ONCE = 1_000;
const UNPROVEN_PER_SECOND = 20;

/**
 * The same for postbacks that name neither our click nor a source, per network and for all
 * networks together.
 */
const UNKNOWN_AT_ONCE = 5_000;
const UNKNOWN_PER_SECOND = 50;
const ALL_UNKNOWN_AT_ONCE = 20_000;
const ALL_UNKNOWN_PER_SECOND = 200;
const ALL = "all";

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
  readonly #throttle = new SenderThrottle();
  readonly #rates = new RateLimiter();
  readonly #unproven = new Allowance({
    at_once: UNPROVEN_AT_ONCE,
    per_second: UNPROVEN_PER_SECOND,
  });

  readonly #unknown = new Allowance({
    at_once: UNKNOWN_AT_ONCE,
    per_second: UNKNOWN_PER_SECOND,
  });
  readonly #all_unknown = new Allowance({
    at_once: ALL_UNKNOWN_AT_ONCE,
    per_second: ALL_UNKNOWN_PER_SECOND,
  });

  /** Returns the seconds that the sender has to wait; 0 if its postback is accepted. */
  take({ raw, source, result, proof, trace }: LimitedPostback): number {
    const { ip, received_at: now_ms } = raw;
    const code = result.kind === "refused" ? result.refusal.code : null;
    if (code !== null && GUESSES.has(code)) {
      const blocked_s = this.#throttle.blockedFor(ip, now_ms);
      if (blocked_s === 0) this.#throttle.failed(ip, now_ms);
      return blocked_s;
    }
    const network = networkOf(ip);
    if (code !== null && UNPROVEN.has(code)) {
      return this.#unproven.take(network, unitsOf(raw), now_ms);
    }
    if (code !== null && source === null && trace.subject.click_id === null) {
      const units = unitsOf(raw);
      return (
        this.#unknown.take(network, units, now_ms) ||
        this.#all_unknown.take(ALL, units, now_ms)
      );
    }
    if (source === null || source.rate_per_second === null) return 0;
    const key = proof === "none" ? `${source.id} ${network}` : `${source.id}`;
    return this.#rates.take(key, source.rate_per_second, now_ms);
  }
}

function unitsOf({ url, body }: LimitedPostback["raw"]): number {
  return Math.ceil((url.length + (body?.length ?? 0) + 1) / UNIT_BYTES);
}
