import type { Finding, OfferUsual } from "../facts.ts";
import { percent, reasonOf, span } from "../reason.ts";
import type { Reason } from "../reason.ts";
import { SAMPLE_MIN } from "../statistics/excess.ts";

/** Alone, one fast conversion is worth a look: hardly any of the offer's come as fast. */
const ALONE = 0.35;

/** A click that is later than the beginning of its install can't have led to it. */
const INJECTED = 1;

/**
 * Faster after its click than the offer's conversions come, as where a click is injected while the
 * install is under way.
 */
export function ctitTooFast(
  { seconds, is_injected }: { seconds: number | null; is_injected: boolean },
  offer: OfferUsual | null,
  finding: Finding | undefined,
): Reason | null {
  if (is_injected) {
    return reasonOf("ctit_too_fast", INJECTED, {
      found: "The install began before its click",
      expected: "a click, and then the install",
      evidence: [{ name: "flag", value: "click_after_install" }],
    });
  }
  if (seconds === null) return null;
  const edge_s = finding?.edge_s;
  if (finding !== undefined && edge_s !== undefined && seconds <= edge_s) {
    const { k, n, usual, share_low } = finding;
    return reasonOf("ctit_too_fast", finding.unusual, {
      found: `${span(seconds)} after its click; ${k} of ${n} came within ${span(edge_s)}`,
      expected: `${percent(usual)} within ${span(edge_s)}, as the offer's others`,
      evidence: [
        { name: "seconds", value: seconds },
        { name: "share_low", value: percent(share_low) },
      ],
    });
  }
  const fast = offer?.fast;
  if (!offer || !fast || offer.n < SAMPLE_MIN) return null;
  if (seconds > fast.edge_s) return null;
  return reasonOf("ctit_too_fast", ALONE, {
    found: `${span(seconds)} after its click`,
    expected: `${percent(fast.share)} of the offer's ${offer.n} come within ${span(fast.edge_s)}`,
    evidence: [{ name: "seconds", value: seconds }],
  });
}
