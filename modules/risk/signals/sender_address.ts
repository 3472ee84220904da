import type { Surroundings } from "../facts.ts";
import { reasonOf } from "../reason.ts";
import type { Reason } from "../reason.ts";
import { SAMPLE_MIN } from "../statistics/excess.ts";

/** A server that moves has a new address too. */
const SHARE = 0.6;
const SEEN_MAX = 2;

/** A reason that was kept, as it weighs by itself: it was stored with the percent of a rule. */
export function unweighed(kept: Reason): Reason | null {
  const { code, weight: _, ...words } = kept;
  return code === "sender_address" ? reasonOf(code, SHARE, words) : kept;
}

/** Sent from an address that the source's earlier postbacks didn't come from. */
export function senderAddress(sender: Surroundings["sender"]): Reason | null {
  if (sender === null) return null;
  const { seen, of, address } = sender;
  if (of < SAMPLE_MIN || seen > SEEN_MAX) return null;
  return reasonOf("sender_address", SHARE, {
    found: `Sent from ${address}, ${seen === 0 ? "never" : `${seen} times`} seen before`,
    expected: `an address of the source's ${of} postbacks before`,
    evidence: [
      { name: "address", value: address },
      { name: "postbacks_before", value: of },
    ],
  });
}
