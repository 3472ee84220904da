import { isoTime } from "../../kernel/mod.ts";
import type { Notice } from "../../notices/mod.ts";

const EVENT = "payment_details.changed" as const;

const OTHERWISE =
  "If nobody of yours asked for this, tell the network at once.";

/** The notice of a change that doesn't count yet. */
export function requestedNotice(change: {
  affiliate_id: number;
  email: string;
  effective_at: number;
}): Notice {
  const at = timeText(change.effective_at);
  return {
    to: { affiliate_id: change.affiliate_id },
    event: EVENT,
    subject: "A change of your payment details waits",
    text: textOf(
      `${change.email} asked for other payment details. They count from ${at} on; until then you are paid as before.`,
      "If nobody of yours asked for this, sign in, cancel the change, and tell the network at once.",
    ),
  };
}

/** The notice of a change that counts from now on. */
export function effectiveNotice(change: { affiliate_id: number }): Notice {
  return {
    to: { affiliate_id: change.affiliate_id },
    event: EVENT,
    subject: "Your new payment details count",
    text: textOf(
      "The payment details that were asked for are the ones that you are paid by now.",
      OTHERWISE,
    ),
  };
}

/** The notice of a change that will not come. */
export function cancelledNotice(change: {
  affiliate_id: number;
  why: string;
}): Notice {
  return {
    to: { affiliate_id: change.affiliate_id },
    event: EVENT,
    subject: "The change of your payment details is cancelled",
    text: textOf(
      `The change of payment details that waited is cancelled: ${change.why}.`,
      "You are paid as before.",
    ),
  };
}

/** The notice of a change by the network. */
export function changedNotice(change: {
  affiliate_id: number;
  now_ms: number;
}): Notice {
  return {
    to: { affiliate_id: change.affiliate_id },
    event: EVENT,
    subject: "The network changed your payment details",
    text: textOf(
      `The network changed your payment details at ${timeText(change.now_ms)}.`,
      OTHERWISE,
    ),
  };
}

/** The notice of details that the network removed. */
export function removedNotice(change: { affiliate_id: number }): Notice {
  return {
    to: { affiliate_id: change.affiliate_id },
    event: EVENT,
    subject: "The network removed your payment details",
    text: textOf("The network removed your payment details.", OTHERWISE),
  };
}

function textOf(...paragraphs: string[]): string {
  return [...paragraphs, ""].join("\n\n");
}

function timeText(at_ms: number): string {
  return `${isoTime(at_ms).slice(0, 16).replace("T", " ")} UTC`;
}
