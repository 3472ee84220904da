const KEEP_ID =
  "Keep the id that the landing page receives with the order, and send it back letter for letter.";
const PROOF =
  "Prove the request as the source's sheet says; its checklist tries it.";
const NETWORK = "Only the network can change this. Then it is judged again.";
const LATE = "Send sales sooner. The network can accept late ones for a while.";

/** The change that lets the next postback pass, by the code that a postback was refused with. */
export const REFUSALS: Readonly<Record<string, string>> = {
  malformed: "Send a query, a form or a JSON object, each parameter once.",
  unsupported_media_type: "Send a query, a form or JSON.",
  missing_click_id: KEEP_ID,
  invalid_click_id: KEEP_ID,
  unknown_click: KEEP_ID,
  ambiguous_click_id: "Send one click id.",
  advertiser_mismatch:
    "Send it to the source of the advertiser whose click it is.",
  unreplaced_macro:
    "Put a value in the place of the braces before it is sent, or leave the parameter out.",
  source_required: "Send to the source's own address, which its sheet names.",
  unknown_source: "Send to the source's own address, which its sheet names.",
  missing_signature: PROOF,
  bad_signature: PROOF,
  bad_token: PROOF,
  stale_timestamp: "Set the sender's clock, and sign each try anew.",
  sender_not_allowed: "Send from an address that the source allows.",
  purchase_unknown:
    "Put right what the detail names, then have it judged again.",
  unknown_conversion: "Report the sale first, or leave the mode out.",
  replayed_nonce: "Use a new nonce for each request.",
  illegal_transition: NETWORK,
  order_conflict: "Send the click that the order was first reported with.",
  already_exists: "Nothing to do, if it was sent twice.",
  ambiguous_conversion: "Send the order's id.",
  unknown_goal:
    "Send one of the goals on the sheet, or map the word for the source.",
  unmapped_status:
    "Send one of the words on the sheet, or map the word for the source.",
  invalid_amount: "Send a plain number such as 12.50, without a currency.",
  missing_amount: "Send the amount of the sale: its price depends on it.",
  unknown_currency: "Send three letters such as EUR, or leave it out.",
  invalid_time: "Send a time between the click and now.",
  missing_order_id: "Send the order's id.",
  outside_window: LATE,
  late_needs_proof: "Send late sales signed, with the order's id and its time.",
  too_early: NETWORK,
  parent_missing:
    "Report the goal before it. Then this one is judged again by itself.",
  campaign_closed: NETWORK,
  affiliate_blocked: NETWORK,
  sandbox_only:
    "Send it from a build that customers have, or to a source for the sandbox with a test click.",
  unsupported_version: "Sign ads by SKAdNetwork 2.2 or later.",
  unknown_app: NETWORK,
  unknown_link: NETWORK,
  unmapped_value: NETWORK,
  foreign_package: "Send it from the app that the campaign promotes.",
  cap_reached: NETWORK,
  ambiguous_reversal:
    "Leave the amount out to refund the whole sale, or agree with the network what it means.",
};
